namespace Acsr.Ingest;

/// <summary>How far an import of history from before the agent has come.</summary>
public enum ImportState
{
    /// <summary>Rows are being taken in.</summary>
    Running = 0,
    /// <summary>Every row was read.</summary>
    Done = 1,
    /// <summary>A person stopped it; what was taken in stays.</summary>
    Cancelled = 2,
    /// <summary>It broke off, or the console was stopped: the same file brings the rest, and nothing twice.</summary>
    Interrupted = 3,
}

/// <summary>One import of a CSV file of cases from before there was an agent. Written by Ingest.</summary>
public sealed class BaselineImport
{
    public long Id { get; set; }
    /// <summary>What its cases' ids begin with, and their source.</summary>
    public required string Source { get; set; }
    public required string FileName { get; set; }
    /// <summary>Of the file.</summary>
    public long Bytes { get; set; }
    public long BytesRead { get; set; }
    /// <summary>The mapping of columns as JSON, so that the next file of this source begins with it.</summary>
    public string Mapping { get; set; } = "";
    public long Rows { get; set; }
    /// <summary>Rows that were stored.</summary>
    public long Taken { get; set; }
    /// <summary>Rows that were here already.</summary>
    public long Duplicates { get; set; }
    /// <summary>Rows that are not good.</summary>
    public long Refused { get; set; }
    /// <summary>The first hundred reasons, each with its row.</summary>
    public List<string> Faults { get; set; } = [];
    public ImportState State { get; set; }
    public DateTime StartedAt { get; set; }
    public required string StartedBy { get; set; }
    public DateTime? EndedAt { get; set; }
    /// <summary>When its last rows were stored: a running import that is silent for long was interrupted.</summary>
    public DateTime? SeenAt { get; set; }
}
