using Acsr.Statistics;

namespace Acsr.Effects;

/// <summary>Another thing that went live, as the comparison has to know it.</summary>
internal sealed record OtherDeployment(string Name, DateOnly Day, IReadOnlyList<string> Intents);

/// <summary>What a deployment is compared by.</summary>
/// <param name="Deployment">Which.</param>
/// <param name="Others">Everything else that went live, of the same desk.</param>
/// <param name="Today">Cases of this day are not all there yet.</param>
/// <param name="ReopenDays">Until a case opened then can no more be reopened.</param>
/// <param name="DurableDays">Until it is known to be durably resolved.</param>
internal sealed record EffectQuestion(Deployment Deployment, IReadOnlyList<OtherDeployment> Others, DateOnly Today, int ReopenDays, int DurableDays)
{
    /// <summary>Policies that changed, and tools and models that failed.</summary>
    public IReadOnlyList<WorldEvent> World { get; init; } = [];
}

/// <summary>
/// The effect of one deployment from the sums of all cases. Pure. Difference in differences stratified by intent and channel, always-valid
/// intervals; what else went live bounds the time and leaves the intents it touched out of the comparison.
/// </summary>
internal static class EffectCalculator
{
    /// <summary>Days before that count at most, and after.</summary>
    public const int DaysBefore = 56, DaysAfter = 90;

    public static EffectReport Compute(EffectCube cube, EffectQuestion question)
    {
        var frame = EffectFrame.Of(cube, question);
        var metrics = EffectMetrics.All.Select((metric, i) => Metric(frame, metric, i)).ToList();
        if (question.Deployment.Groups.Count > 0)
        {
            metrics.Add(Addressed(frame, cube, new("addressed-dead-end", "Dead ends of the groups it addresses", "dead_end_rate", "ratio", true, false, EffectLag.None, _ => null), (counts, sums) => (counts.DeadEnds, sums[EffectMetrics.DeadEnds].N)));
        }

        if (question.Deployment.Clauses.Count > 0)
        {
            metrics.Add(Addressed(frame, cube, new("addressed-violation", "Broke a clause it addresses", "policy_compliance", "ratio", true, false, EffectLag.None, _ => null), (counts, _) => (counts.Broke, counts.Judged)));
        }

        Adjust(metrics);
        var primary = metrics[EffectMetrics.Primary];
        var placebo = Placebo(frame);
        var verdict = EffectJudge.Judge(frame, metrics, placebo);
        return new EffectReport
        {
            Verdict = verdict.Verdict,
            Headline = verdict.Headline,
            Reason = verdict.Reason,
            Advice = verdict.Advice,
            Exposure = frame.Exposure,
            From = frame.From,
            Day = frame.Day,
            To = frame.To,
            Touched = frame.Touched,
            Untouched = frame.Untouched,
            MinimumN = EffectJudge.MinimumN,
            PlannedN = Planned(primary.TouchedBefore),
            Worth = EffectJudge.Worth,
            Metrics = metrics,
            Weeks = Weeks(frame),
            Placebo = placebo,
            Confounders = EffectConfounders.Of(cube, question, frame),
            Intents = [.. Intents(frame)],
        };
    }

    private static MetricEffect Metric(EffectFrame frame, EffectMetric metric, int index)
    {
        var waits = frame.Waits(metric.Lag);
        return Metric(metric, waits, frame.Strata(true, index, waits), frame.Strata(false, index, waits));
    }

    /// <summary>A share of which only what the deployment addresses counts.</summary>
    private static MetricEffect Addressed(EffectFrame frame, EffectCube cube, EffectMetric metric, Func<AddressedCounts, Moments[], (long Yes, long N)> of)
    {
        Moments Sum(EffectKey key, Moments[] sums) => of(cube.Addressed.GetValueOrDefault((frame.Deployment.Id, key)), sums) is var (yes, n) ? Moments.Share(yes, n) : default;
        return Metric(metric, 0, frame.Strata(true, Sum), frame.Strata(false, Sum));
    }

