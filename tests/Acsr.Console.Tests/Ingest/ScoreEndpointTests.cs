using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Acsr.Access;
using Acsr.Cases;
using Acsr.Shell;
using Acsr.Signals;
using Acsr.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Acsr.Ingest;

/// <summary>Scores in the shapes of Langfuse and Phoenix, and CloudEvents, as their own clients send them.</summary>
public sealed class ScoreEndpointTests : IAsyncLifetime
{
    private const string Langfuse = "/api/public/scores";
    private const string Phoenix = "/v1/span_annotations";

    private static readonly string Trace = $"{5:x32}";
    private static readonly string Step = $"{Trace}/{2:x16}";

    private readonly TestConsole _console = new() { Settings = ["--Ingest:FoldDelaySeconds=0", "--Ingest:MaxRequestBytes=65536"] };

    private string _key = "";

    public async ValueTask InitializeAsync()
    {
        await _console.InitializeAsync();
        (_, _key) = await _console.Keys.CreateAsync("judge", KeyScope.Ingest, "test", demo: false, default);
    }

    public ValueTask DisposeAsync() => _console.DisposeAsync();

    [Fact]
    public async Task A_langfuse_score_of_a_trace_lands_in_its_case_with_the_id_it_was_given()
    {
        var (status, body) = await SendAsync(Langfuse, $$"""{"id":"s1","traceId":"{{Trace}}","observationId":"{{2:x16}}","name":"accuracy","value":0.8,"comment":"close"}""");
        await SpansAsync();

        Assert.Equal((200, "s1"), (status, body["id"]!.GetValue<string>()));
        var signal = Assert.Single(await SignalsAsync());
        Assert.Equal(("case-5", "langfuse:s1", "accuracy", 0.8, "close"), (signal.CaseId, signal.Id, signal.Name, signal.Value, signal.Text));
        Assert.Equal([Step], signal.StepIds);
    }

    [Fact]
    public async Task The_same_langfuse_id_again_replaces_and_the_same_score_without_one_is_one()
    {
        await SpansAsync();
        await SendAsync(Langfuse, $$"""{"id":"s1","traceId":"{{Trace}}","name":"accuracy","value":0.1}""");
        await SendAsync(Langfuse, $$"""{"id":"s1","traceId":"{{Trace}}","name":"accuracy","value":0.9}""");
        var first = (await SendAsync(Langfuse, """{"sessionId":"case-5","name":"tone","value":"friendly","dataType":"CATEGORICAL"}""")).Body["id"]!.GetValue<string>();
        var second = (await SendAsync(Langfuse, """{"sessionId":"case-5","name":"tone","value":"friendly","dataType":"CATEGORICAL"}""")).Body["id"]!.GetValue<string>();

        Assert.Equal(first, second);
        Assert.Equal([("accuracy", 0.9, null), ("tone", null, "friendly")], (await SignalsAsync()).Select(s => (s.Name, s.Value, s.Label)).Order());
    }

