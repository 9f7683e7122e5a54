namespace Acsr.Signals.Sentiment;

public sealed class SentimentTrendTests
{
    [Fact]
    public void The_slope_is_the_median_of_all_pairs() => Assert.Equal(.2, SentimentTrend.Of([.1, -.3, -.2, 0, .4, .6])!.Slope!.Value, 1e-12);

    [Fact]
    public void Level_lowest_and_shift_are_of_all_scores_the_worst_and_the_outer_thirds()
    {
        var trend = SentimentTrend.Of([.1, -.3, -.2, 0, .4, .6])!;

        Assert.Equal((.1, -.3), (Math.Round(trend.Level, 12), trend.Lowest));
        Assert.Equal(100 * (.5 - -.1) / 2, trend.Shift!.Value, 1e-9);
        Assert.Equal(TrendBand.SlightlyImproving, trend.Band);
    }

    [Theory]
    [InlineData(1, .55, TrendBand.Improving)]
    [InlineData(1, .54, TrendBand.SlightlyImproving)]
    [InlineData(1, .2, TrendBand.SlightlyImproving)]
    [InlineData(1, .19, TrendBand.NoChange)]
    [InlineData(-1, .19, TrendBand.NoChange)]
    [InlineData(-1, .2, TrendBand.SlightlyDeclining)]
    [InlineData(-1, .55, TrendBand.SlightlyDeclining)]
    [InlineData(-1, .56, TrendBand.Declining)]
    public void A_shift_falls_into_its_band(int sign, double half, TrendBand band) => Assert.Equal(band, SentimentTrend.Of([-half * sign, 0, half * sign])!.Band);

    [Fact]
    public void A_third_is_rounded_up() => Assert.Equal(100 * (.5 - .1) / 2, SentimentTrend.Of([0, .2, .4, .6])!.Shift!.Value, 1e-9);

    [Fact]
    public void Two_scores_have_a_level_and_no_trend()
    {
        var trend = SentimentTrend.Of([-.5, .5])!;

        Assert.Equal((0, -.5, null, null, TrendBand.TooShort), (trend.Level, trend.Lowest, trend.Shift, trend.Slope, trend.Band));
        Assert.Null(SentimentTrend.Of([]));
    }
}
