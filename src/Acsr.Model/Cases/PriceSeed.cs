namespace Acsr.Cases;

/// <summary>
/// The prices that a new console begins with. Prices: LiteLLM's community table model_prices_and_context_window.json as of 2026-07-24, in
/// force from that day, because it says nothing of the days before. Sizes: EcoLogits' models.json as of 2025-11-13, which are estimates
/// for closed models. PUE: EcoLogits' figures for the providers' data centres, of a range the larger.
/// </summary>
internal static class PriceSeed
{
    private const double OpenAi = 1.20;
    private const double Anthropic = 1.14;
    private const double Google = 1.09;

    private static readonly DateTime Read = new(2026, 7, 24, 0, 0, 0, DateTimeKind.Utc);

    public static ModelPrice[] Rows { get; } = Numbered(
        Mixture(Of("gpt-4o", 2.5, 10, 1.25), OpenAi, 44, 132, 440),
        Dense(Of("gpt-4o-mini", .15, .6, .075), OpenAi, 8, 28),
        Mixture(Of("gpt-4.1", 2, 8, .5), OpenAi, 35, 106, 352),
        Dense(Of("gpt-4.1-mini", .4, 1.6, .1), OpenAi, 40, 112),
        Dense(Of("gpt-4.1-nano", .1, .4, .025), OpenAi, 10, 37),
        Of("o3", 2, 8, .5),
        Dense(Of("o4-mini", 1.1, 4.4, .275), OpenAi, 8, 28),
        Mixture(Of("gpt-5", 1.25, 10, .125), OpenAi, 30, 90, 300),
        Dense(Of("gpt-5-mini", .25, 2, .025), OpenAi, 25, 70),
        Dense(Of("gpt-5-nano", .05, .4, .005), OpenAi, 5, 18.5),
        Of("gpt-5.1", 1.25, 10, .125),
        Of("gpt-5.2", 1.75, 14, .175),
        Mixture(Long(Of("claude-sonnet-4", 3, 15, .3, 3.75), 6, 22.5, .6, 7.5), Anthropic, 44, 132, 440),
        Mixture(Long(Of("claude-sonnet-4-5", 3, 15, .3, 3.75), 6, 22.5, .6, 7.5), Anthropic, 44, 132, 440),
        Dense(Of("claude-haiku-4-5", 1, 5, .1, 1.25), Anthropic, 10, 35),
        Mixture(Of("claude-opus-4-1", 15, 75, 1.5, 18.75), Anthropic, 200, 600, 2000),
        Of("claude-opus-4-5", 5, 25, .5, 6.25),
        Mixture(Long(Of("gemini-2.5-pro", 1.25, 10, .125), 2.5, 15, .25, null), Google, 200, 600, 2000),
        Mixture(Sound(Of("gemini-2.5-flash", .3, 2.5, .03), 1), Google, 44, 132, 440),
        Dense(Sound(Of("gemini-2.5-flash-lite", .1, .4, .01), .3), Google, 8, 28));

    private static ModelPrice Of(string model, double input, double output, double? cacheRead, double? cacheWrite = null) => new()
    {
        Model = model,
        Input = input,
        Output = output,
        CacheRead = cacheRead,
        CacheWrite = cacheWrite,
        From = Read,
        Note = "Price: LiteLLM table, read 2026-07-24",
        ChangedAt = Read,
        ChangedBy = "console",
    };

    private static ModelPrice Long(ModelPrice price, double input, double output, double? cacheRead, double? cacheWrite)
    {
        (price.LongInput, price.LongOutput, price.LongCacheRead, price.LongCacheWrite) = (input, output, cacheRead, cacheWrite);
        return price;
    }

    private static ModelPrice Sound(ModelPrice price, double input)
    {
        price.AudioInput = input;
        return price;
    }

    private static ModelPrice Dense(ModelPrice price, double pue, double low, double high) => Sized(price, pue, low, high, low, high);

    private static ModelPrice Mixture(ModelPrice price, double pue, double low, double high, double total) => Sized(price, pue, low, high, total, total);

    private static ModelPrice Sized(ModelPrice price, double pue, double activeLow, double activeHigh, double totalLow, double totalHigh)
    {
        (price.ActiveLow, price.ActiveHigh, price.TotalLow, price.TotalHigh, price.Pue) = (activeLow, activeHigh, totalLow, totalHigh, pue);
        price.Note += "; size: EcoLogits, read 2025-11-13";
        return price;
    }

    // Below zero, where a database numbers no row of its own.
    private static ModelPrice[] Numbered(params ModelPrice[] prices)
    {
        foreach (var (place, price) in prices.Index()) { price.Id = -1 - place; }
        return prices;
    }
}
