using Acsr.Components;
using Acsr.Ingest;
using Bunit;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Acsr.Cases;

public sealed class TracePanelTests : PageTest
{
    private static readonly DateTime Begin = new(2026, 3, 1, 9, 0, 0, DateTimeKind.Utc);

    protected override void AddStage(IServiceCollection services) => services.AddSingleton<IConfiguration>(new ConfigurationBuilder().Build()).AddIngest().AddCases();

    [Fact]
    public void A_chosen_step_is_shown_in_full_and_a_missing_origin_is_said()
    {
        var chosen = -1;
        var page = Render<TracePanel>(p => p.Add(t => t.CaseId, "c").Add(t => t.Steps, Steps(5)).Add(t => t.OnSelect, place => chosen = place));
        page.WaitForElement(".trace-row");
        page.On(() => page.FindAll(".trace-row")[2], e => e.Click());
        Assert.Equal(2, chosen);

        page.Render(p => p.Add(t => t.Selected, 2));
        Assert.Contains("tool_2", page.Find(".trace-chosen").TextContent, StringComparison.Ordinal);
        page.On(() => page.Find("#trace-raw"), e => e.Click());

        page.WaitForAssertion(() => Assert.Contains("It is not kept any more", page.Find(".trace-raw").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public void Finding_leaves_only_steps_that_hold_it()
    {
        var page = Render<TracePanel>(p => p.Add(t => t.CaseId, "c").Add(t => t.Steps, Steps(30)));
        page.WaitForElement(".trace-row");

        page.On(() => page.Find("#trace-find"), e => e.Input("TOOL_17"));
        page.WaitForAssertion(() => Assert.Equal("17", Assert.Single(page.FindAll(".trace-row")).GetAttribute("data-place")));
        page.On(() => page.Find("#trace-find"), e => e.Input("nowhere"));

        page.WaitForAssertion(() => Assert.Contains("No step holds that", page.Markup, StringComparison.Ordinal));
    }

    private static List<Step> Steps(int count) => [.. Enumerable.Range(0, count).Select(n => new Step { Id = $"s{n}", Kind = StepKind.Tool, Name = $"tool_{n}", StartedAt = Begin.AddSeconds(n) })];
}
