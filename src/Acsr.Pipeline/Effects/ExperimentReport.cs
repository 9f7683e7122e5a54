using Acsr.Statistics;

namespace Acsr.Effects;

/// <summary>A case with the arm that it got by lot.</summary>
internal readonly record struct AssignedCase(string Arm, EffectCase Case);

/// <summary>A metric of one arm against the first.</summary>
/// <param name="Metric">Id.</param>
/// <param name="Name">For people.</param>
/// <param name="Unit">As of effects.</param>
/// <param name="Arm">Which.</param>
/// <param name="Control">n and mean of the first arm.</param>
/// <param name="Side">n and mean of this one.</param>
/// <param name="Effect">This less the first within intent and channel, always-valid; null where it cannot be told.</param>
/// <param name="P">Always-valid; of the metric that decides corrected for the number of arms (Holm), of guardrails as it is, so that they warn early.</param>
/// <param name="Finding">In a word.</param>
public sealed record ExperimentFigure(string Metric, string Name, string Unit, string Arm, EffectSide Control, EffectSide Side, EffectRange? Effect, double? P, MetricFinding Finding);

/// <summary>The metric that decides, in one intent.</summary>
/// <param name="P">Corrected for the number of intents and arms (Benjamini and Hochberg); null where it cannot be told.</param>
public sealed record ExperimentIntent(string Intent, string Arm, EffectSide Control, EffectSide Side, EffectRange? Effect, double? P);

/// <summary>What an experiment shows so far.</summary>
/// <param name="Cases">Assigned and known, by arm, the hold-out last.</param>
/// <param name="SampleRatioP">Always-valid p that the lots fell as they were meant to; below 0.001 nothing else can be believed. Null: no case.</param>
/// <param name="Figures">The metric that decides and the guardrails, for each arm but the first.</param>
/// <param name="Intents">By intent.</param>
/// <param name="Winner">The arm that is surely better by the metric that decides, and breaks no guardrail; null: none.</param>
/// <param name="Stop">Why it should be stopped now, in words; null: it need not be.</param>
public sealed record ExperimentReport(IReadOnlyList<(string Arm, int N)> Cases, double? SampleRatioP, IReadOnlyList<ExperimentFigure> Figures, IReadOnlyList<ExperimentIntent> Intents, string? Winner, string? Stop)
{
    /// <summary>A winner is named after so many days at the earliest: a week holds every weekday once.</summary>
    public const int FewestDays = 7;

    /// <summary>It is stopped without waiting for a person: it does harm, or its days are over.</summary>
    public bool EndsItself { get; init; }

    /// <summary>Reads the cases. Pure.</summary>
    internal static ExperimentReport Of(Experiment experiment, IReadOnlyList<AssignedCase> cases, DateTime now)
    {
        var arms = experiment.Arms.OrderBy(a => a.Position).ToList();
        var counts = arms.ConvertAll(a => (a.Name, N: cases.Count(c => c.Arm == a.Name)));
        var assigned = counts.Sum(c => c.N);
        var ratio = assigned == 0 ? null : SampleRatio.AlwaysValid([.. counts.Select(c => (long)c.N)], [.. arms.Select(a => a.Share)]);
        var metrics = experiment.Guardrails.Prepend(experiment.Metric).Distinct().Select(id => Array.Find(EffectMetrics.All, m => m.Id == id)).OfType<EffectMetric>().ToList();
        var figures = metrics.SelectMany(metric => Corrected([.. arms.Skip(1).Select(arm => Figure(experiment, metric, arms[0].Name, arm.Name, cases))], metric, metric.Id == experiment.Metric)).ToList();
        var days = experiment.StartedAt is { } started ? ((experiment.StoppedAt ?? now) - started).TotalDays : 0;
        var broken = ratio < SampleRatio.Alarm;
        var harmed = figures.Where(f => f.Finding == MetricFinding.Worse).ToList();
        var winner = broken || days < FewestDays ? null
            : figures.Where(f => f.Metric == experiment.Metric && f.Finding == MetricFinding.Better && !harmed.Exists(h => h.Arm == f.Arm)).MaxBy(f => Math.Abs(f.Effect!.Value))?.Arm;
        return new ExperimentReport(
            [.. counts, (ExperimentLot.HoldOut, cases.Count(c => c.Arm == ExperimentLot.HoldOut))], ratio, figures, ByIntent(experiment, metrics[0], arms, cases), winner,
            broken ? "The lots did not fall as they were meant to, so whatever the arms show may come from that. Look at which cases the agent asks for."
            : harmed.Count > 0 ? $"{harmed[0].Arm} is surely worse: {harmed[0].Name.ToLowerInvariant()} {EffectJudge.Signed(harmed[0].Effect!.Value, harmed[0].Unit)}, 95 % interval {EffectJudge.Signed(harmed[0].Effect!.Lower, harmed[0].Unit)} to {EffectJudge.Signed(harmed[0].Effect!.Upper, harmed[0].Unit)}."
            : winner is not null ? $"{winner} is surely better, and no guardrail is surely worse."
            : days >= experiment.MostDays ? $"The {experiment.MostDays} days that were planned are over." : null)
        { EndsItself = (!broken && harmed.Count > 0) || days >= experiment.MostDays };
    }

