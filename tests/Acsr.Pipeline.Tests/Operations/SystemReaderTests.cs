using Acsr.Cases;
using Acsr.Ingest;
using Acsr.Review;
using Acsr.Store;
using Microsoft.Extensions.DependencyInjection;

namespace Acsr.Operations;

public sealed class SystemReaderOnSqlite : SystemReaderTests<SqliteStore>;

public sealed class SystemReaderOnPostgres : SystemReaderTests<PostgresStore>;

/// <summary>How the console itself is doing.</summary>
public abstract class SystemReaderTests<TStore> : IAsyncLifetime where TStore : TestStore, new()
{
    private static readonly DateTime Now = new(2026, 6, 1, 12, 0, 30, DateTimeKind.Utc);

    private readonly TStore _store = new();
    private readonly TestClock _clock = new() { Now = Now };

    private SystemReader Reader => _store.Services.GetRequiredService<SystemReader>();

    public async ValueTask InitializeAsync() => await _store.OpenAsync(services => services.AddSingleton<TimeProvider>(_clock).AddOperations());

    public async ValueTask DisposeAsync()
    {
        await _store.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task An_empty_store_says_so_and_nothing_else()
    {
        var ingest = await Reader.IngestAsync(default);
        Assert.Equal((null, 0, 60), (ingest.LastAt, ingest.Events24h, ingest.Minutes.Count));
        Assert.All(await Reader.WorkAsync(default), work => Assert.Equal((0, null), (work.Waiting, work.OldestAt)));
        var disk = await Reader.DiskAsync(default);
        Assert.True(disk.StoreBytes > 0);
        Assert.Equal((null, null), (disk.BytesADay, disk.DaysLeft));
    }

    [Fact]
    public async Task What_came_in_is_told_by_minute_and_by_day()
    {
        await _store.AddAsync(Segment(1, Now.AddHours(-30), 100), Segment(2, Now.AddHours(-2), 10), Segment(3, Now.AddMinutes(-5), 7), Segment(4, Now.AddMinutes(-5), 3), Segment(5, Now, 1));

        var ingest = await Reader.IngestAsync(default);

        Assert.Equal((21, 210, false, Now), (ingest.Events24h, ingest.Bytes24h, ingest.Cut, ingest.LastAt));
        Assert.Equal(11, ingest.Minutes.Sum(m => m.Events));
        Assert.Equal((10, 2), (ingest.Minutes[^6].Events, ingest.Minutes[^6].Requests));
        Assert.Equal(1, ingest.Minutes[^1].Events);
    }

    [Fact]
    public async Task Work_that_waits_is_told_with_the_oldest_and_what_fails()
    {
        await _store.AddAsync(Segment(1, Now.AddMinutes(-3), 1), new UnfiledSegment { SegmentId = 1 },
            new CaseWork { CaseId = "a", DueAt = Now.AddMinutes(-2) }, new CaseWork { CaseId = "b", DueAt = Now.AddMinutes(2), Attempts = 3, LastError = "it is broken" }, new CaseTimer { CaseId = "c", DueAt = Now.AddDays(1) });

        var work = await Reader.WorkAsync(default);

        Assert.Equal((1, Now.AddMinutes(-3)), (work[0].Waiting, work[0].OldestAt));
        Assert.Equal((1, Now.AddMinutes(-2), 1, "it is broken"), (work[1].Waiting, work[1].OldestAt, work[1].Failing, work[1].Problem));
        Assert.Equal(0, work[2].Waiting);
    }

    [Fact]
    public async Task Growth_is_the_share_of_what_is_new()
    {
        for (var day = 0; day < 20; day++) { await _store.AddAsync(Segment(day + 1, Now.AddDays(day - 19), 1)); }

        var disk = await Reader.DiskAsync(default);

        // Eight of twenty requests came within the last seven days, the one on the edge included.
        Assert.Equal(disk.StoreBytes * 8 / 20.0 / 7, disk.BytesADay!.Value, 1);
        Assert.Equal(7, disk.OverDays, 3);
        if (disk.FreeBytes is { } free) { Assert.Equal(free / disk.BytesADay.Value, disk.DaysLeft!.Value, 3); } else { Assert.Null(disk.DaysLeft); }
    }

    private static Segment Segment(byte id, DateTime at, int count) =>
        new() { ReceivedAt = at, Source = "test", Format = SegmentFormat.Events, Count = count, Length = 10 * count, Hash = [id], Payload = [1] };

    private static Segment Segment(int id, DateTime at, int count) => Segment((byte)id, at, count);
}
