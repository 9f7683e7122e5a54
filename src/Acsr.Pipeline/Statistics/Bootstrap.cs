namespace Acsr.Statistics;

/// <summary>
/// 95 % intervals for measures that follow no known distribution (formats H6): below 200 values the percentile bootstrap of 2,000
/// resamples, whose fixed seed gives the same values the same interval; from 200 on closed forms that then say the same for much less work.
/// </summary>
public static class Bootstrap
{
    public const int Resamples = 2_000;

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

        var sorted = values.ToArray();
        Array.Sort(sorted);
        var (index, share) = Statistics.Quantile.Position(sorted.Length, q);
        return sorted.Length < Enough
            ? Resampled(sorted, seed, counts => At(sorted, counts, index, share))
            : ByRanks(sorted, q);
    }

    /// <summary>The interval of the mean; null for fewer than two values. From <see cref="Enough"/> on mean ± z·s/√n.</summary>
    public static Interval? Mean(ReadOnlySpan<double> values, int seed = 1)
    {
        if (values.Length < 2)
        {
            return null;
        }

        var all = values.ToArray();
        return all.Length < Enough
            ? Resampled(all, seed, counts => MeanOf(all, counts))
            : Normal(all);
    }

    private static Interval ByRanks(double[] sorted, double q)
    {
        var n = sorted.Length;
        var half = Interval.Z * Math.Sqrt(n * q * (1 - q));
        return new Interval(
            sorted[Math.Clamp((int)Math.Floor((n * q) - half) - 1, 0, n - 1)],
            sorted[Math.Clamp((int)Math.Ceiling((n * q) + half), 0, n - 1)]);
    }

    private static Interval Normal(double[] values)
    {
        var mean = values.Average();
        var variance = values.Sum(value => (value - mean) * (value - mean)) / (values.Length - 1);
        var half = Interval.Z * Math.Sqrt(variance / values.Length);
        return new Interval(mean - half, mean + half);
    }

    /// <param name="values">What is drawn from.</param>
    /// <param name="seed">The same seed draws the same resamples.</param>
    /// <param name="measure">The measure of a resample, which comes as how often each of the values was drawn.</param>
    private static Interval Resampled(double[] values, int seed, Func<int[], double> measure)
    {
        var random = new Random(seed);
        var counts = new int[values.Length];
        var measures = new double[Resamples];
        for (var resample = 0; resample < Resamples; resample++)
        {
            Array.Clear(counts);
            for (var draw = 0; draw < values.Length; draw++)
            {
                counts[random.Next(values.Length)]++;
            }

            measures[resample] = measure(counts);
        }

        Array.Sort(measures);
        return new Interval(Statistics.Quantile.Of(measures, 0.025)!.Value, Statistics.Quantile.Of(measures, 0.975)!.Value);
    }

    private static double MeanOf(double[] values, int[] counts)
    {
        var sum = 0.0;
        for (var i = 0; i < values.Length; i++) { sum += values[i] * counts[i]; }
        return sum / values.Length;
    }

    private static double At(double[] sorted, int[] counts, int index, double share)
    {
        var below = OrderStatistic(sorted, counts, index);
        return share == 0 ? below : below + (share * (OrderStatistic(sorted, counts, index + 1) - below));
    }

    private static double OrderStatistic(double[] sorted, int[] counts, int index)
    {
        var at = 0;
        for (var passed = counts[0]; passed <= index; passed += counts[at])
        {
            at++;
        }

        return sorted[at];
    }
}
