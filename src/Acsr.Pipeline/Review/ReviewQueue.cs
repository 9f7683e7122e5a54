using System.Runtime.CompilerServices;
using Acsr.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Acsr.Review;

/// <summary>
/// Hands items to reviewers, each to one at a time. Who asks twice, say from two tabs, gets the same item with a new token, and the older
/// token is worth nothing from then on. A lease that has ended is lost even if nobody took the item since; its draft is not.
/// </summary>
public sealed class ReviewQueue(IDbContextFactory<ConsoleDbContext> contexts, WriteGate gate, IOptions<ReviewOptions> options, TimeProvider clock)
{
    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    /// <summary>
    /// Leases the next item to <paramref name="userId"/> in one atomic statement: the one in hand already, else the weightiest that is
    /// free and was not skipped by the same person, the oldest among equals.
    /// </summary>
    public async Task<NextItem> NextAsync(string userId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var now = Now;
        var statement = FormattableStringFactory.Create($$"""
            UPDATE "ReviewItems" SET "LeasedBy" = {0}, "LeasedUntil" = {1}, "Token" = "Token" + 1
            WHERE "Id" = COALESCE(
                (SELECT i."Id" FROM "ReviewItems" i
                 WHERE i."DoneAt" IS NULL AND i."LeasedBy" = {0} AND i."LeasedUntil" > {2}
                 ORDER BY i."Id" LIMIT 1 {{db.SkipLocked}}),
                (SELECT i."Id" FROM "ReviewItems" i
                 WHERE i."DoneAt" IS NULL AND (i."LeasedUntil" IS NULL OR i."LeasedUntil" <= {2})
                   AND NOT EXISTS (SELECT 1 FROM "ReviewSkips" s WHERE s."ItemId" = i."Id" AND s."UserId" = {0})
                 ORDER BY i."Priority" DESC, i."Id" LIMIT 1 {{db.SkipLocked}}))
            RETURNING "Id" AS "ItemId", "CaseId", "Token"
            """, userId, now + options.Value.Lease, now);
        return await LeaseAsync(db, statement, now, cancellationToken) is { } lease
            ? new(lease, null)
            : new(null, await NothingReasonAsync(db, userId, cancellationToken));
    }

    /// <summary>Leases a chosen item to <paramref name="userId"/>, one that the same person skipped included.</summary>
    public async Task<ClaimResult> ClaimAsync(long itemId, string userId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var now = Now;
        var lease = await LeaseAsync(db, $"""
            UPDATE "ReviewItems" SET "LeasedBy" = {userId}, "LeasedUntil" = {now + options.Value.Lease}, "Token" = "Token" + 1
            WHERE "Id" = {itemId} AND "DoneAt" IS NULL AND ("LeasedUntil" IS NULL OR "LeasedUntil" <= {now} OR "LeasedBy" = {userId})
            RETURNING "Id" AS "ItemId", "CaseId", "Token"
            """, now, cancellationToken);
        if (lease is not null) { return new(ClaimOutcome.Leased, lease, null); }

        var item = await db.ReviewItems.AsNoTracking().FirstOrDefaultAsync(i => i.Id == itemId, cancellationToken);
        return item switch
        {
            null => new(ClaimOutcome.NotFound, null, null),
            { DoneAt: not null } => new(ClaimOutcome.Done, null, null),
            _ => new(ClaimOutcome.LeasedByOther, null, item.LeasedBy),
        };
    }

    /// <summary>Starts the lease's time anew; returns until when it now lasts, or null when it is lost.</summary>
    public async Task<DateTime?> HeartbeatAsync(long itemId, string userId, long token, CancellationToken cancellationToken)
    {
        using var pass = await gate.EnterAsync(cancellationToken);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var until = Now + options.Value.Lease;
        var held = await db.ReviewItems.HeldBy(itemId, userId, token, Now)
            .ExecuteUpdateAsync(item => item.SetProperty(i => i.LeasedUntil, until), cancellationToken);
        return held == 1 ? until : null;
    }

    /// <summary>Gives the item back for anybody to take, with the draft kept; false when the lease was lost before.</summary>
    public async Task<bool> ReturnAsync(long itemId, string userId, long token, CancellationToken cancellationToken)
    {
        using var pass = await gate.EnterAsync(cancellationToken);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await ReleaseAsync(db, itemId, userId, token, cancellationToken);
    }

    /// <summary>Gives the item back, and offers it to the same person no more; false when the lease was lost before.</summary>
    public async Task<bool> SkipAsync(long itemId, string userId, long token, string? reason, CancellationToken cancellationToken)
    {
        using var pass = await gate.EnterAsync(cancellationToken);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        if (!await ReleaseAsync(db, itemId, userId, token, cancellationToken)) { return false; }
        await db.Database.ExecuteSqlAsync($"""
            INSERT INTO "ReviewSkips" ("ItemId", "UserId", "Reason", "At") VALUES ({itemId}, {userId}, {reason}, {Now})
            ON CONFLICT ("ItemId", "UserId") DO UPDATE SET "Reason" = excluded."Reason", "At" = excluded."At"
            """, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    private async Task<Lease?> LeaseAsync(ConsoleDbContext db, FormattableString statement, DateTime now, CancellationToken cancellationToken)
    {
        using var pass = await gate.EnterAsync(cancellationToken);
        var leased = await db.Database.SqlQuery<LeasedRow>(statement).ToListAsync(cancellationToken);
        return leased is [var row] ? new Lease(row.ItemId, row.CaseId, row.Token, now + options.Value.Lease) : null;
    }

    private static async Task<NothingReason> NothingReasonAsync(ConsoleDbContext db, string userId, CancellationToken cancellationToken)
    {
        var open = db.ReviewItems.Open();
        if (!await open.AnyAsync(cancellationToken)) { return NothingReason.QueueEmpty; }
        return await open.AnyAsync(item => !db.ReviewSkips.Any(skip => skip.ItemId == item.Id && skip.UserId == userId), cancellationToken)
            ? NothingReason.AllLeased
            : NothingReason.AllSkippedByYou;
    }

    private async Task<bool> ReleaseAsync(ConsoleDbContext db, long itemId, string userId, long token, CancellationToken cancellationToken) =>
        await db.ReviewItems.HeldBy(itemId, userId, token, Now).ExecuteUpdateAsync(item => item
            .SetProperty(i => i.LeasedBy, (string?)null).SetProperty(i => i.LeasedUntil, (DateTime?)null), cancellationToken) == 1;

    private sealed record LeasedRow(long ItemId, string CaseId, long Token);
}
