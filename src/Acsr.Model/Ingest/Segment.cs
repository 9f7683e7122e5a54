namespace Acsr.Ingest;

/// <summary>How the payload of a <see cref="Segment"/> is written.</summary>
public enum SegmentFormat
{
    /// <summary>An OTLP <c>ExportTraceServiceRequest</c> in protobuf, holding accepted spans only.</summary>
    Otlp = 1,
    /// <summary>Native events, one JSON object a line, accepted ones only.</summary>
    Events = 2,
}

/// <summary>
/// What one request brought in, compressed, as it was when it was acknowledged. Written by Ingest, never changed;
/// everything else the console knows of a case is derived from these.
/// </summary>
public sealed class Segment
{
    public long Id { get; set; }
    public DateTime ReceivedAt { get; set; }
    /// <summary>The key's or the import's name.</summary>
    public required string Source { get; set; }
    public SegmentFormat Format { get; set; }
    /// <summary>Events (spans or lines) in it.</summary>
    public int Count { get; set; }
    /// <summary>Bytes of the payload before compression.</summary>
    public int Length { get; set; }
    /// <summary>First 16 bytes of SHA-256 over format and payload: a request that is sent again is recognised by it.</summary>
    public required byte[] Hash { get; set; }
    /// <summary>The payload, zstd.</summary>
    public required byte[] Payload { get; set; }
}

/// <summary>
/// A segment that is on the disk while the cases it holds something of are not noted yet. Written by the doors with the segment, taken away
/// by the filing, which is what makes its cases due.
/// </summary>
public sealed class UnfiledSegment
{
    public long SegmentId { get; set; }
}

/// <summary>
/// Which segments hold events of a case. A span whose case is not known yet stands under its trace id instead; see <see cref="TraceCase"/>.
/// Written by Ingest.
/// </summary>
public sealed class SegmentCase
{
    public required string CaseId { get; set; }
    public long SegmentId { get; set; }
}

/// <summary>
/// The case that a trace belongs to, learned from whichever of its spans says so; the earliest span wins, so that the order of arrival
/// does not matter. Written by Ingest.
/// </summary>
public sealed class TraceCase
{
    /// <summary>32 hexadecimal digits, lower case.</summary>
    public required string TraceId { get; set; }
    public required string CaseId { get; set; }
    /// <summary>Start of the span that said so, and its id: of two that disagree the smaller rank holds.</summary>
    public required string Rank { get; set; }
}
