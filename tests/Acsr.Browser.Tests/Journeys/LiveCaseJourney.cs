using System.Text;
using Acsr.Access;
using Acsr.Cases;
using Acsr.Screens;
using Microsoft.Playwright;

namespace Acsr.Journeys;

/// <summary>A lead watches a case while it runs.</summary>
public sealed class LiveCaseJourney(LiveDesk desk, Chromium chromium) : Journey(desk, chromium), IClassFixture<LiveDesk>
{
    [Fact]
    public async Task What_happens_in_an_open_case_appears_with_its_marks_and_moods_without_a_reload()
    {
        await TellAsync("""{"id":"l0","type":"case.opened","case":"live-1","time":"{0}","handler":"agent"}""", """{"id":"l1","type":"message","case":"live-1","time":"{0}","seq":1,"role":"customer","text":"Where is my parcel?"}""");
        var page = await SignInAsync("leo", Roles.Lead);
        await desk.Get<CaseFolder>().FoldAllAsync(default);
        await Screen.OpenAsync(page, "/cases/live-1");
        var screen = new CaseScreen(page);
        await Assertions.Expect(page.GetByText("Live", new() { Exact = true })).ToBeVisibleAsync();
        await Assertions.Expect(screen.Said).ToHaveCountAsync(1);

        await TellAsync(
            """{"id":"l2","type":"step","case":"live-1","time":"{0}","seq":2,"kind":"tool","name":"track_parcel","input":{"n":1},"error":"timeout"}""",
            """{"id":"l3","type":"step","case":"live-1","time":"{0}","seq":3,"kind":"tool","name":"track_parcel","input":{"n":1},"error":"timeout again"}""",
            """{"id":"l4","type":"message","case":"live-1","time":"{0}","seq":4,"role":"customer","text":"This is terrible, I am very angry."}""");

        await Assertions.Expect(screen.Said).ToHaveCountAsync(2);
        await Assertions.Expect(screen.Evidence).Not.ToHaveCountAsync(0);
        await Assertions.Expect(screen.Moods).ToHaveCountAsync(2);

        await TellAsync("""{"id":"l5","type":"case.closed","case":"live-1","time":"{0}","seq":9,"outcome":"unresolved"}""");
        await Assertions.Expect(page.GetByText("Not solved", new() { Exact = true })).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByText("Live", new() { Exact = true })).ToHaveCountAsync(0);
    }

    private async Task TellAsync(params string[] lines)
    {
        using var agent = await desk.ProgramAsync(KeyScope.Ingest);
        using var body = new StringContent(string.Join('\n', lines.Select(line => line.Replace("{0}", DateTime.UtcNow.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal))), Encoding.UTF8, "application/x-ndjson");
        var answer = await agent.PostAsync("/api/v1/events", body);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }
}

/// <summary>A desk that folds at once.</summary>
public sealed class LiveDesk : Desk
{
    protected override string[] Settings => ["--Ingest:FoldDelaySeconds=0"];
}
