using Acsr.Ingest.Health;
using Acsr.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.Options;

namespace Acsr.Ingest;

/// <summary>
/// Notes which cases the stored segments hold something of, and makes these cases due. Many segments at once: the keys of cases lie at
/// random places, and the more of them one transaction writes, the more share a page.
/// </summary>
public sealed class SegmentFiler(IDbContextFactory<ConsoleDbContext> contexts, WriteGate gate, IOptions<IngestOptions> options, TimeProvider clock)
{
    private const int SegmentsAtOnce = 256;
    private const long BytesAtOnce = 64L << 20;

    /// <summary>Files one group of segments, the oldest first.</summary>
    /// <returns>How many were taken; 0 means that nothing waits.</returns>
    public async Task<int> FileAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var waiting = await WaitingAsync(db, cancellationToken);
        if (waiting.Count == 0) { return 0; }

        // Read and unpacked before the writer's place is taken.
        var segments = await db.Segments.AsNoTracking().Where(s => waiting.Contains(s.Id)).OrderBy(s => s.Id).ToListAsync(cancellationToken);
        var due = TimeSpan.FromSeconds(options.Value.FoldDelaySeconds);
        // Segments of one commit came at one moment. A microsecond between them has the cases that share one folded together, so that it is unpacked once.
        var read = segments.Index().Select(s => new FiledSegment(s.Item.Id, (s.Item.ReceivedAt + due).AddMicroseconds(s.Index), SegmentContents.Of(s.Item))).ToList();

        using var pass = await gate.EnterAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var taken = await TakeAsync(db, waiting, cancellationToken);
        var (connection, within) = (db.Database.GetDbConnection(), transaction.GetDbTransaction());
        await SourceCounts.AddAsync(connection, within, segments.Where(s => taken.Contains(s.Id)), cancellationToken);
        await CaseFiling.WriteAsync(
            connection, within, read.FindAll(s => taken.Contains(s.Id)), CaseWork.FirstToken(clock.GetUtcNow().UtcDateTime), cancellationToken);
        // The work is done; a stop that comes this late would only have it done again.
        await transaction.CommitAsync(CancellationToken.None);
        return taken.Count;
    }

    /// <summary>Files until nothing waits.</summary>
    public async Task FileAllAsync(CancellationToken cancellationToken)
    {
        while (await FileAsync(cancellationToken) > 0) { }
    }

    private static async Task<List<long>> WaitingAsync(ConsoleDbContext db, CancellationToken cancellationToken)
    {
        var oldest = await (
            from unfiled in db.UnfiledSegments
            join segment in db.Segments on unfiled.SegmentId equals segment.Id
            orderby unfiled.SegmentId
            select new { segment.Id, segment.Length }).Take(SegmentsAtOnce).ToListAsync(cancellationToken);
        var bytes = 0L;
        return [.. oldest.TakeWhile((s, i) => (bytes += s.Length) <= BytesAtOnce || i == 0).Select(s => s.Id)];
    }

    /// <summary>Takes segments off the list, and returns those that no other node had taken.</summary>
    private static async Task<HashSet<long>> TakeAsync(ConsoleDbContext db, List<long> ids, CancellationToken cancellationToken)
    {
        var list = string.Join(", ", ids.Select((_, i) => $"{{{i}}}"));
        var sql = $"""
            DELETE FROM "UnfiledSegments" WHERE "SegmentId" IN (SELECT "SegmentId" FROM "UnfiledSegments" WHERE "SegmentId" IN ({list}) ORDER BY "SegmentId" {db.SkipLocked})
            RETURNING "SegmentId" AS "Value"
            """;
        return [.. await db.Database.SqlQueryRaw<long>(sql, [.. ids.Cast<object>()]).ToListAsync(cancellationToken)];
    }
}
