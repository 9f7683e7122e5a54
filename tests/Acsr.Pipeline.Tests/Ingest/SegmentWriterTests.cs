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

    [Fact]
    public async Task What_is_stored_waits_to_be_filed()
    {
        await WriteAsync(Batch("a"), Batch("b"));

        var segments = await _store.WithAsync(db => db.Segments.Select(s => s.Id).ToListAsync());
        Assert.Equal(2, segments.Count);
        Assert.Equal(segments.Order(), (await _store.WithAsync(db => db.UnfiledSegments.Select(u => u.SegmentId).ToListAsync())).Order());
        Assert.Equal(0, await _store.WithAsync(db => db.SegmentCases.CountAsync()));
    }

    [Fact]
    public async Task A_request_that_came_before_adds_nothing()
    {
        await WriteAsync(Batch("a"));

        var outcomes = await WriteAsync(Batch("a"), Batch("b"), Batch("b"));

        Assert.Equal([IngestOutcome.Duplicate, IngestOutcome.Stored, IngestOutcome.Duplicate], outcomes);
        Assert.Equal((2, 2), await _store.WithAsync(async db => (await db.Segments.CountAsync(), await db.UnfiledSegments.CountAsync())));
    }

    private Task<IReadOnlyList<IngestOutcome>> WriteAsync(params IngestBatch[] batches) => _store.WithAsync(db => SegmentWriter.WriteAsync(db, batches, Now, default));

    private static IngestBatch Batch(string body) => IngestBatch.Of("test", SegmentFormat.Events, 1, System.Text.Encoding.UTF8.GetBytes(body));
}
