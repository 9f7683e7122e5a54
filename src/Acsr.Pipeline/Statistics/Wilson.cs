namespace Acsr.Statistics;

/// <summary>The 95 % score interval of a share (Wilson 1927; formats H1): honest for small counts and at 0 and 1.</summary>
public static class Wilson
{
    /// <summary>Within 0 to 1; null when nothing was counted.</summary>
    public static Interval? Interval(long successes, long n)
    {
        if (n <= 0)
        {
            return null;
        }

        ArgumentOutOfRangeException.ThrowIfNegative(successes);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(successes, n);
        const double z = Statistics.Interval.Z, z2 = z * z;
        var p = (double)successes / n;
        var middle = p + (z2 / (2 * n));
        var half = z * Math.Sqrt((p * (1 - p) / n) + (z2 / (4.0 * n * n)));
        var scale = 1 + (z2 / n);
        // At the ends the formula gives 0 and 1 but for rounding.
        return new Interval(
            successes == 0 ? 0 : (middle - half) / scale,
            successes == n ? 1 : (middle + half) / scale);
    }
}
