namespace Acsr.Kpis;

public sealed class KpiTextTests
{
    // The demo desk's first weeks: 24 of 32 before, 1,845 of 2,636 now. Newcombe's interval of the difference reaches from -18 to +12 points.
    [Theory]
    [InlineData(.700, .682, .717, .750, .579, .867, "same")]
    [InlineData(.700, .682, .717, .750, .733, .766, "worse")]
    [InlineData(.750, .733, .766, .700, .682, .717, "better")]
    // Each interval holds neither the other figure nor all of the other interval, and the difference is still not told from nothing.
    [InlineData(.60, .55, .65, .66, .61, .71, "same")]
    public void A_change_is_better_or_worse_only_where_the_interval_of_the_difference_leaves_nothing_out(double now, double low, double high, double then, double lowThen, double highThen, string direction) =>
        Assert.Equal(direction, KpiText.Direction(KpiDefinitions.Find("autonomous_resolution_rate")!, Value(now, low, high), Value(then, lowThen, highThen)));

    [Fact]
    public void Without_an_interval_on_either_side_nothing_is_better() => Assert.All(
        [(Value(.7, .68, .72), Value(.9, null, null)), (Value(.7, null, null), Value(.9, .88, .92)), (Value(.7, .68, .72), null)],
        pair => Assert.Equal("same", KpiText.Direction(KpiDefinitions.Find("autonomous_resolution_rate")!, pair.Item1, pair.Item2)));

    private static KpiValue Value(double value, double? lower, double? upper) => new("autonomous_resolution_rate", value, "ratio", 100, lower, upper, "");
}
