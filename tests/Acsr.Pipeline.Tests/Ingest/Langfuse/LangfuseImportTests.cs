using System.Text;
using Acsr.Ingest.Otlp;
using Acsr.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Acsr.Ingest.Langfuse;

public sealed class LangfuseImportOnSqlite : LangfuseImportTests<SqliteStore>;
public sealed class LangfuseImportOnPostgres : LangfuseImportTests<PostgresStore>;

/// <summary>Traces from a Langfuse export, on their way into the store.</summary>
public abstract class LangfuseImportTests<TStore> : IAsyncLifetime where TStore : TestStore, new()
{
    private const string Traces = """
        {"id":"order-7","userId":"u-1","release":"r1","observations":[{"id":"o-1","type":"GENERATION","name":"answer","startTime":"2026-01-02T03:04:05.678Z","endTime":"2026-01-02T03:04:06Z","model":"m","usageDetails":{"input":3,"output":2},"input":[{"role":"user","content":"Hi"}],"output":{"role":"assistant","content":"Hello"}}]}
        {"trace":{"id":"0af7651916cd43dd8448eb211c80319c","sessionId":"s-1"},"observations":[{"id":"b7ad6b7169203331","parentObservationId":"b7ad6b7169203332","type":"SPAN","name":"x","startTime":"2026-01-02T03:04:05Z","metadata":"{\"attributes\":{\"gen_ai.tool.name\":\"get_x\",\"n\":1.5},\"resourceAttributes\":{\"service.version\":\"2\"},\"scope\":{\"name\":\"sdk\"}}"}]}
        {"id":"empty","observations":[]}
        {"id":"listed"}
        {"id":"timeless","observations":[{"id":"o-1"}]}
        """;

    private readonly TStore _store = new();

    public async ValueTask InitializeAsync() => await _store.OpenAsync(services => services
        .AddSingleton<IConfiguration>(new ConfigurationBuilder().Build()).AddSingleton(TimeProvider.System).AddIngest());

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return _store.DisposeAsync();
    }

    [Fact]
    public async Task Whole_traces_are_taken_once_and_others_are_refused_with_the_reason()
    {
        var first = await ImportAsync();
        Assert.Equal((2, 2, 0), (first.Traces, first.Spans, first.Duplicates));
        Assert.Equal(
        [
            "line 3: empty: it has no observations.",
            "line 4: listed: it has no 'observations'; export whole traces, not the list of traces.",
            "line 5: timeless: observation 1 has no 'id' or no 'startTime' that is a time.",
        ], first.Refused);

        var again = await ImportAsync();
        Assert.Equal((0, 0, 2), (again.Traces, again.Spans, again.Duplicates));

        await _store.Services.GetRequiredService<SegmentFiler>().FileAllAsync(TestContext.Current.CancellationToken);
        var cases = await _store.WithAsync(db => db.SegmentCases.Select(link => link.CaseId).Order().ToListAsync());
        Assert.Equal(["order-7", "s-1"], cases);
    }

    [Fact]
    public async Task A_trace_is_read_as_if_it_came_in_today()
    {
        await ImportAsync();
        var segments = await _store.WithAsync(db => db.Segments.AsNoTracking().OrderBy(segment => segment.Id).ToListAsync());
        var spans = segments.SelectMany(segment => OtlpTraceRequest.ReadPayload(Zstd.Decompress(segment.Payload))).ToList();
        var answer = SpanNormaliser.Normalise([spans.Single(span => span.Name == "answer")]);
        Assert.Equal(["Hi", "m", "Hello"], answer.Steps.Select(step => step.Text ?? step.Name));
        Assert.Equal((3, 2, "u-1", "r1"), (answer.InputTokens, answer.OutputTokens, answer.Customer, answer.Release));
        Assert.Equal(new DateTime(2026, 1, 2, 3, 4, 5, 678, DateTimeKind.Utc), answer.FirstAt);

        var kept = spans.Single(span => span.Name == "x");
        Assert.Equal(("0af7651916cd43dd8448eb211c80319c", "b7ad6b7169203331", "b7ad6b7169203332", "sdk", 1.5), (kept.TraceId, kept.SpanId, kept.ParentSpanId, kept.Scope, kept.Attributes["n"].Number));
        Assert.Equal(("get_x", "2"), (SpanNormaliser.Normalise([kept]).Steps[0].Name, SpanNormaliser.Normalise([kept]).Release));
    }

    private Task<LangfuseReport> ImportAsync() =>
        _store.Services.GetRequiredService<LangfuseImport>().RunAsync(new MemoryStream(Encoding.UTF8.GetBytes(Traces)), "old", null, TestContext.Current.CancellationToken);
}
