using Acsr.Kpis;

namespace Acsr.Improvement;

/// <summary>
/// Looks at cases as the rule of a row says, and finds the segments that crossed. Pure: what would have been found on a past day is found by
/// giving the cases and the time of that day.
/// </summary>
/// <param name="row">Whose rule.</param>
/// <param name="rule">The parameters.</param>
/// <param name="targets">Of this row, by segment key.</param>
public sealed class RuleEvaluator(MatrixRow row, MatrixRule rule, IReadOnlyDictionary<string, double> targets)
{
    private readonly KpiDefinition _kpi = row.Kpi;

    /// <summary>How many days of cases a round looks at.</summary>
    public int Days => rule.Check switch
    {
        RuleCheck.Level => rule.WindowDays,
        RuleCheck.Change => 2 * rule.WindowDays,
        _ => rule.WindowDays + rule.BaselineDays,
    };

    /// <summary>The segments that crossed, the one with the most in it first.</summary>
    /// <param name="rows">Cases in order of time; those at or after <paramref name="now"/> are passed over.</param>
    /// <param name="now">UTC.</param>
    /// <param name="since">For a segment (by key) the time before which cases do not count any more, because what was wrong then is resolved.</param>
    public IReadOnlyList<Evidence> Evaluate(IReadOnlyList<KpiRow> rows, DateTime now, Func<string, DateTime?>? since = null)
    {
        if (!rule.Enabled) { return []; }
        var start = now.AddDays(-Days);
        var relevant = rows.Where(r => r.At >= start && r.At < now && _kpi.Population(r)).ToList();
        var whole = Overall(relevant, now);
        var found = new List<Evidence>();
        if (Check(Segment.Whole, relevant, now, since?.Invoke(ActionKey.Of(row, Segment.Whole))) is { } all) { found.Add(all); }
        foreach (var dimension in ByDimensions())
        {
            var groups = relevant.Where(r => Segment.ValueOf(dimension, r) is not null).GroupBy(r => Segment.ValueOf(dimension, r)!).ToList();
            // The only value of a dimension is the whole once more.
            if (groups.Count < 2) { continue; }
            foreach (var group in groups)
            {
                var segment = Segment.Of(dimension, group.Key);
                if (Check(segment, [.. group], now, since?.Invoke(ActionKey.Of(row, segment))) is { } one && StandsOut(one, whole)) { found.Add(one); }
            }
        }

        return [.. found.OrderByDescending(f => f.ExpectedValue).ThenBy(f => f.Key, StringComparer.Ordinal)];
    }

    /// <summary>The target that holds for a segment: its own, or that of the whole.</summary>
    public double? TargetOf(Segment segment) =>
        targets.TryGetValue(segment.Key, out var own) ? own : targets.TryGetValue("", out var whole) ? whole : null;

    // Fewer and better: where a segment is no worse than all cases together, the action for all cases says it already. One with a target of
    // its own is judged by that alone.
    private bool StandsOut(Evidence one, double? whole) =>
        targets.ContainsKey(one.Segment.Key) || whole is not { } level
        || (row.IsWorse(one.Value.Value!.Value, level) && (one.Value.Lower is not { } lower || one.Value.Upper is not { } upper || level < lower || level > upper));

    private double? Overall(List<KpiRow> relevant, DateTime now)
    {
        var from = now.AddDays(-rule.WindowDays);
        return KpiValue.Of(_kpi, relevant.Where(r => r.At >= from), interval: false).Value;
    }

    private Evidence? Check(Segment segment, List<KpiRow> cases, DateTime now, DateTime? since)
    {
        var from = now.AddDays(-rule.WindowDays);
        var start = since > from ? since.Value : from;
        var window = cases.FindAll(r => r.At >= start);
        if (window.Count < Math.Max(2, rule.MinimumN)) { return null; }
        var crossing = rule.Check switch
        {
            RuleCheck.Level => Level(segment, window),
            RuleCheck.Change => Change(window, cases.FindAll(r => r.At < from && r.At >= from.AddDays(-rule.WindowDays))),
            _ => new ControlCheck(row, rule).Find(cases, start, from),
        };
        if (crossing is not { } found) { return null; }
        var value = KpiValue.Of(_kpi, window);
        if (value.Value is not { } level) { return null; }
        var worth = ExpectedValue.Of(row, window.Count, (now - start).TotalDays, level, found.Reference, rule.Weight);
        return new Evidence(row, segment, value, found.Reference, start, now, found.Why, worth);
    }

    private (double? Reference, string Why)? Level(Segment segment, List<KpiRow> window)
    {
        // Without the interval first: resampling is most of the work, and most segments are on the right side.
        if (TargetOf(segment) is not { } target || KpiValue.Of(_kpi, window, interval: false).Value is not { } level || !row.IsWorse(level, target)) { return null; }
        var value = KpiValue.Of(_kpi, window);
        if (value is not { Lower: { } lower, Upper: { } upper } || (target >= lower && target <= upper)) { return null; }
        return (target, $"{_kpi.Name} is {Figures.Text(value)}; the target is {Figures.Text(target, _kpi.Unit)}.");
    }

    private (double? Reference, string Why)? Change(List<KpiRow> window, List<KpiRow> before)
    {
        if (before.Count < Math.Max(2, rule.MinimumN)) { return null; }
        var (then, now) = (KpiValue.Of(_kpi, before, interval: false), KpiValue.Of(_kpi, window, interval: false));
        if (then.Value is not { } earlier || now.Value is not { } level || !row.IsWorse(level, earlier) || Math.Abs(level - earlier) < rule.MinimumChange) { return null; }
        if (!Differ(window, before)) { return null; }
        return (earlier, $"{_kpi.Name} went from {Figures.Text(KpiValue.Of(_kpi, before))} to {Figures.Text(KpiValue.Of(_kpi, window))} within {rule.WindowDays} days.");
    }

    private bool Differ(List<KpiRow> window, List<KpiRow> before)
    {
        if (_kpi.Kind == KpiKind.Rate)
        {
            return Statistics.Newcombe.Difference(window.Count(_kpi.Counted), window.Count, before.Count(_kpi.Counted), before.Count) is { } difference && (difference.Lower > 0 || difference.Upper < 0);
        }

        // Intervals that do not touch: stricter than a test of the difference, which is meant.
        var (a, b) = (KpiValue.Of(_kpi, window), KpiValue.Of(_kpi, before));
        return a.Lower > b.Upper || a.Upper < b.Lower;
    }

    private IEnumerable<string> ByDimensions() =>
        new[] { ("intent", rule.ByIntent), ("version", rule.ByVersion), ("channel", rule.ByChannel) }.Where(d => d.Item2).Select(d => d.Item1);
}
