namespace Acsr.Cases.Prices;

/// <summary>The oracles of formats K.1 and K.2, and what stands around them.</summary>
public sealed class TokenCostTests
{
    private static readonly ModelPrice Sonnet = new()
    {
        Model = "m",
        Input = 3,
        Output = 15,
        CacheRead = .3,
        CacheWrite = 3.75,
        LongInput = 6,
        LongOutput = 22.5,
        LongCacheRead = .6,
        ChangedBy = "test",
    };

    [Fact]
    public void The_published_example_costs_what_it_says() =>
        Assert.Equal(.02655, TokenCost.Of(new TokenUse(10_000, 6_000, 1_000, 0, 800, 300, 0), Sonnet), 12);

    [Fact]
    public void A_kind_of_token_without_its_own_rate_costs_the_plain_one() =>
        Assert.Equal((1_000 * 2 + 100 * 8) / 1e6, TokenCost.Of(new TokenUse(1_000, 400, 100, 50, 100, 60, 10), new ModelPrice { Model = "m", Input = 2, Output = 8, ChangedBy = "test" }), 12);

    [Fact]
    public void Sound_and_reasoning_have_rates_of_their_own() =>
        Assert.Equal((900 * 1 + 100 * 40 + 50 * 2 + 30 * 3 + 20 * 80) / 1e6, TokenCost.Of(new TokenUse(1_000, 0, 0, 100, 100, 30, 20),
            new ModelPrice { Model = "m", Input = 1, Output = 2, AudioInput = 40, AudioOutput = 80, Reasoning = 3, ChangedBy = "test" }), 12);

    [Theory]
    [InlineData(200_000, 200_000 * 3.0)]
    [InlineData(200_001, 200_001 * 6.0)]
    public void Beyond_the_long_limit_the_whole_request_has_the_long_rate(int input, double micros) =>
        Assert.Equal(micros / 1e6, TokenCost.Of(new TokenUse(input, 0, 0, 0, 0, 0, 0), Sonnet), 9);

    [Fact]
    public void Senders_that_leave_cached_tokens_out_of_the_input_make_nothing_negative() =>
        Assert.Equal(6_000 * .3 / 1e6, TokenCost.Of(new TokenUse(1_000, 6_000, 0, 0, 0, 0, 0), Sonnet), 12);

    [Theory]
    [InlineData(8, 8, 1, 17.946, .035661)]
    [InlineData(70, 70, 4, 34.773, .263012)]
    [InlineData(37, 671, 32, 25.817, 1.591560)]
    public void Energy_of_the_published_examples_is_what_it_says(double active, double total, int gpus, double seconds, double wattHours)
    {
        Assert.Equal(gpus, EnergyEstimate.Gpus(total));
        Assert.Equal(seconds, EnergyEstimate.Latency(active, 400), 3);
        // The published figure was reckoned with constants of more digits than were published.
        Assert.Equal(wattHours, EnergyEstimate.WattHours(active, total, 400, 1.2), 2e-6);
    }

    [Fact]
    public void An_answer_that_came_sooner_than_estimated_took_less_and_a_later_one_no_more()
    {
        Assert.True(EnergyEstimate.WattHours(8, 8, 400, 1.2, 2) < EnergyEstimate.WattHours(8, 8, 400, 1.2));
        Assert.Equal(EnergyEstimate.WattHours(8, 8, 400, 1.2), EnergyEstimate.WattHours(8, 8, 400, 1.2, 600));
    }

    [Fact]
    public void Energy_is_a_range_where_the_size_is_one_and_unknown_where_nobody_knows_it()
    {
        var (low, high) = EnergyEstimate.Of(new ModelPrice { Model = "m", ActiveLow = 8, ActiveHigh = 70, TotalLow = 8, TotalHigh = 70, Pue = 1.2, ChangedBy = "test" }, 400)!.Value;

        Assert.Equal((.035661, .263012), (Math.Round(low, 6), Math.Round(high, 6)));
        Assert.Null(EnergyEstimate.Of(Sonnet, 400));
    }
}
