namespace Acsr.Signals.Sentiment;

/// <summary>Which way a customer's mood went over a case; the bands of formats G.4.</summary>
public enum TrendBand { TooShort = 0, Declining = 1, SlightlyDeclining = 2, NoChange = 3, SlightlyImproving = 4, Improving = 5 }

/// <summary>How a customer's mood stood and moved over a case (formats G.4).</summary>
/// <param name="Level">Mean of all scores, −1 to +1.</param>
/// <param name="Lowest">The worst one.</param>
/// <param name="Shift">100 · (end − start) ÷ 2, start and end being the means of the first and last third; null below three scores.</param>
/// <param name="Slope">Median change from one score to the next, over all pairs (Theil–Sen); null below three scores.</param>
/// <param name="Band">What the shift is called.</param>
public sealed record SentimentTrend(double Level, double Lowest, double? Shift, double? Slope, TrendBand Band)
{
    private const int LeastScores = 3;

    /// <summary>Of the scores of the customer's messages in order; null where there is none.</summary>
    public static SentimentTrend? Of(IReadOnlyList<double> scores)
    {
        if (scores.Count == 0) { return null; }
        if (scores.Count < LeastScores) { return new SentimentTrend(scores.Average(), scores.Min(), null, null, TrendBand.TooShort); }
        var third = (scores.Count + 2) / 3;
        // Rounded, so that a shift on the edge of a band does not fall to either side by how binary fractions add up.
        var shift = Math.Round(100 * (scores.TakeLast(third).Average() - scores.Take(third).Average()) / 2, 9);
        return new SentimentTrend(scores.Average(), scores.Min(), shift, SlopeOf(scores), BandOf(shift));
    }

    private static TrendBand BandOf(double shift) => shift switch
    {
        >= 55 => TrendBand.Improving,
        >= 20 => TrendBand.SlightlyImproving,
        > -20 => TrendBand.NoChange,
        >= -55 => TrendBand.SlightlyDeclining,
        _ => TrendBand.Declining,
    };

    private static double SlopeOf(IReadOnlyList<double> scores)
    {
        List<double> slopes = [];
        for (var i = 0; i < scores.Count; i++)
        {
            for (var j = i + 1; j < scores.Count; j++) { slopes.Add((scores[j] - scores[i]) / (j - i)); }
        }

        slopes.Sort();
        return (slopes[(slopes.Count - 1) / 2] + slopes[slopes.Count / 2]) / 2;
    }
}
