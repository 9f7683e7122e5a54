using System.Text.Json;
using Acsr.Access;
using Acsr.Knowledge;
using Acsr.Pages;
using Acsr.Screens;
using Acsr.Signals;
using Acsr.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;

namespace Acsr.Journeys;

/// <summary>What searches missed becomes an article, through two people, and reaches whoever follows the feed.</summary>
public sealed class KnowledgeJourney(KnowledgeDesk desk, Chromium chromium) : Journey(desk, chromium), IClassFixture<KnowledgeDesk>
{
    [Fact]
    public async Task A_gap_is_written_tested_approved_by_a_second_person_published_and_in_the_feed()
    {
        using var retriever = await Desk.ProgramAsync(KeyScope.Read);
        var before = await CursorAsync(retriever, 0);
        var page = await SignInAsync("nora", Roles.KnowledgeEngineer);
        var edit = new KnowledgeScreen(page);

        await Screen.OpenAsync(page, "/knowledge/gaps");
        Assert.Empty(await Look.FaultsAsync(page));
        await edit.Link("return a gift").ClickAsync();
        await Assertions.Expect(edit.Region("Questions")).ToContainTextAsync("gift return without receipt");
        await edit.Link("Write the article").ClickAsync();
        await Screen.ReadyAsync(page);
        await edit.ProposeAsync();
        await edit.WriteAsync("Whoever received a gift may return it and gets store credit. No receipt is asked for.");
        await edit.TestAsync();
        await Assertions.Expect(edit.Test).ToContainTextAsync("2 fixed");
        await Assertions.Expect(edit.Decision).ToContainTextAsync("somebody else has to approve it");
        await Assertions.Expect(edit.Button("Approve")).ToHaveCountAsync(0);
        Assert.Empty(await Look.FaultsAsync(page));

        var other = await SignInAsync("piet", Roles.KnowledgeEngineer);
        var second = new KnowledgeScreen(other);
        await Screen.OpenAsync(other, new Uri(page.Url).AbsolutePath);
        await second.ApproveAsync();
        await second.PublishAsync();
        await Assertions.Expect(second.Link("knowledge base 1.1.0")).ToBeVisibleAsync();

        var answer = await retriever.GetAsync($"/api/v1/kb/changes?cursor={before}");
        using var line = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        Assert.Equal(("upsert", "return-a-gift#~1"), (line.RootElement.GetProperty("op").GetString(), line.RootElement.GetProperty("chunk_id").GetString()));
        using var again = new HttpRequestMessage(HttpMethod.Get, $"/api/v1/kb/changes?cursor={before}");
        again.Headers.IfNoneMatch.Add(answer.Headers.ETag!);
        Assert.Equal(System.Net.HttpStatusCode.NotModified, (await retriever.SendAsync(again)).StatusCode);

        await Screen.OpenAsync(other, "/knowledge?q=gift");
        await Assertions.Expect(second.Link("return a gift")).ToBeVisibleAsync();
        Assert.Empty(await Look.FaultsAsync(other));
    }

    private static async Task<string> CursorAsync(HttpClient retriever, long cursor) =>
        (await retriever.GetAsync($"/api/v1/kb/changes?cursor={cursor}")).Headers.GetValues("Acsr-Cursor").Single();
}

/// <summary>A desk with two articles and a gap between them.</summary>
public sealed class KnowledgeDesk : Desk
{
    private const string Gap = "00112233445566aa";

    private static readonly string[] Questions = ["return a gift", "gift return without receipt"];

    protected override async Task ArrangeAsync()
    {
        var reading = ArticleReading.Of([MarkdownArticle.Read("hours.md", "# Opening hours\n\nFrom nine to five."), MarkdownArticle.Read("returns.md", "# Returns\n\nWithin 30 days.")]);
        await Get<ArticleImport>().ApplyAsync("help", reading, new ImportChoices(), "test", demo: false);
        await using var db = await Get<IDbContextFactory<ConsoleDbContext>>().CreateDbContextAsync();
        db.Add(new KnowledgeGap { Key = Gap, Question = "return a gift", Words = "gift return" });
        foreach (var (n, question) in Questions.Index())
        {
            db.Add(new Retrieval { CaseId = $"c{n}", StepId = "s", Source = "help", Question = question, Form = question, Gap = Gap, Miss = RetrievalMiss.Empty, At = DateTime.UtcNow.AddDays(-1), Day = DateOnly.FromDateTime(DateTime.UtcNow.AddDays(-1)).DayNumber });
        }

        await db.SaveChangesAsync();
    }
}
