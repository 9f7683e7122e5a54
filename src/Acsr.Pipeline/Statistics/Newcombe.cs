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

        return Difference((double)successes1 / n1, first, (double)successes2 / n2, second);
    }

    /// <summary>
    /// Of any two independent figures that come with intervals of their own, the first minus the second: each side's distance to its end,
    /// squared and added (Zou and Donner 2008, of which method 10 is the case of two shares).
    /// </summary>
    public static Interval Difference(double first, Interval ofFirst, double second, Interval ofSecond) => new(
        first - second - Math.Sqrt(Square(first - ofFirst.Lower) + Square(ofSecond.Upper - second)),
        first - second + Math.Sqrt(Square(ofFirst.Upper - first) + Square(second - ofSecond.Lower)));

    private static double Square(double x) => x * x;
}
