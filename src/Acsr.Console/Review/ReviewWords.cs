namespace Acsr.Review;

/// <summary>Review's words as people read them.</summary>
public static class ReviewWords
{
    public static string Of(ReviewReason reason) => reason switch
    {
        ReviewReason.Override => "Override",
        ReviewReason.IncompleteTriad => "Incomplete triad",
        ReviewReason.DeadEnd => "Dead end",
        ReviewReason.Reopened => "Reopened",
        ReviewReason.ThumbsDown => "Thumbs down",
        ReviewReason.LowCsat => "Low satisfaction",
        ReviewReason.ClauseChanged => "Clause changed",
        ReviewReason.PolicyViolation => "Against the policy",
        ReviewReason.PolicyUnknown => "Policy not checked",
        ReviewReason.Contradicted => "Contradicted outcome",
        ReviewReason.ShadowDisagreement => "Shadow disagreement",
        ReviewReason.HighEffort => "High effort",
        ReviewReason.RandomSample => "Random sample",
        ReviewReason.ReleaseFeedback => "Feedback on a release",
        ReviewReason.Imported => "Imported label",
    };

    public static string Of(Verdict verdict) => verdict switch
    {
        Verdict.Corrected => "Corrected",
        Verdict.AgentWasRight => "Agent was right",
        Verdict.CannotTell => "Cannot tell",
    };

    /// <summary>Why nothing is to be done, and what to do about it.</summary>
    public static string Of(NothingReason nothing) => nothing switch
    {
        NothingReason.QueueEmpty => "All done: nothing is waiting for review.",
        NothingReason.AllLeased => "Nothing is free: colleagues are working on everything that is open or were handed it, apart from what you skipped.",
        NothingReason.AllSkippedByYou => "You skipped or handed on everything that is open. Open an item from the list to take it after all.",
        NothingReason.NotAMember => "You are not a member of this queue. A lead can add you on the queues page.",
        NothingReason.ExcludedAsAuthor => "Nothing is left for you: you worked the cases that are open, or have given your opinion on them. Colleagues review those.",
        NothingReason.Paused => "You are paused: too few of your known-answer cases were right. “My work” shows which and why; a lead can let you go on.",
        NothingReason.NoneInThisQueue => "This queue is done. Your other queues still have work: choose “All queues” and start again.",
        NothingReason.NoneOfYourSkills => "Nothing is left for you: what is open is in languages or about intents that are not among your skills.",
    };

    public static string Of(FaultAuthor fault) => fault switch
    {
        FaultAuthor.Agent => "The agent",
        FaultAuthor.Customer => "The customer",
        FaultAuthor.Environment => "A tool or system",
        FaultAuthor.Policy => "The policy",
        FaultAuthor.Knowledge => "The knowledge base",
    };

    /// <summary>Why nothing can be told: what is stored, and as people read it.</summary>
    public static IReadOnlyList<(string Id, string Text)> Unclear { get; } =
    [
        ("facts-missing", "Facts are missing from the trace"),
        ("policy-silent", "No policy says what to do"),
        ("policy-conflict", "Policies contradict each other"),
        ("outside-my-field", "I do not know this field or language"),
        ("other", "Something else"),
    ];

    /// <summary>Why a case takes no part in one correction for all.</summary>
    public static string Of(BulkExclusion excluded) => excluded switch
    {
        BulkExclusion.NotQueued => "Not in the queue",
        BulkExclusion.Done => "Reviewed already",
        BulkExclusion.Leased => "A colleague works on it",
        BulkExclusion.Own => "Your own case",
        BulkExclusion.SeveralOpinions => "Asks for independent opinions",
        BulkExclusion.NotAMember => "In a queue that you do not work",
        BulkExclusion.Escalated => "Handed on to somebody",
        BulkExclusion.NoDecision => "The trace does not say what the agent decided",
        BulkExclusion.DoesNotFit => "You left it out",
    };

    public static string Of(QueueOrder order) => order switch
    {
        QueueOrder.ExpectedValue => "Most valuable first",
        QueueOrder.Newest => "Newest first",
        QueueOrder.Oldest => "Oldest first",
        QueueOrder.DueNext => "Due next",
    };

    public static string? Of(PrefillOrigin origin) => origin switch
    {
        PrefillOrigin.None => null,
        PrefillOrigin.Log => "from the log",
        PrefillOrigin.Trace => "from the trace",
    };
}
