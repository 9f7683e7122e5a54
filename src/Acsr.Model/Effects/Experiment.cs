namespace Acsr.Effects;

/// <summary>How far an experiment has come. It goes one way only.</summary>
public enum ExperimentState
{
    /// <summary>Being defined: nobody is assigned yet, and everything may still be changed.</summary>
    Draft = 0,
    /// <summary>Cases are assigned; nothing that is measured may be changed.</summary>
    Running = 1,
    /// <summary>Ended. Where an arm was chosen, cases keep getting it, all but the hold-out.</summary>
    Stopped = 2,
}

/// <summary>Two or more ways for the agent to work the same kind of case, assigned by the console by lot (T3). What is measured is fixed before the start.</summary>
public sealed class Experiment
{
    public long Id { get; set; }
    /// <summary>As the agent asks for it; unique.</summary>
    public required string Name { get; set; }
    /// <summary>What is expected, in a sentence.</summary>
    public string Hypothesis { get; set; } = "";
    /// <summary>Only cases of these are counted; empty: all.</summary>
    public List<string> Intents { get; set; } = [];
    /// <summary>Id of the metric that decides.</summary>
    public required string Metric { get; set; }
    /// <summary>Ids of metrics that must not become surely worse.</summary>
    public List<string> Guardrails { get; set; } = [];
    /// <summary>The smallest change of the metric that is worth finding, in its unit; of a share 0 to 1.</summary>
    public double Worth { get; set; }
    /// <summary>The probability to find it if it is there, 0 to 1.</summary>
    public double Power { get; set; }
    /// <summary>Share of cases, 0 to 1, that stay as they were, in the experiment and after it.</summary>
    public double HoldOut { get; set; }
    /// <summary>It is stopped after so many days at the latest.</summary>
    public int MostDays { get; set; }
    /// <summary>Mixed into the lots, so that experiments are drawn independently of each other.</summary>
    public required string Salt { get; set; }
    public ExperimentState State { get; set; }
    public required string By { get; set; }
    public DateTime CreatedAt { get; set; }
    public DateTime? StartedAt { get; set; }
    public DateTime? StoppedAt { get; set; }
    public string? StoppedBy { get; set; }
    /// <summary>Why it was stopped, in words.</summary>
    public string? StopReason { get; set; }
    /// <summary>The arm that cases get from then on; null: as they were.</summary>
    public string? Chosen { get; set; }
    /// <summary>When people were told of what a stop rule found; null: they were not.</summary>
    public DateTime? AlertedAt { get; set; }
    public bool Demo { get; set; }
    /// <summary>In the order in which they were written; the first is what is done today.</summary>
    public List<ExperimentArm> Arms { get; set; } = [];
}

/// <summary>One way to work.</summary>
public sealed class ExperimentArm
{
    public long ExperimentId { get; set; }
    /// <summary>From 0; arm 0 is the control.</summary>
    public int Position { get; set; }
    /// <summary>What the agent is told, for example the name of a prompt, a model or a version.</summary>
    public required string Name { get; set; }
    /// <summary>Its part of the cases that are not held out; parts are relative to each other.</summary>
    public double Share { get; set; }
}

/// <summary>The arm that a case got, written when it first asked.</summary>
public sealed class Assignment
{
    public long ExperimentId { get; set; }
    public required string CaseId { get; set; }
    public required string Arm { get; set; }
    public DateTime At { get; set; }
}

/// <summary>What a return on investment is reckoned with (C4): each figure from low to high. A row is never changed: an edit writes another.</summary>
public sealed class ReturnAssumptions
{
    public long Id { get; set; }
    /// <summary>Minutes that a person would have needed for a case that the agent resolved, where no person's cases of that intent say so.</summary>
    public double? MinutesLow { get; set; }
    public double? MinutesHigh { get; set; }
    /// <summary>US dollars for a person's minute; null: the rate of the costs.</summary>
    public double? RateLow { get; set; }
    public double? RateHigh { get; set; }
    /// <summary>Minutes of a review whose time is not known.</summary>
    public double? ReviewMinutesLow { get; set; }
    public double? ReviewMinutesHigh { get; set; }
    /// <summary>Minutes that a case which came back costs.</summary>
    public double? ReopenMinutesLow { get; set; }
    public double? ReopenMinutesHigh { get; set; }
    /// <summary>US dollars a month for what is not in the cost of cases: licences, people who run it.</summary>
    public double? MonthlyLow { get; set; }
    public double? MonthlyHigh { get; set; }
    /// <summary>Why, and where the figures are from.</summary>
    public string Note { get; set; } = "";
    public DateTime At { get; set; }
    public required string By { get; set; }
    public bool Demo { get; set; }
}

/// <summary>From which confidence on the agent may work an intent alone, as a person said. A row is never changed: another takes its place.</summary>
public sealed class AgentThreshold
{
    public long Id { get; set; }
    public required string Intent { get; set; }
    /// <summary>0 to 1.</summary>
    public double Confidence { get; set; }
    /// <summary>What was promised: at most this share wrong, 0 to 1.</summary>
    public double MostWrong { get; set; }
    /// <summary>Share of decisions that it lets through, when it was set.</summary>
    public double Coverage { get; set; }
    /// <summary>Decisions that it was found from.</summary>
    public int N { get; set; }
    public DateTime At { get; set; }
    public required string By { get; set; }
    /// <summary>When it was switched off or replaced; null: it is in force.</summary>
    public DateTime? RetiredAt { get; set; }
    public string? RetiredBy { get; set; }
}

/// <summary>The key that signs what agents are configured with. One row.</summary>
public sealed class ConfigurationKey
{
    public int Id { get; set; }
    /// <summary>PKCS #8, encrypted by the console's own keys.</summary>
    public required string Private { get; set; }
    /// <summary>Subject public key info of the ECDSA key on P-256, base64.</summary>
    public required string Public { get; set; }
    public DateTime At { get; set; }
}
