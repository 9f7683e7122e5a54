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

public sealed class DashboardTests : PageTest
{
    private const string Good = """{"format": "acsr.dashboard", "version": 1, "name": "Mornings", "tiles": [{"title": "First contacts", "show": "figure", "view": "kpi=fcr&range=all"}]}""";

    private Dashboards Desk => Services.GetRequiredService<Dashboards>();

    protected override void AddStage(IServiceCollection services)
    {
        Func<string, CancellationToken, Task<FoldedCase?>> cases = (_, _) => Task.FromResult<FoldedCase?>(null);
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().Build()).AddSingleton(TimeProvider.System).AddSingleton(cases);
        services.AddIngest().AddCases().AddPolicies().AddSignals().AddKpis().AddReview().AddDelivery().AddReleases().AddImprovement();
        services.AddSingleton<KpiMarkers>();
    }

    [Fact]
    public async Task A_dashboard_is_made_of_saved_views_put_in_order_and_renamed()
    {
        SignIn("lea", AccessPolicies.CanSeeKpis);
        await Services.GetRequiredService<SavedViews>().SaveAsync("lea-id", "lea", "Success", "kpi=task_success_rate&range=all", shared: false, default);
        var id = await Desk.AddAsync("lea-id", "lea", "Mornings", shared: false, [new("Handling", "figure", "kpi=handling_time_mean&range=all")], default);
        var page = Render<DashboardPage>(p => p.Add(x => x.Id, id));
        page.WaitForElement(".dash-tile");

        page.On(() => Button(page, "Edit"), e => e.Click());
        page.WaitForElement(".kpi-naming");
        page.On(() => page.FindAll("form.kpi-naming")[1], e => e.Submit());
        page.WaitForAssertion(() => Assert.Equal(["Handling", "Success"], page.FindAll(".dash-tile h2").Select(h => h.TextContent).Where(t => t is "Handling" or "Success")));
        page.On(() => page.Find("[aria-label='Move Success forward']"), e => e.Click());
        page.WaitForAssertion(() => Assert.Equal("Success", page.Find(".dash-tile h2").TextContent));
        page.On(() => page.Find("form.kpi-naming input[maxlength]"), e => e.Change("Evenings"));
        page.On(() => page.Find("form.kpi-naming"), e => e.Submit());
        page.WaitForAssertion(() => Assert.Equal("Evenings", page.Find("h1").TextContent));

        var stored = (await Desk.GetAsync(id, "lea-id", default))!;
        Assert.Equal(("Evenings", "Success"), (stored.Name, stored.Tiles[0].Title));
        Assert.Equal("kpi=task_success_rate&range=all", stored.Tiles[0].View);
    }

    [Fact]
    public async Task A_shared_dashboard_can_be_looked_at_and_taken_away_but_not_changed_by_others()
    {
        SignIn("leo", AccessPolicies.CanSeeKpis);
        var id = await Desk.AddAsync("lea-id", "lea", "Mornings", shared: true, [new("Gone", "figure", "kpi=fcr&range=all")], default);

        var page = Render<DashboardPage>(p => p.Add(x => x.Id, id));

        page.WaitForElement(".dash-tile");
        Assert.DoesNotContain(page.FindAll("button"), b => b.TextContent is "Edit" or "Delete");
        Assert.Equal("mornings.json", page.Find("a[download]").GetAttribute("download"));
        Assert.Contains(Uri.EscapeDataString("acsr.dashboard"), page.Find("a[download]").GetAttribute("href"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_gives_back_what_was_written()
    {
        DashboardTile[] tiles = [new("Ein „Titel“", "trend", "kpi=fcr&by=tag:plan&range=custom&from=2026-03-01&to=2026-03-31&tag=plan%3Dgold"), new("Two", "hours", "kpi=cost_per_case@1&compare=year")];

        var (name, read, faults) = DashboardFormat.Read(DashboardFormat.Write("Mornings", tiles));

        Assert.Empty(faults);
        Assert.Equal(("Mornings", 2), (name, read.Count));
        Assert.Equal(tiles, read);
    }

    [Theory]
    [InlineData("{", "This is not JSON: line 1, character 2.")]
    [InlineData("[]", "The file is one JSON object")]
    [InlineData("{}", "\"format\" is missing; a dashboard says \"acsr.dashboard\".")]
    [InlineData("""{"format": "acsr.dashboard", "version": 2, "name": "x", "tiles": []}""", "\"version\" is 2; this console reads version 1.")]
    [InlineData("""{"format": "acsr.dashboard", "version": 1, "name": "", "tiles": []}""", "\"name\" is 1 to 80 characters.")]
    [InlineData("""{"format": "acsr.dashboard", "version": 1, "name": "x", "tiles": 3}""", "\"tiles\" is a list.")]
    [InlineData("""{"format": "acsr.dashboard", "version": 1, "name": "x", "tiles": [3]}""", "tiles[0]: \"title\" is 1 to 80 characters.")]
    [InlineData("""{"format": "acsr.dashboard", "version": 1, "name": "x", "tiles": [{"title": "t", "show": "pie", "view": "kpi=fcr"}]}""", "tiles[0]: \"show\" is 'pie'; use one of: figure, trend")]
    [InlineData("""{"format": "acsr.dashboard", "version": 1, "name": "x", "tiles": [{"title": "t", "show": "trend", "view": "kpi=happiness"}]}""", "tiles[0]: \"view\" names no KPI that there is ('happiness')")]
    [InlineData("""{"format": "acsr.dashboard", "version": 1, "name": "x", "tiles": [{"title": "t", "show": "trend", "view": "kpi=fcr&colour=red"}]}""", "tiles[0]: \"view\" has 'colour'")]
    [InlineData("""{"format": "acsr.dashboard", "version": 1, "name": "x", "tiles": [{"title": "t", "show": "trend", "view": "kpi=fcr&by=mood"}]}""", "tiles[0]: \"view\" has by=mood, which is no segment")]
    [InlineData("""{"format": "acsr.dashboard", "version": 1, "name": "x", "tiles": [{"title": "t", "show": "trend", "view": "kpi=fcr&range=3d"}]}""", "tiles[0]: \"view\" has range=3d; use one of: 1d, 7d")]
    public void A_file_with_a_fault_is_refused_whole_and_says_where(string text, string fault) =>
        Assert.Contains(DashboardFormat.Read(text).Faults, f => f.StartsWith(fault, StringComparison.Ordinal));

    [Fact]
    public async Task An_imported_file_becomes_a_dashboard_of_ones_own_and_a_broken_one_says_why()
    {
        SignIn("lea", AccessPolicies.CanSeeKpis);
        var page = Render<DashboardsPage>();
        page.WaitForElement("input[type=file]");

        page.FindComponent<Microsoft.AspNetCore.Components.Forms.InputFile>().UploadFiles(InputFileContent.CreateFromText(Good.Replace("fcr", "happiness", StringComparison.Ordinal), "d.json"));
        page.WaitForAssertion(() => Assert.Contains("names no KPI that there is", page.Find("[role=alert]").TextContent, StringComparison.Ordinal));
        Assert.Empty(await Desk.ListAsync("lea-id", default));

        page.FindComponent<Microsoft.AspNetCore.Components.Forms.InputFile>().UploadFiles(InputFileContent.CreateFromText(Good, "d.json"));
        page.WaitForAssertion(() => Assert.Contains("/explore/dashboards/", Services.GetRequiredService<NavigationManager>().Uri, StringComparison.Ordinal));
        var made = Assert.Single(await Desk.ListAsync("lea-id", default));
        Assert.Equal(("Mornings", false, "First contacts"), (made.Name, made.Shared, Assert.Single(made.Tiles).Title));
        Assert.True(await Store.WithAsync(db => db.AuditEntries.AnyAsync(e => e.Action == "dashboard.added")));
    }

    private static AngleSharp.Dom.IElement Button(IRenderedComponent<DashboardPage> page, string name) => page.FindAll("button").Single(b => b.TextContent.Trim() == name);
}
