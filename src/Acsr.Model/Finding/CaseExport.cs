namespace Acsr.Finding;

/// <summary>How an export is written.</summary>
public enum ExportFormat
{
    /// <summary>RFC 4180 with a line of names.</summary>
    Csv = 1,
    /// <summary>One JSON object a line.</summary>
    NdJson = 2,
}

/// <summary>How far an export has come.</summary>
public enum ExportState { Waiting = 0, Running = 1, Done = 2, Failed = 3 }

/// <summary>A list of cases as somebody saw it, being written to a file in the background. Goes, with its file, when it expires.</summary>
public sealed class CaseExport
{
    public long Id { get; set; }
    public required string OwnerId { get; set; }
    public required string OwnerName { get; set; }
    /// <summary>The filter, as in the address.</summary>
    public required string Query { get; set; }
    public List<string> Columns { get; set; } = [];
    public ExportFormat Format { get; set; }
    public ExportState State { get; set; }
    public DateTime RequestedAt { get; set; }
    public DateTime? FinishedAt { get; set; }
    public DateTime ExpiresAt { get; set; }
    /// <summary>Cases written so far.</summary>
    public long Rows { get; set; }
    /// <summary>Bytes written so far.</summary>
    public long Bytes { get; set; }
    /// <summary>Where the next part begins: the list's cursor behind the last row that was written.</summary>
    public string? Cursor { get; set; }
    /// <summary>What went wrong, in words.</summary>
    public string? Problem { get; set; }
    /// <summary>Until when a worker holds it; null or past: free.</summary>
    public DateTime? LeasedUntil { get; set; }
    /// <summary>Fencing token: grows with every lease.</summary>
    public long Token { get; set; }
}

/// <summary>A piece of an export's file. In the database, so that whichever node is asked has it.</summary>
public sealed class CaseExportPart
{
    public long ExportId { get; set; }
    /// <summary>From 0.</summary>
    public int Position { get; set; }
    /// <summary>Bytes of the file before it.</summary>
    public long Offset { get; set; }
    public int Length { get; set; }
    public required byte[] Content { get; set; }
}
