using System.Diagnostics;
using Acsr.Delivery;
using Acsr.Finding;
using Acsr.Store;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Acsr.Operations;

/// <summary>What came in within one stretch of time.</summary>
/// <param name="From">Its first moment, UTC.</param>
/// <param name="Requests">Requests that brought something in.</param>
/// <param name="Events">Events and spans in them.</param>
/// <param name="Bytes">Of their payloads, unpacked.</param>
public sealed record IngestBucket(DateTime From, int Requests, long Events, long Bytes);

/// <summary>What came in lately.</summary>
/// <param name="Minutes">The last hour, minute by minute.</param>
/// <param name="Events24h">Events and spans of the last day.</param>
/// <param name="Bytes24h">Of their payloads, unpacked.</param>
/// <param name="LastAt">When something last came in; null: never.</param>
/// <param name="Cut">More came in within the day than was looked at: the day's figures are of the newest requests alone.</param>
public sealed record IngestReading(IReadOnlyList<IngestBucket> Minutes, long Events24h, long Bytes24h, DateTime? LastAt, bool Cut);

/// <summary>Work that waits.</summary>
/// <param name="Name">What.</param>
/// <param name="Unit">What one piece is called.</param>
/// <param name="Waiting">Pieces that are due.</param>
/// <param name="OldestAt">Since when the oldest waits; null: nothing does, or it is not known.</param>
/// <param name="Failing">Pieces that failed and are tried again.</param>
/// <param name="Problem">What the last failure said.</param>
public sealed record WorkReading(string Name, string Unit, int Waiting, DateTime? OldestAt, int Failing, string? Problem);

/// <summary>How long the disk lasts.</summary>
/// <param name="StoreBytes">Size of the database with its indexes.</param>
/// <param name="FreeBytes">Left on the disk of a SQLite file; null on a PostgreSQL server, whose disk is its own matter.</param>
/// <param name="BytesADay">Growth over the last days; null where there is too little to go by.</param>
/// <param name="OverDays">How many days the growth is taken over.</param>
public sealed record DiskReading(long StoreBytes, long? FreeBytes, double? BytesADay, double OverDays)
{
    /// <summary>Days until the disk is full at this growth; null where that is not known or nothing grows.</summary>
    public double? DaysLeft => FreeBytes is { } free && BytesADay is > 0 and { } growth ? free / growth : null;
}

/// <summary>The process that answers.</summary>
/// <param name="Node">Its machine's name.</param>
/// <param name="Version">Of the console.</param>
/// <param name="StartedAt">UTC.</param>
/// <param name="MemoryBytes">Memory that it holds.</param>
/// <param name="Database">Which database, in words.</param>
public sealed record ProcessReading(string Node, string Version, DateTime StartedAt, long MemoryBytes, string Database);

/// <summary>Reads how the console itself is doing: what comes in, what waits, and what is left of the disk.</summary>
public sealed class SystemReader(IDbContextFactory<ConsoleDbContext> contexts, StoreOptions options, TimeProvider clock)
{
    /// <summary>Requests that are looked at for the figures of a day.</summary>
    public const int MostSegments = 20_000;

    private const int GrowthDays = 7;

    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    /// <summary>What came in within the last day.</summary>
    public async Task<IngestReading> IngestAsync(CancellationToken cancellationToken)
    {
        var now = Now;
        var (day, hour) = (now.AddDays(-1), now.AddMinutes(-60));
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        // From the end of the table, which is in order of arrival; what was packed is not read.
        var newest = await db.Segments.AsNoTracking().OrderByDescending(s => s.Id).Take(MostSegments).Select(s => new { s.ReceivedAt, s.Count, s.Length }).ToListAsync(cancellationToken);
        var last = newest.FindAll(s => s.ReceivedAt >= day);
        var first = new DateTime(hour.Ticks - (hour.Ticks % TimeSpan.TicksPerMinute) + TimeSpan.TicksPerMinute, DateTimeKind.Utc);
        var minutes = last.Where(s => s.ReceivedAt >= first).ToLookup(s => (int)(s.ReceivedAt - first).TotalMinutes);
        return new IngestReading(
            [.. Enumerable.Range(0, 60).Select(n => new IngestBucket(first.AddMinutes(n), minutes[n].Count(), minutes[n].Sum(s => (long)s.Count), minutes[n].Sum(s => (long)s.Length)))],
            last.Sum(s => (long)s.Count), last.Sum(s => (long)s.Length), newest.Count == 0 ? null : newest.Max(s => s.ReceivedAt), last.Count == MostSegments);
    }

