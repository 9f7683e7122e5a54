using Acsr.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Acsr.Review;

/// <summary>
/// Hands items to reviewers, each to one at a time. Who asks twice, say from two tabs, gets the same item with a new token, and the older
/// token is worth nothing from then on. A lease that has ended is lost even if nobody took the item since; its draft is not.
/// </summary>
public sealed class ReviewQueue(ClaimGroup group, IDbContextFactory<ConsoleDbContext> contexts, WriteGate gate, IOptions<ReviewOptions> options, TimeProvider clock)
{
    private const int Again = 3;

    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    /// <inheritdoc cref="NextAsync(string, string?, CancellationToken)"/>
    public Task<NextItem> NextAsync(string userId, CancellationToken cancellationToken) => NextAsync(userId, null, cancellationToken);

    /// <summary>
    /// Leases the next item to <paramref name="userId"/> in one atomic statement: the one in hand already, else the first, in the queue's
    /// order, that is free and that the person may and can review. A share of the work comes out of its turn, drawn at random over all cases.
    /// </summary>
    /// <param name="userId">Who asks.</param>
    /// <param name="queue">Only items of this queue, in its order; null: of all the person's queues, the most valuable first.</param>
    /// <param name="cancellationToken">Ends the asking.</param>
    public async Task<NextItem> NextAsync(string userId, string? queue, CancellationToken cancellationToken)
    {
        if (await EscalatedAsync(userId, queue, cancellationToken) is { } handed) { return new(handed, null); }
        var (claimant, lease) = await group.ClaimAsync(userId, queue).WaitAsync(cancellationToken);
        if (lease is not null) { return new(lease, null); }
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var why = await claimant.NothingReasonAsync(db, cancellationToken);
        // Another node may have looked at what is free at the same moment, and left it.
        for (var again = 0; why == NothingReason.AllLeased && again < Again && await FirstAsync(db, claimant, 0, atRandom: false, cancellationToken) is not null; again++)
        {
            (claimant, lease) = await group.ClaimAsync(userId, queue).WaitAsync(cancellationToken);
            if (lease is not null) { return new(lease, null); }
            why = await claimant.NothingReasonAsync(db, cancellationToken);
        }

        return new(null, why);
    }

    /// <summary>
    /// The items one of which a person would probably get next, were the present one settled: what was handed to them, else the first in order and
    /// the first of those drawn at random. Nothing is taken.
    /// </summary>
    public async Task<IReadOnlyList<long>> PeekAsync(string userId, string? queue, long present, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        if (queue is null && (await HandedTo(db, userId).Where(id => id != present).Take(1).ToListAsync(cancellationToken)) is [var handed]) { return [handed]; }
        var claimant = await Claimant.ReadAsync(db, userId, queue, cancellationToken);
        if (claimant.Queues.Count == 0) { return []; }
        var first = await FirstAsync(db, claimant, present, atRandom: false, cancellationToken);
        var random = options.Value.RandomShare > 0 ? await FirstAsync(db, claimant, present, atRandom: true, cancellationToken) : null;
        return [.. new[] { first, random }.OfType<long>().Distinct()];
    }

    private async Task<long?> FirstAsync(ConsoleDbContext db, Claimant claimant, long present, bool atRandom, CancellationToken cancellationToken) =>
        await db.Database.SqlQuery<long>(claimant.PeekStatement(Now, present, atRandom)).ToListAsync(cancellationToken) is [var item] ? item : null;

    // What waits for a person by name, the oldest first, without what they skipped or a colleague holds.
    private IQueryable<long> HandedTo(ConsoleDbContext db, string userId)
    {
        var now = Now;
        return db.ReviewEscalations.Where(e => e.To == userId
                && db.ReviewItems.Any(i => i.Id == e.ItemId && i.DoneAt == null && (i.LeasedUntil == null || i.LeasedUntil <= now))
                && !db.ReviewSkips.Any(s => s.ItemId == e.ItemId && s.UserId == userId))
            .OrderBy(e => e.At).ThenBy(e => e.ItemId).Select(e => e.ItemId);
    }

