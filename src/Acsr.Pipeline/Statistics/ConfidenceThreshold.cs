using MathNet.Numerics.Distributions;

namespace Acsr.Statistics;

/// <summary>What a threshold would do: decisions at or above it run without a human.</summary>
/// <param name="At">The confidence.</param>
/// <param name="Coverage">Share of decisions at or above it.</param>
/// <param name="Wrong">Share of those that is wrong; null where there are none.</param>
/// <param name="WrongUpper">It lies below this with 95 % confidence (Clopper–Pearson).</param>
/// <param name="N">Judged decisions at or above it.</param>
public sealed record ThresholdPoint(double At, double Coverage, double? Wrong, double? WrongUpper, int N);

/// <summary>
/// The lowest confidence above which, with 95 % confidence, at most a given share is wrong. Thresholds are tried from the strictest that has
/// enough decisions to tell downwards, and the first that fails ends it (fixed-sequence testing; Angelopoulos et al. 2021), so that trying
/// many does not make one of them pass by chance. Assumes that the agent goes on deciding as in the cases that were judged.
/// </summary>
public static class ConfidenceThreshold
{
    private const double Confidence = 0.95;

    /// <summary>All thresholds from 0.50 to 0.99, and the one to take; null where none keeps the promise.</summary>
    /// <param name="decisions">Judged ones.</param>
    /// <param name="mostWrong">Share, such as 0.02.</param>
    public static (IReadOnlyList<ThresholdPoint> Curve, ThresholdPoint? Suggested) Find(IReadOnlyList<JudgedDecision> decisions, double mostWrong)
    {
        var whole = decisions.Sum(d => d.Weight);
        var curve = Enumerable.Range(50, 50).Select(percent => PointAt(decisions, percent / 100.0, whole)).ToList();
        var enough = Power.WithoutFault(mostWrong, Confidence);
        ThresholdPoint? suggested = null;
        foreach (var point in curve.AsEnumerable().Reverse().Where(p => p.N >= enough))
        {
            if (point.WrongUpper > mostWrong) { break; }
            suggested = point;
        }

        return (curve, suggested);
    }

    private static ThresholdPoint PointAt(IReadOnlyList<JudgedDecision> decisions, double at, double whole)
    {
        var (n, weight, squares, wrong) = (0, 0.0, 0.0, 0.0);
        foreach (var decision in decisions)
        {
            if (decision.Confidence < at) { continue; }
            n++;
            weight += decision.Weight;
            squares += decision.Weight * decision.Weight;
            if (!decision.Right) { wrong += decision.Weight; }
        }

        if (n == 0) { return new ThresholdPoint(at, 0, null, null, 0); }
        var (share, effective) = (wrong / weight, weight * weight / squares);
        var upper = share >= 1 ? 1 : Beta.InvCDF((share * effective) + 1, effective * (1 - share), Confidence);
        return new ThresholdPoint(at, weight / whole, share, upper, n);
    }
}
