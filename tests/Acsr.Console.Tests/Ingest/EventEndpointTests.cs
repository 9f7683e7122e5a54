using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Acsr.Access;
using Acsr.Cases;
using Acsr.Shell;
using Acsr.Signals;
using Acsr.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Acsr.Ingest;

/// <summary>The native door, and what becomes of what came through it, over HTTP.</summary>
public sealed class EventEndpointTests : IAsyncLifetime
{
    private const string Path = "/api/v1/events";
    private const string Lines = "application/x-ndjson";

    private readonly TestConsole _console = new() { Settings = ["--Ingest:MaxRequestBytes=65536", "--Ingest:FoldDelaySeconds=0"] };

    private string _key = "";

    public async ValueTask InitializeAsync()
    {
        await _console.InitializeAsync();
        (_, _key) = await _console.Keys.CreateAsync("desk", KeyScope.Ingest, "test", demo: false, default);
    }

    public ValueTask DisposeAsync() => _console.DisposeAsync();

    [Fact]
    public async Task One_event_an_array_and_lines_come_in()
    {
        Assert.Equal((200, 1, 0), await SendAsync(Message("m1"), "application/json"));
        Assert.Equal((200, 2, 0), await SendAsync($"[{Message("m2")},{Message("m3")}]", "application/json; charset=utf-8"));
        Assert.Equal((200, 2, 0), await SendAsync($"{Message("m4")}\n\r\n{Message("m5")}\r\n", Lines));
        Assert.Equal((200, 1, 0), await SendAsync(Message("m6"), "application/jsonl"));
        Assert.Equal(["m1", "m2", "m3", "m4", "m5", "m6"], await ExportedAsync());
    }

    [Fact]
    public async Task Bad_lines_are_named_and_good_ones_beside_them_stored()
    {
        var answer = await PostAsync($"{Message("m1")}\nnonsense\n{Message("m2").Replace("customer", "robot", StringComparison.Ordinal)}\n{Message("m3")}", Lines);

        var body = (await answer.Content.ReadFromJsonAsync<EventsAnswer>(JsonSerializerOptions.Web))!;
        Assert.Equal((HttpStatusCode.OK, 2, 2), (answer.StatusCode, body.Accepted, body.Refused));
        Assert.Equal([(2, null), (3, "m2")], body.Errors.Select(e => (e.Line, e.Id)));
        Assert.Equal(["m1", "m3"], await ExportedAsync());
    }

    [Fact]
    public async Task A_request_without_one_good_event_is_refused()
    {
        Assert.Equal((400, 0, 1), await SendAsync("""{"id":"m1"}""", "application/json"));
        Assert.Equal((400, -1, -1), await SendAsync("nonsense", "application/json"));
        Assert.Empty(await ExportedAsync());
    }

    [Fact]
    public async Task Sending_again_in_whatever_grouping_changes_nothing()
    {
        await SendAsync($"{Message("m1")}\n{Message("m2")}", Lines);
        await SendAsync($"{Message("m1")}\n{Message("m2")}", Lines);
        await SendAsync(Message("m2"), "application/json");

        Assert.Equal(["m1", "m2"], await ExportedAsync());
        Assert.Equal(2, await ReadAsync(db => db.Segments.CountAsync()));
        await FoldAsync();
        Assert.Equal(2, (await ReadAsync(db => db.Cases.SingleAsync())).Turns);
    }

    [Theory]
    [InlineData(null, 415)]
    [InlineData("text/csv", 415)]
    [InlineData("application/json", 413)]
    public async Task What_cannot_be_taken_is_answered_with_problem_details(string? type, int expected)
    {
        var answer = await PostAsync(new string(' ', expected == 413 ? 70_000 : 10), type);

        Assert.Equal((expected, "application/problem+json"), ((int)answer.StatusCode, answer.Content.Headers.ContentType!.MediaType));
        Assert.NotEmpty(JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["detail"]!.GetValue<string>());
    }

    [Theory]
    [InlineData(null, 401, 401)]
    [InlineData(KeyScope.Read, 403, 403)]
    [InlineData(KeyScope.Browser, 400, 200)]
    [InlineData(KeyScope.Ingest, 200, 200)]
    public async Task Only_keys_that_send_may_send_and_a_browsers_key_feedback_only(KeyScope? scope, int message, int thumb)
    {
        var key = scope is { } s ? (await _console.Keys.CreateAsync("k", s, "test", demo: false, default)).Key : null;

        Assert.Equal((message, thumb), (await StatusAsync(Message("m1")), await StatusAsync("""{"id":"t1","type":"thumbs","case":"c1","value":"down","time":"2026-03-01T12:00:05Z"}""")));
        Assert.Equal(((string[])[message == 200 ? "m1" : "", thumb == 200 ? "t1" : ""]).Where(id => id.Length > 0), await ExportedAsync());

        async Task<int> StatusAsync(string body) => (int)(await _console.Visit().SendAsync(TraceBodies.Post(Path, Encoding.UTF8.GetBytes(body), "application/json", key))).StatusCode;
    }

