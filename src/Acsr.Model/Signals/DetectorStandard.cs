namespace Acsr.Signals;

/// <summary>What a standard is a standard of. The numbers are stored.</summary>
public enum StandardKind
{
    /// <summary>The best score of a search, on the scale of its source; below it nothing of use was found.</summary>
    SearchScore = 1,
    /// <summary>Messages and tool calls of a case.</summary>
    Steps = 2,
    /// <summary>Tool calls of a case.</summary>
    ToolCalls = 3,
    /// <summary>Input and output tokens of a case.</summary>
    Tokens = 4,
    /// <summary>US dollars of a case.</summary>
    CostUsd = 5,
    /// <summary>Seconds of handling of a case.</summary>
    Seconds = 6,
}

/// <summary>
/// What was usual up to a day, by which detectors judge the cases that begin from a later day on. Never changed once it is in force, so
/// that a case judged anew is judged by the same standard, whatever came in since.
/// </summary>
public sealed class DetectorStandard
{
    public StandardKind Kind { get; set; }
    /// <summary>The data source, or release and intent of the case.</summary>
    public required string Key { get; set; }
    /// <summary>The first UTC day on which it is in force, as <see cref="DateOnly.DayNumber"/>; until the next one of the same kind and key.</summary>
    public int FromDay { get; set; }
    /// <summary>Null: there were too few cases, and from that day on there is no standard.</summary>
    public double? Value { get; set; }
    /// <summary>Cases behind it.</summary>
    public int Cases { get; set; }
}
