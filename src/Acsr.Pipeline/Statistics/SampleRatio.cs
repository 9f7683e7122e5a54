using MathNet.Numerics;

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

    /// <summary>
    /// The same question for somebody who looks whenever it pleases: 1 over the likelihood of the counts under any shares at all (a Dirichlet mixture, all equally likely) against the shares
    /// that were meant (Lindon and Malek 2022). However often one looks, it falls below α in at most α of all sound assignments. Null as <see cref="Test"/>.
    /// </summary>
    /// <param name="counts">Cases of each arm.</param>
    /// <param name="shares">What each was to get; any scale.</param>
    public static double? AlwaysValid(IReadOnlyList<long> counts, IReadOnlyList<double> shares)
    {
        var (n, whole) = (counts.Sum(), shares.Sum());
        if (counts.Count < 2 || counts.Count != shares.Count || n == 0 || shares.Any(s => s <= 0)) { return null; }
        var mixture = SpecialFunctions.GammaLn(counts.Count) - SpecialFunctions.GammaLn(counts.Count + n) + counts.Sum(count => SpecialFunctions.GammaLn(1 + count));
        var meant = counts.Select((count, i) => count * Math.Log(shares[i] / whole)).Sum();
        return Math.Min(1, Math.Exp(meant - mixture));
    }
}
