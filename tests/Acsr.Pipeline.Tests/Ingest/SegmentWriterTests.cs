using Acsr.Store;
using Microsoft.EntityFrameworkCore;

namespace Acsr.Ingest;

public sealed class SegmentWriterOnSqlite : SegmentWriterTests<SqliteStore>;

public sealed class SegmentWriterOnPostgres : SegmentWriterTests<PostgresStore>;

public abstract class SegmentWriterTests<TStore> : IAsyncLifetime where TStore : TestStore, new()
{
    private static readonly DateTime Now = new(2026, 3, 1, 12, 0, 0, DateTimeKind.Utc);

    private readonly TStore _store = new();

    public async ValueTask InitializeAsync() => await _store.OpenAsync();

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return _store.DisposeAsync();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(12)]
    [InlineData(31)]
    public async Task Every_case_of_every_request_is_found_from_it_and_due_once(int cases)
    {
        string[] ids = [.. Enumerable.Range(0, cases).Select(i => $"case-{i}")];

        await WriteAsync(Batch("a", ids), Batch("b", ids));

        Assert.Equal(ids.Order(StringComparer.Ordinal), await DueAsync());
        Assert.Equal(2 * cases, await _store.WithAsync(db => db.SegmentCases.CountAsync()));
        Assert.All(await _store.WithAsync(db => db.CaseWork.ToListAsync()), work => Assert.Equal(Now.AddSeconds(1), work.DueAt));
    }

    [Fact]
    public async Task A_request_that_came_before_touches_nothing()
    {
        await WriteAsync(Batch("a", ["one"]));
        await FoldedAsync();

        var outcomes = await WriteAsync(Batch("a", ["one"]), Batch("b", ["two"]), Batch("b", ["two"]));

        Assert.Equal([IngestOutcome.Duplicate, IngestOutcome.Stored, IngestOutcome.Duplicate], outcomes);
        Assert.Equal(["two"], await DueAsync());
    }

    [Fact]
    public async Task A_trace_whose_case_the_same_request_names_is_not_due_itself()
    {
        await WriteAsync(Batch("a", ["case", "trace"], Link("trace", "case", "1")));

        Assert.Equal(["case"], await DueAsync());
    }

    [Fact]
    public async Task Spans_that_waited_under_their_trace_move_when_its_case_is_named()
    {
        await WriteAsync(Batch("a", ["trace"]));
        await FoldedAsync();

        await WriteAsync(Batch("b", ["case"], Link("trace", "case", "1")));

        Assert.Equal(["case", "trace"], await DueAsync());
    }

    [Fact]
    public async Task The_smallest_rank_names_the_case_whichever_comes_first()
    {
        await WriteAsync(Batch("a", ["late"], Link("trace", "late", "5")));
        await FoldedAsync();

        await WriteAsync(Batch("b", ["early"], Link("trace", "early", "3")), Batch("c", ["later"], Link("trace", "later", "7")), Batch("d", ["between"], Link("trace", "between", "4")));

        Assert.Equal("early", await _store.WithAsync(db => db.TraceCases.Select(t => t.CaseId).SingleAsync()));
        Assert.Equal(["between", "early", "late", "later"], await DueAsync());
    }

    [Fact]
    public async Task A_case_that_is_touched_again_keeps_its_time_and_loses_its_lease()
    {
        await WriteAsync(Batch("a", ["case"]));
        await _store.WithAsync(db => db.CaseWork.ExecuteUpdateAsync(w => w.SetProperty(x => x.LeasedUntil, Now.AddMinutes(2)).SetProperty(x => x.Attempts, 3)));

        await _store.WithAsync(db => SegmentWriter.WriteAsync(db, [Batch("b", ["case"])], Now.AddMinutes(1), TimeSpan.Zero, default));

        var work = await _store.WithAsync(db => db.CaseWork.SingleAsync());
        Assert.Equal((Now.AddSeconds(1), null, 0, CaseWork.FirstToken(Now) + 1), (work.DueAt, work.LeasedUntil, work.Attempts, work.Token));
    }

    private Task<IReadOnlyList<IngestOutcome>> WriteAsync(params IngestBatch[] batches) =>
        _store.WithAsync(db => SegmentWriter.WriteAsync(db, batches, Now, TimeSpan.FromSeconds(1), default));

    private Task<List<string>> DueAsync() => _store.WithAsync(async db => (await db.CaseWork.Select(w => w.CaseId).ToListAsync()).Order(StringComparer.Ordinal).ToList());

    private Task<int> FoldedAsync() => _store.WithAsync(db => db.CaseWork.ExecuteDeleteAsync());

    private static IngestBatch Batch(string body, string[] touches, params TraceCase[] links) =>
        IngestBatch.Of("test", SegmentFormat.Otlp, 1, System.Text.Encoding.UTF8.GetBytes(body), touches, links);

    private static TraceCase Link(string trace, string caseId, string rank) => new() { TraceId = trace, CaseId = caseId, Rank = rank };
}
