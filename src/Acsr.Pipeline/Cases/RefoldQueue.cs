using Acsr.Infrastructure;
using Acsr.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Acsr.Cases;

/// <summary>
/// Has stored cases folded again when what they are folded by changed: it hands them to the fold, the newest first and a batch at a time, so
/// that what comes in meanwhile waits for one batch at most. What is left to do is in the database and survives a stop.
/// </summary>
public sealed class RefoldQueue(IDbContextFactory<ConsoleDbContext> contexts, WriteGate gate, TimeProvider clock)
{
    /// <summary>Cases handed over at once, and the most that may be waiting before more are.</summary>
    public const int Batch = 500;

    /// <summary>Raised with every release that keeps a fact which stored cases have too: they are folded again in the background then.</summary>
    public const int FactsVersion = 3;

    /// <summary>The row of the version that stored cases were folded with, or are waiting to be.</summary>
    internal const int Counter = 12;

    /// <summary>The jobs that are not done, in the order in which they are worked off.</summary>
    public async Task<IReadOnlyList<RefoldJob>> WaitingAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.RefoldJobs.AsNoTracking().Where(j => j.DoneAt == null).OrderBy(j => j.Id).ToListAsync(cancellationToken);
    }

    /// <summary>Asks, once after an update of the console, for the cases that were folded before the facts of today were kept.</summary>
    public async Task AddOutdatedAsync(CancellationToken cancellationToken)
    {
        using var pass = await gate.EnterAsync(cancellationToken);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        // Of several nodes that start at once, one asks.
        var raised = await db.Database.ExecuteSqlAsync($"""
            INSERT INTO "ChangeCounters" ("Id", "Value") VALUES ({Counter}, {FactsVersion})
            ON CONFLICT ("Id") DO UPDATE SET "Value" = excluded."Value" WHERE "ChangeCounters"."Value" < excluded."Value"
            """, cancellationToken);
        if (raised == 0) { return; }
        if (await db.Cases.CountAsync(cancellationToken) is > 0 and var total)
        {
            db.RefoldJobs.Add(new RefoldJob { Reason = "The console was updated and keeps more facts of a case", RequestedBy = "console", RequestedAt = clock.GetUtcNow().UtcDateTime, Total = total });
        }

        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    /// <summary>Hands over one batch.</summary>
    /// <returns>True when more is to be done at once; false when nothing is, or enough is waiting.</returns>
    public async Task<bool> QueueBatchAsync(CancellationToken cancellationToken)
    {
        await using (var look = await contexts.CreateDbContextAsync(cancellationToken))
        {
            if (!await look.RefoldJobs.AnyAsync(j => j.DoneAt == null, cancellationToken)) { return false; }
            if (await look.CaseWork.CountAsync(cancellationToken) >= Batch) { return false; }
        }

        using var pass = await gate.EnterAsync(cancellationToken);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var job = await db.RefoldJobs.AsNoTracking().Where(j => j.DoneAt == null).OrderBy(j => j.Id).FirstOrDefaultAsync(cancellationToken);
        if (job is null) { return false; }
        var now = clock.GetUtcNow().UtcDateTime;
        var total = job.CursorId is null ? await Of(db, job).CountAsync(cancellationToken) : job.Total;
        var left = Of(db, job);
        if (job is { CursorAt: { } at, CursorId: { } id }) { left = left.Where(c => c.At < at || (c.At == at && string.Compare(c.Id, id) < 0)); }
        var next = await left.OrderByDescending(c => c.At).ThenByDescending(c => c.Id).Take(Batch).Select(c => new { c.Id, c.At }).ToListAsync(cancellationToken);
        foreach (var one in next.OrderBy(c => c.Id, StringComparer.Ordinal)) { await CaseTimers.TouchAsync(db, one.Id, now, cancellationToken); }

        // Another node that took the same batch has moved the cursor; then this one's writes are dropped.
        var (lastAt, lastId) = next.Count == 0 ? (job.CursorAt, job.CursorId) : (next[^1].At, next[^1].Id);
        DateTime? done = next.Count < Batch ? now : null;
        var moved = await db.RefoldJobs.Where(j => j.Id == job.Id && j.CursorId == job.CursorId && j.DoneAt == null).ExecuteUpdateAsync(j => j
            .SetProperty(x => x.CursorAt, lastAt).SetProperty(x => x.CursorId, lastId).SetProperty(x => x.Total, total)
            .SetProperty(x => x.Queued, x => x.Queued + next.Count).SetProperty(x => x.DoneAt, done), cancellationToken);
        if (moved == 0) { return true; }
        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    /// <summary>The ids of cases that wait for a job, and of which what is stored may differ from what they would be folded to.</summary>
    internal static async Task<HashSet<string>> AheadAsync(ConsoleDbContext db, CancellationToken cancellationToken)
    {
        HashSet<string> ahead = [];
        foreach (var job in await db.RefoldJobs.AsNoTracking().Where(j => j.DoneAt == null).ToListAsync(cancellationToken))
        {
            var left = Of(db, job);
            if (job is { CursorAt: { } at, CursorId: { } id }) { left = left.Where(c => c.At < at || (c.At == at && string.Compare(c.Id, id) < 0)); }
            ahead.UnionWith(await left.Select(c => c.Id).ToListAsync(cancellationToken));
        }

        return ahead;
    }

    /// <summary>The cases that a job is about.</summary>
    internal static IQueryable<Case> Of(ConsoleDbContext db, RefoldJob job)
    {
        var cases = db.Cases.AsNoTracking();
        if (job.From is { } from) { cases = cases.Where(c => c.At >= from); }
        if (job.To is { } to) { cases = cases.Where(c => c.At < to); }
        return cases;
    }
}

/// <summary>Works the queue off.</summary>
public sealed class RefoldWorker(RefoldQueue queue, IDbContextFactory<ConsoleDbContext> contexts, TimeProvider clock, ILogger<RefoldWorker> log) : PeriodicWorker(contexts, clock, log)
{
    protected override TimeSpan Interval => TimeSpan.FromSeconds(1);

    private bool _looked;

    public override async Task<bool> RunOnceAsync(CancellationToken cancellationToken)
    {
        if (!_looked)
        {
            await queue.AddOutdatedAsync(cancellationToken);
            _looked = true;
        }

        return await queue.QueueBatchAsync(cancellationToken);
    }
}