    /// <summary>All work that may lag, in the order in which data flows.</summary>
    public async Task<IReadOnlyList<WorkReading>> WorkAsync(CancellationToken cancellationToken)
    {
        var now = Now;
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var oldestSegment = await db.UnfiledSegments.OrderBy(u => u.SegmentId).Select(u => (long?)u.SegmentId).FirstOrDefaultAsync(cancellationToken);
        var unfiled = new WorkReading("Filing what came in", "request", await db.UnfiledSegments.CountAsync(cancellationToken),
            await db.Segments.Where(s => s.Id == oldestSegment).Select(s => (DateTime?)s.ReceivedAt).SingleOrDefaultAsync(cancellationToken), 0, null);
        var due = db.CaseWork.Where(w => w.DueAt <= now);
        var folding = new WorkReading("Folding cases", "case", await due.CountAsync(cancellationToken), await due.MinAsync(w => (DateTime?)w.DueAt, cancellationToken),
            await db.CaseWork.CountAsync(w => w.Attempts > 0, cancellationToken), await db.CaseWork.Where(w => w.LastError != null).OrderByDescending(w => w.DueAt).Select(w => w.LastError).FirstOrDefaultAsync(cancellationToken));
        var windows = db.CaseTimers.Where(t => t.DueAt <= now);
        var closing = new WorkReading("Judging cases whose window closed", "case", await windows.CountAsync(cancellationToken), await windows.MinAsync(t => (DateTime?)t.DueAt, cancellationToken), 0, null);
        var indexed = await db.WorkerLeases.Where(l => l.Name == CaseTextWorker.Lease).Select(l => l.Cursor).SingleOrDefaultAsync(cancellationToken);
        var indexing = new WorkReading("Indexing what was said", "case", await db.Cases.Where(c => c.Sequence > indexed).OrderBy(c => c.Sequence).Take(CaseFinder.Bound).CountAsync(cancellationToken), null, 0, null);
        var messages = db.WebhookDeliveries.Where(d => d.State == DeliveryState.Waiting);
        var delivering = new WorkReading("Telling webhooks", "message", await messages.CountAsync(cancellationToken), await messages.MinAsync(d => (DateTime?)d.CreatedAt, cancellationToken),
            await messages.CountAsync(d => d.Attempts > 0, cancellationToken), null);
        var files = db.CaseExports.Where(e => e.State == ExportState.Waiting || e.State == ExportState.Running);
        var exporting = new WorkReading("Writing exports", "export", await files.CountAsync(cancellationToken), await files.MinAsync(e => (DateTime?)e.RequestedAt, cancellationToken), 0, null);
        return [unfiled, folding, closing, indexing, delivering, exporting];
    }

    /// <summary>How big the store is, how fast it grows, and how long that goes well.</summary>
    public async Task<DiskReading> DiskAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var size = await db.Database.SqlQueryRaw<long>(db.SizeQuery).SingleAsync(cancellationToken);
        var (growth, days) = await GrowthAsync(db, size, cancellationToken);
        return new DiskReading(size, FreeBytes(), growth, days);
    }

    /// <summary>The process that answers this request; of several nodes one.</summary>
    public ProcessReading Process()
    {
        using var process = System.Diagnostics.Process.GetCurrentProcess();
        var version = FileVersionInfo.GetVersionInfo(typeof(SystemReader).Assembly.Location).ProductVersion?.Split('+')[0] ?? "unknown";
        return new ProcessReading(Environment.MachineName, version, process.StartTime.ToUniversalTime(), process.WorkingSet64, options.IsPostgres ? "PostgreSQL" : "SQLite");
    }

    // Numbers of segments are given in order of arrival, so the share of them that is new says how much of the store is, without reading it.
    private async Task<(double? BytesADay, double Days)> GrowthAsync(ConsoleDbContext db, long size, CancellationToken cancellationToken)
    {
        var now = Now;
        var ends = await db.Segments.GroupBy(_ => 1).Select(g => new { First = g.Min(s => s.Id), Last = g.Max(s => s.Id) }).SingleOrDefaultAsync(cancellationToken);
        if (ends is null || ends.Last == ends.First) { return (null, 0); }
        var begin = await db.Segments.Where(s => s.Id == ends.First).Select(s => s.ReceivedAt).SingleAsync(cancellationToken);
        var since = begin > now.AddDays(-GrowthDays) ? begin : now.AddDays(-GrowthDays);
        var days = (now - since).TotalDays;
        // Less than an hour says nothing about a day.
        if (days < 1.0 / 24) { return (null, days); }
        var (low, high) = (ends.First, ends.Last + 1);
        while (low < high)
        {
            var middle = low + ((high - low) / 2);
            var at = await db.Segments.Where(s => s.Id >= middle).OrderBy(s => s.Id).Select(s => s.ReceivedAt).FirstAsync(cancellationToken);
            if (at < since) { low = middle + 1; } else { high = middle; }
        }

        return (size * ((double)(ends.Last + 1 - low) / (ends.Last + 1 - ends.First)) / days, days);
    }

    private long? FreeBytes()
    {
        if (options.IsPostgres) { return null; }
        var file = Path.GetFullPath(new SqliteConnectionStringBuilder(options.ConnectionString).DataSource);
        return new DriveInfo(Path.GetDirectoryName(file)!).AvailableFreeSpace;
    }
}
