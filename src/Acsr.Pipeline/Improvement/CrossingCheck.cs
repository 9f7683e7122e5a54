using Acsr.Kpis;

namespace Acsr.Improvement;

/// <summary>That figures crossed what they are held against.</summary>
/// <param name="Reference">What they are held against, in the unit of the KPI.</param>
/// <param name="Why">In words with figures.</param>
public sealed record Crossing(double? Reference, string Why);

/// <summary>
/// The statistics behind the rules of the matrix and behind alerts: whether the cases of one segment crossed a level, changed, or left what
/// was normal. Pure.
/// </summary>
/// <param name="kpi">Of which KPI.</param>
/// <param name="rule">The parameters; of them only those of the check are read.</param>
/// <param name="moreIsWorse">The direction that is looked for.</param>
internal sealed class CrossingCheck(KpiDefinition kpi, MatrixRule rule, bool moreIsWorse)
{
    public KpiDefinition Kpi => kpi;

    public MatrixRule Rule => rule;

    /// <summary>How many days of cases it looks at.</summary>
    public static int DaysOf(MatrixRule rule) => rule.Check switch
    {
        RuleCheck.Level => rule.WindowDays,
        RuleCheck.Change => 2 * rule.WindowDays,
        _ => rule.WindowDays + rule.BaselineDays,
    };

    /// <summary>Whether a figure is worse than another.</summary>
    public bool IsWorse(double value, double than) => moreIsWorse ? value > than : value < than;

    /// <summary>What was crossed; null where nothing was.</summary>
    /// <param name="cases">Of the KPI's population, as far back as <see cref="DaysOf"/>, in order of time.</param>
    /// <param name="window">Those of them that are looked at.</param>
    /// <param name="start">The first moment that is looked at.</param>
    /// <param name="now">UTC.</param>
    /// <param name="target">Of a level: what it is held against.</param>
    public Crossing? Find(List<KpiRow> cases, List<KpiRow> window, DateTime start, DateTime now, double? target)
    {
        var from = now.AddDays(-rule.WindowDays);
        return rule.Check switch
        {
            RuleCheck.Level => Level(window, target),
            RuleCheck.Change => Change(window, cases.FindAll(r => r.At < from && r.At >= from.AddDays(-rule.WindowDays))),
            _ => new ControlCheck(this).Find(cases, start, from),
        };
    }

    private Crossing? Level(List<KpiRow> window, double? wanted)
    {
        // Without the interval first: resampling is most of the work, and most segments are on the right side.
        if (wanted is not { } target || KpiValue.Of(kpi, window, interval: false).Value is not { } level || !IsWorse(level, target)) { return null; }
        var value = KpiValue.Of(kpi, window);
        if (value is not { Lower: { } lower, Upper: { } upper } || (target >= lower && target <= upper)) { return null; }
        return new(target, $"{kpi.Name} is {Figures.Text(value)}; the target is {Figures.Text(target, kpi.Unit)}.");
    }

    private Crossing? Change(List<KpiRow> window, List<KpiRow> before)
    {
        if (before.Count < Math.Max(2, rule.MinimumN)) { return null; }
        var (then, now) = (KpiValue.Of(kpi, before, interval: false), KpiValue.Of(kpi, window, interval: false));
        if (then.Value is not { } earlier || now.Value is not { } level || !IsWorse(level, earlier) || Math.Abs(level - earlier) < rule.MinimumChange) { return null; }
        if (!Differ(window, before)) { return null; }
        return new(earlier, $"{kpi.Name} went from {Figures.Text(KpiValue.Of(kpi, before))} to {Figures.Text(KpiValue.Of(kpi, window))} within {rule.WindowDays} days.");
    }

    private bool Differ(List<KpiRow> window, List<KpiRow> before)
    {
        if (kpi.Kind == KpiKind.Rate)
        {
            return Statistics.Newcombe.Difference(window.Count(kpi.Counted), window.Count, before.Count(kpi.Counted), before.Count) is { } difference && (difference.Lower > 0 || difference.Upper < 0);
        }

        // Intervals that do not touch: stricter than a test of the difference, which is meant.
        var (a, b) = (KpiValue.Of(kpi, window), KpiValue.Of(kpi, before));
        return a.Lower > b.Upper || a.Upper < b.Lower;
    }
}
