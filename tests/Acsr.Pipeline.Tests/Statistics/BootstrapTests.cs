namespace Acsr.Statistics;

public sealed class BootstrapTests
{
    [Theory]
    [InlineData(0, 1)]
    [InlineData(.25, 1.75)]
    [InlineData(.5, 2.5)]
    [InlineData(.95, 3.85)]
    [InlineData(1, 4)]
    public void Quantile_interpolates_between_neighbours(double q, double expected) =>
        Assert.Equal(expected, Quantile.Of([1, 2, 3, 4], q)!.Value, 1e-12);

    [Fact]
    public void Quantile_of_nothing_is_unknown() => Assert.Null(Quantile.Of([], .5));

    [Fact]
    public void Bootstrap_gives_the_same_interval_for_the_same_seed_and_another_for_another()
    {
        var values = Exponential(60, seed: 5);

        Assert.Equal(Bootstrap.Mean(values, seed: 7), Bootstrap.Mean(values, seed: 7));
        Assert.NotEqual(Bootstrap.Mean(values, seed: 7), Bootstrap.Mean(values, seed: 8));
    }

    [Fact]
    public void Bootstrap_does_not_care_about_the_order_of_values_for_a_quantile()
    {
        var values = Exponential(60, seed: 5);

        Assert.Equal(Bootstrap.Quantile(values, .5), Bootstrap.Quantile([.. values.Reverse()], .5));
    }

    [Fact]
    public void Bootstrap_knows_nothing_from_fewer_than_two_values()
    {
        Assert.Null(Bootstrap.Mean([]));
        Assert.Null(Bootstrap.Mean([3]));
        Assert.Null(Bootstrap.Quantile([3], .5));
    }

    [Fact]
    public void Bootstrap_of_equal_values_has_no_width() => Assert.Equal(new Interval(4, 4), Bootstrap.Quantile([4, 4, 4, 4], .95));

    [Fact]
    public void Bootstrap_leaves_its_input_as_it_was()
    {
        double[] values = [3, 1, 2];

        Bootstrap.Quantile(values, .5);

        Assert.Equal([3, 1, 2], values);
    }

    [Theory]
    [InlineData(60)]
    [InlineData(500)]
    public void Intervals_of_mean_and_median_hold_the_truth_about_nineteen_times_in_twenty(int n)
    {
        const int samples = 200;
        var mean = 0;
        var median = 0;
        for (var sample = 0; sample < samples; sample++)
        {
            var values = Exponential(n, seed: sample);
            mean += Holds(Bootstrap.Mean(values), 1) ? 1 : 0;
            median += Holds(Bootstrap.Quantile(values, .5), Math.Log(2)) ? 1 : 0;
        }

        Assert.InRange(mean, 176, samples);
        Assert.InRange(median, 176, samples);
    }

    private static bool Holds(Interval? interval, double truth) => interval is { } one && one.Lower <= truth && truth <= one.Upper;

    /// <summary>Skewed as handling times are; mean 1, median ln 2.</summary>
    private static double[] Exponential(int n, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, n).Select(_ => -Math.Log(1 - random.NextDouble()))];
    }
}
