namespace Acsr.Statistics;

public sealed class IntervalTests
{
    [Theory]
    [InlineData(81, 263, .2553, .3662)]
    [InlineData(15, 148, .0624, .1605)]
    [InlineData(0, 20, 0, .1611)]
    [InlineData(1, 29, .0061, .1718)]
    public void Wilson_gives_the_published_interval(long successes, long n, double lower, double upper)
    {
        var interval = Wilson.Interval(successes, n)!.Value;

        Assert.Equal(lower, interval.Lower, .00005);
        Assert.Equal(upper, interval.Upper, .00005);
    }

    [Fact]
    public void Wilson_ends_exactly_at_one_when_all_succeed_and_at_zero_when_none_do()
    {
        Assert.Equal(1, Wilson.Interval(7, 7)!.Value.Upper);
        Assert.Equal(0, Wilson.Interval(0, 7)!.Value.Lower);
    }

    [Fact]
    public void Wilson_knows_nothing_when_nothing_was_counted() => Assert.Null(Wilson.Interval(0, 0));

    [Fact]
    public void Wilson_refuses_more_successes_than_cases() => Assert.Throws<ArgumentOutOfRangeException>(() => Wilson.Interval(8, 7));

    [Theory]
    [InlineData(56, 70, 48, 80, .0524, .3339)]
    [InlineData(9, 10, 3, 10, .1705, .8090)]
    [InlineData(6, 7, 2, 7, .0582, .8062)]
    [InlineData(5, 56, 0, 29, -.0381, .1926)]
    [InlineData(0, 10, 0, 20, -.1611, .2775)]
    [InlineData(0, 10, 0, 10, -.2775, .2775)]
    [InlineData(10, 10, 0, 20, .6791, 1)]
    [InlineData(10, 10, 0, 10, .6075, 1)]
    public void Newcombe_gives_the_published_interval(long successes1, long n1, long successes2, long n2, double lower, double upper)
    {
        var interval = Newcombe.Difference(successes1, n1, successes2, n2)!.Value;

        Assert.Equal(lower, interval.Lower, .00005);
        Assert.Equal(upper, interval.Upper, .00005);
    }

    [Fact]
    public void Newcombe_knows_nothing_when_a_group_is_empty()
    {
        Assert.Null(Newcombe.Difference(0, 0, 1, 2));
        Assert.Null(Newcombe.Difference(1, 2, 0, 0));
    }

    private static readonly (double, double)[] CostAndResolved =
        [(.12, 1), (.40, 1), (.22, 0), (.95, 0), (.10, 1), (.31, 1), (.18, 1), (.66, 0), (.27, 1), (.09, 1)];

    [Fact]
    public void Ratio_of_sums_has_the_standard_error_of_the_delta_method()
    {
        Assert.Equal(.4714285714, RatioOfSums.Value(CostAndResolved)!.Value, 1e-10);
        Assert.Equal(.2102861826, RatioOfSums.StandardError(CostAndResolved)!.Value, 1e-10);
        var interval = RatioOfSums.Interval(CostAndResolved)!.Value;
        Assert.Equal(.0592752, interval.Lower, 1e-6);
        Assert.Equal(.8835819, interval.Upper, 1e-6);
    }

    [Fact]
    public void Ratio_of_sums_is_unknown_not_zero_when_nothing_was_resolved()
    {
        Assert.Null(RatioOfSums.Value([(.12, 0), (.40, 0)]));
        Assert.Null(RatioOfSums.Interval([(.12, 0), (.40, 0)]));
        Assert.Null(RatioOfSums.Interval([]));
    }

    [Fact]
    public void Ratio_of_sums_has_no_interval_for_one_case()
    {
        Assert.Equal(.12, RatioOfSums.Value([(.12, 1)]));
        Assert.Null(RatioOfSums.Interval([(.12, 1)]));
    }
}
