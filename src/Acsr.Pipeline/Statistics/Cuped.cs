namespace Acsr.Statistics;

/// <summary>
/// Takes off an outcome what was known before (Deng et al. 2013; formats H8): Y − θ(X − X̄), θ = cov(Y, X)/var(X). X must not be touched by
/// what is compared. The mean stays; the variance falls by the squared correlation.
/// </summary>
public static class Cuped
{
    /// <summary>θ and the adjusted outcomes; null below two cases or where X is constant.</summary>
    public static (double Theta, double[] Adjusted)? Adjust(IReadOnlyList<double> before, IReadOnlyList<double> outcome)
    {
        if (before.Count != outcome.Count || before.Count < 2) { return null; }
        var (x, y) = (before.Average(), outcome.Average());
        var (covariance, variance) = (0.0, 0.0);
        for (var i = 0; i < before.Count; i++)
        {
            covariance += (before[i] - x) * (outcome[i] - y);
            variance += (before[i] - x) * (before[i] - x);
        }

        if (variance == 0) { return null; }
        var theta = covariance / variance;
        return (theta, [.. outcome.Select((value, i) => value - (theta * (before[i] - x)))]);
    }
}
