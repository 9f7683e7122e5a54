namespace Acsr.Review;

/// <summary>In which order a queue hands its items out.</summary>
public enum QueueOrder
{
    /// <summary>What is worth most to look at, first.</summary>
    ExpectedValue = 0,
    Newest = 1,
    Oldest = 2,
    /// <summary>What is due first; what is never due comes last.</summary>
    DueNext = 3,
}

/// <summary>When reviewers learn how they did on a known-answer case.</summary>
public enum GoldFeedback
{
    /// <summary>With the next item.</summary>
    AtOnce = 0,
    /// <summary>Among their own work, from the next day (UTC) on.</summary>
    Later = 1,
}

/// <summary>
/// A queue: what enters it, who works it and how. An item belongs to the first queue, by <see cref="Position"/>, whose rule takes it; the
/// general queue comes last and takes the rest, and works without a row in this table.
/// </summary>
public sealed class ReviewQueueSettings
{
    /// <summary>The queue that is always there.</summary>
    public const string General = "general";

    /// <summary>A short name that never changes: lower-case letters, digits and hyphens.</summary>
    public required string Id { get; set; }
    public required string Name { get; set; }
    /// <summary>Smaller first; the general queue comes last whatever it says.</summary>
    public int Position { get; set; }

    /// <summary>An item enters when it has one of these reasons; empty: any.</summary>
    public List<ReviewReason> Reasons { get; set; } = [];
    /// <summary>Intents whose cases enter; empty: any. Languages, channels, agents and customer tiers likewise.</summary>
    public List<string> Intents { get; set; } = [];
    public List<string> Languages { get; set; } = [];
    public List<string> Channels { get; set; } = [];
    public List<string> Agents { get; set; } = [];
    public List<string> Tiers { get; set; } = [];
    /// <summary>Share of the matching cases that enter, 0 to 1; which ones is decided by the case's id, so it never changes.</summary>
    public double Share { get; set; } = 1;
    /// <summary>Items that enter in one day (UTC) at most; null: no limit.</summary>
    public int? CapPerDay { get; set; }

    public QueueOrder Order { get; set; }
    /// <summary>Hours within which an item should be reviewed; null: no due time.</summary>
    public int? DueHours { get; set; }
    /// <summary>Share of items that several people review independently, 0 to 1.</summary>
    public double OverlapShare { get; set; }
    /// <summary>How many people review each of those; 2 to 9.</summary>
    public int Opinions { get; set; } = 2;
    /// <summary>Where opinions differ, so many more people are asked, one after the other, until most of them agree; then somebody decides. 0 to 5.</summary>
    public int ExtraOpinions { get; set; }
    /// <summary>Share of claims that hand out a case whose answer is known, 0 to 0.5.</summary>
    public double GoldShare { get; set; }
    public GoldFeedback GoldFeedback { get; set; }
    /// <summary>Who has a smaller share of known answers right is paused, 0 to 1; null: nobody is.</summary>
    public double? GoldPauseBelow { get; set; }
    /// <summary>How many known answers it takes before anybody is paused; 1 or more.</summary>
    public int GoldPauseAfter { get; set; } = 10;
    /// <summary>Share of items whose form comes without what the human did, 0 to 1: the control of the anchoring check.</summary>
    public double ControlShare { get; set; }
    /// <summary>Whether precedents stay hidden until the review is submitted.</summary>
    public bool Blind { get; set; }
    /// <summary>Ids of the people who work it; empty: every reviewer.</summary>
    public List<string> Members { get; set; } = [];
    /// <summary>Parts of the form that a review owes beyond the triad, each as <c>Reason:Field</c> or <c>*:Field</c>.</summary>
    public List<string> Required { get; set; } = [];
    public bool Demo { get; set; }
}

/// <summary>One version of a queue's guideline. Never changed: a review keeps the number of the one it was written under.</summary>
public sealed class ReviewGuideline
{
    public required string Queue { get; set; }
    /// <summary>From 1.</summary>
    public int Version { get; set; }
    /// <summary>Markdown.</summary>
    public required string Text { get; set; }
    public required string By { get; set; }
    public DateTime At { get; set; }
}

/// <summary>What a reviewer can judge; who has no row can judge everything.</summary>
public sealed class ReviewerProfile
{
    public required string UserId { get; set; }
    /// <summary>Languages as cases name them; empty: all.</summary>
    public List<string> Languages { get; set; } = [];
    /// <summary>Intents (products) as cases name them; empty: all.</summary>
    public List<string> Intents { get; set; } = [];
}

/// <summary>From a moment on, which share of cases enters at random, whatever signals they show.</summary>
public sealed class ReviewSamplingRate
{
    /// <summary>Holds for cases of this moment and later, until the next row.</summary>
    public DateTime From { get; set; }
    /// <summary>0 to 1: the inclusion probability of each such case.</summary>
    public double Rate { get; set; }
}
