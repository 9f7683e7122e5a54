namespace Acsr.Statistics;

/// <summary>Control charts against the worked examples of the NIST/SEMATECH e-Handbook (formats H13).</summary>
public sealed class ControlChartTests
{
    private static readonly double[] Thickness =
        [52.0, 47.0, 53.0, 49.3, 50.1, 47.0, 51.0, 50.1, 51.2, 50.5, 49.6, 47.6, 49.9, 51.3, 47.8, 51.2, 52.6, 52.4, 53.6, 52.1];

    private static readonly double[] Weight =
    [
        324.925, 324.675, 324.725, 324.350, 325.350, 325.225, 324.125, 324.525, 325.225, 324.600,
        324.625, 325.150, 328.325, 327.250, 327.825, 328.500, 326.675, 327.775, 326.875, 328.350,
    ];

    [Fact]
    public void Ewma_follows_the_handbook()
    {
        double[] expected = [50.6, 49.52, 50.56, 50.18, 50.16, 49.21, 49.75, 49.85, 50.26, 50.33, 50.11, 49.36, 49.52, 50.05, 49.38, 49.92, 50.73, 51.23, 51.94, 51.99];

        var averages = Ewma.Of(Thickness, target: 50);

        Assert.Equal(expected.Length, averages.Length);
        Assert.All(expected.Zip(averages), pair => Assert.Equal(pair.First, pair.Second, 0.0051));
        var limits = Ewma.Limits(50, 2.0539);
        Assert.Equal((52.5884, 47.4116), (Math.Round(limits.Upper, 4), Math.Round(limits.Lower, 4)));
        Assert.DoesNotContain(averages, average => average > limits.Upper || average < limits.Lower);
    }

    [Fact]
    public void Cusum_follows_the_handbook_and_signals_at_the_fourteenth_point()
    {
        const double h = 4.1959;
        double[] last = [3.01, 4.94, 7.45, 10.63, 11.99, 14.44, 16.00, 19.04];

        var (high, low) = Cusum.Of(Weight, target: 325, k: 0.3175);

        Assert.Equal(last, high[12..].Select(sum => Math.Round(sum, 2, MidpointRounding.AwayFromZero)));
        Assert.Equal(14, Array.FindIndex(high, sum => sum > h) + 1);
        Assert.DoesNotContain(low, sum => sum > h);
    }

    [Fact]
    public void Cusum_looks_both_ways()
    {
        var (_, low) = Cusum.Of([.. Weight.Select(w => 650 - w)], target: 325, k: 0.3175);

        Assert.Equal(14, Array.FindIndex(low, sum => sum > 4.1959) + 1);
    }

    [Theory]
    [InlineData(0.2313, 50, 0.0524, 0.4102)]
    [InlineData(0.02, 10, 0, 0.1528)]
    [InlineData(0.99, 10, 0.8956, 1)]
    public void Limits_of_a_share_widen_as_n_falls_and_stay_within_0_and_1(double centre, int n, double lower, double upper)
    {
        var limits = PChart.Limits(centre, n)!.Value;

        Assert.Equal((lower, upper), (Math.Round(limits.Lower, 4), Math.Round(limits.Upper, 4)));
        Assert.Null(PChart.Limits(centre, 0));
    }

    [Fact]
    public void The_modified_z_score_finds_what_the_mean_hides()
    {
        var scores = ModifiedZ.Of([9, 10, 11, 10, 9, 12, 10, 30])!;

        Assert.Equal(13.49, scores[^1], 0.005);
        Assert.Single(scores, score => Math.Abs(score) > ModifiedZ.Limit);
        Assert.Null(ModifiedZ.Of([5, 5, 5, 9]));
        Assert.Null(ModifiedZ.Of([]));
    }
}
