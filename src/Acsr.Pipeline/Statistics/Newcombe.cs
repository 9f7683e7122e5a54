namespace Acsr.Statistics;

/// <summary>The 95 % interval of the difference of two shares (Newcombe 1998, method 10; formats H2).</summary>
public static class Newcombe
{
    /// <summary>Of the first share minus the second, within −1 to 1; null when either group is empty.</summary>
    public static Interval? Difference(long successes1, long n1, long successes2, long n2)
    {
        if (Wilson.Interval(successes1, n1) is not { } first || Wilson.Interval(successes2, n2) is not { } second)
        {
            return null;
        }

        var p1 = (double)successes1 / n1;
        var p2 = (double)successes2 / n2;
        return new Interval(
            p1 - p2 - Math.Sqrt(Square(p1 - first.Lower) + Square(second.Upper - p2)),
            p1 - p2 + Math.Sqrt(Square(first.Upper - p1) + Square(p2 - second.Lower)));
    }

    private static double Square(double x) => x * x;
}
