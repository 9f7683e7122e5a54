namespace Acsr.Statistics;

/// <summary>
/// How well a score keeps two kinds apart: the share of pairs in which the one that should score higher does, ties counting half (Mann and Whitney
/// 1947); errors, and that of the difference of two scores of the same rows, after DeLong, DeLong and Clarke-Pearson (Biometrics 44, 1988).
/// </summary>
public static class Auroc
{
    /// <summary>Of each kind; below it the error of the difference is itself not known.</summary>
    private const int Fewest = 5;

    /// <summary>0 to 1, .5 being chance; null where one kind is missing.</summary>
    /// <param name="high">Scores of what should score high.</param>
    /// <param name="low">Scores of what should score low.</param>
    public static Estimate? Of(IReadOnlyList<double> high, IReadOnlyList<double> low)
    {
        if (high.Count == 0 || low.Count == 0) { return null; }
        var (a, b) = Placements(high, low);
        var error = Math.Sqrt((Covariance(a, a) / high.Count) + (Covariance(b, b) / low.Count));
        var area = a.Average();
        return new Estimate(area, error, Clamped(area, error, 0));
    }

    /// <summary>Second score's area minus the first one's, over the same rows in the same order; null below five rows of either kind.</summary>
    public static Estimate? Difference((IReadOnlyList<double> High, IReadOnlyList<double> Low) first, (IReadOnlyList<double> High, IReadOnlyList<double> Low) second)
    {
        if (first.High.Count < Fewest || first.Low.Count < Fewest) { return null; }
        var ((a1, b1), (a2, b2)) = (Placements(first.High, first.Low), Placements(second.High, second.Low));
        double Part(double[] x, double[] y) => Math.Max(0, Covariance(x, x) + Covariance(y, y) - (2 * Covariance(x, y))) / x.Length;
        var error = Math.Sqrt(Part(a1, a2) + Part(b1, b2));
        var difference = a2.Average() - a1.Average();
        return new Estimate(difference, error, Clamped(difference, error, -1));
    }

    private static Interval Clamped(double value, double error, double least) =>
        new(Math.Max(least, value - (Interval.Z * error)), Math.Min(1, value + (Interval.Z * error)));

    /// <summary>For each one of a kind the share of the other kind on its right side.</summary>
    private static (double[] High, double[] Low) Placements(IReadOnlyList<double> high, IReadOnlyList<double> low)
    {
        double[] highs = [.. high.Order()], lows = [.. low.Order()];
        return ([.. high.Select(x => Below(lows, x) / lows.Length)], [.. low.Select(y => 1 - (Below(highs, y) / highs.Length))]);
    }

    /// <summary>How many are smaller; equal ones count half.</summary>
    private static double Below(double[] sorted, double x) => (First(sorted, x, orEqual: false) + First(sorted, x, orEqual: true)) / 2.0;

    private static int First(double[] sorted, double x, bool orEqual)
    {
        var (from, to) = (0, sorted.Length);
        while (from < to)
        {
            var middle = (from + to) / 2;
            if (sorted[middle] < x || (orEqual && sorted[middle] <= x)) { from = middle + 1; } else { to = middle; }
        }

        return from;
    }

    private static double Covariance(double[] x, double[] y)
    {
        if (x.Length < 2) { return 0; }
        var (a, b) = (x.Average(), y.Average());
        return x.Zip(y, (one, other) => (one - a) * (other - b)).Sum() / (x.Length - 1);
    }
}
