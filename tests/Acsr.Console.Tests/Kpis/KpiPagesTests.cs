using Acsr.Access;
using Acsr.Cases;
using Acsr.Components;
using Acsr.Delivery;
using Acsr.Improvement;
using Acsr.Ingest;
using Acsr.Policies;
using Acsr.Releases;
using Acsr.Review;
using Acsr.Signals;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Acsr.Kpis;

public sealed class KpiPagesTests : PageTest
{
    private static readonly DateTime Today = DateTime.UtcNow.Date;

    protected override void AddStage(IServiceCollection services)
    {
        Func<string, CancellationToken, Task<FoldedCase?>> cases = (_, _) => Task.FromResult<FoldedCase?>(null);
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().Build()).AddSingleton(TimeProvider.System).AddSingleton(cases);
        services.AddIngest().AddCases().AddPolicies().AddSignals().AddKpis().AddReview().AddDelivery().AddReleases().AddImprovement();
        services.AddSingleton<KpiMarkers>();
    }

    [Fact]
    public async Task A_tile_whose_figures_fail_leaves_the_others_alive()
    {
        SignIn("lea", AccessPolicies.CanSeeKpis);
        await CasesAsync();
        var broken = KpiDefinitions.TaskSuccessRate with { Id = "broken", Name = "Broken", Population = _ => throw new InvalidOperationException("no such column") };
        var filter = new KpiFilter("all", null, null, null, null);

        var failed = Tile(broken, filter);
        var fine = Tile(KpiDefinitions.TaskSuccessRate, filter);

        failed.WaitForAssertion(() => Assert.Contains("This panel failed", failed.Markup, StringComparison.Ordinal));
        fine.WaitForAssertion(() => Assert.Equal("75 %", fine.Find(".kpi-value a").TextContent));
        Assert.Contains("n = 4", fine.Find(".kpi-evidence").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_tile_tells_what_is_provisional_and_how_it_was_computed()
    {
        SignIn("lea", AccessPolicies.CanSeeKpis);
        await CasesAsync(c => c.SettlesAt = Today.AddDays(3));

        var tile = Tile(KpiDefinitions.AutonomousResolutionRate, new KpiFilter("all", null, null, null, null));

        tile.WaitForAssertion(() => Assert.Contains("4 cases can still change", tile.Markup, StringComparison.Ordinal));
        var note = tile.Find(".kpi-definition").TextContent;
        Assert.Contains(KpiDefinitions.AutonomousResolutionRate.Definition, note, StringComparison.Ordinal);
        Assert.Contains("since 24 Nov 2026", note, StringComparison.Ordinal);
        Assert.Equal("/explore?kpi=autonomous_resolution_rate@1", tile.Find(".kpi-definition dd a").GetAttribute("href"));
    }

    [Fact]
    public async Task Explore_breaks_a_figure_down_and_each_row_leads_to_its_cases()
    {
        SignIn("lea", AccessPolicies.CanSeeKpis);
        await CasesAsync();
        Services.GetRequiredService<NavigationManager>().NavigateTo("/explore?kpi=task_success_rate&range=all&by=intent&and=tag:plan");

        var page = Render<ExplorePage>();

        page.WaitForAssertion(() => Assert.Equal(3, page.FindAll(".kpi-breakdown tbody tr").Count));
        var rows = page.FindAll(".kpi-breakdown tbody tr").Select(row => string.Join(" | ", row.QuerySelectorAll("th, td").Take(3).Select(cell => cell.TextContent.Trim()))).ToList();
        Assert.Equal(["refund | gold | 50 %", "refund | not known | 100 %", "not known | not known | 100 %"], rows);
        var links = page.FindAll(".kpi-breakdown tbody tr td a").Select(a => a.GetAttribute("href")).ToList();
        Assert.Equal("/cases?kpi=task_success_rate&part=counted&intent=refund&tag=plan%3Dgold", links[0]);
        Assert.Equal("/cases?kpi=task_success_rate&intent=%28unknown%29&tag=plan%3D%28unknown%29", links[^1]);
        var found = await Services.GetRequiredService<KpiEngine>().CasesAsync(KpiDefinitions.TaskSuccessRate, KpiPart.Population, KpiAddress.Read(new Uri("http://any" + links[^1])), default);
        Assert.Equal("d", Assert.Single(found).Id);
    }

    [Fact]
    public async Task A_view_is_kept_for_oneself_or_shared_and_only_its_owner_takes_it_away()
    {
        SignIn("lea", AccessPolicies.CanSeeKpis);
        var bar = Render<SavedViewBar>(p => p.Add(b => b.Address, "kpi=fcr&by=intent"));
        await KeepAsync("My view", shared: false);
        await KeepAsync("Monday", shared: true);

        SignIn("lars", AccessPolicies.CanSeeKpis);
        var other = Render<SavedViewBar>(p => p.Add(b => b.Address, ""));
        other.WaitForAssertion(() => Assert.Equal("/explore?kpi=fcr&by=intent", Assert.Single(other.FindAll(".kpi-view a")).GetAttribute("href")));
        Assert.Empty(other.FindAll(".kpi-view button"));

        bar.On(() => bar.Find("button[aria-label='Remove view Monday']"), e => e.Click());
        bar.WaitForAssertion(() => Assert.Equal(["My view"], bar.FindAll(".kpi-view a").Select(a => a.TextContent)));
        Assert.Equal(["view.saved", "view.saved", "view.removed"], await Store.WithAsync(db => db.AuditEntries.OrderBy(a => a.Id).Select(a => a.Action).ToListAsync()));

        async Task KeepAsync(string name, bool shared)
        {
            bar.On(() => bar.FindAll("button").Single(b => b.TextContent == "Save this view"), e => e.Click());
            bar.On(() => bar.Find("input[maxlength]"), e => e.Change(name));
            bar.On(() => bar.Find("input[type=checkbox]"), e => e.Change(shared));
            bar.On(() => bar.Find("form"), e => e.Submit());
            bar.WaitForAssertion(() => Assert.Contains(name, bar.FindAll(".kpi-view a").Select(a => a.TextContent)));
            await Task.CompletedTask;
        }
    }

    [Theory]
    [InlineData("http://any/?range=custom&from=2026-03-02&to=2026-03-08&intent=refund&tag=plan%3Dgold&compare=year", "2026-03-02", "2026-03-09", "2025-03-03")]
    [InlineData("http://any/?range=custom&from=2026-03-02&to=2026-03-08&tier=%28unknown%29", "2026-03-02", "2026-03-09", "2026-02-23")]
    public void What_an_address_says_is_said_by_the_address_that_is_made_of_it(string address, string from, string to, string before)
    {
        var filter = KpiFilter.Read(new Uri(address));
        var query = filter.Query(Today);

        Assert.Equal((DateTime.Parse(from, System.Globalization.CultureInfo.InvariantCulture), DateTime.Parse(to, System.Globalization.CultureInfo.InvariantCulture)), (query.From!.Value, query.To!.Value));
        Assert.Equal(DateTime.Parse(before, System.Globalization.CultureInfo.InvariantCulture), filter.Comparison(query)!.Value.Query.From);
        Assert.Equal(filter, KpiFilter.Read(new Uri("http://any" + filter.Link("/"))));
    }

    [Fact]
    public void A_text_that_a_spreadsheet_would_run_is_only_text_in_the_file() =>
        Assert.Equal("a,'=1+1,\"x,\"\"y\"\"\",-5,'-x\r\n", CsvLink.Text([["a", "=1+1", "x,\"y\"", "-5", "-x"]]));

    private IRenderedComponent<KpiTile> Tile(KpiDefinition kpi, KpiFilter filter) =>
        Render<KpiTile>(p => p.Add(t => t.Kpi, kpi).Add(t => t.Filter, filter).Add(t => t.Query, filter.Query(Today)));

    private async Task CasesAsync(Action<Case>? change = null)
    {
        Case[] cases =
        [
            new() { Id = "a", Intent = "refund", Tags = ["plan=gold"], Solved = true }, new() { Id = "b", Intent = "refund", Tags = ["plan=gold"], Solved = false },
            new() { Id = "c", Intent = "refund", Solved = true }, new() { Id = "d", Solved = true },
        ];
        foreach (var (one, i) in cases.Select((one, i) => (one, i)))
        {
            (one.Handler, one.At, one.Sequence) = (Handler.Agent, Today.AddDays(-2).AddHours(i), i + 1);
            change?.Invoke(one);
        }

        await Store.AddAsync([.. cases]);
        await Store.WithAsync(db => db.ChangeCounters.Where(c => c.Id == 1).ExecuteUpdateAsync(c => c.SetProperty(x => x.Value, cases.Length)));
    }
}
