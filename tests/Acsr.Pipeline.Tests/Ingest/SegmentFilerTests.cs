using System.Text;
using Acsr.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Acsr.Ingest;

public sealed class SegmentFilerOnSqlite : SegmentFilerTests<SqliteStore>;

public sealed class SegmentFilerOnPostgres : SegmentFilerTests<PostgresStore>;

public abstract class SegmentFilerTests<TStore> : IAsyncLifetime where TStore : TestStore, new()
{
    private static readonly DateTime Now = new(2026, 3, 1, 12, 0, 0, DateTimeKind.Utc);

    private readonly TStore _store = new();

    public async ValueTask InitializeAsync() => await _store.OpenAsync();

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return _store.DisposeAsync();
    }

    [Fact]
    public async Task Every_segment_is_filed_once_however_many_file_at_the_same_time()
    {
        const int Segments = 300;
        await StoreAsync(Enumerable.Range(0, Segments).Select(i => Batch($"case-{i % 7}", $"only-{i}")));

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Filer().FileAllAsync(default)));

        Assert.Equal((0, 2 * Segments, Segments + 7), await _store.WithAsync(async db => (await db.UnfiledSegments.CountAsync(), await db.SegmentCases.CountAsync(), await db.CaseWork.CountAsync())));
    }

    [Fact]
    public async Task A_case_is_due_so_long_after_its_first_request_and_not_after_it_was_filed()
    {
        await StoreAsync([Batch("case")]);

        await Filer().FileAsync(default);

        Assert.Equal(Now.AddSeconds(5), await _store.WithAsync(db => db.CaseWork.Select(w => w.DueAt).SingleAsync()));
    }

    [Fact]
    public async Task Nothing_waits_where_nothing_came() => Assert.Equal(0, await Filer().FileAsync(default));

    private SegmentFiler Filer() => new(_store.Contexts, _store.Gate, Options.Create(new IngestOptions { FoldDelaySeconds = 5 }), TimeProvider.System);

    private Task<IReadOnlyList<IngestOutcome>> StoreAsync(IEnumerable<IngestBatch> batches) => _store.WithAsync(db => SegmentWriter.WriteAsync(db, [.. batches], Now, default));

    private static IngestBatch Batch(params string[] cases)
    {
        var lines = cases.Select(id => $$"""{"id":"{{Guid.NewGuid()}}","type":"message","case":"{{id}}","role":"customer","text":"Where is it?"}""");
        return IngestBatch.Of("test", SegmentFormat.Events, cases.Length, Encoding.UTF8.GetBytes(string.Join('\n', lines)));
    }
}
