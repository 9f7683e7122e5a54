namespace Acsr.Ingest;

/// <summary>How much a source sent in one hour. Counted once, when what it sent is filed. Written by Ingest.</summary>
public sealed class SourceHour
{
    /// <summary>The key's or the import's name.</summary>
    public required string Source { get; set; }
    /// <summary>UTC, on the hour: when it was received.</summary>
    public DateTime Hour { get; set; }
    public long Spans { get; set; }
    public long Events { get; set; }
    public long LogRecords { get; set; }
    /// <summary>Spans, events and log records that were not taken.</summary>
    public long Refused { get; set; }
}

/// <summary>
/// Something that a source sent and that was not taken. The newest of each source are kept, for people who look for what is wrong; they may
/// be lost in a crash.
/// </summary>
public sealed class IngestRefusal
{
    public long Id { get; set; }
    public required string Source { get; set; }
    public DateTime At { get; set; }
    /// <summary>The address it came to.</summary>
    public required string Door { get; set; }
    /// <summary>The id of what was refused, where it could be read.</summary>
    public string? Item { get; set; }
    /// <summary>Why, in the words that the sender got.</summary>
    public required string Reason { get; set; }
    /// <summary>How many were refused for it at once.</summary>
    public int Count { get; set; }
}
