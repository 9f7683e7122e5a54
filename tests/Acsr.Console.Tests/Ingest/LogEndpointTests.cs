using System.Net;
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

/// <summary><c>POST /v1/logs</c>: GenAI events as log records, from the wire to the case.</summary>
public sealed class LogEndpointTests : IAsyncLifetime
{
    private const string Path = "/v1/logs";

    private readonly TestConsole _console = new() { Settings = ["--Ingest:FoldDelaySeconds=0"] };

    private string _key = "";

    public async ValueTask InitializeAsync()
    {
        await _console.InitializeAsync();
        (_, _key) = await _console.Keys.CreateAsync("agent", KeyScope.Ingest, "test", demo: false, default);
    }

    public ValueTask DisposeAsync() => _console.DisposeAsync();

    [Theory]
    [InlineData(TraceBodies.Json, false)]
    [InlineData(TraceBodies.Json, true)]
    [InlineData(TraceBodies.Protobuf, false)]
    [InlineData(TraceBodies.Protobuf, true)]
    public async Task Both_encodings_come_in_plain_and_compressed_and_again_changes_nothing(string type, bool gzip)
    {
        var body = LogBodies.Request(LogBodies.Evaluation(1, 1, "helpfulness", 0.9));

        for (var times = 0; times < 2; times++)
        {
            var answer = await SendAsync(type == TraceBodies.Json ? body : LogBodies.ToProtobuf(body), type, gzip);
            Assert.Equal((HttpStatusCode.OK, type, type == TraceBodies.Json ? "{}" : ""), (answer.StatusCode, answer.Content.Headers.ContentType!.MediaType, await answer.Content.ReadAsStringAsync()));
        }

        await FoldAsync();
        var signal = await ReadAsync(db => db.Signals.SingleAsync(s => s.Kind == SignalKind.Evaluation));
        Assert.Equal(("helpfulness", 0.9, $"{1:x32}", "agent"), (signal.Name, signal.Value, signal.CaseId, signal.Source));
        Assert.Equal([$"{1:x32}/{1:x16}"], signal.StepIds);
        Assert.Equal(1, await ReadAsync(db => db.Segments.CountAsync()));
    }

    [Fact]
    public async Task Messages_stand_on_their_span_and_evaluations_in_its_case_whichever_comes_first()
    {
        await SendAsync(LogBodies.Request(
            LogBodies.Said("gen_ai.user.message", 7, 2, 11, "Where is my order?"), LogBodies.Said("gen_ai.choice", 7, 2, 90, "On its way."),
            LogBodies.Evaluation(7, 2, "relevance", 4, "good")), TraceBodies.Json);
        await FoldAsync();
        var before = (await CaseAsync($"{7:x32}"))!;
        Assert.Equal([(Role.Customer, "Where is my order?"), (Role.Agent, "On its way.")], Talk(before));
        Assert.Equal($"{7:x32}/{2:x16}", Assert.Single(before.Steps, s => s.Kind == StepKind.Model).Id);

        await SpansAsync(
            TraceBodies.Span(7, 1, "invoke_agent a", 0, null, ("acsr.case.id", "order-7")),
            TraceBodies.Span(7, 2, "chat gpt-x", 10, null, ("gen_ai.operation.name", "chat"), ("gen_ai.request.model", "gpt-x")));
        await FoldAsync();

        Assert.Equal(["order-7"], await ReadAsync(db => db.Cases.Select(c => c.Id).ToListAsync()));
        var after = (await CaseAsync("order-7"))!;
        Assert.Equal([(Role.Customer, "Where is my order?"), (Role.Agent, "On its way.")], Talk(after));
        Assert.Equal("gpt-x", Assert.Single(after.Steps, s => s.Kind == StepKind.Model).Model);
        var signal = await ReadAsync(db => db.Signals.SingleAsync(s => s.Kind == SignalKind.Evaluation));
        Assert.Equal(("order-7", "relevance", 4.0, "good", "Because."), (signal.CaseId, signal.Name, signal.Value, signal.Label, signal.Text));
        Assert.Contains(signal.StepIds.Single(), after.Steps.Select(s => s.Id));
        Assert.Empty((await _console.App.Services.GetRequiredService<DerivedCheck>().RunAsync(null, default)).Differences);
    }

