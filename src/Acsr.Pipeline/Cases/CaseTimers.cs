using Acsr.Ingest;
using Acsr.Store;
using Microsoft.EntityFrameworkCore;

namespace Acsr.Cases;

/// <summary>
/// Cases that have to be judged again although nothing came in. They wait in a table of their own until they are due: the list of work
/// is empty when there is nothing to do now. Written under the lock of the sequence only, so that two nodes cannot wait for each other.
/// </summary>
public static class CaseTimers
{
    /// <summary>When something is known of a folded case that is not known now, though nothing comes in; null where nothing is left to wait for.</summary>
    public static DateTime? NextAfter(FoldedCase folded, CaseOptions options, DateTime now)
    {
        var window = CaseWindows.Of(folded.Facts, options)?.NextAfter(now);
        var left = UnansweredQuestion.LeftAt(folded, options);
        return left > now && !(window < left) ? left : window;
    }

    /// <summary>Has cases looked at again at <paramref name="dueAt"/>, or earlier where that is set already.</summary>
    public static async Task SetAsync(ConsoleDbContext db, IReadOnlyCollection<string> caseIds, DateTime dueAt, CancellationToken cancellationToken)
    {
        foreach (var chunk in caseIds.Order(StringComparer.Ordinal).Chunk(500))
        {
            var rows = string.Join(", ", chunk.Select((_, i) => $"({{{i + 1}}}, {{0}})"));
            var sql = $"""
                INSERT INTO "CaseTimers" ("CaseId", "DueAt") VALUES {rows}
                ON CONFLICT ("CaseId") DO UPDATE SET "DueAt" = excluded."DueAt" WHERE excluded."DueAt" < "CaseTimers"."DueAt"
                """;
            await db.Database.ExecuteSqlRawAsync(sql, [dueAt, .. chunk], cancellationToken);
        }
    }

    /// <summary>Puts what is due among the work of folding.</summary>
    internal static async Task WakeAsync(ConsoleDbContext db, WriteGate gate, DateTime now, int atMost, CancellationToken cancellationToken)
    {
        // Looking costs readers nothing; only somebody who finds something takes the writer's place.
        if (!await db.CaseTimers.AnyAsync(t => t.DueAt <= now, cancellationToken)) { return; }
        using var pass = await gate.EnterAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await db.LockSequenceAsync(cancellationToken);
        var due = await db.CaseTimers.AsNoTracking().Where(t => t.DueAt <= now).OrderBy(t => t.DueAt).ThenBy(t => t.CaseId).Take(atMost).Select(t => t.CaseId).ToListAsync(cancellationToken);
        await db.CaseTimers.Where(t => due.Contains(t.CaseId)).ExecuteDeleteAsync(cancellationToken);
        foreach (var id in due.Order(StringComparer.Ordinal)) { await TouchAsync(db, id, now, cancellationToken); }
        await transaction.CommitAsync(CancellationToken.None);
    }

    /// <summary>Puts one case among the work of folding, now.</summary>
    internal static async Task TouchAsync(ConsoleDbContext db, string caseId, DateTime now, CancellationToken cancellationToken) =>
        await db.Database.ExecuteSqlAsync($"""
            INSERT INTO "CaseWork" ("CaseId", "DueAt", "Token", "Attempts") VALUES ({caseId}, {now}, {CaseWork.FirstToken(now)}, 0)
            ON CONFLICT ("CaseId") DO UPDATE SET "Token" = "CaseWork"."Token" + 1, "LeasedUntil" = NULL, "Attempts" = 0
            """, cancellationToken);
}
