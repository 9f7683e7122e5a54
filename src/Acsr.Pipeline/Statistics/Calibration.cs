namespace Acsr.Statistics;

/// <summary>One judged decision: the confidence it was made with (0 to 1), whether it was right, and how many decisions it stands for (the inverse of the probability that it was judged).</summary>
public readonly record struct JudgedDecision(double Confidence, bool Right, double Weight = 1);

/// <summary>One bar of a reliability diagram.</summary>
/// <param name="From">Confidence, included.</param>
/// <param name="To">Confidence, left out but for 1.</param>
/// <param name="N">Decisions judged.</param>
/// <param name="Weight">Decisions they stand for.</param>
/// <param name="Confidence">Their mean confidence.</param>
/// <param name="Right">Share that was right.</param>
/// <param name="Interval">Of <paramref name="Right"/>, 95 %, at the effective number of decisions.</param>
public sealed record ReliabilityBin(double From, double To, int N, double Weight, double Confidence, double Right, Interval Interval);

/// <summary>
/// Whether confidence is honest (Murphy 1973; Guo et al. 2017; formats G20): reliability by bins, expected calibration error, Brier score and its
/// parts. Decisions that were picked for judging with unequal probability count by the inverse of it (Horvitz and Thompson 1952).
/// </summary>
/// <param name="Bins">Without the empty ones.</param>
/// <param name="Error">Expected calibration error: mean distance between confidence and share right over bins, by weight.</param>
/// <param name="ErrorInterval">95 % percentile bootstrap. Bins of few decisions are off by chance, so the error is never quite zero.</param>
/// <param name="Brier">Mean squared distance between confidence and what came out; 0 is perfect.</param>
/// <param name="Reliability">Part of it that comes from dishonest confidence.</param>
/// <param name="Resolution">What telling good from bad decisions takes off.</param>
/// <param name="Uncertainty">What a forecast of the overall share would get.</param>
/// <param name="N">Decisions judged.</param>
public sealed record Calibration(
    IReadOnlyList<ReliabilityBin> Bins, double Error, Interval ErrorInterval, double Brier, double Reliability, double Resolution, double Uncertainty, int N)
{
    public const int BinCount = 10;
    private const int Resamples = 500;

    /// <summary>Null without decisions.</summary>
    public static Calibration? Of(IReadOnlyList<JudgedDecision> decisions, int seed = 1)
    {
        if (decisions.Count == 0) { return null; }
        var whole = decisions.Sum(d => d.Weight);
        var right = decisions.Where(d => d.Right).Sum(d => d.Weight) / whole;
        var bins = decisions.GroupBy(d => BinOf(d.Confidence)).OrderBy(g => g.Key).Select(Bin).ToList();
        return new Calibration(
            bins,
            bins.Sum(b => b.Weight / whole * Math.Abs(b.Confidence - b.Right)),
            Bootstrapped(decisions, seed),
            decisions.Sum(d => d.Weight * Math.Pow(d.Confidence - (d.Right ? 1 : 0), 2)) / whole,
            bins.Sum(b => b.Weight / whole * Math.Pow(b.Confidence - b.Right, 2)),
            bins.Sum(b => b.Weight / whole * Math.Pow(b.Right - right, 2)),
            right * (1 - right),
            decisions.Count);
    }

    private static int BinOf(double confidence) => Math.Clamp((int)(confidence * BinCount), 0, BinCount - 1);

    private static ReliabilityBin Bin(IGrouping<int, JudgedDecision> bin)
    {
        var (n, weight, squares) = (bin.Count(), bin.Sum(d => d.Weight), bin.Sum(d => d.Weight * d.Weight));
        var right = bin.Where(d => d.Right).Sum(d => d.Weight) / weight;
        var effective = Math.Max(1, (long)Math.Round(weight * weight / squares));
        return new ReliabilityBin(
            (double)bin.Key / BinCount, (bin.Key + 1.0) / BinCount, n, weight, bin.Sum(d => d.Weight * d.Confidence) / weight, right,
            Wilson.Interval((long)Math.Round(right * effective), effective)!.Value);
    }

    private static Interval Bootstrapped(IReadOnlyList<JudgedDecision> decisions, int seed)
    {
        var random = new Random(seed);
        var errors = new double[Resamples];
        Span<double> gaps = stackalloc double[BinCount];
        for (var resample = 0; resample < Resamples; resample++)
        {
            gaps.Clear();
            var whole = 0.0;
            for (var draw = 0; draw < decisions.Count; draw++)
            {
                var decision = decisions[random.Next(decisions.Count)];
                gaps[BinOf(decision.Confidence)] += decision.Weight * (decision.Confidence - (decision.Right ? 1 : 0));
                whole += decision.Weight;
            }

            foreach (var gap in gaps) { errors[resample] += Math.Abs(gap) / whole; }
        }

        Array.Sort(errors);
        return new Interval(Quantile.Of(errors, 0.025)!.Value, Quantile.Of(errors, 0.975)!.Value);
    }
}