    /// <summary>Leases a chosen item to <paramref name="userId"/>, one that the same person skipped included.</summary>
    public async Task<ClaimResult> ClaimAsync(long itemId, string userId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var now = Now;
        var claimant = await Claimant.ReadAsync(db, userId, null, cancellationToken);
        if (await db.ReviewEscalations.AsNoTracking().FirstOrDefaultAsync(e => e.ItemId == itemId && db.ReviewItems.Any(i => i.Id == itemId && i.DoneAt == null), cancellationToken) is { } handed)
        {
            if (!(handed.To is { } to ? to == userId : await ReviewEscalations.IsLeadAsync(db, userId, cancellationToken))) { return new(ClaimOutcome.Escalated, null, handed.To); }
            // Who is asked to decide need not work the queue otherwise.
            claimant = claimant with { Queues = await db.ReviewItems.Where(i => i.Id == itemId).Select(i => i.Queue).ToListAsync(cancellationToken) };
        }

        var until = now + options.Value.Lease;
        Lease? lease;
        using (await gate.EnterAsync(cancellationToken)) { lease = await Claimant.LeaseAsync(db, claimant.Statement(itemId, now, until), until, cancellationToken); }
        if (lease is not null) { return new(ClaimOutcome.Leased, lease, null); }

        var item = await db.ReviewItems.AsNoTracking().FirstOrDefaultAsync(i => i.Id == itemId, cancellationToken);
        return item switch
        {
            null => new(ClaimOutcome.NotFound, null, null),
            { DoneAt: not null } => new(ClaimOutcome.Done, null, null),
            { LeasedUntil: { } held } when held > now && item.LeasedBy != userId => new(ClaimOutcome.LeasedByOther, null, item.LeasedBy),
            _ when claimant.Queues.Contains(item.Queue) => new(ClaimOutcome.OwnCase, null, null),
            _ => new(await db.ReviewerPauses.AnyAsync(p => p.ReviewerId == userId && p.Queue == item.Queue && p.ResumedAt == null, cancellationToken) ? ClaimOutcome.Paused : ClaimOutcome.NotAMember, null, null),
        };
    }

    /// <summary>Whether a person has another open item of the same case in hand.</summary>
    public async Task<bool> HoldsOtherAsync(ReviewRow item, string userId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.ReviewItems.Leased(Now).AnyAsync(i => i.LeasedBy == userId && i.CaseId == item.CaseId && i.Id != item.Id, cancellationToken);
    }

    /// <summary>Whether this very lease of an item is good; nothing is written.</summary>
    public async Task<bool> HoldsAsync(long itemId, string userId, long token, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.ReviewItems.HeldBy(itemId, userId, token, Now).AnyAsync(cancellationToken);
    }

    // What colleagues handed to this person comes before everything but the item in hand. It is rare, and found by its index.
    private async Task<Lease?> EscalatedAsync(string userId, string? queue, CancellationToken cancellationToken)
    {
        if (queue is not null) { return null; }
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var now = Now;
        var waiting = await HandedTo(db, userId).ToListAsync(cancellationToken);
        if (waiting.Count == 0 || await db.ReviewItems.Leased(now).AnyAsync(i => i.LeasedBy == userId, cancellationToken)) { return null; }
        foreach (var itemId in waiting)
        {
            if ((await ClaimAsync(itemId, userId, cancellationToken)).Lease is { } lease) { return lease; }
        }

        return null;
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

    private async Task<bool> ReleaseAsync(ConsoleDbContext db, long itemId, string userId, long token, CancellationToken cancellationToken) =>
        await db.ReviewItems.HeldBy(itemId, userId, token, Now).ExecuteUpdateAsync(item => item
            .SetProperty(i => i.LeasedBy, (string?)null).SetProperty(i => i.LeasedUntil, (DateTime?)null), cancellationToken) == 1;
}
