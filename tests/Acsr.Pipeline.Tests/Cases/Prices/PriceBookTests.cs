namespace Acsr.Cases.Prices;

public sealed class PriceBookTests
{
    private static readonly DateTime June = new(2026, 6, 1, 0, 0, 0, DateTimeKind.Utc);

    private static readonly PriceBook Book = new(
    [
        Price("gpt-4o", 2.5, June, aliases: ["our-deployment"]),
        Price("gpt-4o-mini", .15, June),
        Price("claude", 9, June, prefix: true),
        Price("claude-haiku", 1, June, prefix: true),
        Price("old", 4, June.AddMonths(-2), June.AddDays(-1)),
        Price("old", 5, June),
        Price("gone", 7, June, retired: true),
    ],
    [
        new UnitPrice { Unit = PricedUnit.ToolCall, Name = "search_web", Usd = .01, From = June, To = June.AddDays(9), ChangedBy = "test" },
        new UnitPrice { Unit = PricedUnit.HumanMinute, Usd = .8, From = June, ChangedBy = "test" },
        new UnitPrice { Unit = PricedUnit.HumanMinute, Usd = .5, From = June.AddYears(-1), To = June.AddDays(-1), ChangedBy = "test" },
    ]);

    [Theory]
    [InlineData("gpt-4o", 2.5)]
    [InlineData("GPT-4o", 2.5)]
    [InlineData("gpt-4o-2024-11-20", 2.5)]
    [InlineData("openai/gpt-4o", 2.5)]
    [InlineData("openrouter/openai/gpt-4o-2024-11-20", 2.5)]
    [InlineData("gpt-4o-mini-20240718", .15)]
    [InlineData("our-deployment", 2.5)]
    [InlineData("claude-sonnet-9", 9.0)]
    [InlineData("bedrock/claude-haiku-9", 1.0)]
    [InlineData("gpt-4o-turbo", null)]
    [InlineData("gone", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void A_model_is_found_by_its_name_however_a_provider_writes_it(string? model, double? input) => Assert.Equal(input, Book.Of(model, June.AddHours(5))?.Input);

    [Theory]
    [InlineData(-1, 4.0)]
    [InlineData(0, 5.0)]
    [InlineData(-90, null)]
    public void The_price_is_the_one_of_the_day(int days, double? input) => Assert.Equal(input, Book.Of("old", June.AddDays(days).AddHours(23))?.Input);

    [Fact]
    public void Calls_and_minutes_have_the_price_of_the_day_too()
    {
        Assert.Equal((.01, (double?)null, (double?)null), (Book.OfCall("Search_Web", June.AddDays(9).AddHours(20)), Book.OfCall("search_web", June.AddDays(10)), Book.OfCall("other", June)));
        Assert.Equal((.8, .5, (double?)null), (Book.OfMinute(June), Book.OfMinute(June.AddMinutes(-1)), Book.OfMinute(June.AddYears(-2))));
    }

    private static ModelPrice Price(string model, double input, DateTime from, DateTime? to = null, string[]? aliases = null, bool prefix = false, bool retired = false) =>
        new() { Model = model, Input = input, From = from, To = to, Aliases = [.. aliases ?? []], Prefix = prefix, ChangedBy = "test", RetiredAt = retired ? from : null };
}
