using CsCheck;

namespace Acsr.Statistics;

public sealed class OrderStatisticsTests
{
    [Fact]
    public void Settled_ranks_hold_what_sorting_would_put_there() =>
        (from values in Gen.Int[0, 30].Select(n => (double)n).Array[1, 400]
         from low in Gen.Int[0, values.Length - 1]
         from high in Gen.Int[low, values.Length - 1]
         select (values, low, high)).Sample(given =>
         {
             double[] sorted = [.. given.values.Order()];
             double[] settled = [.. given.values];

             OrderStatistics.Settle(settled, given.low, given.high);

             Assert.Equal(sorted[given.low..(given.high + 1)], settled[given.low..(given.high + 1)]);
             Assert.Equal(sorted, settled.Order());
         }, iter: 500);

    [Theory]
    [InlineData(60)]
    [InlineData(199)]
    public void A_bootstrap_whose_draws_are_kept_says_what_one_by_one_resampling_says(int n)
    {
        var random = new Random(n);
        double[] values = [.. Enumerable.Range(0, n).Select(_ => Math.Exp(3 * random.NextDouble())).Order()];

        foreach (var q in new[] { .5, .9, .95 })
        {
            var naive = Resampled(values, sample => Quantile.Of([.. sample.Order()], q)!.Value);
            var own = Bootstrap.Quantile(values, q)!.Value;
            Assert.Equal(naive.Lower, own.Lower, 1e-12);
            Assert.Equal(naive.Upper, own.Upper, 1e-12);
        }

        var (expected, mean) = (Resampled(values, sample => sample.Average()), Bootstrap.Mean(values)!.Value);
        Assert.Equal(expected.Lower, mean.Lower, 1e-12);
        Assert.Equal(expected.Upper, mean.Upper, 1e-12);
    }

    private static Interval Resampled(double[] values, Func<double[], double> measure)
    {
        var random = new Random(1);
        var measures = new double[Bootstrap.Resamples];
        for (var r = 0; r < measures.Length; r++)
        {
            var sample = new double[values.Length];
            for (var i = 0; i < sample.Length; i++) { sample[i] = values[random.Next(values.Length)]; }
            measures[r] = measure(sample);
        }

        Array.Sort(measures);
        return new Interval(Quantile.Of(measures, .025)!.Value, Quantile.Of(measures, .975)!.Value);
    }
}
