using MathNet.Numerics.Distributions;

namespace Acsr.Statistics;

/// <summary>
/// The same cases judged twice (McNemar 1947; Cohen 1960; formats H4, H10): only the cases in which the two differ say which is better, and
/// agreement is held against what chance would bring.
/// </summary>
public static class PairedShares
{
    /// <summary>Below so many differing cases p is exact.</summary>
    private const double Exact = 25;

    /// <summary>McNemar's test of b against c differing cases; exact binomial below 25. Null where nothing differs.</summary>
    public static TestResult? Test(long b, long c, bool continuity = true)
    {
        if (b + c == 0) { return null; }
        var statistic = Math.Pow(Math.Max(0, Math.Abs(b - c) - (continuity ? 1 : 0)), 2) / (b + c);
        return b + c < Exact
            ? new TestResult(statistic, 0, Math.Min(1, 2 * Binomial.CDF(0.5, (int)(b + c), Math.Min(b, c))))
            : TestResult.ChiSquare(statistic, 1);
    }

    /// <summary>Cohen's κ of a square table of counts with the large-sample error of Fleiss, Cohen and Everitt (1969); null where chance alone agrees wholly.</summary>
    public static Estimate? Kappa(IReadOnlyList<IReadOnlyList<double>> table)
    {
        var n = table.Sum(row => row.Sum());
        if (n == 0) { return null; }
        double[] rows = [.. table.Select(row => row.Sum() / n)], columns = [.. table.Select((_, j) => table.Sum(row => row[j]) / n)];
        var agreed = table.Select((row, i) => row[i]).Sum() / n;
        var chance = rows.Zip(columns, (row, column) => row * column).Sum();
        if (chance >= 1) { return null; }
        var kappa = (agreed - chance) / (1 - chance);
        var variance = -Math.Pow(kappa - (chance * (1 - kappa)), 2);
        for (var i = 0; i < rows.Length; i++)
        {
            for (var j = 0; j < rows.Length; j++)
            {
                var share = table[i][j] / n;
                variance += i == j ? share * Math.Pow(1 - ((rows[i] + columns[i]) * (1 - kappa)), 2) : share * Math.Pow((1 - kappa) * (columns[i] + rows[j]), 2);
            }
        }

        return Estimate.Normal(kappa, Math.Sqrt(Math.Max(0, variance) / n) / (1 - chance));
    }

    /// <summary>Mean difference of pairs with Student's 95 % interval; the pair, not the try, is what counts. Null below two pairs.</summary>
    public static Estimate? MeanDifference(IReadOnlyList<double> differences)
    {
        if (differences.Count < 2) { return null; }
        var mean = differences.Average();
        var error = Math.Sqrt(differences.Sum(d => (d - mean) * (d - mean)) / (differences.Count - 1) / differences.Count);
        var half = StudentT.InvCDF(0, 1, differences.Count - 1, 0.975) * error;
        return new Estimate(mean, error, new Interval(mean - half, mean + half));
    }
}
