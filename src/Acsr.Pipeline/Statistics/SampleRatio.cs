namespace Acsr.Statistics;

/// <summary>
/// Whether arms got the shares of cases that they were meant to get (sample ratio mismatch; Fabijan et al. 2019; formats H7). Below p 0.001
/// the assignment is broken and whatever the arms show may come from that, so there is no verdict.
/// </summary>
public static class SampleRatio
{
    /// <summary>Below it arms are not compared.</summary>
    public const double Alarm = 0.001;

    /// <summary>Pearson's χ² against the shares that were meant; null below two arms or without cases.</summary>
    /// <param name="counts">Cases of each arm.</param>
    /// <param name="shares">What each was to get; any scale.</param>
    public static TestResult? Test(IReadOnlyList<long> counts, IReadOnlyList<double> shares)
    {
        var (n, whole) = (counts.Sum(), shares.Sum());
        if (counts.Count < 2 || counts.Count != shares.Count || n == 0 || shares.Any(s => s <= 0)) { return null; }
        var statistic = counts.Select((count, i) => Math.Pow(count - (n * shares[i] / whole), 2) / (n * shares[i] / whole)).Sum();
        return TestResult.ChiSquare(statistic, counts.Count - 1);
    }
}
