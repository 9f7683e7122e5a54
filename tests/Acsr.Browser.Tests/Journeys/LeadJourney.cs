using System.Globalization;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Web;
using Acsr.Access;
using Acsr.Cases;
using Acsr.Screens;
using Acsr.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;

namespace Acsr.Journeys;

/// <summary>A lead reads the figures and looks into the cases behind them.</summary>
public sealed class LeadJourney(MixedDesk desk, Chromium chromium) : Journey(desk, chromium), IClassFixture<MixedDesk>
{
    private const string Resolved = "Autonomous resolution rate";

    [Fact]
    public async Task A_lead_reads_the_overview_and_follows_a_figure_to_its_cases()
    {
        var page = await SignInAsync("lena", Roles.Lead);
        var overview = new OverviewScreen(page);
        await Assertions.Expect(overview.Heading).ToHaveTextAsync("Overview");
        await ShowsWhatTheApiSaysAsync(overview);

        await overview.ChooseRangeAsync("90 days");
        var counted = await ShowsWhatTheApiSaysAsync(overview);

        var cases = new CasesScreen(page);
        await overview.Figure(Resolved).ClickAsync();
        await Assertions.Expect(cases.Count(counted)).ToBeVisibleAsync();
        await Assertions.Expect(cases.Filter($"{Resolved}: counted")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_filtered_overview_is_a_link_that_shows_the_same_to_another_lead()
    {
        var page = await SignInAsync("lars", Roles.Lead);
        var mine = new OverviewScreen(page);
        await mine.ChooseRangeAsync("All");
        var unfiltered = await mine.Region("Hand-off rate").InnerTextAsync();
        await mine.ChooseVersionAsync("1.0");
        await Assertions.Expect(mine.Region("Hand-off rate")).Not.ToHaveTextAsync(unfiltered);

        var other = await SignInAsync("lotte", Roles.Lead);
        await Screen.OpenAsync(other, page.Url);
        var theirs = new OverviewScreen(other);

        // Tiles load by themselves: the first lead's figure may still be that of before the filter.
        await Assertions.Expect(mine.Figure(Resolved)).ToHaveTextAsync((await theirs.Figure(Resolved).TextContentAsync())!);
        var evidence = theirs.Region(Resolved).GetByRole(AriaRole.Link).Filter(new() { HasText = "n = " });
        var n = int.Parse((await evidence.InnerTextAsync()).Split("n = ")[1], CultureInfo.InvariantCulture);
        await evidence.ClickAsync();
        await Assertions.Expect(new CasesScreen(other).Count(n)).ToBeVisibleAsync();
        await Assertions.Expect(new CasesScreen(other).Filter("Version 1.0")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Three_clicks_say_whether_it_was_good_why_not_and_where_to_look()
    {
        var page = await SignInAsync("lilly", Roles.Lead);
        var overview = new OverviewScreen(page);
        // Without a click: the figure, how sure it is, and what it was before.
        await Assertions.Expect(overview.Region(Resolved)).ToContainTextAsync("95 %");
        await Assertions.Expect(overview.Region(Resolved)).ToContainTextAsync("Previous period");

        await overview.Region(Resolved).GetByText("How was this computed?").ClickAsync();
        await overview.Region(Resolved).GetByRole(AriaRole.Link, new() { Name = $"Explore {Resolved}" }).ClickAsync();
        var moved = page.GetByRole(AriaRole.Table).Filter(new() { HasText = "Its part of the change" }).GetByRole(AriaRole.Row);
        await Assertions.Expect(moved.Nth(1)).ToContainTextAsync("points");
        var segment = await moved.Nth(1).GetByRole(AriaRole.Rowheader).InnerTextAsync();

        await moved.Nth(1).GetByRole(AriaRole.Link).Last.ClickAsync();
        await Assertions.Expect(new CasesScreen(page).AnyCount).ToBeVisibleAsync();
        await Assertions.Expect(new CasesScreen(page).Filter($"Intent {segment}")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_tile_whose_query_fails_leaves_the_others_alive_and_comes_back()
    {
        var page = await SignInAsync("leonie", Roles.Lead);
        var overview = new OverviewScreen(page);
        await StoreAsync("ALTER TABLE \"MatrixTargets\" RENAME TO \"Elsewhere\"");
        try
        {
            await overview.ChooseRangeAsync("All");
            // Only figures that may have a target ask for one.
            await Assertions.Expect(overview.Region("First-contact resolution")).ToContainTextAsync("This panel failed");
            await Assertions.Expect(overview.Figure("Hand-off rate")).ToBeVisibleAsync();
            await Assertions.Expect(overview.Figure(Resolved)).ToBeVisibleAsync();
        }
        finally
        {
            await StoreAsync("ALTER TABLE \"Elsewhere\" RENAME TO \"MatrixTargets\"");
        }

        await overview.Region("First-contact resolution").GetByRole(AriaRole.Button).First.ClickAsync();
        await Assertions.Expect(overview.Figure("First-contact resolution")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Saved_views_become_a_dashboard_that_leaves_and_comes_back_as_a_file()
    {
        var page = await SignInAsync("lydia", Roles.Lead);
        await Screen.OpenAsync(page, $"{Desk.Address}/explore?kpi=handoff_rate&by=channel&range=all");
        var screen = new OverviewScreen(page);
        await screen.Button("Save this view").ClickAsync();
        await screen.Field("Name").FillAsync("Hand-offs by channel");
        await screen.Button("Save").ClickAsync();
        await Assertions.Expect(screen.Link("Hand-offs by channel")).ToBeVisibleAsync();

        await screen.Link("Dashboards").ClickAsync();
        await screen.Field("Name").FillAsync("Mornings");
        await screen.Button("Make it").ClickAsync();
        await Assertions.Expect(screen.Heading).ToHaveTextAsync("Mornings");
        await page.GetByLabel(new Regex("^Show")).SelectOptionAsync("breakdown");
        await screen.Button("Add tile").ClickAsync();
        await Assertions.Expect(screen.Region("Hand-offs by channel").GetByRole(AriaRole.Table)).ToContainTextAsync("Channel");
        var file = await page.RunAndWaitForDownloadAsync(() => screen.Link("JSON").ClickAsync());
        Assert.Equal("mornings.json", file.SuggestedFilename);
        var path = await file.PathAsync();

        await screen.Link("Dashboards").ClickAsync();
        var broken = Encoding.UTF8.GetBytes((await File.ReadAllTextAsync(path)).Replace("handoff_rate", "happiness", StringComparison.Ordinal));
        await page.GetByLabel("JSON file").SetInputFilesAsync(new FilePayload { Name = "broken.json", MimeType = "application/json", Buffer = broken });
        await Assertions.Expect(page.GetByRole(AriaRole.Alert).Filter(new() { HasText = "tiles[0]" })).ToContainTextAsync("names no KPI that there is");
        await page.GetByLabel("JSON file").SetInputFilesAsync(new FilePayload { Name = "mornings.json", MimeType = "application/json", Buffer = await File.ReadAllBytesAsync(path) });
        await Assertions.Expect(screen.Region("Hand-offs by channel").GetByRole(AriaRole.Table)).ToContainTextAsync("Channel");
        await screen.Button("Delete").ClickAsync();
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Delete", Exact = true }).ClickAsync();
        await Assertions.Expect(screen.Heading).ToHaveTextAsync("Dashboards");
    }

    [Fact]
    public async Task A_lead_sees_in_a_dead_end_what_was_said_what_was_done_and_which_steps_are_the_evidence()
    {
        var page = await SignInAsync("liam", Roles.Lead);
        var overview = new OverviewScreen(page);
        await overview.ChooseRangeAsync("All");
        await overview.Figure("Dead-end rate").ClickAsync();
        await new CasesScreen(page).OpenFirstAsync();

        var one = new CaseScreen(page);
        await Assertions.Expect(one.Said.Filter(new() { HasText = "Customer" }).First).ToBeVisibleAsync();
        await Assertions.Expect(one.Said.Filter(new() { HasText = "Agent" }).First).ToBeVisibleAsync();
        var why = one.Signals.Filter(new() { HasText = "Dead end L" }).First;
        await why.GetByRole(AriaRole.Button).First.ClickAsync();
        await Assertions.Expect(one.Shown).ToContainTextAsync("dead-end evidence");
    }

    [Fact]
    public async Task A_lead_sees_that_the_customer_came_back_goes_there_and_finds_what_the_signals_are_about()
    {
        await SendAsync("""
            {"id":"lb-1","type":"case.opened","case":"back-1","time":"2026-03-02T09:00:00Z","customer":"cust-back","intent":"refund","handler":"agent"}
            {"id":"lb-2","type":"message","case":"back-1","time":"2026-03-02T09:00:10Z","role":"customer","text":"It still doesn't work and I am angry!"}
            {"id":"lb-3","type":"message","case":"back-1","time":"2026-03-02T09:01:00Z","role":"agent","text":"It works now."}
            {"id":"lb-4","type":"message","case":"back-1","time":"2026-03-02T09:02:00Z","role":"customer","text":"Great, thank you!"}
            {"id":"lb-5","type":"thumbs","case":"back-1","time":"2026-03-02T09:02:10Z","value":"up","target":"lb-3"}
            {"id":"lb-6","type":"case.closed","case":"back-1","time":"2026-03-02T09:03:00Z","outcome":"resolved"}
            {"id":"lb-7","type":"ces","case":"back-1","time":"2026-03-02T10:00:00Z","score":2,"scaleMin":1,"scaleMax":5,"easy":"low"}
            {"id":"lb-8","type":"case.opened","case":"back-2","time":"2026-03-05T09:00:00Z","customer":"cust-back","intent":"refund","handler":"agent"}
            {"id":"lb-9","type":"message","case":"back-2","time":"2026-03-05T09:00:10Z","role":"customer","text":"It is broken again."}
            """);
        var page = await SignInAsync("lucia", Roles.Lead);
        await Screen.OpenAsync(page, $"{Desk.Address}/cases/back-1");
        var one = new CaseScreen(page);

        await Assertions.Expect(one.Signals.Filter(new() { HasText = "Customer effort" })).ToContainTextAsync("5.5 of 7, 2 on 1 to 5, less is easier");
        await Assertions.Expect(one.Signals.Filter(new() { HasText = "First-contact resolution" })).ToContainTextAsync("No");
        await Assertions.Expect(one.Moods).ToHaveCountAsync(2);
        await one.Signals.Filter(new() { HasText = "Thumbs up" }).GetByRole(AriaRole.Button).ClickAsync();
        await Assertions.Expect(one.Shown).ToContainTextAsync("It works now.");
        await one.Moods.First.ClickAsync();
        await Assertions.Expect(one.Shown).ToContainTextAsync("I am angry!");

        await one.Signals.Filter(new() { HasText = "Customer came back" }).GetByRole(AriaRole.Link).ClickAsync();
        await Assertions.Expect(one.Heading).ToHaveTextAsync("It is broken again.");
        await Assertions.Expect(one.Signals.Filter(new() { HasText = "Takes up an earlier case" }).GetByRole(AriaRole.Link)).ToHaveTextAsync("case back-1");
    }

    private async Task StoreAsync(string sql)
    {
        await using var db = await Desk.Get<IDbContextFactory<ConsoleDbContext>>().CreateDbContextAsync();
        await db.Database.ExecuteSqlRawAsync(sql);
    }

    private async Task SendAsync(string lines)
    {
        using var agent = await Desk.ProgramAsync(KeyScope.Ingest);
        using var body = new StringContent(lines, Encoding.UTF8, "application/x-ndjson");
        using var answer = await agent.PostAsync("/api/v1/events", body);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        await Desk.Get<CaseFolder>().FoldAllAsync(default);
    }

    /// <summary>Compares the tile with the API's answer for the same range; returns how many cases the figure counts.</summary>
    private async Task<int> ShowsWhatTheApiSaysAsync(OverviewScreen overview)
    {
        var query = HttpUtility.ParseQueryString(await overview.QueryOfAsync(Resolved));
        using var program = await Desk.ProgramAsync(KeyScope.Read);
        var answer = await program.GetFromJsonAsync<JsonElement>($"/api/v1/kpis?from={query["from"]}&to={query["to"]}");
        var kpi = answer.GetProperty("kpis").EnumerateArray().Single(k => k.GetProperty("id").ValueEquals("autonomous_resolution_rate"));
        var (value, n) = (kpi.GetProperty("value").GetDouble(), kpi.GetProperty("n").GetInt32());

        await Assertions.Expect(overview.Figure(Resolved)).ToHaveTextAsync(string.Create(CultureInfo.InvariantCulture, $"{value * 100:0.#} %"));
        await Assertions.Expect(overview.Region(Resolved)).ToContainTextAsync(string.Create(CultureInfo.InvariantCulture, $"n = {n}"));
        return (int)Math.Round(value * n);
    }
}
