namespace Acsr.Improvement;

/// <summary>What an alert does when too few cases came in to say anything.</summary>
public enum NoDataBehaviour
{
    /// <summary>It stays as it is.</summary>
    Keep = 0,
    /// <summary>It fires: silence is the news.</summary>
    Fire = 1,
    /// <summary>It resolves.</summary>
    Resolve = 2,
}

/// <summary>How an alert stands.</summary>
public enum AlertState { Quiet = 0, Firing = 1 }

/// <summary>A KPI of a segment that somebody wants to be told of when it leaves its bounds.</summary>
public sealed class AlertRule
{
    public long Id { get; set; }
    public required string Name { get; set; }
    /// <summary>Id of the KPI.</summary>
    public required string Kpi { get; set; }
    /// <summary>For example <c>intent=refund</c>; empty: all cases.</summary>
    public string Segment { get; set; } = "";
    public bool Enabled { get; set; } = true;
    public RuleCheck Check { get; set; } = RuleCheck.Level;
    /// <summary>Of <see cref="RuleCheck.Level"/>: what the figure is held against, in the unit of the KPI; null: the target of KPI and segment.</summary>
    public double? Threshold { get; set; }
    /// <summary>It is about figures above (true) or below what they are held against.</summary>
    public bool Above { get; set; }
    /// <summary>Days that are looked at, up to now.</summary>
    public int WindowDays { get; set; } = 7;
    /// <summary>Of control charts: days before them that count as normal.</summary>
    public int BaselineDays { get; set; } = 56;
    /// <summary>Fewer cases than this in the window are no data.</summary>
    public int MinimumN { get; set; } = 30;
    /// <summary>Of <see cref="RuleCheck.Change"/>: smallest change that counts, in the unit of the KPI.</summary>
    public double MinimumChange { get; set; }
    /// <summary>Of control charts: width of the limits in standard deviations.</summary>
    public double Sigmas { get; set; } = 3;
    public NoDataBehaviour NoData { get; set; }
    /// <summary>Roles or ids of people who see it at the bell; empty: everybody who has a bell.</summary>
    public List<string> Recipients { get; set; } = [];
    /// <summary>Webhooks are told as well.</summary>
    public bool Webhooks { get; set; } = true;
    public required string ChangedBy { get; set; }
    public DateTime ChangedAt { get; set; }
    public bool Demo { get; set; }

    public AlertState State { get; set; }
    /// <summary>Since when it stands like that; null: it was never looked at.</summary>
    public DateTime? Since { get; set; }
    /// <summary>Until then nobody is told, though it is looked at.</summary>
    public DateTime? SnoozedUntil { get; set; }
    /// <summary>When it was last looked at.</summary>
    public DateTime? EvaluatedAt { get; set; }
    /// <summary>The figure then; null: no data.</summary>
    public double? Value { get; set; }
    public double? Lower { get; set; }
    public double? Upper { get; set; }
    public int N { get; set; }
    /// <summary>What it was held against.</summary>
    public double? Reference { get; set; }
    /// <summary>Why it stands like that, in words with figures.</summary>
    public string Why { get; set; } = "";
    /// <summary>Grows with every change by a person, so that a round that began before does not undo it.</summary>
    public int Version { get; set; }
}

/// <summary>What happened to an alert.</summary>
public enum AlertEventKind { Fired = 1, Resolved = 2, Snoozed = 3, Woken = 4, Changed = 5 }

/// <summary>One line of an alert's history.</summary>
public sealed class AlertEvent
{
    public long Id { get; set; }
    public long RuleId { get; set; }
    public DateTime At { get; set; }
    public AlertEventKind Kind { get; set; }
    /// <summary>In words with figures.</summary>
    public required string Text { get; set; }
    /// <summary>Who; <c>rule</c> where nobody did.</summary>
    public required string By { get; set; }
}
