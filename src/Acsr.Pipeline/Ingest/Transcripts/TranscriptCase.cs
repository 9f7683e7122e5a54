namespace Acsr.Ingest.Transcripts;

/// <summary>How a file of transcripts is to be read.</summary>
public sealed record TranscriptOptions
{
    /// <summary>The import's name; case ids begin with it, so that two imports cannot mix their cases.</summary>
    public required string Source { get; init; }
    /// <summary>Where things stand in a shape we do not know; null when the file's shape is to be recognised.</summary>
    public TranscriptMap? Map { get; init; }
}

/// <summary>One conversation of a transcript file as native events, or why it was refused.</summary>
public sealed record TranscriptCase
{
    /// <summary>Source and natural id; empty when what was refused has none.</summary>
    public required string CaseId { get; init; }
    /// <summary>In order, with ids that a second import makes again; empty when refused.</summary>
    public IReadOnlyList<CaseEvent> Events { get; init; } = [];
    /// <summary>What is wrong, where, and how to mend it; null when the conversation was taken.</summary>
    public string? Refused { get; init; }
    /// <summary>Texts said by anybody, instructions included.</summary>
    public int Messages { get; init; }
    /// <summary>Calls that the agent made.</summary>
    public int ToolCalls { get; init; }
    /// <summary>Of those, the ones that failed.</summary>
    public int ToolErrors { get; init; }
    /// <summary>A hand-off tool was called and did not fail.</summary>
    public bool HandedOff { get; init; }
}
