namespace Acsr.Statistics;

/// <summary>
/// The tabular, two-sided cumulative sum of deviations from a target (NIST/SEMATECH e-Handbook 6.3.2.3; formats H13). A sum above the
/// decision interval h is a signal.
/// </summary>
public static class Cusum
{
    /// <summary>
    /// After each value the sum of what lay above the target by more than the allowance, max(0, S + x − target − k), and of what lay below,
    /// max(0, S + target − k − x).
    /// </summary>
    /// <param name="values">In order of time.</param>
    /// <param name="target">The normal level.</param>
    /// <param name="k">The allowance, in the values' unit: half of the shift that is to be seen.</param>
    public static (double[] High, double[] Low) Of(ReadOnlySpan<double> values, double target, double k)
    {
        var (high, low) = (new double[values.Length], new double[values.Length]);
        var (above, below) = (0.0, 0.0);
        for (var i = 0; i < values.Length; i++)
        {
            high[i] = above = Math.Max(0, above + values[i] - target - k);
            low[i] = below = Math.Max(0, below + target - k - values[i]);
        }

        return (high, low);
    }
}
