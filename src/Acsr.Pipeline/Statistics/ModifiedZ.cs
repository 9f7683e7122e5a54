namespace Acsr.Statistics;

/// <summary>
/// How far a value lies from the middle of its like, in robust standard deviations: 0.6745·(x − median)/MAD (Iglewicz and Hoaglin 1993;
/// formats H13). Beyond ±3.5 it is an outlier, and outliers do not hide each other.
/// </summary>
public static class ModifiedZ
{
    /// <summary>Beyond it a value is called an outlier.</summary>
    public const double Limit = 3.5;

    /// <summary>The score of each value; null where half of the values or more are the same, which leaves nothing to measure with.</summary>
    public static double[]? Of(ReadOnlySpan<double> values)
    {
        if (values.IsEmpty) { return null; }
        var median = Median(values.ToArray());
        var deviations = values.ToArray();
        for (var i = 0; i < deviations.Length; i++) { deviations[i] = Math.Abs(deviations[i] - median); }
        var mad = Median(deviations);
        if (mad == 0) { return null; }
        var scores = values.ToArray();
        for (var i = 0; i < scores.Length; i++) { scores[i] = 0.6745 * (scores[i] - median) / mad; }
        return scores;
    }

    private static double Median(double[] values)
    {
        Array.Sort(values);
        return Quantile.Of(values, 0.5)!.Value;
    }
}