    private static MetricEffect Metric(EffectMetric metric, int waits, IReadOnlyList<Stratum> touched, IReadOnlyList<Stratum> untouched)
    {
        Moments Sum(IEnumerable<Moments> parts) => parts.Aggregate(default(Moments), (a, b) => a + b);
        var (tb, ta, ub, ua) = (Sum(touched.Select(s => s.First)), Sum(touched.Select(s => s.Second)), Sum(untouched.Select(s => s.First)), Sum(untouched.Select(s => s.Second)));
        EffectRange? effect = null;
        double? p = null;
        var finding = ta.N == 0 && tb.N == 0 ? MetricFinding.NoData : MetricFinding.TooFew;
        if (DifferenceInDifferences.Of(touched, untouched, metric.IsShare) is { StandardError: > 0 } estimate)
        {
            // Worth finding: ten points of a share, a quarter of the spread of anything else; the spread is that of the time before.
            var tau = metric.IsShare ? EffectJudge.Worth : Math.Max(1e-9, Math.Sqrt(tb.Variance) / 4);
            var interval = Sequential.Interval(estimate.Value, estimate.StandardError, tau);
            effect = new EffectRange(estimate.Value, interval.Lower, interval.Upper, estimate.StandardError);
            if (EffectJudge.Enough(tb.N, ta.N, ub.N, ua.N))
            {
                p = Sequential.P(estimate.Value, estimate.StandardError, tau);
                finding = MetricFinding.Unclear;
            }
        }

        return new MetricEffect(metric.Id, metric.Name, metric.Kpi, metric.Unit, metric.HigherIsBetter, EffectSide.Of(tb), EffectSide.Of(ta), EffectSide.Of(ub), EffectSide.Of(ua), effect, p, finding, waits);
    }

    /// <summary>The first metric stands alone; the others are many questions, and their p pay for it.</summary>
    private static void Adjust(List<MetricEffect> metrics)
    {
        var others = Enumerable.Range(1, metrics.Count - 1).Where(i => metrics[i].P is not null).ToList();
        var adjusted = BenjaminiHochberg.Adjust([.. others.Select(i => metrics[i].P!.Value)]);
        for (var k = 0; k < others.Count; k++) { metrics[others[k]] = metrics[others[k]] with { P = adjusted[k] }; }
        for (var i = 0; i < metrics.Count; i++)
        {
            if (metrics[i] is { P: < 0.05, Effect.Value: var value } found)
            {
                metrics[i] = found with { Finding = found.HigherIsBetter is not { } better ? MetricFinding.Changed : value > 0 == better ? MetricFinding.Better : MetricFinding.Worse };
            }
        }
    }

    private static EffectRange? Placebo(EffectFrame frame)
    {
        var middle = frame.From.AddDays((frame.Day.DayNumber - frame.From.DayNumber) / 2);
        var (touched, untouched) = (frame.StrataBefore(true, middle), frame.StrataBefore(false, middle));
        return touched.Sum(s => s.First.N) < EffectJudge.MinimumN || touched.Sum(s => s.Second.N) < EffectJudge.MinimumN
            || DifferenceInDifferences.Of(touched, untouched, share: true) is not { StandardError: > 0 } estimate ? null
            : new EffectRange(estimate.Value, estimate.Interval.Lower, estimate.Interval.Upper, estimate.StandardError);
    }

    private static long? Planned(EffectSide before)
    {
        if (before.Mean is not { } share || before.N < 10) { return null; }
        var other = share + EffectJudge.Worth <= 1 ? share + EffectJudge.Worth : share - EffectJudge.Worth;
        return Power.PerArm(share, other);
    }

    private static List<EffectWeek> Weeks(EffectFrame frame)
    {
        var weeks = new SortedDictionary<int, (Moments Touched, Moments Untouched)>();
        foreach (var (key, sums, touched) in frame.Cells(frame.Waits(EffectMetrics.All[EffectMetrics.Primary].Lag)))
        {
            // The day it went live begins week 0 and is in the picture, though it counts for neither side.
            var week = (int)Math.Floor((key.Day.DayNumber - frame.Day.DayNumber) / 7.0);
            var (t, u) = weeks.GetValueOrDefault(week);
            weeks[week] = touched ? (t + sums[EffectMetrics.Primary], u) : (t, u + sums[EffectMetrics.Primary]);
        }

        return [.. weeks.Select(w => new EffectWeek(frame.Day.AddDays(7 * w.Key), EffectSide.Of(w.Value.Touched), EffectSide.Of(w.Value.Untouched)))];
    }

    private static IEnumerable<IntentEffect> Intents(EffectFrame frame) =>
        from intent in frame.Touched.Concat(frame.Untouched)
        from index in Enumerable.Range(0, EffectMetrics.All.Length)
        let metric = EffectMetrics.All[index]
        let sides = frame.Sides(intent, index, frame.Waits(metric.Lag))
        where sides.First.N + sides.Second.N > 0
        select new IntentEffect(intent, frame.Touched.Contains(intent), metric.Id, EffectSide.Of(sides.First), EffectSide.Of(sides.Second));
}
