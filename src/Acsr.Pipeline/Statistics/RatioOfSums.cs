namespace Acsr.Statistics;

/// <summary>A ratio of two sums over the same cases, such as cost per resolution: all cost divided by all resolutions (formats H6).</summary>
public static class RatioOfSums
{
    /// <summary>The ratio; null, not 0, when the denominators sum to nothing.</summary>
    public static double? Value(IReadOnlyList<(double Num, double Den)> cases)
    {
        var den = cases.Sum(one => one.Den);
        return den == 0 ? null : cases.Sum(one => one.Num) / den;
    }

    /// <summary>
    /// Standard error by the delta method, √((s_c² − 2R·s_cr + R²·s_r²) / (n·r̄²)), with variances over n − 1; null without a ratio or
    /// with fewer than two cases.
    /// </summary>
    public static double? StandardError(IReadOnlyList<(double Num, double Den)> cases)
    {
        if (cases.Count < 2 || Value(cases) is not { } ratio)
        {
            return null;
        }

        // s_c² − 2R·s_cr + R²·s_r² is the variance of c − R·r, whose mean is 0 by the choice of R; summed this way nothing cancels out.
        double n = cases.Count;
        var variance = cases.Sum(one => Math.Pow(one.Num - (ratio * one.Den), 2)) / (n - 1);
        return Math.Sqrt(variance / n) / Math.Abs(cases.Sum(one => one.Den) / n);
    }

    /// <summary>The 95 % interval, ratio ± z standard errors; null where there is no standard error.</summary>
    public static Interval? Interval(IReadOnlyList<(double Num, double Den)> cases) =>
        Value(cases) is { } ratio && StandardError(cases) is { } error
            ? new Interval(ratio - (Statistics.Interval.Z * error), ratio + (Statistics.Interval.Z * error))
            : null;
}
