namespace Acsr.Statistics;

/// <summary>Quantiles with linear interpolation between order statistics (type 7 of Hyndman and Fan; the default of R and NumPy).</summary>
public static class Quantile
{
    /// <summary>The quantile of values in ascending order, <paramref name="q"/> from 0 to 1; null when there are none.</summary>
    public static double? Of(ReadOnlySpan<double> sorted, double q)
    {
        if (sorted.IsEmpty)
        {
            return null;
        }

        var (index, share) = Position(sorted.Length, q);
        return share == 0 ? sorted[index] : sorted[index] + (share * (sorted[index + 1] - sorted[index]));
    }

    /// <summary>The order statistic (from 0) below the quantile, and the share of the way to the next one.</summary>
    internal static (int Index, double Share) Position(int n, double q)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(q, 0);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(q, 1);
        var at = (n - 1) * q;
        var index = (int)at;
        return index == n - 1 ? (index, 0) : (index, at - index);
    }
}
