using Acsr.Ingest;
using Acsr.Review;
using Microsoft.EntityFrameworkCore;

namespace Acsr.Store;

public sealed class StoreOnSqlite : StoreTests<SqliteStore>;

public sealed class StoreOnPostgres : StoreTests<PostgresStore>;

public abstract class StoreTests<TStore> : IAsyncLifetime where TStore : TestStore, new()
{
    private readonly TStore _store = new();

    public async ValueTask InitializeAsync() => await _store.OpenAsync();

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return _store.DisposeAsync();
    }

    [Fact]
    public async Task Every_migration_applies_and_none_is_left_over()
    {
        var (applied, pending) = await _store.WithAsync(async db =>
            ((await db.Database.GetAppliedMigrationsAsync()).Count(), await db.Database.GetPendingMigrationsAsync()));

        Assert.NotEqual(0, applied);
        Assert.Empty(pending);
    }

    [Fact]
    public async Task The_model_has_no_change_that_lacks_a_migration() =>
        Assert.False(await _store.WithAsync(db => Task.FromResult(db.Database.HasPendingModelChanges())));

    [Fact]
    public async Task Times_come_back_as_utc_and_to_the_microsecond()
    {
        var time = new DateTime(2026, 3, 29, 1, 59, 59, DateTimeKind.Utc).AddMicroseconds(123_456);
        await _store.AddAsync(Segment(1, time), Segment(2, time.ToLocalTime()));

        var read = await _store.WithAsync(db => db.Segments.AsNoTracking().Select(s => s.ReceivedAt).ToListAsync());

        Assert.All(read, stored => Assert.Equal((time, DateTimeKind.Utc), (stored, stored.Kind)));
    }

    [Fact]
    public async Task Times_sort_and_compare_as_times_do()
    {
        // Without a fraction, with one, and with trailing zeros: as text these would sort differently if they were padded carelessly.
        var start = new DateTime(2026, 1, 1, 12, 0, 0, DateTimeKind.Utc);
        TimeSpan[] offsets = [TimeSpan.FromSeconds(1), TimeSpan.Zero, TimeSpan.FromMilliseconds(500), TimeSpan.FromMicroseconds(500_001)];
        await _store.AddAsync([.. offsets.Select((offset, i) => Segment(i, start + offset))]);

        var until = start.AddMicroseconds(500_001);
        var read = await _store.WithAsync(db => db.Segments.Where(s => s.ReceivedAt < until).OrderBy(s => s.ReceivedAt).Select(s => s.ReceivedAt).ToListAsync());

        Assert.Equal([start, start.AddMilliseconds(500)], read);
    }

    [Fact]
    public async Task The_same_payload_is_stored_once()
    {
        await _store.AddAsync(Segment(7, DateTime.UnixEpoch));

        await Assert.ThrowsAsync<DbUpdateException>(() => _store.AddAsync(Segment(7, DateTime.UnixEpoch)));
    }

    [Fact]
    public async Task Lists_in_a_row_come_back_and_their_changes_are_saved()
    {
        await _store.AddAsync(new ReviewItem { CaseId = "c", Why = "", Reasons = [ReviewReason.DeadEnd], SignalIds = ["a \"quoted\" id", "é"] });

        await _store.WithAsync(async db =>
        {
            (await db.ReviewItems.SingleAsync()).SignalIds.Add("third");
            return await db.SaveChangesAsync();
        });

        var item = await _store.WithAsync(db => db.ReviewItems.AsNoTracking().SingleAsync());
        Assert.Equal(["a \"quoted\" id", "é", "third"], item.SignalIds);
        Assert.Equal([ReviewReason.DeadEnd], item.Reasons);
    }

    [Fact]
    public async Task Sequences_are_handed_out_once_each()
    {
        var first = await _store.WithAsync(db => db.ReserveSequenceAsync(3, default));
        var second = await _store.WithAsync(db => db.ReserveSequenceAsync(1, default));

        Assert.Equal((1, 4), (first, second));
    }

    private static Segment Segment(int content, DateTime receivedAt) => new()
    {
        ReceivedAt = receivedAt,
        Source = "test",
        Format = SegmentFormat.Events,
        Hash = [.. Enumerable.Repeat((byte)content, 16)],
        Payload = [],
    };
}
