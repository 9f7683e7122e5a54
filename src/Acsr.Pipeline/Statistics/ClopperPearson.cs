using MathNet.Numerics.Distributions;

namespace Acsr.Statistics;

/// <summary>The exact interval of a share (Clopper and Pearson 1934; formats H1): never too narrow, so it is taken where a promise is made.</summary>
public static class ClopperPearson
{
    /// <summary>95 %, both sides; null when nothing was counted.</summary>
    public static Interval? Interval(long successes, long n) => n <= 0 ? null : new Interval(
        successes == 0 ? 0 : Beta.InvCDF(successes, n - successes + 1, 0.025),
        successes == n ? 1 : Beta.InvCDF(successes + 1, n - successes, 0.975));

    /// <summary>The share lies below this with the given confidence; null when nothing was counted.</summary>
    public static double? Upper(long successes, long n, double confidence = 0.95) =>
        n <= 0 ? null : successes == n ? 1 : Beta.InvCDF(successes + 1, n - successes, confidence);
}