    [Fact]
    public async Task A_record_may_name_the_case_of_its_trace_and_an_evaluation_needs_no_more()
    {
        await SpansAsync(TraceBodies.Span(3, 1, "execute_tool lookup", 0, null, ("gen_ai.operation.name", "execute_tool"), ("gen_ai.tool.name", "lookup")));
        await SendAsync(LogBodies.Request(LogBodies.Evaluation(3, 1, "tone", 1, caseId: "chat-3"), LogBodies.Evaluation(0, 0, "whole", null, "pass", "chat-3")), TraceBodies.Json);
        await FoldAsync();

        Assert.Equal(("chat-3", 1), await ReadAsync(async db => ((await db.Cases.SingleAsync()).Id, (await db.Cases.SingleAsync()).ToolCalls)));
        Assert.Equal([("tone", 1.0), ("whole", null)], (await ReadAsync(db => db.Signals.Where(s => s.Kind == SignalKind.Evaluation).ToListAsync())).Select(s => (s.Name, s.Value)).Order());
    }

    [Fact]
    public async Task What_is_not_taken_is_counted_with_what_would_be_and_good_events_beside_it_are_kept()
    {
        var answer = await SendAsync(LogBodies.Request(
            LogBodies.Record("order.shipped", 1, 1),
            LogBodies.Evaluation(1, 1, "", 1),
            LogBodies.Evaluation(0, 0, "lost", 1),
            LogBodies.Said("gen_ai.user.message", 1, 0, 0, "Hello?"),
            LogBodies.Evaluation(1, 1, "kept", 1)), TraceBodies.Json);

        var partial = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["partialSuccess"]!;
        Assert.Equal((HttpStatusCode.OK, "4"), (answer.StatusCode, partial["rejectedLogRecords"]!.GetValue<string>()));
        var said = partial["errorMessage"]!.GetValue<string>();
        Assert.All((string[])["logRecords[1]", "logRecords[2]", "logRecords[3]", "1 of 5 log records are no GenAI events", "gen_ai.evaluation.result"], part => Assert.Contains(part, said, StringComparison.Ordinal));
        await FoldAsync();
        Assert.Equal(["kept"], await ReadAsync(db => db.Signals.Where(s => s.Kind == SignalKind.Evaluation).Select(s => s.Name).ToListAsync()));
    }

    [Theory]
    [InlineData("""{"resourceSpans":[]}""", "/v1/traces")]
    [InlineData("""{"resourceMetrics":[]}""", "metrics")]
    [InlineData("""{"resourceLogs":[{"scopeLogs":[{"logRecords":[{"eventName":"x","attributes":{"a":1}}]}]}]}""", "a list of")]
    [InlineData("nonsense", "not valid JSON")]
    public async Task Another_signal_and_what_is_none_is_refused_with_the_mistake_named(string body, string expected)
    {
        var answer = await SendAsync(Encoding.UTF8.GetBytes(body), TraceBodies.Json);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains(expected, JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["message"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Spans_sent_here_in_protobuf_are_recognised()
    {
        var spans = TraceBodies.ToProtobuf(TraceBodies.Request(TraceBodies.Span(1, 1)));

        Assert.Equal(HttpStatusCode.BadRequest, (await SendAsync(spans, TraceBodies.Protobuf)).StatusCode);
        Assert.Equal(0, await ReadAsync(db => db.Segments.CountAsync()));
    }

    private static IEnumerable<(Role, string)> Talk(FoldedCase folded) => folded.Steps.Where(s => s.Kind == StepKind.Message).Select(s => (s.Role, s.Text!));

    private Task<HttpResponseMessage> SendAsync(byte[] body, string type, bool gzip = false) => _console.Visit().SendAsync(TraceBodies.Post(Path, body, type, _key, gzip));

    private async Task SpansAsync(params JsonObject[] spans) =>
        (await _console.Visit().SendAsync(TraceBodies.Post("/v1/traces", TraceBodies.Request(spans), TraceBodies.Json, _key))).EnsureSuccessStatusCode();

    private Task FoldAsync() => _console.App.Services.GetRequiredService<CaseFolder>().FoldAllAsync(default);

    private Task<FoldedCase?> CaseAsync(string id) => _console.App.Services.GetRequiredService<CaseReader>().ReadAsync(id, default);

    private async Task<T> ReadAsync<T>(Func<ConsoleDbContext, Task<T>> read)
    {
        await using var db = await _console.App.Services.GetRequiredService<IDbContextFactory<ConsoleDbContext>>().CreateDbContextAsync();
        return await read(db);
    }
}