    private static ExperimentFigure Figure(Experiment experiment, EffectMetric metric, string control, string arm, IEnumerable<AssignedCase> cases)
    {
        var (strata, all) = Strata(metric, control, arm, cases);
        EffectRange? effect = null;
        double? p = null;
        var finding = all.First.N + all.Second.N == 0 ? MetricFinding.NoData : MetricFinding.TooFew;
        if (StratifiedDifference.Of(strata, metric.IsShare) is { StandardError: > 0 } found && EffectJudge.Enough(all.First.N, all.Second.N))
        {
            var tau = metric.Id == experiment.Metric && experiment.Worth > 0 ? experiment.Worth : metric.IsShare ? EffectJudge.Worth : Math.Max(1e-9, Math.Sqrt(all.First.Variance) / 4);
            var interval = Sequential.Interval(found.Value, found.StandardError, tau);
            (effect, p, finding) = (new EffectRange(found.Value, interval.Lower, interval.Upper, found.StandardError), Sequential.P(found.Value, found.StandardError, tau), MetricFinding.Unclear);
        }

        return new ExperimentFigure(metric.Id, metric.Name, metric.Unit, arm, EffectSide.Of(all.First), EffectSide.Of(all.Second), effect, p, finding);
    }

    private static List<ExperimentFigure> Corrected(List<ExperimentFigure> figures, EffectMetric metric, bool decides)
    {
        var known = figures.Where(f => f.P is not null).ToList();
        var p = decides ? Holm.Adjust([.. known.Select(f => f.P!.Value)]) : [.. known.Select(f => f.P!.Value)];
        return figures.ConvertAll(f => known.IndexOf(f) is var i and >= 0 ? f with { P = p[i], Finding = p[i] >= .05 ? MetricFinding.Unclear : metric.HigherIsBetter is not { } up ? MetricFinding.Changed : f.Effect!.Value > 0 == up ? MetricFinding.Better : MetricFinding.Worse } : f);
    }

    private static List<ExperimentIntent> ByIntent(Experiment experiment, EffectMetric metric, List<ExperimentArm> arms, IReadOnlyList<AssignedCase> cases)
    {
        var found = (from intent in cases.Where(c => c.Case.Intent is not null).GroupBy(c => c.Case.Intent!)
                     from arm in arms.Skip(1)
                     select (Intent: intent.Key, Figure: Figure(experiment, metric, arms[0].Name, arm.Name, intent))).ToList();
        var known = found.Where(f => f.Figure.P is not null).ToList();
        var p = BenjaminiHochberg.Adjust([.. known.Select(f => f.Figure.P!.Value)]);
        return [.. found.Select(f => new ExperimentIntent(f.Intent, f.Figure.Arm, f.Figure.Control, f.Figure.Side, f.Figure.Effect, known.IndexOf(f) is var i and >= 0 ? p[i] : null)).OrderByDescending(i => i.Control.N + i.Side.N).ThenBy(i => i.Intent, StringComparer.Ordinal)];
    }

    private static (IEnumerable<Stratum> Strata, Stratum All) Strata(EffectMetric metric, string control, string arm, IEnumerable<AssignedCase> cases)
    {
        var strata = new Dictionary<(string, string), Stratum>();
        var all = default(Stratum);
        foreach (var one in cases)
        {
            if ((one.Arm != control && one.Arm != arm) || metric.Value(one.Case) is not { } value) { continue; }
            var (key, second) = ((one.Case.Intent ?? "", one.Case.Channel ?? ""), one.Arm == arm);
            strata[key] = With(strata.GetValueOrDefault(key), second, value);
            all = With(all, second, value);
        }

        return (strata.Values, all);
    }

    private static Stratum With(Stratum stratum, bool second, double value) => second ? stratum with { Second = stratum.Second.With(value) } : stratum with { First = stratum.First.With(value) };
}