    [Fact]
    public async Task Langfuses_clients_send_the_key_as_a_password()
    {
        var request = TraceBodies.Post(Langfuse, Encoding.UTF8.GetBytes($$"""{"traceId":"{{Trace}}","name":"n","value":1}"""), "application/json", null);
        request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"pk-anything:{_key}")));
        Assert.Equal(200, (int)(await _console.Visit().SendAsync(request)).StatusCode);

        var (status, body) = await SendAsync(Langfuse, "{}", key: "acsr_i_unknown");
        Assert.Equal((401, "UnauthorizedError"), (status, body["error"]!.GetValue<string>()));
    }

    [Theory]
    [InlineData("nonsense", 400, "not JSON")]
    [InlineData("[]", 400, "one JSON object")]
    [InlineData("""{"name":"n","value":1}""", 400, "'traceId'")]
    [InlineData("""{"traceId":"t","value":1}""", 400, "'name'")]
    [InlineData("""{"traceId":"t","name":"n"}""", 400, "'value'")]
    [InlineData("""{"traceId":"t","name":"n","value":2,"dataType":"BOOLEAN"}""", 400, "0 or 1")]
    [InlineData("""{"datasetRunId":"r","name":"n","value":2}""", 400, "dataset runs")]
    [InlineData("""{"traceId":"t","name":"n","value":"\ud800"}""", 400, "Unicode")]
    public async Task A_langfuse_score_that_cannot_be_one_is_refused_in_langfuses_words(string sent, int expected, string reason)
    {
        var (status, body) = await SendAsync(Langfuse, sent);

        Assert.Equal((expected, "InvalidRequestError"), (status, body["error"]!.GetValue<string>()));
        Assert.Contains(reason, body["message"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Equal(0, await ReadAsync(db => db.Segments.CountAsync()));
    }

    [Fact]
    public async Task Phoenix_annotations_land_in_the_case_of_their_trace_and_replace_those_of_the_same_name_and_identifier()
    {
        var (status, body) = await SendAsync(Phoenix + "?sync=true", Annotations(
            $$"""{"span_id":"{{2:x16}}","trace_id":"{{Trace}}","name":"toxicity","annotator_kind":"LLM","result":{"score":0,"label":"clean","explanation":"polite"},"identifier":"v1"}""",
            $$$"""{"span_id":"{{{2:x16}}}","name":"correct","annotator_kind":"HUMAN","result":{"label":"yes"},"metadata":{"trace_id":"{{{Trace}}}"}}"""));
        await SpansAsync();
        await SendAsync(Phoenix, Annotations($$"""{"span_id":"{{2:x16}}","trace_id":"{{Trace}}","name":"toxicity","annotator_kind":"LLM","result":{"score":1},"identifier":"v1"}"""));
        await SendAsync("/v1/trace_annotations", Annotations($$$"""{"trace_id":"{{{Trace}}}","name":"whole","annotator_kind":"CODE","result":{"score":3}}"""));
        await SendAsync("/v1/session_annotations", Annotations("""{"session_id":"case-5","name":"session","annotator_kind":"CODE","result":{"label":"ok"}}"""));

        Assert.Equal((200, 2), (status, body["data"]!.AsArray().Select(d => d!["id"]!.GetValue<string>()).Distinct().Count()));
        var signals = await SignalsAsync();
        Assert.Equal([("correct", null, "yes", Step), ("session", null, "ok", null), ("toxicity", 1.0, null, Step), ("whole", 3.0, null, null)],
            signals.Select(s => (s.Name, s.Value, s.Label, s.StepIds.SingleOrDefault())).Order());
        Assert.All(signals, s => Assert.Equal("case-5", s.CaseId));
    }

    [Fact]
    public async Task One_bad_phoenix_annotation_keeps_all_of_its_request_out_and_each_is_named()
    {
        var (status, body) = await SendAsync(Phoenix, Annotations(
            $$$"""{"span_id":"{{{2:x16}}}","trace_id":"{{{Trace}}}","name":"good","annotator_kind":"LLM","result":{"score":0}}""",
            $$$"""{"span_id":"{{{2:x16}}}","name":"n","annotator_kind":"LLM","result":{"score":0}}""",
            $$$"""{"span_id":"{{{2:x16}}}","trace_id":"{{{Trace}}}","name":"n","annotator_kind":"CAT","result":{"score":0}}""",
            $$$"""{"span_id":"{{{2:x16}}}","trace_id":"{{{Trace}}}","name":"n","annotator_kind":"LLM","result":{}}""",
            "7"));

        Assert.Equal(422, status);
        var detail = body["detail"]!.AsArray();
        Assert.Equal([1, 2, 3, 4], detail.Select(d => d!["loc"]![2]!.GetValue<int>()));
        Assert.All(detail.Zip((string[])["trace_id", "annotator_kind", "value", "Number"]), pair => Assert.Contains(pair.Second, pair.First!["msg"]!.GetValue<string>(), StringComparison.Ordinal));
        Assert.Equal(0, await ReadAsync(db => db.Segments.CountAsync()));
        Assert.Equal(422, (await SendAsync(Phoenix, "{}")).Status);
        Assert.Equal(401, (await SendAsync(Phoenix, "{}", key: "acsr_i_unknown")).Status);
        Assert.Equal(413, (await SendAsync(Phoenix, new string(' ', 70_000))).Status);
    }

    [Fact]
    public async Task Cloud_events_come_structured_batched_and_binary()
    {
        const string Envelope = """ "specversion":"1.0","source":"/shop","time":"2026-03-01T12:00:05Z" """;
        await SpansAsync();

        Assert.Equal((200, 1), await AcceptedAsync($$$"""{"id":"1",{{{Envelope}}},"type":"io.acsr.csat.v1","subject":"case-5","data":{"score":4}}""", "application/cloudevents+json; charset=utf-8"));
        Assert.Equal((200, 2), await AcceptedAsync($$$"""
            [{"id":"2",{{{Envelope}}},"type":"io.acsr.signal.score.v1","traceparent":"00-{{{Trace}}}-{{{2:x16}}}-01","data":{"name":"tone","value":1}},
             {"id":"3",{{{Envelope}}},"type":"io.acsr.thumbs.v1","data_base64":"{{{Convert.ToBase64String("""{"case":"case-5","value":"down"}"""u8)}}}"},
             {"id":"4","specversion":"0.3","source":"/shop","type":"io.acsr.csat.v1"}, "odd"]
            """, "application/cloudevents-batch+json"));
        Assert.Equal((200, 1), await AcceptedAsync("""{"solved":true,"by":"check"}""", "application/json",
            ("ce-id", "5"), ("ce-source", "/caf%C3%A9"), ("ce-specversion", "1.0"), ("ce-type", "io.acsr.outcome.v1"), ("ce-subject", "case-5"), ("ce-time", "2026-03-01T12:10:00Z")));
        Assert.Equal((200, 1), await AcceptedAsync($$$"""{"id":"1",{{{Envelope}}},"type":"io.acsr.csat.v1","subject":"case-5","data":{"score":4}}""", "application/cloudevents+json"));

        await FoldAsync();
        var signals = (await ReadAsync(db => db.Signals.Where(s => s.CaseId == "case-5").ToListAsync())).Where(s => s.Kind is not SignalKind.DeadEnd).OrderBy(s => s.Id, StringComparer.Ordinal).ToList();
        Assert.Equal(["/café#5", "/shop#1", "/shop#2", "/shop#3"], signals.Where(s => s.Id.StartsWith('/')).Select(s => s.Id));
        Assert.Equal(["case-5"], await ReadAsync(db => db.Cases.Select(c => c.Id).ToListAsync()));
    }

    [Theory]
    [InlineData("application/cloudevents+json", "[]", 400)]
    [InlineData("application/cloudevents-batch+json", "{}", 400)]
    [InlineData("application/cloudevents-batch+json", "[]", 200)]
    [InlineData("application/cloudevents+json", "{}", 400)]
    [InlineData("application/cloudevents+avro", "{}", 415)]
    public async Task A_body_that_is_not_what_its_mode_announces_is_refused(string type, string body, int expected) => Assert.Equal(expected, (await PostAsync("/api/v1/events", body, type)).Status);

    private static string Annotations(params string[] items) => $$"""{"data":[{{string.Join(',', items)}}]}""";

    /// <summary>A trace of two steps that names its case.</summary>
    private async Task SpansAsync()
    {
        var body = TraceBodies.Request(TraceBodies.Span(5, 1, "invoke_agent a", 0, null, ("acsr.case.id", "case-5")), TraceBodies.Span(5, 2, "chat m", 10, null, ("gen_ai.operation.name", "chat")));
        (await _console.Visit().SendAsync(TraceBodies.Post("/v1/traces", body, TraceBodies.Json, _key))).EnsureSuccessStatusCode();
    }

    private async Task<(int Status, JsonNode Body)> SendAsync(string path, string body, string? key = null) => await PostAsync(path, body, "application/json", key);

    private async Task<(int Status, int Accepted)> AcceptedAsync(string body, string type, params (string Name, string Value)[] headers)
    {
        var (status, answer) = await PostAsync("/api/v1/events", body, type, null, headers);
        return (status, answer["accepted"]!.GetValue<int>());
    }

    private async Task<(int Status, JsonNode Body)> PostAsync(string path, string body, string type, string? key = null, params (string Name, string Value)[] headers)
    {
        var request = TraceBodies.Post(path, Encoding.UTF8.GetBytes(body), type, key ?? _key);
        foreach (var (name, value) in headers) { request.Headers.Add(name, value); }
        var answer = await _console.Visit().SendAsync(request);
        return ((int)answer.StatusCode, JsonNode.Parse(await answer.Content.ReadAsStringAsync())!);
    }

    private async Task<List<Signal>> SignalsAsync()
    {
        await FoldAsync();
        Assert.Empty((await _console.App.Services.GetRequiredService<DerivedCheck>().RunAsync(null, default)).Differences);
        return await ReadAsync(db => db.Signals.Where(s => s.Kind == SignalKind.Evaluation).ToListAsync());
    }

    private Task FoldAsync() => _console.App.Services.GetRequiredService<CaseFolder>().FoldAllAsync(default);

    private async Task<T> ReadAsync<T>(Func<ConsoleDbContext, Task<T>> read)
    {
        await using var db = await _console.App.Services.GetRequiredService<IDbContextFactory<ConsoleDbContext>>().CreateDbContextAsync();
        return await read(db);
    }
}
