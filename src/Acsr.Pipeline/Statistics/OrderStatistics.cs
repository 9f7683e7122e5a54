namespace Acsr.Statistics;

/// <summary>Finds some values by their rank without sorting the others.</summary>
public static class OrderStatistics
{
    /// <summary>Puts values in places so that those from one rank to another, both included, are in order and stand where sorting would put them.</summary>
    /// <param name="values">Moved about; no NaN.</param>
    /// <param name="low">The first rank, from 0.</param>
    /// <param name="high">The last rank.</param>
    public static void Settle(Span<double> values, int low, int high)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(low);
        ArgumentOutOfRangeException.ThrowIfLessThan(high, low);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(high, values.Length);
        Select(values, low);
        if (high > low)
        {
            Select(values[(low + 1)..], high - low - 1);
            values[low..(high + 1)].Sort();
        }
    }

    // Hoare's quickselect: afterwards nothing before the rank is larger, nothing behind it smaller.
    private static void Select(Span<double> values, int rank)
    {
        var (from, to) = (0, values.Length - 1);
        while (from < to)
        {
            var pivot = Middle(values[from], values[from + ((to - from) / 2)], values[to]);
            var (i, k) = (from, to);
            while (i <= k)
            {
                while (values[i] < pivot) { i++; }
                while (values[k] > pivot) { k--; }
                if (i > k) { break; }
                (values[i], values[k]) = (values[k], values[i]);
                i++;
                k--;
            }

            if (rank <= k) { to = k; }
            else if (rank >= i) { from = i; }
            else { return; }
        }
    }

    private static double Middle(double a, double b, double c) => Math.Max(Math.Min(a, b), Math.Min(Math.Max(a, b), c));
}
