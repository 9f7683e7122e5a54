namespace Acsr.Review;

/// <summary>Why a case is in the queue.</summary>
public enum ReviewReason { Override = 1, IncompleteTriad = 2, DeadEnd = 3, Reopened = 4, ThumbsDown = 5, LowCsat = 6, PolicyViolation = 7, PolicyUnknown = 8, ClauseChanged = 9, Contradicted = 10, ShadowDisagreement = 11, HighEffort = 12, RandomSample = 13, ReleaseFeedback = 14 }

/// <summary>
/// A case that somebody has to look at. Opened by Review when a fold shows a signal that no item covers yet; worked by one
/// reviewer at a time under a lease.
/// </summary>
public sealed class ReviewItem
{
    public long Id { get; set; }
    public required string CaseId { get; set; }
    /// <summary>Each reason once, the weightiest first.</summary>
    public List<ReviewReason> Reasons { get; set; } = [];
    /// <summary>Why it is here, in words a reviewer reads.</summary>
    public required string Why { get; set; }
    /// <summary>The signals behind it; a signal named here opens no second item.</summary>
    public List<string> SignalIds { get; set; } = [];
    /// <summary>Larger first; 0 to 1.</summary>
    public double Priority { get; set; }
    public DateTime OpenedAt { get; set; }
    public bool Demo { get; set; }
    /// <summary>Who holds it; meaningful while <see cref="LeasedUntil"/> lies ahead.</summary>
    public string? LeasedBy { get; set; }
    public DateTime? LeasedUntil { get; set; }
    /// <summary>Fencing token: every lease gets a larger one, and a write with an older one is refused.</summary>
    public long Token { get; set; }
    /// <summary>When a review settled it; null while it is open.</summary>
    public DateTime? DoneAt { get; set; }
}

/// <summary>A reviewer passed an item over; it is not offered to the same person again.</summary>
public sealed class ReviewSkip
{
    public long ItemId { get; set; }
    public required string UserId { get; set; }
    public string? Reason { get; set; }
    public DateTime At { get; set; }
}

/// <summary>What a reviewer has written so far; survives a reload, a crash and the loss of a lease.</summary>
public sealed class ReviewDraft
{
    public long ItemId { get; set; }
    public required string UserId { get; set; }
    /// <summary>The form as JSON.</summary>
    public required string Form { get; set; }
    public DateTime SavedAt { get; set; }
}
