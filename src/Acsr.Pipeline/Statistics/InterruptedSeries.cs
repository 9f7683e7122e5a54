namespace Acsr.Statistics;

/// <summary>
/// A series before and after a moment (segmented regression; Wagner et al. 2002; formats H9): y = level + slope·t + jump·D + turn·(t − T)·D with
/// Newey–West errors. Says what changed at that moment, and not that the release did it: nothing untouched is looked at.
/// </summary>
public static class InterruptedSeries
{
    /// <summary>Fewer points before say nothing about the trend.</summary>
    public const int MinimumBefore = 8;

    /// <summary>Level, slope, jump and turn with their errors; null with too few points on either side.</summary>
    /// <param name="values">Equally spaced, in order of time; the first is t = 1.</param>
    /// <param name="before">How many of them lie before the moment.</param>
    /// <param name="lags">As far apart errors may be alike.</param>
    public static Series? Fit(IReadOnlyList<double> values, int before, int lags = 2)
    {
        if (before < MinimumBefore || values.Count - before < 2) { return null; }
        var rows = values.Select((_, i) => new double[] { 1, i + 1, i < before ? 0 : 1, i < before ? 0 : i + 1 - before }).ToList();
        if (LeastSquares.Fit(rows, values) is not { } fit) { return null; }
        var errors = fit.NeweyWest(lags);
        Estimate At(int i) => Estimate.Normal(fit.Coefficients[i], errors[i]);
        return new Series(At(0), At(1), At(2), At(3), fit.DurbinWatson());
    }

    /// <summary>What <see cref="Fit"/> found.</summary>
    public sealed record Series(Estimate Level, Estimate Slope, Estimate Jump, Estimate Turn, double DurbinWatson);
}
