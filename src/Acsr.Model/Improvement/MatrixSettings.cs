namespace Acsr.Improvement;

/// <summary>What a KPI is meant to reach, as a whole or in one segment.</summary>
public sealed class MatrixTarget
{
    /// <summary>M1 to M8 for the KPI that is the level of a row of the matrix; the KPI's id for any other.</summary>
    public required string Row { get; set; }
    /// <summary>For example <c>intent=refund</c>; empty: as a whole.</summary>
    public required string Segment { get; set; }
    /// <summary>In the unit of the KPI.</summary>
    public double Value { get; set; }
    public required string ChangedBy { get; set; }
    public DateTime ChangedAt { get; set; }
    /// <summary>Set for the demo desk; goes with it.</summary>
    public bool Demo { get; set; }
}

/// <summary>How a rule looks at a row.</summary>
public enum RuleCheck
{
    /// <summary>The whole 95 % interval is on the wrong side of the target.</summary>
    Level = 1,
    /// <summary>Worse than in the period before, and the interval of the difference leaves out zero.</summary>
    Change = 2,
    /// <summary>The exponentially weighted mean of the days leaves its control limits.</summary>
    Ewma = 3,
    /// <summary>The cumulative sum of deviations of the days leaves its decision interval.</summary>
    Cusum = 4,
    /// <summary>A day's share leaves the three-sigma limits of a p-chart.</summary>
    PChart = 5,
}

/// <summary>The rule of one row as a lead changed it; where there is none, the row's defaults hold.</summary>
public sealed class MatrixRule
{
    /// <summary>M1 to M8.</summary>
    public required string Row { get; set; }
    public bool Enabled { get; set; } = true;
    public RuleCheck Check { get; set; } = RuleCheck.Level;
    /// <summary>Days that are looked at, up to now.</summary>
    public int WindowDays { get; set; } = 28;
    /// <summary>Days before them that control charts learn the normal level from.</summary>
    public int BaselineDays { get; set; } = 56;
    /// <summary>Fewer cases than this in the window say nothing.</summary>
    public int MinimumN { get; set; } = 30;
    /// <summary>Of <see cref="RuleCheck.Change"/>: smallest change that counts, in the unit of the KPI.</summary>
    public double MinimumChange { get; set; }
    /// <summary>Of control charts: width of the limits in standard deviations (EWMA, p-chart: 3; CUSUM: 5).</summary>
    public double Sigmas { get; set; } = 3;
    public bool ByIntent { get; set; } = true;
    public bool ByVersion { get; set; } = true;
    public bool ByChannel { get; set; } = true;
    /// <summary>Days after a resolution in which nothing is opened again.</summary>
    public int SettleDays { get; set; } = 14;
    /// <summary>What one case of this row weighs in the expected value.</summary>
    public double Weight { get; set; } = 1;
}
