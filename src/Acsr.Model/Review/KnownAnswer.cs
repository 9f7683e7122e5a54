namespace Acsr.Review;

/// <summary>A decided case whose answer is known: handed out among others, it tells how well reviewers judge. Never trains, never counts.</summary>
public sealed class KnownAnswer
{
    public long Id { get; set; }
    /// <summary>The review that says what is right; its reviewer never gets the case.</summary>
    public long ReviewId { get; set; }
    public required string CaseId { get; set; }
    /// <summary>The queue it is mixed into.</summary>
    public required string Queue { get; set; }
    /// <summary>What is right: a form as JSON.</summary>
    public required string Form { get; set; }
    /// <summary>The fields of the form that are compared, by name.</summary>
    public List<string> Fields { get; set; } = [];
    public required string By { get; set; }
    public DateTime At { get; set; }
    /// <summary>Handed out; a lead can stop that without losing the answers.</summary>
    public bool Active { get; set; } = true;
    public bool Demo { get; set; }
}

/// <summary>What one reviewer said about a known-answer case. One a person and case.</summary>
public sealed class KnownAnswerReply
{
    public long Id { get; set; }
    public long KnownAnswerId { get; set; }
    public long ItemId { get; set; }
    public required string CaseId { get; set; }
    public required string Queue { get; set; }
    public required string ReviewerId { get; set; }
    public required string ReviewerName { get; set; }
    public DateTime At { get; set; }
    /// <summary>The form as JSON.</summary>
    public required string Form { get; set; }
    /// <summary>Of the compared fields, the ones that say something else; empty: right.</summary>
    public List<string> Wrong { get; set; } = [];
    /// <summary>None is wrong.</summary>
    public bool Right { get; set; }
    /// <summary>When the reviewer put the feedback away; null while it is to be shown.</summary>
    public DateTime? ReadAt { get; set; }
    public bool Demo { get; set; }
}

/// <summary>A reviewer gets no more work of a queue because too few known answers were right, until a lead resumes it.</summary>
public sealed class ReviewerPause
{
    public long Id { get; set; }
    public required string ReviewerId { get; set; }
    public required string ReviewerName { get; set; }
    public required string Queue { get; set; }
    public DateTime At { get; set; }
    /// <summary>Known answers that were right, of <see cref="Asked"/>, since the last time they were resumed.</summary>
    public int Right { get; set; }
    public int Asked { get; set; }
    /// <summary>The share it takes, as it was set then.</summary>
    public double Below { get; set; }
    public DateTime? ResumedAt { get; set; }
    public string? ResumedBy { get; set; }
    public bool Demo { get; set; }
}
