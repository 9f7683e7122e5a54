using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Acsr.Access;
using Acsr.Cases;
using Acsr.Ingest;
using Acsr.Shell;
using Acsr.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Acsr.Surveys;

/// <summary>From the invitation to the answer that stands with the case.</summary>
public sealed class SurveyTests : IAsyncLifetime
{
    private readonly TestConsole _console = new() { Settings = ["--Ingest:FoldDelaySeconds=0", "--Delivery:PublicUrl=https://acsr.example.com/"] };

    private string _key = "";

    public async ValueTask InitializeAsync()
    {
        await _console.InitializeAsync();
        (_, _key) = await _console.Keys.CreateAsync("helpdesk", KeyScope.Ingest, "test", demo: false, default);
    }

    public ValueTask DisposeAsync() => _console.DisposeAsync();

    [Fact]
    public async Task A_customer_answers_once_without_cookies_and_the_answer_stands_with_the_case()
    {
        var path = await InviteAsync("""{"case":"c1","language":"de-AT"}""");
        Assert.True((await CaseAsync("c1")).SurveyInvited);

        var page = await _console.Visit().GetAsync(path);
        var text = await page.Content.ReadAsStringAsync();
        Assert.Equal((200, false, "no-store"), ((int)page.StatusCode, page.Headers.Contains("Set-Cookie"), page.Headers.CacheControl!.ToString()));
        Assert.Contains("<html lang=\"de\">", text, StringComparison.Ordinal);
        Assert.Contains("Wie war unsere Hilfe?", WebUtility.HtmlDecode(text), StringComparison.Ordinal);

        var sent = await AnswerAsync(path, ("csat", "2"), ("ces", "6"), ("resolved", "false"), ("comment", "Zu \"langsam\""));
        Assert.Equal((303, path, false), ((int)sent.StatusCode, sent.Headers.Location!.ToString(), sent.Headers.Contains("Set-Cookie")));
        await AnswerAsync(path, ("csat", "5"), ("resolved", "true"));

        var facts = await CaseAsync("c1");
        Assert.Equal((0.25, 6d, false, false), (facts.Csat!.Value, facts.Ces!.Value, facts.SurveyResolved, facts.Solved));
        await using var db = await ContextAsync();
        Assert.Equal("Zu \"langsam\"", (await db.Signals.SingleAsync(s => s.Kind == Signals.SignalKind.Csat)).Text);
        Assert.Contains("Vielen Dank", await (await _console.Visit().GetAsync(path)).Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_two_answers_at_the_same_moment_one_counts()
    {
        var path = await InviteAsync("""{"case":"c1"}""");
        var answers = await Task.WhenAll(Enumerable.Range(1, 8).Select(n => AnswerAsync(path, ("csat", n <= 4 ? "1" : "5"))));

        Assert.All(answers, answer => Assert.Equal(303, (int)answer.StatusCode));
        await CaseAsync("c1");
        await using var db = await ContextAsync();
        Assert.Single(await db.Signals.Where(s => s.Kind == Signals.SignalKind.Csat).ToListAsync());
        Assert.NotNull((await db.SurveyLinks.SingleAsync()).ForwardedAt);
    }

    [Fact]
    public async Task An_answer_that_was_kept_and_not_yet_sent_on_is_sent_on_later_and_counted_once()
    {
        var path = await InviteAsync("""{"case":"c1"}""");
        await AnswerAsync(path, ("csat", "4"));
        await using (var db = await ContextAsync()) { await db.SurveyLinks.ExecuteUpdateAsync(l => l.SetProperty(x => x.ForwardedAt, (DateTime?)null)); }

        await _console.App.Services.GetRequiredService<SurveyDesk>().ForwardAsync(default);

        await CaseAsync("c1");
        await using var after = await ContextAsync();
        Assert.Single(await after.Signals.Where(s => s.Kind == Signals.SignalKind.Csat).ToListAsync());
        Assert.NotNull((await after.SurveyLinks.SingleAsync()).ForwardedAt);
    }

    [Fact]
    public async Task A_link_that_was_changed_or_has_expired_or_says_nothing_takes_no_answer()
    {
        var path = await InviteAsync("""{"case":"c1","asks":["csat"],"validDays":1}""");
        Assert.Equal(404, (int)(await _console.Visit().GetAsync(path[..^3] + "AAA")).StatusCode);
        Assert.Equal(404, (int)(await _console.Visit().GetAsync("/survey/nonsense")).StatusCode);
        var nothing = await AnswerAsync(path, ("csat", "9"), ("comment", "only words"));
        Assert.Equal(400, (int)nothing.StatusCode);
        Assert.Contains("role=\"alert\"", await nothing.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        // A question that was not asked is not answered.
        Assert.DoesNotContain("name=\"ces\"", await (await _console.Visit().GetAsync(path)).Content.ReadAsStringAsync(), StringComparison.Ordinal);

        await using (var db = await ContextAsync()) { await db.SurveyLinks.ExecuteUpdateAsync(l => l.SetProperty(x => x.ExpiresAt, DateTime.UtcNow.AddMinutes(-1))); }
        Assert.Equal(410, (int)(await _console.Visit().GetAsync(path)).StatusCode);
        await AnswerAsync(path, ("csat", "4"));
        Assert.Null((await CaseAsync("c1")).Csat);
    }

    [Fact]
    public async Task Bad_invitations_cost_nothing_beside_them_and_the_same_id_is_the_same_survey()
    {
        var many = """[{"case":"c1","id":"i1"},{"case":""},{"case":"c2","asks":["nps"]},{"case":"c3","validDays":0},{"case":4},7,{"case":"c9","id":"i1"}]""";
        var (status, body) = await SendAsync(many);
        Assert.Equal((200, 6), (status, body["refused"]!.GetValue<int>()));
        Assert.Equal([2, 3, 4, 5, 6, 7], body["errors"]!.AsArray().Select(e => e!["line"]!.GetValue<int>()));
        Assert.Equal(1, body["surveys"]![0]!["line"]!.GetValue<int>());
        await SendAsync("""{"case":"c1","id":"i1"}""");

        await CaseAsync("c1");
        await using var db = await ContextAsync();
        Assert.Equal(["i1"], await db.SurveyLinks.Select(l => l.Id).ToListAsync());
        Assert.Single(await db.Signals.Where(s => s.Kind == Signals.SignalKind.SurveyInvited).ToListAsync());
        Assert.Equal(400, (await SendAsync("[")).Status);
        Assert.Equal(400, (await SendAsync("{}")).Status);
    }

    [Fact]
    public void Every_language_has_every_text()
    {
        Assert.Superset(new HashSet<string> { "de", "en", "fr" }, SurveyTexts.Languages.ToHashSet());
        Assert.All(SurveyTexts.Languages, language => Assert.Equal(SurveyTexts.In("en").Keys.Order(), SurveyTexts.In(language).Keys.Order()));
        Assert.Equal(("de", "en", "fr"), (SurveyTexts.In(null, "de-AT").Language, SurveyTexts.In("tlh").Language, SurveyTexts.In("xx", "fr_CA", "de").Language));
    }

    private async Task<string> InviteAsync(string body)
    {
        var (status, answer) = await SendAsync(body);
        Assert.Equal(200, status);
        var url = new Uri(answer["surveys"]![0]!["url"]!.GetValue<string>());
        Assert.Equal("acsr.example.com", url.Host);
        return url.AbsolutePath;
    }

    private async Task<(int Status, JsonNode Body)> SendAsync(string body)
    {
        var answer = await _console.Visit().SendAsync(TraceBodies.Post("/api/v1/surveys", Encoding.UTF8.GetBytes(body), "application/json", _key));
        return ((int)answer.StatusCode, JsonNode.Parse(await answer.Content.ReadAsStringAsync())!);
    }

    private Task<HttpResponseMessage> AnswerAsync(string path, params (string Name, string Value)[] fields) => _console.Visit().SendAsync(
        new HttpRequestMessage(HttpMethod.Post, path) { Content = new FormUrlEncodedContent(fields.Select(f => KeyValuePair.Create(f.Name, f.Value))) });

    private async Task<Case> CaseAsync(string id)
    {
        await _console.App.Services.GetRequiredService<CaseFolder>().FoldAllDueAsync(default);
        await using var db = await ContextAsync();
        return await db.Cases.AsNoTracking().SingleAsync(c => c.Id == id);
    }

    private Task<ConsoleDbContext> ContextAsync() => _console.App.Services.GetRequiredService<IDbContextFactory<ConsoleDbContext>>().CreateDbContextAsync();
}
