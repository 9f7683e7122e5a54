using Bunit;

namespace Acsr.Components;

public sealed class ChartTests : ComponentTest
{
    private static readonly ChartSpec Spec = new(
        "Resolution rate", "Rises from 50 to 75 per cent.", [0, 86_400_000, 2 * 86_400_000],
        [new ChartSeries("v1", [0.5, null, 0.75]) { Lower = [0.4, null, 0.7], Upper = [0.6, null, 0.8] }])
    { Unit = ChartUnit.Share };

    [Fact]
    public void The_same_numbers_are_in_the_table_and_a_gap_is_a_dash()
    {
        var chart = Render<Chart>(p => p.Add(c => c.Spec, Spec));

        chart.On(() => chart.Find("button[aria-pressed]"), e => e.Click());

        var rows = chart.FindAll("tbody tr").Select(row => string.Join(" | ", row.Children.Select(cell => string.Join(' ', cell.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)))));
        Assert.Equal(["1970-01-01 | 50 % 40 % – 60 %", "1970-01-02 | –", "1970-01-03 | 75 % 70 % – 80 %"], rows);
    }

    [Fact]
    public void It_is_an_image_with_a_sentence_for_who_does_not_see_it() =>
        Assert.Equal(Spec.Summary, Render<Chart>(p => p.Add(c => c.Spec, Spec)).Find("[role=img]").GetAttribute("aria-label"));

    [Fact]
    public void It_is_drawn_once_for_a_spec_and_again_for_another()
    {
        var module = JSInterop.SetupModule("./assets/lib/chart.js");
        module.Mode = JSRuntimeMode.Loose;
        var chart = Render<Chart>(p => p.Add(c => c.Spec, Spec));

        chart.Render(p => p.Add(c => c.Spec, Spec));
        Assert.Single(module.Invocations["draw"]);

        chart.Render(p => p.Add(c => c.Spec, Spec with { Title = "Another" }));
        Assert.Equal(2, module.Invocations["draw"].Count);
    }

    [Theory]
    [InlineData(null, ChartUnit.Share, "–")]
    [InlineData(0.6543, ChartUnit.Share, "65.4 %")]
    [InlineData(0.0123, ChartUnit.Usd, "$0.0123")]
    [InlineData(1234.5, ChartUnit.Usd, "$1,234.50")]
    [InlineData(125.0, ChartUnit.Seconds, "2 min 5 s")]
    [InlineData(1234.5, ChartUnit.Number, "1,235")]
    public void A_quantity_is_written_as_people_read_it(double? value, ChartUnit unit, string expected) => Assert.Equal(expected, Quantity.Text(value, unit));
}
