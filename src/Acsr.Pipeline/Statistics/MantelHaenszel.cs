using MathNet.Numerics.Distributions;

namespace Acsr.Statistics;

/// <summary>
/// Two groups compared within strata (Mantel and Haenszel 1959; formats H3), so that a stratum in which only one of them works much cannot
/// pass for an effect (Simpson's paradox). Assumes that cases are independent and that within a stratum the groups got alike cases; strata
/// in which one group is missing say nothing and are left out.
/// </summary>
public static class MantelHaenszel
{
    /// <summary>
    /// The common odds ratio Σ(ad/N)/Σ(bc/N) and its 95 % interval by the variance of Robins, Breslow and Greenland (1986), which holds for
    /// few large strata and for many small ones; null where a sum is zero.
    /// </summary>
    public static Estimate? OddsRatio(IEnumerable<Table2x2> strata)
    {
        var (r, s, pr, psqr, qs) = (0.0, 0.0, 0.0, 0.0, 0.0);
        foreach (var t in strata.Where(t => t.Overlaps))
        {
            var (ri, si) = (t.A * t.D / t.N, t.B * t.C / t.N);
            var (p, q) = ((t.A + t.D) / t.N, (t.B + t.C) / t.N);
            r += ri;
            s += si;
            pr += p * ri;
            psqr += (p * si) + (q * ri);
            qs += q * si;
        }

        if (r == 0 || s == 0) { return null; }
        var error = Math.Sqrt((pr / (2 * r * r)) + (psqr / (2 * r * s)) + (qs / (2 * s * s)));
        var log = Math.Log(r / s);
        return new Estimate(r / s, error, new Interval(Math.Exp(log - (Interval.Z * error)), Math.Exp(log + (Interval.Z * error))));
    }

    /// <summary>The odds ratio of all strata thrown together: what a mix can turn round. Null where it has no value.</summary>
    public static double? CrudeOddsRatio(IEnumerable<Table2x2> strata)
    {
        var all = Pooled(strata);
        return all.B * all.C == 0 ? null : all.A * all.D / (all.B * all.C);
    }

    /// <summary>The common ratio of shares Σ(a·n0/N)/Σ(c·n1/N); null where nobody of the second group came out as yes.</summary>
    public static double? RiskRatio(IEnumerable<Table2x2> strata)
    {
        var (above, below) = (0.0, 0.0);
        foreach (var t in strata.Where(t => t.Overlaps))
        {
            above += t.A * t.N0 / t.N;
            below += t.C * t.N1 / t.N;
        }

        return below == 0 ? null : above / below;
    }

    /// <summary>
    /// The common difference of shares, first less second, weighted by n1·n0/N, with the variance of Sato (1989), which holds for sparse
    /// strata too; null where no stratum has both groups.
    /// </summary>
    public static Estimate? RiskDifference(IEnumerable<Table2x2> strata)
    {
        var (weight, sum, p, q) = (0.0, 0.0, 0.0, 0.0);
        foreach (var t in strata.Where(t => t.Overlaps))
        {
            weight += t.N1 * t.N0 / t.N;
            sum += ((t.A * t.N0) - (t.C * t.N1)) / t.N;
            p += ((t.N1 * t.N1 * t.C) - (t.N0 * t.N0 * t.A) + (t.N1 * t.N0 * (t.N0 - t.N1) / 2)) / (t.N * t.N);
            q += ((t.A * t.D) + (t.C * t.B)) / (2 * t.N);
        }

        if (weight == 0) { return null; }
        var difference = sum / weight;
        return Estimate.Normal(difference, Math.Sqrt(Math.Max(0, (difference * p) + q)) / weight);
    }

    /// <summary>
    /// The Cochran–Mantel–Haenszel test that the groups do not differ in any stratum: χ² with one degree of freedom; null without variance.
    /// </summary>
    /// <param name="strata">The tables.</param>
    /// <param name="continuity">Half a case is taken off the difference, as R does.</param>
    public static TestResult? Test(IEnumerable<Table2x2> strata, bool continuity = true)
    {
        var (difference, variance) = (0.0, 0.0);
        foreach (var t in strata.Where(t => t.Overlaps && t.N > 1))
        {
            var yes = t.A + t.C;
            difference += t.A - (t.N1 * yes / t.N);
            variance += t.N1 * t.N0 * yes * (t.N - yes) / (t.N * t.N * (t.N - 1));
        }

        if (variance == 0) { return null; }
        var distance = Math.Max(0, Math.Abs(difference) - (continuity ? 0.5 : 0));
        return TestResult.ChiSquare(distance * distance / variance, 1);
    }

    /// <summary>
    /// Whether the odds ratio is the same in all strata (Breslow and Day 1980, without Tarone's correction): a small p says that one figure
    /// for all of them hides something. Null below two strata.
    /// </summary>
    public static TestResult? Homogeneity(IReadOnlyCollection<Table2x2> strata)
    {
        var compared = strata.Where(t => t.Overlaps && t.A + t.C > 0 && t.B + t.D > 0).ToList();
        if (compared.Count < 2 || OddsRatio(compared) is not { } common) { return null; }
        var statistic = 0.0;
        foreach (var t in compared)
        {
            var expected = ExpectedA(t, common.Value);
            var variance = 1 / ((1 / expected) + (1 / (t.N1 - expected)) + (1 / (t.A + t.C - expected)) + (1 / (t.N0 - t.A - t.C + expected)));
            statistic += Math.Pow(t.A - expected, 2) / variance;
        }

        return TestResult.ChiSquare(statistic, compared.Count - 1);
    }

    /// <summary>All strata thrown together.</summary>
    public static Table2x2 Pooled(IEnumerable<Table2x2> strata) =>
        strata.Aggregate(default(Table2x2), (sum, t) => new Table2x2(sum.A + t.A, sum.B + t.B, sum.C + t.C, sum.D + t.D));

    /// <summary>The cell A that has the table's margins and a given odds ratio: the root of a quadratic that lies within the margins.</summary>
    private static double ExpectedA(Table2x2 t, double oddsRatio)
    {
        var yes = t.A + t.C;
        if (Math.Abs(oddsRatio - 1) < 1e-12) { return t.N1 * yes / t.N; }
        var (a, b, c) = (1 - oddsRatio, t.N0 - yes + (oddsRatio * (t.N1 + yes)), -oddsRatio * t.N1 * yes);
        var root = Math.Sqrt((b * b) - (4 * a * c));
        var first = (-b + root) / (2 * a);
        return first > Math.Max(0, yes - t.N0) && first < Math.Min(t.N1, yes) ? first : (-b - root) / (2 * a);
    }
}

/// <summary>A value with its standard error (of its logarithm where it is a ratio) and its 95 % interval.</summary>
public sealed record Estimate(double Value, double StandardError, Interval Interval)
{
    /// <summary>Value ± z standard errors.</summary>
    public static Estimate Normal(double value, double error) =>
        new(value, error, new Interval(value - (Interval.Z * error), value + (Interval.Z * error)));

    /// <summary>Two-sided p against zero, for normal estimates; 1 where there is no error to hold it against.</summary>
    public double P => StandardError == 0 ? 1 : 2 * MathNet.Numerics.Distributions.Normal.CDF(0, 1, -Math.Abs(Value / StandardError));
}

/// <summary>A test's statistic, degrees of freedom (0 where the reference is normal or exact) and p, 0 to 1.</summary>
public sealed record TestResult(double Statistic, double Df, double P)
{
    internal static TestResult ChiSquare(double statistic, double df) => new(statistic, df, 1 - ChiSquared.CDF(df, statistic));
}
