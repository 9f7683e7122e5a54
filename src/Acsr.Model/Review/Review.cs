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

/// <summary>What a review is worth to what is built on it.</summary>
public enum OpinionStanding
{
    /// <summary>Speaks for its case.</summary>
    Stands = 0,
    /// <summary>One of several opinions that are not all there yet, or that differ and wait to be decided.</summary>
    Waiting = 1,
    /// <summary>One of several opinions; another one, or who decided between them, speaks for the case.</summary>
    Opinion = 2,
}

/// <summary>Whose fault it was (tau-bench's fault author, widened).</summary>
public enum FaultAuthor { Agent = 1, Customer = 2, Environment = 3, Policy = 4, Knowledge = 5 }

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

    // around it
    public FaultAuthor? Fault { get; set; }
    /// <summary>A leaf of the taxonomy of root causes; null where none was chosen.</summary>
    public string? RootCause { get; set; }
    /// <summary>How much harm it did; null where nobody said.</summary>
    public Cases.Severity? Impact { get; set; }
    /// <summary>Why nothing can be told; set only with <see cref="Verdict.CannotTell"/>.</summary>
    public string? Unclear { get; set; }
    /// <summary>What was said about single steps, each as <c>step-id=right</c> or <c>step-id=wrong</c>.</summary>
    public List<string> StepVerdicts { get; set; } = [];

    // how it came about
    /// <summary>The first item of those that ask for opinions on the same; 0 in reviews from before there were several.</summary>
    public long SetId { get; set; }
    public OpinionStanding Standing { get; set; }
    public string Queue { get; set; } = ReviewQueueSettings.General;
    /// <summary>The version of the queue's guideline that was in force; null where there was none.</summary>
    public int? Guideline { get; set; }
    /// <summary>Seconds from the first lease to submission; null where not known.</summary>
    public double? Seconds { get; set; }
    /// <summary>Fields of the correction that were filled in from the log; and of those, the ones that were left as they were.</summary>
    public List<string> Prefilled { get; set; } = [];
    public List<string> Accepted { get; set; } = [];
    /// <summary>The form came without what the human did: the control of the anchoring check.</summary>
    public bool Control { get; set; }
    /// <summary>Reviews written with one correction for a whole group share it.</summary>
    public string? Batch { get; set; }
    /// <summary>Where the case was drawn at random, the probability with which it was.</summary>
    public double? InclusionProbability { get; set; }
    /// <summary>The name of the import that brought it in; null where it was written here.</summary>
    public string? Source { get; set; }

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
