namespace Acsr.Review;

/// <summary>What a reviewer found.</summary>
public enum Verdict
{
    /// <summary>The agent should have decided otherwise; the correction says how.</summary>
    Corrected = 1,
    /// <summary>The agent's decision was right.</summary>
    AgentWasRight = 2,
    /// <summary>The case does not show what would have been right; it trains nothing.</summary>
    CannotTell = 3,
}

/// <summary>
/// The triad, complete: what the agent decided, what a person says would have been right and why, and the clause or data point behind it.
/// Immutable; written once under a valid lease.
/// </summary>
public sealed class CaseReview
{
    public long Id { get; set; }
    public long ItemId { get; set; }
    public required string CaseId { get; set; }
    public required string ReviewerId { get; set; }
    public required string ReviewerName { get; set; }
    public DateTime At { get; set; }
    public bool Demo { get; set; }
    public Verdict Verdict { get; set; }

    /// <summary>The decisive step: the one that went wrong, or that shows the agent was right.</summary>
    public string? StepId { get; set; }

    // (1) the agent's decision
    public string? OriginalAction { get; set; }
    /// <summary>JSON.</summary>
    public string? OriginalArguments { get; set; }
    /// <summary>0 to 1; null where the agent did not say.</summary>
    public double? OriginalConfidence { get; set; }

    // (2) what would have been right
    public string? FinalAction { get; set; }
    /// <summary>A JSON object.</summary>
    public string? FinalArguments { get; set; }
    public string? FinalAnswer { get; set; }
    public string? FinalIntent { get; set; }
    public required string Rationale { get; set; }

    // (3) because of
    /// <summary><c>policy/clause@version</c>.</summary>
    public string? Clause { get; set; }
    public string? DataPoint { get; set; }

    /// <summary>All three parts are there, so it may train. The agent's confidence may be unknown; its decision may not.</summary>
    public bool IsTriadComplete =>
        Verdict != Verdict.CannotTell
        && !string.IsNullOrWhiteSpace(OriginalAction)
        && (!string.IsNullOrWhiteSpace(FinalAction) || !string.IsNullOrWhiteSpace(FinalAnswer))
        && !string.IsNullOrWhiteSpace(Rationale)
        && (!string.IsNullOrWhiteSpace(Clause) || !string.IsNullOrWhiteSpace(DataPoint));

    /// <summary>Another review with the same in it.</summary>
    public CaseReview Copy() => (CaseReview)MemberwiseClone();
}
