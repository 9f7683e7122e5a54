namespace Acsr.Statistics;

/// <summary>
/// The difference of two shares of the same rows with the 95 % interval of Agresti and Min (Simple improved confidence intervals for comparing
/// matched proportions, Statistics in Medicine 24, 2005): half a row is added to each cell, so that a few rows that do not differ are not called certain.
/// </summary>
public static class PairedDifference
{
    /// <summary>Second share minus first; null where there is no row.</summary>
    /// <param name="lost">Rows that only the first has.</param>
    /// <param name="gained">Rows that only the second has.</param>
    /// <param name="n">All rows.</param>
    public static Estimate? Of(long lost, long gained, long n)
    {
        if (n <= 0) { return null; }
        ArgumentOutOfRangeException.ThrowIfGreaterThan(lost + gained, n);
        var (size, b, c) = (n + 2.0, lost + .5, gained + .5);
        var middle = (c - b) / size;
        var error = Math.Sqrt((b + c - ((c - b) * (c - b) / size)) / size / size);
        return new Estimate((double)(gained - lost) / n, error, new Interval(Math.Max(-1, middle - (Interval.Z * error)), Math.Min(1, middle + (Interval.Z * error))));
    }
}
