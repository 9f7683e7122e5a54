namespace Acsr.Statistics;

/// <summary>Control limits of shares whose n differs from day to day (Shewhart's p-chart, NIST/SEMATECH e-Handbook 6.3.3.2; formats H13).</summary>
public static class PChart
{
    /// <summary>p̄ ± width·√(p̄(1 − p̄)/n), cut at 0 and 1; null where n is 0.</summary>
    /// <param name="centre">The normal share p̄, 0 to 1.</param>
    /// <param name="n">Cases of the day.</param>
    /// <param name="width">In standard deviations; 3 is usual.</param>
    public static Interval? Limits(double centre, long n, double width = 3)
    {
        if (n <= 0) { return null; }
        var half = width * Math.Sqrt(centre * (1 - centre) / n);
        return new Interval(Math.Max(0, centre - half), Math.Min(1, centre + half));
    }
}
