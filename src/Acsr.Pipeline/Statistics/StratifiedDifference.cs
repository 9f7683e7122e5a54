namespace Acsr.Statistics;

/// <summary>
/// Second less first, compared only within strata (intent and channel) and weighted by n1·n2/(n1 + n2), so that a change of the mix of cases
/// is no difference. Of shares it is the Mantel–Haenszel difference with Sato's variance (formats H3); of means the same weights with the
/// variance of each side. Assumes independent cases; strata with one side only are left out.
/// </summary>
public static class StratifiedDifference
{
    /// <summary>The difference with its 95 % interval; null where no stratum has both sides, or of means where no stratum has two values on both.</summary>
    /// <param name="strata">Kinds of cases.</param>
    /// <param name="share">The values are yes (1) or no (0).</param>
    public static Estimate? Of(IEnumerable<Stratum> strata, bool share)
    {
        if (share)
        {
            return MantelHaenszel.RiskDifference(strata.Select(s => new Table2x2(s.Second.Sum, s.Second.N - s.Second.Sum, s.First.Sum, s.First.N - s.First.Sum)));
        }

        var (weight, sum, variance) = (0.0, 0.0, 0.0);
        foreach (var s in strata.Where(s => s.First.N > 1 && s.Second.N > 1))
        {
            weight += s.Weight;
            sum += s.Weight * (s.Second.Mean - s.First.Mean);
            variance += s.Weight * s.Weight * ((s.First.Variance / s.First.N) + (s.Second.Variance / s.Second.N));
        }

        return weight == 0 ? null : Estimate.Normal(sum / weight, Math.Sqrt(variance) / weight);
    }
}

/// <summary>
/// What changed where something was done, less what changed at the same time where nothing was (Card and Krueger 1994; formats H9). Both
/// changes are stratified. Assumes that without the doing both would have moved alike: weeks before that moved apart say that they would not.
/// </summary>
public static class DifferenceInDifferences
{
    /// <summary>(touched after − before) − (untouched after − before); null where one of the two cannot be told.</summary>
    /// <param name="touched">First: before, second: after.</param>
    /// <param name="untouched">Likewise.</param>
    /// <param name="share">The values are yes (1) or no (0).</param>
    public static Estimate? Of(IEnumerable<Stratum> touched, IEnumerable<Stratum> untouched, bool share) =>
        StratifiedDifference.Of(touched, share) is { } change && StratifiedDifference.Of(untouched, share) is { } drift
            ? Estimate.Normal(change.Value - drift.Value, Math.Sqrt((change.StandardError * change.StandardError) + (drift.StandardError * drift.StandardError)))
            : null;
}
