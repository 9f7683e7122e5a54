using Acsr.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace Acsr.Ingest;

public sealed class CaseFilingOnSqlite : CaseFilingTests<SqliteStore>;

public sealed class CaseFilingOnPostgres : CaseFilingTests<PostgresStore>;

public abstract class CaseFilingTests<TStore> : IAsyncLifetime where TStore : TestStore, new()
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
    public async Task Every_case_of_every_segment_finds_it_and_is_due_once(int cases)
    {
        string[] ids = [.. Enumerable.Range(0, cases).Select(i => $"case-{i}")];

        await FileAsync(Segment("a", ids), Segment("b", ids));

        Assert.Equal(ids.Order(StringComparer.Ordinal), await DueAsync());
        Assert.Equal(2 * cases, await _store.WithAsync(db => db.SegmentCases.CountAsync()));
        Assert.All(await _store.WithAsync(db => db.CaseWork.ToListAsync()), work => Assert.Equal(Now.AddSeconds(1), work.DueAt));
    }

    [Fact]
    public async Task A_trace_whose_case_the_same_segment_names_is_not_due_itself()
    {
        await FileAsync(Segment("a", ["case", "trace"], Link("trace", "case", "1")));

        Assert.Equal(["case"], await DueAsync());
    }

    [Fact]
    public async Task Spans_that_waited_under_their_trace_move_when_its_case_is_named()
    {
        await FileAsync(Segment("a", ["trace"]));
        await FoldedAsync();

        await FileAsync(Segment("b", ["case"], Link("trace", "case", "1")));

        Assert.Equal(["case", "trace"], await DueAsync());
    }

    [Fact]
    public async Task The_smallest_rank_names_the_case_whichever_comes_first()
    {
        await FileAsync(Segment("a", ["late"], Link("trace", "late", "5")));
        await FoldedAsync();

        await FileAsync(Segment("b", ["early"], Link("trace", "early", "3")), Segment("c", ["later"], Link("trace", "later", "7")), Segment("d", ["between"], Link("trace", "between", "4")));

        Assert.Equal("early", await _store.WithAsync(db => db.TraceCases.Select(t => t.CaseId).SingleAsync()));
        Assert.Equal(["between", "early", "late", "later"], await DueAsync());
    }

    [Fact]
    public async Task A_case_that_is_touched_again_keeps_its_time_and_loses_its_lease()
    {
        await FileAsync(Segment("a", ["case"]));
        await _store.WithAsync(db => db.CaseWork.ExecuteUpdateAsync(w => w.SetProperty(x => x.LeasedUntil, Now.AddMinutes(2)).SetProperty(x => x.Attempts, 3)));

        await FileAsync(Segment("b", ["case"]) with { DueAt = Now.AddMinutes(1) });

        var work = await _store.WithAsync(db => db.CaseWork.SingleAsync());
        Assert.Equal((Now.AddSeconds(1), null, 0, CaseWork.FirstToken(Now) + 1), (work.DueAt, work.LeasedUntil, work.Attempts, work.Token));
    }

    private Task<int> FileAsync(params FiledSegment[] segments) => _store.WithAsync(async db =>
    {
        await using var transaction = await db.Database.BeginTransactionAsync();
        await CaseFiling.WriteAsync(db.Database.GetDbConnection(), transaction.GetDbTransaction(), segments, CaseWork.FirstToken(Now), default);
        await transaction.CommitAsync();
        return segments.Length;
    });

    private Task<List<string>> DueAsync() => _store.WithAsync(async db => (await db.CaseWork.Select(w => w.CaseId).ToListAsync()).Order(StringComparer.Ordinal).ToList());

    private Task<int> FoldedAsync() => _store.WithAsync(db => db.CaseWork.ExecuteDeleteAsync());

    private static FiledSegment Segment(string name, string[] touches, params TraceCase[] links) => new(name[0], Now.AddSeconds(1), new SegmentContents(touches, links));

    private static TraceCase Link(string trace, string caseId, string rank) => new() { TraceId = trace, CaseId = caseId, Rank = rank };
}
