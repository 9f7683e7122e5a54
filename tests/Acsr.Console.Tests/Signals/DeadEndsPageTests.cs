using Acsr.Access;
using Acsr.Cases;
using Acsr.Components;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Acsr.Signals;

public sealed class DeadEndsPageTests : PageTest
{
    protected override void AddStage(IServiceCollection services)
    {
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().Build());
        services.AddSignals();
    }

    [Fact]
    public void An_empty_console_says_when_detectors_run()
    {
        SignIn("lea", AccessPolicies.CanSeeKpis);

        var page = Render<DeadEndsPage>();

        page.WaitForAssertion(() => Assert.Contains("Detectors run by themselves", page.Markup, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_figure_leads_to_its_cases_and_a_case_to_the_step_that_shows_it()
    {
        SignIn("lea", AccessPolicies.CanSeeKpis);
        await Store.AddAsync(
            new Case { Id = "shop/ü 7?", Title = "Where is it?", Handler = Handler.Agent, At = Day(3) }, Hit("shop/ü 7?", "L5", "s#2"),
            new Case { Id = "other", Handler = Handler.Agent, At = Day(4) });
        var page = Render<DeadEndsPage>();
        page.WaitForAssertion(() => Assert.Contains("Nothing found", page.Markup, StringComparison.Ordinal));
        var link = page.FindAll(".signal-detectors td a").Single(a => a.TextContent == "1");
        Assert.Contains("50 %", link.Closest("tr")!.TextContent, StringComparison.Ordinal);

        Services.GetRequiredService<NavigationManager>().NavigateTo(link.GetAttribute("href")!);
        page.Render();

        page.WaitForAssertion(() => Assert.Equal("/cases/shop/%C3%BC%207%3F?step=s%232", page.Find(".signal-cases tbody th a").GetAttribute("href")));
        Assert.Contains("Error streak, high", page.Find(".signal-cases li").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_range_stands_in_the_address_and_both_its_days_count()
    {
        SignIn("lea", AccessPolicies.CanSeeKpis);
        await Store.AddAsync([.. Enumerable.Range(1, 5).SelectMany(d => new object[] { new Case { Id = $"c{d}", Handler = Handler.Agent, At = Day(d) }, Hit($"c{d}", "L1", "s") })]);
        Services.GetRequiredService<NavigationManager>().NavigateTo("/signals?detector=L1&from=2026-03-02&to=2026-03-04");

        var page = Render<DeadEndsPage>();

        page.WaitForAssertion(() => Assert.Equal(["c4", "c3", "c2"], page.FindAll(".signal-cases .acsr-quiet").Select(e => e.TextContent)));
        page.On(() => page.Find("input[type=date]"), e => e.Change("2026-03-04"));
        Assert.EndsWith("/signals?detector=L1&from=2026-03-04&to=2026-03-04", Services.GetRequiredService<NavigationManager>().Uri, StringComparison.Ordinal);
    }

    private static DateTime Day(int day) => new(2026, 3, day, 12, 0, 0, DateTimeKind.Utc);

    private static Signal Hit(string caseId, string detector, string step) =>
        new() { CaseId = caseId, Id = $"dead-end:{detector}:0", Kind = SignalKind.DeadEnd, Name = detector, Severity = Severity.High, Text = "Seen.", StepIds = [step] };
}
