namespace Acsr.Review;

/// <summary>An item in one reviewer's hands. Every write under it shows <paramref name="Token"/>; who got a later lease has a larger one.</summary>
public sealed record Lease(long ItemId, string CaseId, long Token, DateTime Until);

/// <summary>Why there is no next item.</summary>
public enum NothingReason
{
    /// <summary>No item is open.</summary>
    QueueEmpty = 1,
    /// <summary>Colleagues hold what is open and not skipped by the one who asks.</summary>
    AllLeased = 2,
    /// <summary>Every open item was skipped by the one who asks.</summary>
    AllSkippedByYou = 3,
    /// <summary>The one who asks is a member of no queue, or not of the one that was asked for.</summary>
    NotAMember = 4,
    /// <summary>The one who asks worked every open case, or has given an opinion on it already.</summary>
    ExcludedAsAuthor = 5,
    /// <summary>No open case has a language and an intent that the one who asks can judge.</summary>
    NoneOfYourSkills = 6,
    /// <summary>The one who asks is paused: too few known answers were right.</summary>
    Paused = 7,
    /// <summary>No item is open in the queue that was asked for; others of the person's queues have some.</summary>
    NoneInThisQueue = 8,
}

/// <summary>The next item, or why there is none; exactly one of the two is set.</summary>
public sealed record NextItem(Lease? Lease, NothingReason? Nothing);

/// <summary>What became of the wish to open a chosen item.</summary>
public enum ClaimOutcome
{
    Leased = 1,
    LeasedByOther = 2,
    Done = 3,
    NotFound = 4,
    /// <summary>It is the person's own case, or they have given or begun an opinion on it.</summary>
    OwnCase = 5,
    /// <summary>The item is in a queue that the person does not work.</summary>
    NotAMember = 6,
    /// <summary>The person is paused in the item's queue.</summary>
    Paused = 7,
    /// <summary>It was handed on, and is somebody else's to decide.</summary>
    Escalated = 20,
}

/// <summary>A chosen item's lease, when <see cref="Outcome"/> is <see cref="ClaimOutcome.Leased"/>.</summary>
/// <param name="Outcome">What became of it.</param>
/// <param name="Lease">Set when it was leased.</param>
/// <param name="LeasedBy">The id of the colleague who holds it, when that is why.</param>
public sealed record ClaimResult(ClaimOutcome Outcome, Lease? Lease, string? LeasedBy);

/// <summary>What became of a submitted review.</summary>
public enum SubmitOutcome
{
    Accepted = 1,
    /// <summary>The lease ended or somebody else got a later one; the draft is kept.</summary>
    LeaseLost = 2,
    AlreadyDone = 3,
    /// <summary>Parts are missing; nothing was written.</summary>
    Incomplete = 4,
    /// <summary>The same person has given an opinion on this already; nothing was written.</summary>
    AlreadyYours = 5,
}

/// <summary>The outcome of a submission, with the review's id when accepted and what lacks when incomplete.</summary>
public sealed record SubmitResult(SubmitOutcome Outcome, long? ReviewId, IReadOnlyList<MissingPart> Missing);

/// <summary>Who reviews: the user's id, and the name to show beside the review ever after.</summary>
public sealed record Reviewer(string Id, string Name);
