namespace Acsr.Policies;

/// <summary>In what a case cites a clause.</summary>
public enum CitedIn { Decision = 1, Override = 2 }

/// <summary>
/// A clause that a decision of the agent, or a human's override of it, cites: the index from a clause to the cases that rest on it. Derived
/// anew with each fold of its case.
/// </summary>
public sealed class CitedClause
{
    /// <summary>A longer part of a citation cannot be one of ours.</summary>
    public const int MaxPart = 100;

    public required string CaseId { get; set; }
    /// <summary>The step that cites.</summary>
    public required string StepId { get; set; }
    public required string PolicyId { get; set; }
    public required string ClauseId { get; set; }
    public int Version { get; set; }
    public CitedIn In { get; set; }
    /// <summary>When it was decided; null where the sender gave no time.</summary>
    public DateTime? At { get; set; }
}