    [Fact]
    public async Task Events_become_a_case_and_its_figures_are_read_with_a_key()
    {
        await SendAsync(string.Join('\n',
            """{"id":"o","type":"case.opened","case":"c1","agent":"bot","channel":"chat","time":"2026-03-01T12:00:00Z"}""",
            Message("m1"),
            """{"id":"a1","type":"message","case":"c1","role":"agent","text":"On its way.","costUsd":0.02,"time":"2026-03-01T12:00:10Z"}""",
            """{"id":"x","type":"case.closed","case":"c1","outcome":"resolved","time":"2026-03-01T12:01:00Z"}"""), Lines);
        await FoldAsync();

        var kpis = JsonNode.Parse(await (await AskAsync("/api/v1/kpis")).Content.ReadAsStringAsync())!["kpis"]!.AsArray();

        JsonNode Kpi(string id) => kpis.Single(k => k!["id"]!.GetValue<string>() == id)!;
        Assert.Equal((1.0, 1), (Kpi("autonomous_resolution_rate")["value"]!.GetValue<double>(), Kpi("autonomous_resolution_rate")["n"]!.GetValue<int>()));
        Assert.Equal((60.0, "s"), (Kpi("handling_time_mean")["value"]!.GetValue<double>(), Kpi("handling_time_mean")["unit"]!.GetValue<string>()));
        Assert.Equal(0.02, Kpi("cost_per_resolution")["value"]!.GetValue<double>(), 9);
        Assert.Null(Kpi("csat_mean")["value"]);
        Assert.All(kpis, k => Assert.Equal(["id", "value", "unit", "n", "lower", "upper", "definition", "version", "counts", "unsettled"], k!.AsObject().Select(p => p.Key)));
        var of = await AskAsync("/api/v1/kpis?agent=nobody&from=2026-01-01T00:00:00Z&to=2027-01-01T00:00:00Z");
        Assert.All(JsonNode.Parse(await of.Content.ReadAsStringAsync())!["kpis"]!.AsArray(), k => Assert.Equal(0, k!["n"]!.GetValue<int>()));
    }

    [Fact]
    public async Task The_description_of_the_interface_is_served_to_anybody_and_names_its_doors()
    {
        var answer = await _console.Visit().GetAsync("/openapi/v1.json");

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var paths = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["paths"]!.AsObject();
        Assert.Equal(
            ["/api/v1/assignments", "/api/v1/configuration/thresholds", "/api/v1/deliveries/{id}/receipt", "/api/v1/deployments", "/api/v1/events", "/api/v1/kb/changes", "/api/v1/kb/changesets", "/api/v1/kb/changesets/{version}/files/{name}", "/api/v1/kpis", "/api/v1/outcomes", "/api/v1/releases", "/api/v1/releases/{id}/diff/{from}", "/api/v1/releases/{id}/feedback", "/api/v1/releases/{id}/files/{path}", "/api/v1/releases/{id}/signature", "/api/v1/reviews", "/api/v1/sources", "/api/v1/surveys"],
            paths.Select(p => p.Key).Order(StringComparer.Ordinal));
        Assert.Equal(["application/json", "application/x-ndjson", "application/cloudevents+json", "application/cloudevents-batch+json"], paths["/api/v1/events"]!["post"]!["requestBody"]!["content"]!.AsObject().Select(c => c.Key));
    }

    [Fact]
    public async Task Spans_that_learn_their_case_late_end_up_in_one_case()
    {
        await SendSpansAsync(TraceBodies.Span(7, 1, "execute_tool lookup", 10, null, ("gen_ai.operation.name", "execute_tool"), ("gen_ai.tool.name", "lookup")));
        await FoldAsync();
        Assert.Equal([7.ToString("x32", null)], await ReadAsync(db => db.Cases.Select(c => c.Id).ToListAsync()));

        await SendSpansAsync(TraceBodies.Span(7, 2, "invoke_agent a", 0, null, ("acsr.case.id", "late")));
        await SendSpansAsync(TraceBodies.Span(7, 3, "execute_tool refund", 20, null, ("gen_ai.operation.name", "execute_tool"), ("gen_ai.tool.name", "refund")));
        await FoldAsync();

        var one = await ReadAsync(db => db.Cases.SingleAsync());
        Assert.Equal(("late", 2), (one.Id, one.ToolCalls));
        Assert.Empty((await _console.App.Services.GetRequiredService<DerivedCheck>().RunAsync(null, default)).Differences);
    }

    private async Task SendSpansAsync(params JsonObject[] spans) =>
        (await _console.Visit().SendAsync(TraceBodies.Post("/v1/traces", TraceBodies.Request(spans), TraceBodies.Json, _key))).EnsureSuccessStatusCode();

    private static string Message(string id) => $$"""{"id":"{{id}}","type":"message","case":"c1","role":"customer","text":"Where is my order?","time":"2026-03-01T12:00:05Z"}""";

    /// <returns>Status, accepted, refused; -1 where the answer counts nothing.</returns>
    private async Task<(int, int, int)> SendAsync(string body, string type)
    {
        var answer = await PostAsync(body, type);
        var json = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
        return ((int)answer.StatusCode, json["accepted"]?.GetValue<int>() ?? -1, json["refused"]?.GetValue<int>() ?? -1);
    }

    private Task<HttpResponseMessage> PostAsync(string body, string? type) => _console.Visit().SendAsync(TraceBodies.Post(Path, Encoding.UTF8.GetBytes(body), type, _key));

    private async Task<HttpResponseMessage> AskAsync(string path)
    {
        var (_, key) = await _console.Keys.CreateAsync("reader", KeyScope.Read, "test", demo: false, default);
        var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Authorization = new("Bearer", key);
        return await _console.Visit().SendAsync(request);
    }

    private Task FoldAsync() => _console.App.Services.GetRequiredService<CaseFolder>().FoldAllAsync(default);

    private async Task<List<string>> ExportedAsync() =>
        await _console.App.Services.GetRequiredService<EventExport>().LinesAsync(default).Select(line => JsonNode.Parse(line)!["id"]!.GetValue<string>()).ToListAsync();

    private async Task<T> ReadAsync<T>(Func<ConsoleDbContext, Task<T>> read)
    {
        await using var db = await _console.App.Services.GetRequiredService<IDbContextFactory<ConsoleDbContext>>().CreateDbContextAsync();
        return await read(db);
    }
}
