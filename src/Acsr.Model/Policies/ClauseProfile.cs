namespace Acsr.Policies;

/// <summary>What a clause does (deontic logic's three words).</summary>
public enum ClauseKind { Obligation = 1, Prohibition = 2, Permission = 3 }

/// <summary>Whether a clause may be relied on.</summary>
public enum ClauseStatus
{
    /// <summary>It holds.</summary>
    Active = 1,
    /// <summary>It holds, and somebody is checking whether it still should.</summary>
    UnderReview = 2,
    /// <summary>It is not to be relied on for now: reviewers are no longer offered it.</summary>
    Suspended = 3,
}

/// <summary>
/// What people know about a clause beside its words: it belongs to the clause and not to a version, so it is there unchanged for every
/// version in which the clause's id goes on. Append-only: each change is a row, the one with the highest number holds.
/// </summary>
public sealed class ClauseProfile
{
    public const int LowestSeverity = 1;
    public const int HighestSeverity = 5;
    public const int MaxOwner = 120;
    public const int MaxRemedy = 1_000;

    public required string PolicyId { get; set; }
    public required string ClauseId { get; set; }
    /// <summary>From 1.</summary>
    public int Number { get; set; }
    public DateTime At { get; set; }
    /// <summary>Name of the person, for people to read.</summary>
    public required string By { get; set; }
    /// <summary>Who answers for the clause; null: whoever answers for the document.</summary>
    public string? Owner { get; set; }
    /// <summary>1 (a matter of form) to 5 (harm to a customer or a breach of law); null: nobody said.</summary>
    public int? Severity { get; set; }
    public ClauseKind? Kind { get; set; }
    /// <summary>What to do once it was broken, in words.</summary>
    public string? Remedy { get; set; }
    public ClauseStatus Status { get; set; }
    /// <summary>Hash of the words that the person had before them: where the clause has other words now, the profile wants a look.</summary>
    public required string TextHash { get; set; }
}
