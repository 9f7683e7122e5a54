using Acsr.Kpis;
using Acsr.Statistics;

namespace Acsr.Effects;

/// <summary>A KPI today and in the history from before the agent (C3).</summary>
/// <param name="Kpi">Which.</param>
/// <param name="Today">Of the range.</param>
/// <param name="Before">Of the history; no value where it does not carry it.</param>
/// <param name="Crude">Today less before, thrown together; null where either has no interval.</param>
/// <param name="Stratified">The same within intent and channel; null of quantiles and ratios, and where no kind of case is in both.</param>
public sealed record BaselineLine(KpiDefinition Kpi, KpiValue Today, KpiValue Before, EffectRange? Crude, EffectRange? Stratified);

/// <summary>Holds every KPI against the history from before the agent.</summary>
public sealed class BaselineReader(KpiEngine engine)
{
    /// <summary>All KPIs, in their order.</summary>
    /// <param name="query">Today's cases.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public async Task<IReadOnlyList<BaselineLine>> ReadAsync(KpiQuery query, CancellationToken cancellationToken)
    {
        var history = query.BeforeTheAgent();
        var today = await engine.ValuesAsync(KpiDefinitions.All, query, cancellationToken);
        var before = await engine.ValuesAsync(KpiDefinitions.All, history, cancellationToken);
        var lines = new List<BaselineLine>();
        foreach (var (kpi, i) in KpiDefinitions.All.Select((kpi, i) => (kpi, i)))
        {
            EffectRange? stratified = null;
            if (before[i].N > 0 && today[i].N > 0 && kpi.Kind is KpiKind.Rate or KpiKind.Mean)
            {
                var strata = new Dictionary<(string, string), Stratum>();
                foreach (var row in await engine.CasesAsync(kpi, KpiPart.Population, history, cancellationToken)) { Add(strata, kpi, row, second: false); }
                foreach (var row in await engine.CasesAsync(kpi, KpiPart.Population, query, cancellationToken)) { Add(strata, kpi, row, second: true); }
                if (StratifiedDifference.Of(strata.Values, kpi.Kind == KpiKind.Rate) is { StandardError: > 0 } found) { stratified = new EffectRange(found.Value, found.Interval.Lower, found.Interval.Upper, found.StandardError); }
            }

            lines.Add(new BaselineLine(kpi, today[i], before[i], Crude(today[i], before[i]), stratified));
        }

        return lines;
    }

    private static void Add(Dictionary<(string, string), Stratum> strata, KpiDefinition kpi, KpiRow row, bool second)
    {
        var key = (row.Intent ?? "", row.Channel ?? "");
        var (stratum, value) = (strata.GetValueOrDefault(key), kpi.Kind == KpiKind.Rate ? kpi.Counted(row) ? 1 : 0 : kpi.Value(row));
        strata[key] = second ? stratum with { Second = stratum.Second.With(value) } : stratum with { First = stratum.First.With(value) };
    }

    private static EffectRange? Crude(KpiValue today, KpiValue before)
    {
        if (today is not { Value: { } now, Lower: { } low, Upper: { } high } || before is not { Value: { } then, Lower: { } lowThen, Upper: { } highThen }) { return null; }
        var range = Newcombe.Difference(now, new Interval(low, high), then, new Interval(lowThen, highThen));
        return new EffectRange(now - then, range.Lower, range.Upper, 0);
    }
}
