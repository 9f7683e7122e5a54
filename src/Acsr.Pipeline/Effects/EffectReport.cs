using Acsr.Statistics;

namespace Acsr.Effects;

/// <summary>What is known of the effect of a deployment, with all that it was computed from.</summary>
public sealed record EffectReport
{
    public required EffectVerdict Verdict { get; init; }
    /// <summary>The verdict in a sentence.</summary>
    public required string Headline { get; init; }
    /// <summary>Why, in a sentence or two.</summary>
    public required string Reason { get; init; }
    /// <summary>What to do now.</summary>
    public required string Advice { get; init; }
    /// <summary>How it is known which cases met the change.</summary>
    public required string Exposure { get; init; }
    /// <summary>First day that counts as before.</summary>
    public DateOnly From { get; init; }
    /// <summary>The day that it went live, which counts as neither.</summary>
    public DateOnly Day { get; init; }
    /// <summary>The last day that counts as after, for metrics that wait for nothing.</summary>
    public DateOnly To { get; init; }
    /// <summary>Its intents that have cases.</summary>
    public IReadOnlyList<string> Touched { get; init; } = [];
    /// <summary>Intents that nothing was done to in this time, and that it is compared with.</summary>
    public IReadOnlyList<string> Untouched { get; init; } = [];
    /// <summary>Cases below which, on any of the four sides, no verdict is given; said before looking.</summary>
    public int MinimumN { get; init; }
    /// <summary>Cases after that it takes to find a change of <see cref="Worth"/> four times out of five; from the time before alone. Null: nothing is known of it.</summary>
    public long? PlannedN { get; init; }
    /// <summary>The change of the first metric that is worth finding, 0 to 1.</summary>
    public double Worth { get; init; }
    public IReadOnlyList<MetricEffect> Metrics { get; init; } = [];
    /// <summary>The first metric by week, counted from the day it went live.</summary>
    public IReadOnlyList<EffectWeek> Weeks { get; init; } = [];
    /// <summary>The same comparison at a day on which nothing happened, half-way through the time before; null: too few cases.</summary>
    public EffectRange? Placebo { get; init; }
    /// <summary>What else happened in this time.</summary>
    public IReadOnlyList<Confounder> Confounders { get; init; } = [];
    public IReadOnlyList<IntentEffect> Intents { get; init; } = [];
}

/// <summary>n and mean of one side; no mean without cases.</summary>
public sealed record EffectSide(long N, double? Mean)
{
    internal static EffectSide Of(Moments sum) => new(sum.N, sum.N == 0 ? null : sum.Mean);
}

/// <summary>A value and its interval.</summary>
/// <param name="Value">The estimate.</param>
/// <param name="Lower">Lower end, 95 %.</param>
/// <param name="Upper">Upper end.</param>
/// <param name="Error">Standard error.</param>
public sealed record EffectRange(double Value, double Lower, double Upper, double Error);

/// <summary>What can be said of one metric.</summary>
public enum MetricFinding { NoData = 0, TooFew = 1, Unclear = 2, Better = 3, Worse = 4, Changed = 5 }

/// <summary>One metric on the four sides of the comparison, and what the change made of it.</summary>
/// <param name="Id">Of the metric.</param>
/// <param name="Name">For people.</param>
/// <param name="Kpi">Id of the KPI that lists the same cases.</param>
/// <param name="Unit"><c>ratio</c>, <c>s</c>, <c>USD</c> or <c>score</c>.</param>
/// <param name="HigherIsBetter">Null: neither.</param>
/// <param name="TouchedBefore">Intents of the change, before.</param>
/// <param name="TouchedAfter">After.</param>
/// <param name="UntouchedBefore">The others, before.</param>
/// <param name="UntouchedAfter">After.</param>
/// <param name="Effect">(touched after − before) − (untouched after − before) within intent and channel, always-valid; null where it cannot be told.</param>
/// <param name="P">Always-valid p, adjusted for the number of metrics beside the first; null where there is none.</param>
/// <param name="Finding">In a word.</param>
/// <param name="WaitsDays">Cases younger than this are left out, because their end is not final.</param>
public sealed record MetricEffect(
    string Id, string Name, string Kpi, string Unit, bool? HigherIsBetter, EffectSide TouchedBefore, EffectSide TouchedAfter, EffectSide UntouchedBefore, EffectSide UntouchedAfter,
    EffectRange? Effect, double? P, MetricFinding Finding, int WaitsDays);

/// <summary>The first metric in one week.</summary>
public sealed record EffectWeek(DateOnly From, EffectSide Touched, EffectSide Untouched);

/// <summary>Something else that happened in this time.</summary>
public sealed record Confounder(DateTime At, string What);

/// <summary>One intent and metric: what the four sides are made of.</summary>
public sealed record IntentEffect(string Intent, bool Touched, string Metric, EffectSide Before, EffectSide After);
