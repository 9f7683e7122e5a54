using MathNet.Numerics;
using MathNet.Numerics.Distributions;

namespace Acsr.Statistics;

/// <summary>Tests of shares that are not stratified (formats H2): cases are independent, and each counts once.</summary>
public static class Proportions
{
    /// <summary>The pooled z-test of two shares; null where a group is empty or all came out alike.</summary>
    public static TestResult? ZTest(long successes1, long n1, long successes2, long n2)
    {
        if (n1 == 0 || n2 == 0) { return null; }
        var pooled = (double)(successes1 + successes2) / (n1 + n2);
        var variance = pooled * (1 - pooled) * ((1.0 / n1) + (1.0 / n2));
        if (variance == 0) { return null; }
        var z = (((double)successes1 / n1) - ((double)successes2 / n2)) / Math.Sqrt(variance);
        return new TestResult(z, 0, 2 * Normal.CDF(0, 1, -Math.Abs(z)));
    }

    /// <summary>Fisher's exact test, two-sided: the probability of all tables of the same margins that are no likelier than this one (as R counts it).</summary>
    public static double Fisher(int a, int b, int c, int d)
    {
        var (first, yes, all) = (a + b, a + c, a + b + c + d);
        var seen = Log(a);
        var p = 0.0;
        for (var x = Math.Max(0, first + yes - all); x <= Math.Min(first, yes); x++)
        {
            var log = Log(x);
            if (log <= seen + 1e-7) { p += Math.Exp(log); }
        }

        return Math.Min(1, p);

        double Log(int x) => SpecialFunctions.BinomialLn(first, x) + SpecialFunctions.BinomialLn(all - first, yes - x) - SpecialFunctions.BinomialLn(all, yes);
    }

    /// <summary>Whether several shares are the same (Pearson's χ² without correction); null where all came out alike.</summary>
    public static TestResult? AreEqual(IReadOnlyList<(long Successes, long N)> groups)
    {
        var (successes, n) = (groups.Sum(g => g.Successes), groups.Sum(g => g.N));
        var pooled = (double)successes / n;
        if (groups.Count < 2 || pooled is 0 or 1 or double.NaN) { return null; }
        var statistic = groups.Where(g => g.N > 0).Sum(g => Math.Pow(g.Successes - (g.N * pooled), 2) / (g.N * pooled * (1 - pooled)));
        return TestResult.ChiSquare(statistic, groups.Count(g => g.N > 0) - 1);
    }
}
