using Acsr.Access;
using Acsr.Cases.Prices;
using Acsr.Ingest;
using Acsr.Store;
using Microsoft.EntityFrameworkCore;

namespace Acsr.Cases;

/// <summary>
/// Keeps what cases are folded by in memory, and knows by one number whether it is still so. Whoever changes it raises the number under the
/// lock of the fold: no fold commits by what was so before.
/// </summary>
public sealed class FoldBook
{
    /// <summary>The row of <see cref="ChangeCounter"/> that counts the changes.</summary>
    private const int Counter = 10;

    private volatile FoldSettings _held = FoldSettings.None with { Revision = -1 };

    /// <summary>As it is in the database of this context: one small read while nothing changes.</summary>
    public async Task<FoldSettings> CurrentAsync(ConsoleDbContext db, CancellationToken cancellationToken)
    {
        var revision = await RevisionAsync(db, cancellationToken);
        var held = _held;
        if (held.Revision == revision) { return held; }
        return _held = await ReadAsync(db, revision, cancellationToken);
    }

    /// <summary>How often it has been changed.</summary>
    public static Task<long> RevisionAsync(ConsoleDbContext db, CancellationToken cancellationToken) =>
        db.ChangeCounters.AsNoTracking().Where(c => c.Id == Counter).Select(c => c.Value).SingleOrDefaultAsync(cancellationToken);

    /// <summary>
    /// A change by a person: what is pending in the context, the number, the audit entry and the job that applies it to stored cases, in one
    /// transaction.
    /// </summary>
    /// <param name="db">With an open transaction, behind the <see cref="WriteGate"/>.</param>
    /// <param name="change">For the audit log.</param>
    /// <param name="job">Which cases are folded again; null: none.</param>
    /// <param name="now">UTC.</param>
    /// <param name="cancellationToken">Nothing is written when it fires.</param>
    public static async Task ChangeAsync(ConsoleDbContext db, BookChange change, RefoldJob? job, DateTime now, CancellationToken cancellationToken)
    {
        await db.LockSequenceAsync(cancellationToken);
        await db.Database.ExecuteSqlAsync(
            $"""INSERT INTO "ChangeCounters" ("Id", "Value") VALUES ({Counter}, 1) ON CONFLICT ("Id") DO UPDATE SET "Value" = "ChangeCounters"."Value" + 1""", cancellationToken);
        if (job is not null)
        {
            job.Total = await RefoldQueue.Of(db, job).CountAsync(cancellationToken);
            // What the new one covers, an older one need not do any more.
            await db.RefoldJobs.Where(j => j.DoneAt == null && (job.From == null || j.From >= job.From) && (job.To == null || j.To <= job.To))
                .ExecuteUpdateAsync(j => j.SetProperty(x => x.DoneAt, now), cancellationToken);
            db.RefoldJobs.Add(job);
        }

        await AuditLog.AppendAsync(db, change.By, change.Action, change.Subject, change.Before, change.After, now, cancellationToken);
    }

    private static async Task<FoldSettings> ReadAsync(ConsoleDbContext db, long revision, CancellationToken cancellationToken)
    {
        var tools = await db.ToolEntries.AsNoTracking().ToListAsync(cancellationToken);
        var spans = await db.SpanRules.AsNoTracking().ToListAsync(cancellationToken);
        var models = await db.ModelPrices.AsNoTracking().Where(price => price.RetiredAt == null).ToListAsync(cancellationToken);
        var units = await db.UnitPrices.AsNoTracking().Where(price => price.RetiredAt == null).ToListAsync(cancellationToken);
        return new FoldSettings(new Conventions(new ToolCatalogue(tools), new SpanRules(spans)), new PriceBook(models, units), revision);
    }
}

/// <summary>What somebody changed, for the audit log.</summary>
/// <param name="By">Who.</param>
/// <param name="Action">Noun and verb.</param>
/// <param name="Subject">What it was done to.</param>
/// <param name="Before">How it was.</param>
/// <param name="After">How it is now.</param>
public sealed record BookChange(string By, string Action, string Subject, string? Before, string? After);
