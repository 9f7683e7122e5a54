namespace Acsr.Statistics;

/// <summary>How far apart two values are.</summary>
public enum AlphaMetric
{
    /// <summary>The same or not.</summary>
    Nominal = 1,
    /// <summary>By how many ratings lie between them.</summary>
    Ordinal = 2,
    /// <summary>By the square of their difference.</summary>
    Interval = 3,
    /// <summary>By the square of their difference over their sum; for values from 0 up, such as minutes or money.</summary>
    Ratio = 4,
}

/// <summary>
/// Agreement of any number of raters, who need not all have rated everything: α = 1 − Do/De over the coincidences of values within units
/// (Krippendorff 2011, "Computing Krippendorff's alpha-reliability"; formats H10).
/// </summary>
/// <param name="Value">1: perfect, 0: as by chance, below: worse; null where all values are the same one, so that there is nothing to agree on.</param>
/// <param name="Interval">95 %, percentile bootstrap over units with a fixed seed; null where the value is, below two units, or where it was not asked for.</param>
/// <param name="Units">Units with two ratings or more: what it rests on.</param>
/// <param name="Ratings">Ratings in these units.</param>
/// <param name="Raw">Share of pairs of ratings within a unit that are the same, each unit weighing by its ratings.</param>
public sealed record KrippendorffAlpha(double? Value, Interval? Interval, int Units, int Ratings, double Raw)
{
    /// <summary>From here on agreement is good enough to publish on; between this and <see cref="Tentative"/> conclusions are tentative.</summary>
    public const double Reliable = 0.8;

    /// <summary>Below it the guideline wants another look.</summary>
    public const double Tentative = 2.0 / 3;

    private const int Resamples = 1_000;

    /// <summary>Null where no unit has two ratings.</summary>
    /// <param name="units">For each unit its ratings; who did not rate it is left out.</param>
    /// <param name="metric">How far apart two values are.</param>
    /// <param name="withInterval">The interval takes a thousand times the work.</param>
    /// <param name="seed">The same seed gives the same interval.</param>
    public static KrippendorffAlpha? Of(IEnumerable<IReadOnlyCollection<double>> units, AlphaMetric metric, bool withInterval = true, int seed = 1)
    {
        var rated = units.Where(unit => unit.Count >= 2).ToList();
        if (rated.Count == 0) { return null; }
        var values = rated.SelectMany(unit => unit).Distinct().Order().ToArray();
        var counts = rated.ConvertAll(unit => Array.ConvertAll(values, value => unit.Count(rating => rating.Equals(value))));
        var all = Enumerable.Repeat(1, counts.Count).ToArray();
        var coincidences = Coincidences(counts, all, values.Length);
        var ratings = counts.Sum(unit => unit.Sum());
        var raw = Enumerable.Range(0, values.Length).Sum(v => coincidences[v, v]) / ratings;
        var alpha = Of(coincidences, values, metric);
        return new(alpha, alpha is null || !withInterval || counts.Count < 2 ? null : Resampled(counts, values, metric, seed), counts.Count, ratings, raw);
    }

    private static Interval Resampled(List<int[]> counts, double[] values, AlphaMetric metric, int seed)
    {
        var random = new Random(seed);
        var (drawn, alphas) = (new int[counts.Count], new List<double>(Resamples));
        for (var resample = 0; resample < Resamples; resample++)
        {
            Array.Clear(drawn);
            for (var draw = 0; draw < drawn.Length; draw++) { drawn[random.Next(drawn.Length)]++; }
            // All of one value: no disagreement was to be had, and none was seen.
            alphas.Add(Of(Coincidences(counts, drawn, values.Length), values, metric) ?? 1);
        }

        var sorted = alphas.Order().ToArray();
        return new Interval(Quantile.Of(sorted, 0.025)!.Value, Quantile.Of(sorted, 0.975)!.Value);
    }

    /// <summary>How often each value meets each other within a unit, each pair weighing 1/(ratings of the unit − 1).</summary>
    private static double[,] Coincidences(List<int[]> counts, int[] times, int values)
    {
        var met = new double[values, values];
        for (var u = 0; u < counts.Count; u++)
        {
            if (times[u] == 0) { continue; }
            var unit = counts[u];
            var weight = (double)times[u] / (unit.Sum() - 1);
            for (var a = 0; a < values; a++)
            {
                if (unit[a] == 0) { continue; }
                for (var b = 0; b < values; b++) { met[a, b] += unit[a] * (unit[b] - (a == b ? 1 : 0)) * weight; }
            }
        }

        return met;
    }

    private static double? Of(double[,] met, double[] values, AlphaMetric metric)
    {
        var k = values.Length;
        var totals = Enumerable.Range(0, k).Select(a => Enumerable.Range(0, k).Sum(b => met[a, b])).ToArray();
        var n = totals.Sum();
        var (observed, expected) = (0.0, 0.0);
        for (var a = 0; a < k; a++)
        {
            for (var b = a + 1; b < k; b++)
            {
                var distance = Distance(a, b, values, totals, metric);
                observed += met[a, b] * distance;
                expected += totals[a] * totals[b] * distance;
            }
        }

        return expected == 0 ? null : 1 - ((n - 1) * observed / expected);
    }

    private static double Distance(int a, int b, double[] values, double[] totals, AlphaMetric metric) => metric switch
    {
        AlphaMetric.Nominal => 1,
        AlphaMetric.Interval => Math.Pow(values[a] - values[b], 2),
        AlphaMetric.Ratio => Math.Pow((values[a] - values[b]) / (values[a] + values[b]), 2),
        AlphaMetric.Ordinal => Math.Pow(totals[a..(b + 1)].Sum() - ((totals[a] + totals[b]) / 2), 2),
    };
}
