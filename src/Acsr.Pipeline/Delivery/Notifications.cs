using Acsr.Store;
using Microsoft.EntityFrameworkCore;

namespace Acsr.Delivery;

/// <summary>A notification as one person sees it.</summary>
public sealed record NotificationView(long Id, DateTime At, string Title, string Text, string Link, bool Read);

/// <summary>What a person is told of, and what of it they have read.</summary>
public sealed class Notifications(IDbContextFactory<ConsoleDbContext> contexts, WriteGate gate, TimeProvider clock)
{
    /// <summary>Older ones are not shown any more.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(30);

    private DateTime Since => clock.GetUtcNow().UtcDateTime - Kept;

    /// <summary>How many the person has not read.</summary>
    public async Task<int> UnreadAsync(string userId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await Unread(db, userId).CountAsync(cancellationToken);
    }

    /// <summary>The newest ones, newest first.</summary>
    public async Task<IReadOnlyList<NotificationView>> ListAsync(string userId, int take, CancellationToken cancellationToken)
    {
        var since = Since;
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Notifications.AsNoTracking().Where(n => n.At >= since).OrderByDescending(n => n.Id).Take(take)
            .Select(n => new NotificationView(n.Id, n.At, n.Title, n.Text, n.Link, db.NotificationReads.Any(r => r.UserId == userId && r.NotificationId == n.Id)))
            .ToListAsync(cancellationToken);
    }

    /// <summary>Remembers that the person has read one, or all (null).</summary>
    public async Task ReadAsync(string userId, long? id, CancellationToken cancellationToken)
    {
        using var pass = await gate.EnterAsync(cancellationToken);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var unread = await Unread(db, userId).Where(n => id == null || n.Id == id).Select(n => n.Id).ToListAsync(cancellationToken);
        foreach (var one in unread)
        {
            await db.Database.ExecuteSqlAsync($"""
                INSERT INTO "NotificationReads" ("UserId", "NotificationId") VALUES ({userId}, {one}) ON CONFLICT ("UserId", "NotificationId") DO NOTHING
                """, cancellationToken);
        }
    }

    private IQueryable<Notification> Unread(ConsoleDbContext db, string userId)
    {
        var since = Since;
        return db.Notifications.Where(n => n.At >= since && !db.NotificationReads.Any(r => r.UserId == userId && r.NotificationId == n.Id));
    }
}
