using MathNet.Numerics.Distributions;

namespace Acsr.Statistics;

/// <summary>
/// Two groups of skewed values such as times (Mann and Whitney 1947; Hodges and Lehmann 1963; formats H5): how often a value of the first is
/// above one of the second, and the middle of all differences.
/// </summary>
public static class MannWhitney
{
    /// <summary>Up to so many values in each group, and without ties, p is exact.</summary>
    private const int Exact = 50;

    /// <summary>W as R counts it: pairs in which the first is above the second, ties half; p two-sided, or one-sided for "the first is above". Null where a group is empty.</summary>
    public static (double W, double P, double PGreater)? Test(IReadOnlyList<double> first, IReadOnlyList<double> second)
    {
        if (first.Count == 0 || second.Count == 0) { return null; }
        var (w, ties) = (0.0, false);
        foreach (var x in first)
        {
            foreach (var y in second)
            {
                w += x > y ? 1 : x == y ? 0.5 : 0;
                ties |= x == y;
            }
        }

        var (above, below) = !ties && first.Count < Exact && second.Count < Exact
            ? (AtLeast(first.Count, second.Count, (int)w), 1 - AtLeast(first.Count, second.Count, (int)w + 1))
            : ByNormal(first, second, w);
        return (w, Math.Min(1, 2 * Math.Min(above, below)), above);
    }

    /// <summary>The median of all differences, first less second; null where a group is empty.</summary>
    public static double? Shift(IReadOnlyList<double> first, IReadOnlyList<double> second)
    {
        double[] differences = [.. first.SelectMany(x => second.Select(y => x - y)).Order()];
        return Quantile.Of(differences, 0.5);
    }

    /// <summary>The share of orders of m and n values in which W is w or more: counts of partitions, built up one value at a time.</summary>
    private static double AtLeast(int m, int n, int w)
    {
        // ways[i][u]: orders of i of the first among j of the second with u pairs; j grows.
        var ways = new double[m + 1][];
        for (var i = 0; i <= m; i++) { ways[i] = new double[(m * n) + 1]; ways[i][0] = 1; }
        for (var j = 1; j <= n; j++)
        {
            for (var i = 1; i <= m; i++)
            {
                for (var u = m * n; u >= 0; u--) { ways[i][u] = (u >= j ? ways[i - 1][u - j] : 0) + ways[i][u]; }
            }
        }

        return w > m * n ? 0 : ways[m].Skip(Math.Max(0, w)).Sum() / ways[m].Sum();
    }

    private static (double Above, double Below) ByNormal(IReadOnlyList<double> first, IReadOnlyList<double> second, double w)
    {
        double m = first.Count, n = second.Count;
        var tied = first.Concat(second).GroupBy(v => v).Sum(g => Math.Pow(g.Count(), 3) - g.Count());
        var deviation = Math.Sqrt(m * n / 12 * (m + n + 1 - (tied / ((m + n) * (m + n - 1)))));
        if (deviation == 0) { return (1, 1); }
        var distance = w - (m * n / 2);
        return (1 - Normal.CDF(0, 1, (distance - 0.5) / deviation), Normal.CDF(0, 1, (distance + 0.5) / deviation));
    }
}
