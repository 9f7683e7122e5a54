using Acsr.Kpis.Columns;

namespace Acsr.Kpis;

/// <summary>One bar of a distribution.</summary>
/// <param name="From">Values from here, in the KPI's unit.</param>
/// <param name="To">To here, not included but for the last bar of a scale.</param>
/// <param name="Count">How many cases.</param>
public sealed record KpiBin(double From, double To, long Count);

/// <summary>How the values of a KPI's cases are spread.</summary>
internal static class KpiBins
{
    /// <summary>Of a mean or a quantile; empty for shares and ratios, whose cases have no value of their own.</summary>
    public static IReadOnlyList<KpiBin> Of(KpiDefinition kpi, List<Slice> slices)
    {
        if (kpi.Kind is KpiKind.Rate or KpiKind.RatioOfSums) { return []; }
        return kpi.Unit is "score" or "ratio" ? Even(kpi, slices) : Growing(kpi, slices);
    }

    // Times, money, tokens: each bar is half as wide again as the one before, because a second matters at ten and not at a thousand.
    private static List<KpiBin> Growing(KpiDefinition kpi, List<Slice> slices)
    {
        var counts = new SortedDictionary<int, long>();
        foreach (var row in Rows(kpi, slices))
        {
            var bar = kpi.Value(row) is var value && value > 0 ? (int)Math.Floor(Math.Log2(value) * 2) : int.MinValue;
            counts[bar] = counts.GetValueOrDefault(bar) + 1;
        }

        return [.. counts.Select(c => c.Key == int.MinValue ? new KpiBin(0, 0, c.Value) : new KpiBin(Math.Pow(2, c.Key / 2.0), Math.Pow(2, (c.Key + 1) / 2.0), c.Value))];
    }

    private static List<KpiBin> Even(KpiDefinition kpi, List<Slice> slices)
    {
        const int Bars = 20;
        var (low, high) = (double.PositiveInfinity, double.NegativeInfinity);
        foreach (var row in Rows(kpi, slices)) { (low, high) = (Math.Min(low, kpi.Value(row)), Math.Max(high, kpi.Value(row))); }
        if (low > high) { return []; }
        if (low == high) { return [new KpiBin(low, high, Rows(kpi, slices).Count)]; }
        var (counts, width) = (new long[Bars], (high - low) / Bars);
        foreach (var row in Rows(kpi, slices)) { counts[Math.Min(Bars - 1, (int)((kpi.Value(row) - low) / width))]++; }
        return [.. counts.Select((count, i) => new KpiBin(low + (i * width), low + ((i + 1) * width), count))];
    }

    private static KpiRowList Rows(KpiDefinition kpi, List<Slice> slices) => new([.. slices.Select(s => (s, (ulong[]?)s.Chunk.Of(kpi).Population))], newestFirst: false);
}
