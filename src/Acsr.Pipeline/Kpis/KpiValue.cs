using Acsr.Statistics;

namespace Acsr.Kpis;

/// <summary>A KPI's figure, never without its n; null where there is no data.</summary>
/// <param name="Id">The KPI.</param>
/// <param name="Value">In <paramref name="Unit"/>; null: no data.</param>
/// <param name="Unit"><c>ratio</c>, <c>s</c>, <c>USD</c> or <c>score</c>.</param>
/// <param name="N">Cases it was computed over.</param>
/// <param name="Lower">Lower end of the 95 % interval; null where there is none.</param>
/// <param name="Upper">Upper end.</param>
/// <param name="Definition">In words.</param>
public sealed record KpiValue(string Id, double? Value, string Unit, int N, double? Lower, double? Upper, string Definition)
{
    /// <summary>Computes a KPI over cases; those outside its population are passed over.</summary>
    /// <param name="kpi">Which.</param>
    /// <param name="rows">The cases.</param>
    /// <param name="interval">False leaves out intervals that have to be resampled.</param>
    public static KpiValue Of(KpiDefinition kpi, IEnumerable<KpiRow> rows, bool interval = true)
    {
        var population = rows.Where(kpi.Population);
        return kpi.Kind switch
        {
            KpiKind.Rate => Rate(kpi, population),
            KpiKind.RatioOfSums => Ratio(kpi, population),
            KpiKind.Mean => Sampled(kpi, population, values => values.Average(), values => interval ? Bootstrap.Mean(values) : null),
            KpiKind.Median => Sampled(kpi, population, values => Quantile.Of(values, .5)!.Value, values => interval ? Bootstrap.Quantile(values, .5) : null),
            KpiKind.Quantile95 => Sampled(kpi, population, values => Quantile.Of(values, .95)!.Value, values => interval ? Bootstrap.Quantile(values, .95) : null),
        };
    }

    private static KpiValue Rate(KpiDefinition kpi, IEnumerable<KpiRow> population)
    {
        var (n, counted) = (0, 0);
        foreach (var row in population)
        {
            n++;
            if (kpi.Counted(row)) { counted++; }
        }

        return Build(kpi, n, n == 0 ? null : (double)counted / n, Wilson.Interval(counted, n));
    }

    private static KpiValue Ratio(KpiDefinition kpi, IEnumerable<KpiRow> population)
    {
        var pairs = population.Select(row => (kpi.Value(row), kpi.Weight(row))).ToList();
        var below = pairs.Sum(p => p.Item2);
        return Build(kpi, pairs.Count, below == 0 ? null : pairs.Sum(p => p.Item1) / below, below == 0 ? null : RatioOfSums.Interval(pairs));
    }

    private static KpiValue Sampled(KpiDefinition kpi, IEnumerable<KpiRow> population, Func<double[], double> value, Func<double[], Interval?> interval)
    {
        // Sorted, so that the same cases give the same resamples whatever order they come in.
        double[] values = [.. population.Select(kpi.Value).Order()];
        return values.Length == 0 ? Build(kpi, 0, null, null) : Build(kpi, values.Length, value(values), interval(values));
    }

    private static KpiValue Build(KpiDefinition kpi, int n, double? value, Interval? interval) =>
        new(kpi.Id, value, kpi.Unit, n, interval?.Lower, interval?.Upper, kpi.Definition);
}
