namespace Acsr.Review;

/// <summary>Why a case is in the queue.</summary>
public enum ReviewReason { Override = 1, IncompleteTriad = 2, DeadEnd = 3, Reopened = 4, ThumbsDown = 5, LowCsat = 6, PolicyViolation = 7, PolicyUnknown = 8, ClauseChanged = 9, Contradicted = 10, ShadowDisagreement = 11, HighEffort = 12, RandomSample = 13, ReleaseFeedback = 14, Imported = 20 }

/// <summary>What an item is there for.</summary>
public enum ItemPurpose
{
    /// <summary>To be reviewed.</summary>
    Work = 0,
    /// <summary>An independent further opinion on a case.</summary>
    Opinion = 1,
    /// <summary>To decide between opinions that differ.</summary>
    Adjudication = 2,
    /// <summary>A case whose answer is known, for one person: it measures the reviewer and settles nothing.</summary>
    KnownAnswer = 5,
}

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
    /// <summary>Expected value of looking at it; larger first; 0 to 1. Begins with nothing known but <see cref="Risk"/>, and follows what is learnt about its group.</summary>
    public double Priority { get; set; }
    /// <summary>How bad it is by its own signals, 0 to 1: 1−Π(1−w).</summary>
    public double Risk { get; set; }
    /// <summary>What besides its signals makes it worth more or less, in words, empty where nothing does; null until that was looked at.</summary>
    public string? Worth { get; set; }
    /// <summary>What is alike has the same: a group of dead ends, else its first reason and intent.</summary>
    public string Group { get; set; } = "";
    /// <summary>How sure the agent was of what was overruled, 0 to 1.</summary>
    public double? Confidence { get; set; }
    /// <summary>The queue it is in; stays when the queues' rules change, unless a lead moves it.</summary>
    public string Queue { get; set; } = ReviewQueueSettings.General;
    public string? Language { get; set; }
    public string? Intent { get; set; }
    /// <summary>The people, as the sender calls them, who worked the case: they do not review it.</summary>
    public List<string> Authors { get; set; } = [];
    /// <summary>When it should be reviewed; null: no due time.</summary>
    public DateTime? DueAt { get; set; }
    /// <summary>Set where the case was drawn at random: the probability with which it was.</summary>
    public double? InclusionProbability { get; set; }
    /// <summary>How many people review this case for these reasons, each on an item of their own.</summary>
    public int Opinions { get; set; } = 1;
    /// <summary>Set on all but the first of these items: the first one's id.</summary>
    public long? FirstId { get; set; }
    public ItemPurpose Purpose { get; set; }
    /// <summary>Set for a known-answer case: the id of the one person who is asked. Such an item is in no list, count or figure of the queue.</summary>
    public string? ForUser { get; set; }
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
