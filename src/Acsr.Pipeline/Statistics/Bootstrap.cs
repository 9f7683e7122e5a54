using System.Collections.Concurrent;

namespace Acsr.Statistics;

/// <summary>
/// 95 % intervals for measures that follow no known distribution (formats H6): below 200 values the percentile bootstrap of 2,000
/// resamples, whose fixed seed gives the same values the same interval; from 200 on closed forms that then say the same for much less work.
/// </summary>
public static class Bootstrap
{
    public const int Resamples = 2_000;

    private const double Lowest = .025, Highest = .975;

    private static readonly ConcurrentDictionary<(int N, double Q), (byte Low, byte High, int Times)[]> Places = new();
    private static readonly Lazy<double[]> Shared = new(() => Draw(1, (Enough - 1) * Resamples));

    /// <summary>From this many values on nothing is resampled.</summary>
    public const int Enough = 200;

    /// <summary>
    /// The interval of a quantile; null for fewer than two values. From <see cref="Enough"/> on it runs between the order statistics
    /// whose ranks are nq ± z√(nq(1−q)): the number of values below the true quantile is binomial.
    /// </summary>
    public static Interval? Quantile(ReadOnlySpan<double> values, double q, int seed = 1)
    {
        if (values.Length < 2)
        {
            return null;
        }

        var own = values.ToArray();
        if (own.Length >= Enough) { return ByRanks(own, q); }
        Array.Sort(own);
        return QuantileOfDraws(own, q, seed);
    }

    /// <summary>The interval of the mean; null for fewer than two values. From <see cref="Enough"/> on mean ± z·s/√n.</summary>
    public static Interval? Mean(ReadOnlySpan<double> values, int seed = 1)
    {
        if (values.Length < 2)
        {
            return null;
        }

        return values.Length < Enough ? MeanOfDraws(values, seed) : Normal(values.ToArray());
    }

    /// <summary>The ranks, from 0, between which the interval of a quantile of <paramref name="n"/> values lies.</summary>
    internal static (int Lower, int Upper) Ranks(int n, double q)
    {
        var half = Interval.Z * Math.Sqrt(n * q * (1 - q));
        return (Math.Clamp((int)Math.Floor((n * q) - half) - 1, 0, n - 1), Math.Clamp((int)Math.Ceiling((n * q) + half), 0, n - 1));
    }

    private static Interval ByRanks(double[] values, double q)
    {
        var (lower, upper) = Ranks(values.Length, q);
        OrderStatistics.Settle(values, lower, upper);
        return new Interval(values[lower], values[upper]);
    }

    private static Interval Normal(double[] values)
    {
        var mean = values.Average();
        var variance = values.Sum(value => (value - mean) * (value - mean)) / (values.Length - 1);
        var half = Interval.Z * Math.Sqrt(variance / values.Length);
        return new Interval(mean - half, mean + half);
    }

    private static Interval MeanOfDraws(ReadOnlySpan<double> values, int seed)
    {
        var (draws, n) = (Draws(seed, values.Length), values.Length);
        var measures = new double[Resamples];
        for (var resample = 0; resample < Resamples; resample++)
        {
            var mine = draws.AsSpan(resample * n, n);
            // Four sums beside each other, because each addition waits for the one before.
            double a = 0, b = 0, c = 0, d = 0;
            var i = 0;
            for (; i + 4 <= n; i += 4)
            {
                a += values[(int)(mine[i] * n)];
                b += values[(int)(mine[i + 1] * n)];
                c += values[(int)(mine[i + 2] * n)];
                d += values[(int)(mine[i + 3] * n)];
            }

            for (; i < n; i++) { a += values[(int)(mine[i] * n)]; }
            measures[resample] = (a + b + c + d) / n;
        }

        Array.Sort(measures);
        return new Interval(Statistics.Quantile.Of(measures, Lowest)!.Value, Statistics.Quantile.Of(measures, Highest)!.Value);
    }

    // Which order statistics a resample's quantile lies between depends on how many values there are and not on what they are, so it is drawn once for all.
    private static Interval QuantileOfDraws(double[] sorted, double q, int seed)
    {
        var (_, share) = Statistics.Quantile.Position(sorted.Length, q);
        var places = seed == 1 ? Places.GetOrAdd((sorted.Length, q), key => DrawPlaces(key.N, key.Q, 1)) : DrawPlaces(sorted.Length, q, seed);
        var (measures, times) = (new double[places.Length], new int[places.Length]);
        for (var i = 0; i < places.Length; i++)
        {
            var (low, high, count) = places[i];
            measures[i] = share == 0 ? sorted[low] : sorted[low] + (share * (sorted[high] - sorted[low]));
            times[i] = count;
        }

        Array.Sort(measures, times);
        return new Interval(Among(measures, times, Lowest), Among(measures, times, Highest));
    }

    private static (byte Low, byte High, int Times)[] DrawPlaces(int n, double q, int seed)
    {
        var (index, share) = Statistics.Quantile.Position(n, q);
        var draws = Draws(seed, n);
        var (counts, found) = (new int[n], new Dictionary<(byte, byte), int>());
        for (var resample = 0; resample < Resamples; resample++)
        {
            Array.Clear(counts);
            for (var draw = 0; draw < n; draw++) { counts[(int)(draws[(resample * n) + draw] * n)]++; }
            var pair = (OrderStatistic(counts, index), share == 0 ? (byte)0 : OrderStatistic(counts, index + 1));
            found[pair] = found.GetValueOrDefault(pair) + 1;
        }

        return [.. found.Select(pair => (pair.Key.Item1, pair.Key.Item2, pair.Value))];
    }

    /// <summary>A quantile of measures in ascending order, each of which came so many times.</summary>
    private static double Among(double[] measures, int[] times, double q)
    {
        var (index, share) = Statistics.Quantile.Position(Resamples, q);
        var (low, passed) = (0, times[0]);
        while (passed <= index) { passed += times[++low]; }
        var high = passed > index + 1 ? low : low + 1;
        return share == 0 ? measures[low] : measures[low] + (share * (measures[high] - measures[low]));
    }

    // Numbers from 0 to 1; times n and cut off they are places among n values. Whoever draws with the same seed draws the same.
    private static double[] Draws(int seed, int n) => seed == 1 ? Shared.Value : Draw(seed, n * Resamples);

    private static double[] Draw(int seed, int count)
    {
        var random = new Random(seed);
        var draws = new double[count];
        for (var i = 0; i < count; i++) { draws[i] = random.NextDouble(); }
        return draws;
    }

    private static byte OrderStatistic(int[] counts, int index)
    {
        var at = 0;
        for (var passed = counts[0]; passed <= index; passed += counts[at]) { at++; }
        return (byte)at;
    }
}
