namespace Acsr.Statistics;

/// <summary>
/// The exponentially weighted moving average of a series and its control limits (NIST/SEMATECH e-Handbook 6.3.2.4; formats H13): sees small
/// lasting shifts that single points hide.
/// </summary>
public static class Ewma
{
    /// <summary>The weight of the newest value that the handbook and most of the field use.</summary>
    public const double DefaultLambda = 0.3;

    /// <summary>The average after each value, λ·x + (1 − λ)·before, beginning with <paramref name="target"/>.</summary>
    public static double[] Of(ReadOnlySpan<double> values, double target, double lambda = DefaultLambda)
    {
        var averages = new double[values.Length];
        var before = target;
        for (var i = 0; i < values.Length; i++) { before = averages[i] = (lambda * values[i]) + ((1 - lambda) * before); }
        return averages;
    }

    /// <summary>The limits that the average keeps within while nothing changes: target ± width·σ·√(λ/(2 − λ)), as they are after some values.</summary>
    /// <param name="target">The normal level.</param>
    /// <param name="sigma">Standard deviation of single values.</param>
    /// <param name="width">In standard deviations; 3 is usual.</param>
    /// <param name="lambda">As in <see cref="Of"/>.</param>
    public static Interval Limits(double target, double sigma, double width = 3, double lambda = DefaultLambda)
    {
        var half = width * sigma * Math.Sqrt(lambda / (2 - lambda));
        return new Interval(target - half, target + half);
    }
}
