using Acsr.Access;
using Acsr.Store;
using Microsoft.EntityFrameworkCore;

namespace Acsr.Review;

/// <summary>What became of the wish to hand an item on.</summary>
public enum HandOnOutcome
{
    HandedOn = 1,
    /// <summary>The lease was lost before.</summary>
    LeaseLost = 2,
    /// <summary>No reason is given.</summary>
    NoReason = 3,
    /// <summary>It is the person themselves, one who neither reviews nor leads, or one who worked the case or gave an opinion on it.</summary>
    CannotDecide = 4,
}

/// <summary>Hands items on to a person or to a lead: out of the reviewer's list, to the top of theirs.</summary>
public sealed class ReviewEscalations(IDbContextFactory<ConsoleDbContext> contexts, WriteGate gate, ReviewQueue queue, TimeProvider clock)
{
    private const string Undone = "review.escalation_undone";

    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    /// <summary>Hands the item on, under a good lease; otherwise nothing is written.</summary>
    /// <param name="lease">Of the reviewer.</param>
    /// <param name="by">The reviewer.</param>
    /// <param name="to">Who is to decide; null: a lead.</param>
    /// <param name="reason">What they need decided.</param>
    /// <param name="cancellationToken">Nothing is written when it fires.</param>
    public async Task<HandOnOutcome> EscalateAsync(Lease lease, Reviewer by, Reviewer? to, string? reason, CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(reason)) { return HandOnOutcome.NoReason; }
        using var pass = await gate.EnterAsync(cancellationToken);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await AuditLog.LockAsync(db, cancellationToken);
        var now = Now;
        if (to is not null && (to.Id == by.Id || !await HasRoleAsync(db, to.Id, [Roles.Reviewer, Roles.Lead], cancellationToken) || await IsBiasedAsync(db, lease.ItemId, to, cancellationToken))) { return HandOnOutcome.CannotDecide; }
        if (await db.ReviewItems.HeldBy(lease.ItemId, by.Id, lease.Token, now).ExecuteUpdateAsync(item => item
            .SetProperty(i => i.LeasedBy, (string?)null).SetProperty(i => i.LeasedUntil, (DateTime?)null), cancellationToken) == 0) { return HandOnOutcome.LeaseLost; }
        // Whoever it was handed to may hand it on in turn.
        await db.ReviewEscalations.Where(e => e.ItemId == lease.ItemId).ExecuteDeleteAsync(cancellationToken);
        db.ReviewEscalations.Add(new ReviewEscalation { ItemId = lease.ItemId, To = to?.Id, ToName = to?.Name, ById = by.Id, ByName = by.Name, Reason = reason.Trim(), At = now, Token = lease.Token });
        await AuditLog.AppendAsync(db, by.Name, "review.escalated", $"item {lease.ItemId} of case {lease.CaseId}", null, $"to {to?.Name ?? "a lead"}: {reason.Trim()}", now, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return HandOnOutcome.HandedOn;
    }

    /// <summary>
    /// The escalation that a person wrote last, if nobody has had the item in hand since; what may be taken back. Null where there is none.
    /// </summary>
    public async Task<ReviewEscalation?> LastAsync(string userId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.ReviewEscalations.AsNoTracking()
            .Where(e => e.ById == userId && db.ReviewItems.Any(i => i.Id == e.ItemId && i.DoneAt == null && i.Token == e.Token))
            .OrderByDescending(e => e.At).ThenByDescending(e => e.ItemId).FirstOrDefaultAsync(cancellationToken);
    }

    /// <summary>Takes an escalation back and the item in hand again; false when somebody has had it since.</summary>
    public async Task<bool> TakeBackAsync(ReviewEscalation escalation, Reviewer by, CancellationToken cancellationToken)
    {
        using (await gate.EnterAsync(cancellationToken))
        {
            await using var db = await contexts.CreateDbContextAsync(cancellationToken);
            await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
            await AuditLog.LockAsync(db, cancellationToken);
            if (await db.ReviewEscalations.Where(e => e.ItemId == escalation.ItemId && e.ById == by.Id && e.At == escalation.At
                && db.ReviewItems.Any(i => i.Id == e.ItemId && i.DoneAt == null && i.Token == e.Token)).ExecuteDeleteAsync(cancellationToken) == 0) { return false; }
            await AuditLog.AppendAsync(db, by.Name, Undone, $"item {escalation.ItemId}", $"to {escalation.ToName ?? "a lead"}: {escalation.Reason}", null, Now, cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }

        return (await queue.ClaimAsync(escalation.ItemId, by.Id, cancellationToken)).Lease is not null;
    }

    /// <summary>Who else can decide an item: reviewers and leads, by name.</summary>
    public async Task<IReadOnlyList<Reviewer>> PeopleAsync(string except, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var now = clock.GetUtcNow();
        var users = await db.Users.AsNoTracking().Where(u => u.Id != except && db.UserRoles.Any(r => r.UserId == u.Id && db.Roles.Any(role => role.Id == r.RoleId && (role.Name == Roles.Reviewer || role.Name == Roles.Lead))))
            .OrderBy(u => u.NormalizedUserName).ToListAsync(cancellationToken);
        return [.. users.Where(u => !(u.LockoutEnd > now)).Select(u => new Reviewer(u.Id, u.UserName ?? u.Id))];
    }

    /// <summary>Whether a person is a lead, by what the store says now: only they may take what was handed to a lead.</summary>
    internal static Task<bool> IsLeadAsync(ConsoleDbContext db, string userId, CancellationToken cancellationToken) => HasRoleAsync(db, userId, [Roles.Lead], cancellationToken);

    // Nobody decides a case that they worked, nor gives two opinions on one.
    private static async Task<bool> IsBiasedAsync(ConsoleDbContext db, long itemId, Reviewer to, CancellationToken cancellationToken)
    {
        var item = await db.ReviewItems.AsNoTracking().FirstAsync(i => i.Id == itemId, cancellationToken);
        var set = item.FirstId ?? item.Id;
        return item.Authors.Contains(to.Name, StringComparer.OrdinalIgnoreCase) || await db.Reviews.AnyAsync(r => r.SetId == set && r.ReviewerId == to.Id, cancellationToken);
    }

    private static Task<bool> HasRoleAsync(ConsoleDbContext db, string userId, string[] roles, CancellationToken cancellationToken) =>
        db.UserRoles.AnyAsync(r => r.UserId == userId && db.Roles.Any(role => role.Id == r.RoleId && roles.Contains(role.Name)), cancellationToken);

    /// <summary>An item's escalation; null where it has none.</summary>
    public async Task<ReviewEscalation?> FindAsync(long itemId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.ReviewEscalations.AsNoTracking().FirstOrDefaultAsync(e => e.ItemId == itemId, cancellationToken);
    }

    /// <summary>The first item that waits for a lead's decision and is free; null where there is none.</summary>
    public async Task<long?> NextForLeadAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var now = Now;
        return await db.ReviewEscalations.Where(e => e.To == null && db.ReviewItems.Any(i => i.Id == e.ItemId && i.DoneAt == null && (i.LeasedUntil == null || i.LeasedUntil <= now)))
            .OrderBy(e => e.At).ThenBy(e => e.ItemId).Select(e => (long?)e.ItemId).FirstOrDefaultAsync(cancellationToken);
    }
}
