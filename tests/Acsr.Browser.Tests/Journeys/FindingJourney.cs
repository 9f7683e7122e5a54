using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using Acsr.Access;
using Acsr.Cases;
using Acsr.Finding;
using Acsr.Improvement;
using Acsr.Screens;
using Microsoft.Playwright;

namespace Acsr.Journeys;

/// <summary>A lead finds cases, takes them away as a file, reads one by keyboard, and is told when a figure leaves its bounds.</summary>
public sealed class FindingJourney(ShopDesk desk, Chromium chromium) : Journey(desk, chromium), IClassFixture<ShopDesk>
{
    private static readonly int[] Pieces = [0, 7];

    [Fact]
    public async Task What_was_said_is_found_narrowed_down_saved_and_taken_away_even_when_the_download_breaks()
    {
        while (await Desk.Get<CaseTextWorker>().RunOnceAsync(default)) { }
        var page = await SignInAsync("fritz", Roles.Lead);
        var cases = new CasesScreen(page);
        await Screen.OpenAsync(page, $"{Desk.Address}/cases");
        // How many depends on which story of this desk was told before.
        await Assertions.Expect(cases.AnyCount).ToBeVisibleAsync();

        await cases.SearchAsync("money still on its way");
        await Assertions.Expect(cases.Count(ShopCases.Overridden)).ToBeVisibleAsync();
        await cases.Facet("Version", "1.1").ClickAsync();
        await Assertions.Expect(cases.Count(ShopCases.Overridden / 3)).ToBeVisibleAsync();
        await Assertions.Expect(cases.Filter("Version 1.1")).ToBeVisibleAsync();

        await cases.OpenMenuAsync("Saved filters");
        await cases.Field("Name of what is shown now").FillAsync("Lost parcels");
        await page.GetByLabel("Share it with everybody").CheckAsync();
        await cases.Button("Save filter").ClickAsync();
        await Assertions.Expect(cases.Link("Lost parcels")).ToBeVisibleAsync();
        var other = await SignInAsync("frida", Roles.Reviewer);
        await Screen.OpenAsync(other, $"{Desk.Address}/cases");
        var theirs = new CasesScreen(other);
        await theirs.OpenMenuAsync("Saved filters");
        await theirs.Link("Lost parcels").ClickAsync();
        await Assertions.Expect(theirs.Count(ShopCases.Overridden / 3)).ToBeVisibleAsync();
        await Assertions.Expect(other.GetByRole(AriaRole.Button, new() { NameRegex = new("^Export") })).ToHaveCountAsync(0);

        await page.Keyboard.PressAsync("Escape");
        await cases.OpenMenuAsync("Export");
        await cases.Button("CSV").ClickAsync();
        await Assertions.Expect(cases.Files).ToHaveCountAsync(1);
        var file = Desk.Address + await cases.Files.GetAttributeAsync("href");
        var whole = await (await page.APIRequest.GetAsync(file)).BodyAsync();
        Assert.Equal(1 + (ShopCases.Overridden / 3), Encoding.UTF8.GetString(whole).Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Length);
        foreach (var from in Pieces)
        {
            var rest = await page.APIRequest.GetAsync(file, new() { Headers = new Dictionary<string, string> { ["Range"] = new RangeHeaderValue(from, null).ToString() } });
            Assert.Equal(206, rest.Status);
            Assert.Equal(whole[from..], await rest.BodyAsync());
        }

        Assert.Equal(404, (await (await SignInAsync("felix", Roles.Lead)).APIRequest.GetAsync(file)).Status);
    }

