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
    private readonly CrossingCheck _crossing = new(row.Kpi, rule, row.Kpi.HigherIsBetter != true);

    /// <summary>How many days of cases a round looks at.</summary>
    public int Days => CrossingCheck.DaysOf(rule);

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
        var crossing = _crossing.Find(cases, window, start, now, TargetOf(segment));
        if (crossing is not { } found) { return null; }
        var value = KpiValue.Of(_kpi, window);
        if (value.Value is not { } level) { return null; }
        var worth = ExpectedValue.Of(row, window.Count, (now - start).TotalDays, level, found.Reference, rule.Weight);
        return new Evidence(row, segment, value, found.Reference, start, now, found.Why, worth);
    }

    private IEnumerable<string> ByDimensions() =>
        new[] { ("intent", rule.ByIntent), ("version", rule.ByVersion), ("channel", rule.ByChannel) }.Where(d => d.Item2).Select(d => d.Item1);
}
