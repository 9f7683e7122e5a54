namespace Acsr.Kpis;

/// <summary>A KPI's figure, never without its n; null where there is no data.</summary>
/// <param name="Id">The KPI.</param>
/// <param name="Value">In <paramref name="Unit"/>; null: no data.</param>
/// <param name="Unit"><c>ratio</c>, <c>s</c>, <c>USD</c>, <c>Wh</c>, <c>tokens</c> or <c>score</c>.</param>
/// <param name="N">Cases it was computed over.</param>
/// <param name="Lower">Lower end of the 95 % interval; null where there is none.</param>
/// <param name="Upper">Upper end.</param>
/// <param name="Definition">In words.</param>
public sealed record KpiValue(string Id, double? Value, string Unit, int N, double? Lower, double? Upper, string Definition)
{
    /// <summary>The version of the definition that it was computed by.</summary>
    public int Version { get; init; } = 1;

    /// <summary>What <see cref="N"/> counts, in the plural.</summary>
    public string Counts { get; init; } = "cases";

    /// <summary>Cases of the range that have an open window which the KPI waits for: the figure is provisional while there are any.</summary>
    public int Unsettled { get; init; }

    /// <summary>Computes a KPI over cases; those outside its population are passed over.</summary>
    /// <param name="kpi">Which.</param>
    /// <param name="rows">The cases.</param>
    /// <param name="interval">False leaves out intervals that have to be resampled.</param>
    public static KpiValue Of(KpiDefinition kpi, IEnumerable<KpiRow> rows, bool interval = true)
    {
        var sums = new KpiSums(kpi);
        foreach (var row in rows)
        {
            sums.Open(row);
            if (kpi.Population(row)) { sums.Add(row, kpi.Counted(row)); }
        }

        return sums.Value(interval);
    }
}