    [Fact]
    public async Task A_case_of_five_thousand_steps_is_read_by_keyboard()
    {
        await SendAsync(LongCase(5_000));
        var page = await SignInAsync("flora", Roles.Lead);
        await Screen.OpenAsync(page, $"{Desk.Address}/cases?q=&channel=longline");
        await new CasesScreen(page).OpenFirstAsync();
        var one = new CaseScreen(page);
        await one.ListensAsync();

        await Assertions.Expect(one.Done.First).ToBeVisibleAsync();
        Assert.InRange(await one.Done.CountAsync(), 1, 120);
        await page.Keyboard.PressAsync("j");
        await Assertions.Expect(one.Chosen).ToContainTextAsync("Please");
        await page.Keyboard.PressAsync("e");
        await Assertions.Expect(one.Shown).ToContainTextAsync("carrier is away");
        await Assertions.Expect(one.Chosen).ToBeInViewportAsync();
        await Assertions.Expect(one.Chosen).ToContainTextAsync("4900");
        await Assertions.Expect(one.Linked).ToContainTextAsync("I tried.");
        await page.Keyboard.PressAsync("r");
        await Assertions.Expect(one.Region("As it came in")).ToContainTextAsync("\"error\"");

        await page.Keyboard.PressAsync("2");
        await Assertions.Expect(one.Region("Steps by timeline")).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("p");
        await Assertions.Expect(one.Chosen).ToContainTextAsync("Please");
        await one.Said.Filter(new() { HasText = "I tried." }).GetByRole(AriaRole.Button).ClickAsync();
        await Assertions.Expect(one.Chosen).ToContainTextAsync("I tried.");
        await page.Keyboard.PressAsync("?");
        await Assertions.Expect(page.GetByText("next decision, next error")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task An_alert_is_looked_at_before_it_is_saved_fires_at_the_bell_and_resolves_by_itself()
    {
        var page = await SignInAsync("fanny", Roles.Lead);
        var screen = new MatrixScreen(page);
        await Screen.OpenAsync(page, $"{Desk.Address}/alerts/new?kpi=override_rate");
        await page.GetByLabel("Name", new() { Exact = true }).FillAsync("Too many overrides");
        await page.GetByLabel("Level (%)").FillAsync("10");
        await page.GetByLabel("Days looked at").FillAsync("60");
        await page.GetByLabel("Fewer cases than this are no data").FillAsync("10");
        await screen.Button("Preview").ClickAsync();
        await Assertions.Expect(screen.Status("it would have fired once")).ToBeVisibleAsync();
        await screen.Button("Save alert").ClickAsync();
        await Assertions.Expect(screen.Heading).ToHaveTextAsync("Too many overrides");

        await Desk.Get<AlertWorker>().EvaluateAsync(default);
        await Assertions.Expect(page.GetByText("firing", new() { Exact = true })).ToBeVisibleAsync();
        await Assertions.Expect(screen.Bell).ToHaveAccessibleNameAsync(new System.Text.RegularExpressions.Regex("unread"));

        // Many good cases bring the share below what it is held against.
        await SendAsync(GoodCases(400));
        await Desk.Get<AlertWorker>().EvaluateAsync(default);
        await Assertions.Expect(page.GetByText("quiet", new() { Exact = true })).ToBeVisibleAsync();
        await Assertions.Expect(screen.Region("History").GetByRole(AriaRole.Listitem)).ToHaveCountAsync(3);
    }

    private async Task SendAsync(string lines)
    {
        using var agent = await Desk.ProgramAsync(KeyScope.Ingest);
        using var body = new StringContent(lines, Encoding.UTF8, "application/x-ndjson");
        using var answer = await agent.PostAsync("/api/v1/events", body);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        await Desk.Get<CaseFolder>().FoldAllAsync(default);
    }

    private static string LongCase(int steps)
    {
        var begin = DateTime.UtcNow.AddHours(-3);
        string Time(int n) => begin.AddSeconds(n).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        var lines = new StringBuilder();
        lines.Append(CultureInfo.InvariantCulture, $$"""{"id":"long-open","type":"case.opened","case":"long-1","time":"{{Time(0)}}","channel":"longline","handler":"agent"}""").Append('\n');
        for (var n = 1; n <= steps; n++)
        {
            lines.Append(n == 1 ? $$"""{"id":"long-{{n}}","type":"message","case":"long-1","time":"{{Time(n)}}","role":"customer","text":"Please find my parcel."}"""
                : n == steps ? $$"""{"id":"long-{{n}}","type":"message","case":"long-1","time":"{{Time(n)}}","role":"agent","text":"I tried."}"""
                : $$"""{"id":"long-{{n}}","type":"step","case":"long-1","time":"{{Time(n)}}","kind":"tool","name":"track_{{n % 7}}","input":{"n":{{n}}}{{(n == 4_900 ? ",\"error\":\"carrier is away\"" : "")}}}""").Append('\n');
        }

        return lines.ToString();
    }

    private static string GoodCases(int count)
    {
        var lines = new StringBuilder();
        for (var n = 0; n < count; n++)
        {
            var at = DateTime.UtcNow.AddHours(-1).AddSeconds(n).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
            lines.Append($$"""{"id":"good-{{n}}","type":"case.opened","case":"good-{{n}}","time":"{{at}}","handler":"agent","agent":"shop-bot"}""").Append('\n');
            lines.Append($$"""{"id":"good-{{n}}-end","type":"case.closed","case":"good-{{n}}","time":"{{at}}","outcome":"resolved"}""").Append('\n');
        }

        return lines.ToString();
    }
}
