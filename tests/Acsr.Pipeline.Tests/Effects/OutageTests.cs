namespace Acsr.Effects;

public sealed class OutageTests
{
    private static readonly DateOnly First = new(2026, 5, 1);

    [Fact]
    public void A_day_on_which_a_tool_fails_far_more_often_is_an_outage_and_ordinary_days_are_not()
    {
        var random = new Random(3);
        var days = Enumerable.Range(0, 60).SelectMany(i => new[]
        {
            new StepDay(First.AddDays(i), "refund_api", 200, i == 30 ? 84 : 2 + random.Next(5)), new StepDay(First.AddDays(i), "search", 500, 10 + random.Next(10)),
            new StepDay(First.AddDays(i), "rare", 2, i == 40 ? 2 : 0),
        });

        var found = Assert.Single(EffectConfounders.Outages(days));
        Assert.Equal(First.AddDays(30), found.Day);
        Assert.Contains("refund_api failed in 42 % of 200 calls", found.What, StringComparison.Ordinal);
    }

    [Fact]
    public void A_tool_that_never_fails_on_most_days_still_has_outages() =>
        Assert.Single(EffectConfounders.Outages(Enumerable.Range(0, 20).Select(i => new StepDay(First.AddDays(i), "api", 100, i == 5 ? 60 : 0))));
}
