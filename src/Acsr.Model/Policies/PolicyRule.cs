namespace Acsr.Policies;

/// <summary>Whether a rule judges.</summary>
public enum PolicyRuleState
{
    /// <summary>Written, never switched on.</summary>
    Draft = 0,
    /// <summary>Judges every decision that it applies to.</summary>
    On = 1,
    /// <summary>Judged once, and does no more.</summary>
    Off = 2,
}

/// <summary>What a rule says of a decision (formats I.1). Unknown is never counted as pass or violation.</summary>
public enum RuleOutcome { Pass = 1, Violation = 2, Unknown = 3, NotApplicable = 4 }

/// <summary>
/// A rule that a machine can check, on a clause. It belongs to the clause's id and not to one text of it, so it survives rewording. What it
/// says lives in its versions.
/// </summary>
public sealed class PolicyRule
{
    public long Id { get; set; }
    public required string PolicyId { get; set; }
    public required string ClauseId { get; set; }
    /// <summary>A short name that people read, for example <c>Cancel within 24 hours</c>.</summary>
    public required string Name { get; set; }
    public PolicyRuleState State { get; set; }
    /// <summary>The version that judges, or judged last; null before it was first switched on.</summary>
    public int? Version { get; set; }
    /// <summary>The newest version; beyond <see cref="Version"/> there is a draft.</summary>
    public int Latest { get; set; }
    public DateTime ChangedAt { get; set; }
    /// <summary>Name of the person, for people to read.</summary>
    public required string ChangedBy { get; set; }
    public List<PolicyRuleVersion> Versions { get; set; } = [];
}

/// <summary>What a rule says, from one saving on. Immutable.</summary>
public sealed class PolicyRuleVersion
{
    public long RuleId { get; set; }
    /// <summary>From 1.</summary>
    public int Version { get; set; }
    /// <summary>Names of tools; <c>*</c> stands for everything that changes something.</summary>
    public List<string> AppliesTo { get; set; } = [];
    /// <summary>JsonLogic; the rule applies only where it holds. Null: always.</summary>
    public string? AppliesWhen { get; set; }
    /// <summary>JsonLogic; the decision keeps the clause where it holds.</summary>
    public required string Logic { get; set; }
    /// <summary>1 (slight) to 5 (worst).</summary>
    public int Severity { get; set; }
    /// <summary>What to do about a violation, in words.</summary>
    public string? Remedy { get; set; }
    /// <summary>At least one that passes and one that is a violation.</summary>
    public List<RuleExample> Examples { get; set; } = [];
    public DateTime CreatedAt { get; set; }
    public required string CreatedBy { get; set; }
}

/// <summary>Facts and what the rule has to say of them.</summary>
/// <param name="Name">What it shows, in words.</param>
/// <param name="Facts">A JSON object as rules see it.</param>
/// <param name="Expected">What the rule has to say.</param>
public sealed record RuleExample(string Name, string Facts, RuleOutcome Expected);

/// <summary>What a rule says of one decision of the agent, under the clause in force when it was made. Derived anew with each fold of its case.</summary>
public sealed record PolicyAudit
{
    public required string CaseId { get; set; }
    /// <summary>The decision.</summary>
    public required string StepId { get; set; }
    public long RuleId { get; set; }
    public int RuleVersion { get; set; }
    public required string PolicyId { get; set; }
    public required string ClauseId { get; set; }
    /// <summary>Of the policy, in force at the decision's time.</summary>
    public int ClauseVersion { get; set; }
    /// <summary>What the agent did: a tool's name.</summary>
    public required string Action { get; set; }
    /// <summary>Never <see cref="RuleOutcome.NotApplicable"/>: such are not kept.</summary>
    public RuleOutcome Outcome { get; set; }
    /// <summary>1 to 5, as the rule says.</summary>
    public int Severity { get; set; }
    /// <summary>Of an unknown: the facts that are missing, or why it could not be judged.</summary>
    public List<string> Missing { get; set; } = [];
    /// <summary>Ids of the steps that the facts came from, the decision first.</summary>
    public List<string> Evidence { get; set; } = [];
    /// <summary>In words.</summary>
    public string Text { get; set; } = "";
    /// <summary>When the decision was made; null where the sender gives no times.</summary>
    public DateTime? OccurredAt { get; set; }

    public string Citation => $"{PolicyId}/{ClauseId}@{ClauseVersion}";
}

/// <summary>Stored cases that are to be judged anew because a rule or a policy changed. Worked off in batches, the newest cases first.</summary>
public sealed class PolicyRejudge
{
    public long Id { get; set; }
    public required string PolicyId { get; set; }
    /// <summary>Null: every rule of the policy.</summary>
    public long? RuleId { get; set; }
    public DateTime RequestedAt { get; set; }
    /// <summary>Everything at and after this place is done; null: nothing yet.</summary>
    public DateTime? CursorAt { get; set; }
    public string? CursorId { get; set; }
    /// <summary>Cases queued so far.</summary>
    public int Queued { get; set; }
}
