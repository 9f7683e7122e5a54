using Acsr.Ingest;
using Acsr.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.Options;

namespace Acsr.Cases;

/// <summary>Folds the cases that are due: claims them, reads what came in, and writes facts and judgements in one transaction.</summary>
public sealed class CaseFolder(
    IDbContextFactory<ConsoleDbContext> contexts, WriteGate gate, SegmentFiler filer, IEnumerable<ICaseJudge> judges, FoldBook book, IOptions<CaseOptions> options, TimeProvider clock)
{
    private static readonly TimeSpan LeaseTime = TimeSpan.FromSeconds(20);

    /// <summary>Folds one batch of due cases.</summary>
    /// <returns>How many were taken; 0 means that nothing is due.</returns>
    public async Task<int> FoldDueAsync(CancellationToken cancellationToken)
    {
        await WakeAsync(cancellationToken);
        var leased = await LeaseAsync(cancellationToken);
        if (leased.Count == 0) { return 0; }
        using var activity = FoldTelemetry.Source.StartActivity("cases.fold");
        FoldTelemetry.Behind(Now() - leased.Min(w => w.DueAt));
        await FoldAsync(leased, cancellationToken);
        return leased.Count;
    }

    /// <summary>Files what came in, and folds until nothing is due.</summary>
    public async Task FoldAllDueAsync(CancellationToken cancellationToken)
    {
        await filer.FileAllAsync(cancellationToken);
        while (await FoldDueAsync(cancellationToken) > 0) { }
    }

    /// <summary>Folds until nothing waits any more, also what is due only soon and what others hold; cases that cannot be folded are passed over.</summary>
    public async Task FoldAllAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            await FoldAllDueAsync(cancellationToken);
            await using var db = await contexts.CreateDbContextAsync(cancellationToken);
            if (!await db.CaseWork.AnyAsync(w => w.Attempts == 0, cancellationToken) && !await db.UnfiledSegments.AnyAsync(cancellationToken)) { return; }
            await Task.Delay(TimeSpan.FromMilliseconds(100), clock, cancellationToken);
        }
    }

    /// <summary>Gives cases that could not be folded back, to be tried later, with the reason.</summary>
    private async Task PostponeAsync(List<CaseWork> leased, Exception error)
    {
        FoldTelemetry.Failed(leased.Count);
        using var pass = await gate.EnterAsync(CancellationToken.None);
        await using var db = await contexts.CreateDbContextAsync();
        foreach (var work in leased)
        {
            var dueAt = Now().AddSeconds(Math.Min(600, Math.Pow(2, work.Attempts)));
            await db.CaseWork.Where(w => w.CaseId == work.CaseId && w.Token == work.Token).ExecuteUpdateAsync(w => w
                .SetProperty(x => x.LeasedUntil, (DateTime?)null).SetProperty(x => x.DueAt, dueAt)
                .SetProperty(x => x.Attempts, x => x.Attempts + 1).SetProperty(x => x.LastError, error.GetType().Name + ": " + error.Message));
        }
    }

    private async Task<List<CaseWork>> LeaseAsync(CancellationToken cancellationToken)
    {
        var now = Now();
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);

        // Looking costs readers nothing; only somebody who finds work takes the writer's place.
        if (!await db.CaseWork.AnyAsync(w => w.DueAt <= now && (w.LeasedUntil == null || w.LeasedUntil < now), cancellationToken)) { return []; }
        using var pass = await gate.EnterAsync(cancellationToken);
        var sql = $$"""
            UPDATE "CaseWork" SET "LeasedUntil" = {1}, "Token" = "Token" + 1
            WHERE "CaseId" IN (SELECT "CaseId" FROM "CaseWork" WHERE "DueAt" <= {0} AND ("LeasedUntil" IS NULL OR "LeasedUntil" < {0})
                               ORDER BY "DueAt", "CaseId" LIMIT {2} {{db.SkipLocked}})
            RETURNING "CaseId"
            """;
        var ids = await db.Database.SqlQueryRaw<string>(sql.Replace("RETURNING \"CaseId\"", "RETURNING \"CaseId\" AS \"Value\""), now, now + LeaseTime, options.Value.Batch).ToListAsync(cancellationToken);
        return await db.CaseWork.AsNoTracking().Where(w => ids.Contains(w.CaseId)).ToListAsync(cancellationToken);
    }

    private async Task FoldAsync(List<CaseWork> leased, CancellationToken cancellationToken)
    {
        try
        {
            await using var db = await contexts.CreateDbContextAsync(cancellationToken);
            var ids = leased.ConvertAll(w => w.CaseId);
            var moved = await db.TraceCases.AsNoTracking().Where(t => ids.Contains(t.TraceId) && t.CaseId != t.TraceId).Select(t => t.CaseId).Distinct().ToListAsync(cancellationToken);
            var inputs = await CaseSegments.LoadAsync(db, ids, cancellationToken);
            FoldSettings settings;
            do
            {
                settings = await book.CurrentAsync(db, cancellationToken);
                var folded = inputs.Values.Select(i => (i.CaseId, Folded: CaseFold.Fold(i, options.Value, settings))).ToDictionary(f => f.CaseId, f => f.Folded);
                if (await WriteAsync(db, leased, folded, moved, settings.Revision, cancellationToken)) { return; }
            }
            while (!cancellationToken.IsCancellationRequested);
        }
        catch (Exception error) when (!cancellationToken.IsCancellationRequested)
        {
            if (leased.Count == 1)
            {
                await PostponeAsync(leased, error);
                return;
            }

            // One case that cannot be folded must not hold up the others: each gets a batch of its own.
            foreach (var work in leased) { await FoldAsync([work], cancellationToken); }
        }
    }

    /// <returns>False where what cases are folded by has changed meanwhile: nothing was written, and they have to be folded again.</returns>
    private async Task<bool> WriteAsync(
        ConsoleDbContext db, List<CaseWork> leased, Dictionary<string, FoldedCase?> folded, List<string> moved, long revision, CancellationToken cancellationToken)
    {
        var now = Now();
        using var pass = await gate.EnterAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);

        // The lock comes first: of two nodes that fold cases of one customer the second must see what the first wrote.
        var sequence = await db.ReserveSequenceAsync(leased.Count, cancellationToken);
        if (await FoldBook.RevisionAsync(db, cancellationToken) != revision) { return false; }
        var held = await TakeAsync(db, leased, cancellationToken);
        var stored = await db.Cases.AsNoTracking().Where(c => held.Contains(c.Id))
            .Select(c => new CasePlace(c.Id, c.Customer, c.Intent, c.At, c.ClosedAt, c.ReengagesCase, c.FollowedBy)).ToListAsync(cancellationToken);
        var cases = held.Select(id => folded[id]).OfType<FoldedCase>().ToList();
        var vanished = held.Where(id => folded[id] is null).ToList();
        var timeline = await CustomerTimeline.ReadAsync(db, [.. cases.Select(c => CasePlace.Of(c.Facts))], stored, options.Value, cancellationToken);
        var known = stored.Select(c => c.Id).ToHashSet();
        cases = cases.ConvertAll(c => c with { Neighbours = timeline.Of(c.Facts.Id), IsNew = !known.Contains(c.Facts.Id) });
        foreach (var judge in judges) { await judge.JudgeAsync(db, cases, vanished, now, cancellationToken); }

        foreach (var one in cases) { one.Facts.Sequence = sequence++; }
        db.Rows.Put(cases.Select(c => c.Facts));
        db.Rows.Put(cases.Select(c => (c.Facts.Id, At: CaseTimers.NextAfter(c, options.Value, now))).Where(c => c.At is not null)
            .Select(c => new CaseTimer { CaseId = c.Id, DueAt = c.At!.Value }));
        var before = cases.StoredBefore(vanished);
        if (before.Count > 0) { await db.CaseTimers.Where(t => before.Contains(t.CaseId)).ExecuteDeleteAsync(cancellationToken); }
        if (vanished.Count > 0) { await db.Cases.Where(c => vanished.Contains(c.Id)).ExecuteDeleteAsync(cancellationToken); }
        await db.SaveChangesAsync(cancellationToken);
        await db.Rows.WriteAsync(cancellationToken);
        await CaseTimers.SetAsync(db, timeline.Stale, now, cancellationToken);
        foreach (var id in moved) { await CaseTimers.TouchAsync(db, id, now, cancellationToken); }
        // The work is done; a stop that comes this late would only have it done again.
        await transaction.CommitAsync(CancellationToken.None);
        FoldTelemetry.Folded(held.Count);
        return true;
    }

    /// <summary>
    /// Takes the work off the list, and returns what was still ours. News that came since the lease raised the token: such a case is folded
    /// again anyway, and this older view of it is not written. Nor is a case waited for that somebody is touching right now.
    /// </summary>
    internal static async Task<List<string>> TakeAsync(ConsoleDbContext db, List<CaseWork> leased, CancellationToken cancellationToken)
    {
        // In this order the leases find the rows by their key; a list of pairs would read the whole table.
        await using var take = new RowStatement(
            db.Database.GetDbConnection(), db.Database.CurrentTransaction!.GetDbTransaction(), 2, """DELETE FROM "CaseWork" WHERE "CaseId" IN (WITH l("Id", "Token") AS (""", $"""
            ) SELECT w."CaseId" FROM l CROSS JOIN "CaseWork" w WHERE w."CaseId" = l."Id" AND w."Token" = l."Token" ORDER BY w."CaseId" {db.SkipLocked}) RETURNING "CaseId"
            """, db.ValuesAtOnce / 2);
        var taken = await take.ReadAsync(leased.OrderBy(w => w.CaseId, StringComparer.Ordinal).Select(w => (object[])[w.CaseId, w.Token]), row => row.GetString(0), cancellationToken);
        return [.. taken.Order(StringComparer.Ordinal)];
    }

    private async Task WakeAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await CaseTimers.WakeAsync(db, gate, Now(), options.Value.Batch, cancellationToken);
    }

    private DateTime Now() => clock.GetUtcNow().UtcDateTime;
}
