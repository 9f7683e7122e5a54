namespace Acsr.Statistics;

/// <summary>How far two raters agree beyond what chance would make them (Cohen 1960; formats H10).</summary>
/// <param name="Raw">Share of units on which they agree.</param>
/// <param name="Value">(po−pe)/(1−pe), at most 1; null where both always said the same one thing, so that chance explains all.</param>
/// <param name="Interval">95 %, by the large-sample variance of Fleiss, Cohen and Everitt (1969); null where the value is.</param>
/// <param name="N">Units that both rated.</param>
public sealed record CohenKappa(double Raw, double? Value, Interval? Interval, int N)
{
    /// <summary>From pairs of ratings of the same units; null where there is none.</summary>
    public static CohenKappa? Of<T>(IReadOnlyCollection<(T First, T Second)> pairs) where T : notnull
    {
        if (pairs.Count == 0) { return null; }
        var values = pairs.SelectMany(p => new[] { p.First, p.Second }).Distinct().Select((value, i) => (value, i)).ToDictionary(v => v.value, v => v.i);
        var table = new int[values.Count, values.Count];
        foreach (var (first, second) in pairs) { table[values[first], values[second]]++; }
        return Of(table);
    }

    /// <summary>From a square table of counts: rows the first rater's categories, columns the second's in the same order.</summary>
    public static CohenKappa? Of(int[,] table)
    {
        var k = table.GetLength(0);
        if (k != table.GetLength(1)) { throw new ArgumentException("The table must be square.", nameof(table)); }
        var n = table.Cast<int>().Sum();
        if (n == 0) { return null; }

        double P(int i, int j) => (double)table[i, j] / n;
        var rows = Enumerable.Range(0, k).Select(i => Enumerable.Range(0, k).Sum(j => P(i, j))).ToArray();
        var columns = Enumerable.Range(0, k).Select(j => Enumerable.Range(0, k).Sum(i => P(i, j))).ToArray();
        var observed = Enumerable.Range(0, k).Sum(i => P(i, i));
        var expected = Enumerable.Range(0, k).Sum(i => rows[i] * columns[i]);
        if (1 - expected < 1e-12) { return new(observed, null, null, n); }

        var kappa = (observed - expected) / (1 - expected);
        var variance = -Math.Pow(kappa - (expected * (1 - kappa)), 2);
        for (var i = 0; i < k; i++)
        {
            for (var j = 0; j < k; j++)
            {
                variance += P(i, j) * (i == j ? Math.Pow(1 - ((rows[i] + columns[i]) * (1 - kappa)), 2) : Math.Pow((1 - kappa) * (columns[i] + rows[j]), 2));
            }
        }

        var half = Statistics.Interval.Z * Math.Sqrt(Math.Max(0, variance) / n) / (1 - expected);
        return new(observed, kappa, new Interval(Math.Max(-1, kappa - half), Math.Min(1, kappa + half)), n);
    }
}
