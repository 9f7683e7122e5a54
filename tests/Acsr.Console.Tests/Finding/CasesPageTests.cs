using Acsr.Access;
using Acsr.Cases;
using Acsr.Components;
using Acsr.Ingest;
using Acsr.Kpis;
using Acsr.Policies;
using Acsr.Signals;
using Acsr.Store;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Acsr.Finding;

public sealed class CasesPageTests : PageTest
{
    private NavigationManager Navigation => Services.GetRequiredService<NavigationManager>();

    protected override void AddStage(IServiceCollection services) => services.AddSingleton<IConfiguration>(new ConfigurationBuilder().Build()).AddIngest().AddCases().AddPolicies().AddSignals().AddKpis().AddFinding();

    [Fact]
    public async Task The_list_narrows_down_by_what_the_cases_have_in_common_and_the_address_says_so()
    {
        await GivenAsync();
        SignIn("lea", AccessPolicies.CanSeeKpis);
        var page = Render<CasesPage>();
        page.WaitForAssertion(() => Assert.Equal("12 cases", page.Find("[role=status]").TextContent));
        var facet = page.FindAll(".find-facets section").Single(s => s.GetAttribute("aria-label") == "Intent");
        Assert.Equal(["refund8", "return4"], facet.QuerySelectorAll("a").Select(a => a.TextContent.Replace(" ", "", StringComparison.Ordinal)));

        Navigation.NavigateTo(facet.QuerySelectorAll("a")[1].GetAttribute("href")!);

        page.WaitForAssertion(() => Assert.Equal("4 cases", page.Find("[role=status]").TextContent));
        Assert.EndsWith("/cases?intent=return", Navigation.Uri, StringComparison.Ordinal);
        Assert.Equal("Remove filter Intent return", page.Find(".case-chip").GetAttribute("aria-label"));
        Assert.Empty(page.FindAll("#find-export-menu"));
    }

    [Fact]
    public async Task Words_that_nobody_said_find_nothing_and_the_page_says_what_to_do()
    {
        await GivenAsync();
        SignIn("lea", AccessPolicies.CanSeeKpis);
        var page = Render<CasesPage>();
        page.WaitForElement(".find-columns");

        page.On(() => page.Find("#find-text"), e => e.Change("kettle"));
        page.On(() => page.Find("form[role=search]"), e => e.Submit());

        page.WaitForAssertion(() => Assert.Contains("No case matches", page.Markup, StringComparison.Ordinal));
        Assert.EndsWith("/cases?q=kettle", Navigation.Uri, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Columns_are_remembered_and_a_filter_gets_a_name()
    {
        await GivenAsync();
        SignIn("lea", AccessPolicies.CanSeeKpis);
        Navigation.NavigateTo("/cases?intent=return");
        var page = Render<CasesPage>();
        page.WaitForElement(".find-columns");

        page.On(() => page.FindAll("#find-columns-menu label").Single(l => l.TextContent.Trim() == "Channel").QuerySelector("input")!, e => e.Change(true));
        page.WaitForAssertion(() => Assert.Contains("Channel", page.FindAll("thead th").Select(th => th.TextContent)));
        page.On(() => page.Find("#find-saved-menu input[type=text]"), e => e.Change("Returns"));
        page.On(() => page.Find("#find-saved-menu form"), e => e.Submit());
        page.WaitForAssertion(() => Assert.Equal("/cases?intent=return", page.Find(".find-saved a").GetAttribute("href")));

        var again = Render<CasesPage>();
        again.WaitForAssertion(() => Assert.Contains("Channel", again.FindAll("thead th").Select(th => th.TextContent)));
    }

    [Fact]
    public async Task Who_may_asks_for_an_export_of_what_is_listed()
    {
        await GivenAsync();
        SignIn("lea", AccessPolicies.CanSeeKpis, AccessPolicies.CanExport);
        Navigation.NavigateTo("/cases?intent=return&sort=dearest");
        var page = Render<CasesPage>();
        page.WaitForElement("#find-export-menu button.mud-button-root");

        page.On(() => page.FindAll("#find-export-menu button").Single(b => b.TextContent.Trim() == "CSV"), e => e.Click());

        page.WaitForAssertion(() => Assert.Contains("Export 1, CSV", page.Find("#find-export-menu").TextContent, StringComparison.Ordinal));
        var export = await Store.WithAsync(db => db.CaseExports.SingleAsync());
        Assert.Equal(("intent=return&sort=dearest", ExportFormat.Csv, "lea"), (export.Query, export.Format, export.OwnerName));
    }

    private async Task GivenAsync()
    {
        await using var db = await Store.Contexts.CreateDbContextAsync();
        await using var transaction = await db.Database.BeginTransactionAsync();
        var sequence = await db.ReserveSequenceAsync(12, default);
        for (var n = 0; n < 12; n++) { db.Cases.Add(new Case { Id = $"c{n}", Title = $"Case {n}", At = DateTime.UtcNow.AddHours(-n), Intent = n % 3 == 0 ? "return" : "refund", Channel = "chat", CostUsd = n, Sequence = sequence + n }); }
        await db.SaveChangesAsync();
        await transaction.CommitAsync();
    }
}
