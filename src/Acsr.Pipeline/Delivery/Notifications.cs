using Acsr.Store;
using Microsoft.EntityFrameworkCore;

namespace Acsr.Delivery;

/// <summary>A notification as one person sees it.</summary>
public sealed record NotificationView(long Id, DateTime At, string Title, string Text, string Link, bool Read);

/// <summary>Who looks at the bell: what is told to their roles or to themselves, and what everybody is told.</summary>
/// <param name="UserId">The person.</param>
/// <param name="Roles">Their roles.</param>
public sealed record BellReader(string UserId, params string[] Roles);

/// <summary>What a person is told of, and what of it they have read.</summary>
public sealed class Notifications(IDbContextFactory<ConsoleDbContext> contexts, WriteGate gate, TimeProvider clock)
{
    /// <summary>Older ones are not shown any more.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(30);

    private DateTime Since => clock.GetUtcNow().UtcDateTime - Kept;

    /// <summary>How many the person has not read.</summary>
    public async Task<int> UnreadAsync(BellReader reader, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await Unread(db, reader).CountAsync(cancellationToken);
    }

    /// <summary>The newest ones, newest first.</summary>
    public async Task<IReadOnlyList<NotificationView>> ListAsync(BellReader reader, int take, CancellationToken cancellationToken)
    {
        var userId = reader.UserId;
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await For(db, reader).AsNoTracking().OrderByDescending(n => n.Id).Take(take)
            .Select(n => new NotificationView(n.Id, n.At, n.Title, n.Text, n.Link, db.NotificationReads.Any(r => r.UserId == userId && r.NotificationId == n.Id)))
            .ToListAsync(cancellationToken);
    }

    /// <summary>Remembers that the person has read one, or all (null).</summary>
    public async Task ReadAsync(BellReader reader, long? id, CancellationToken cancellationToken)
    {
        using var pass = await gate.EnterAsync(cancellationToken);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var userId = reader.UserId;
        var unread = await Unread(db, reader).Where(n => id == null || n.Id == id).Select(n => n.Id).ToListAsync(cancellationToken);
        foreach (var one in unread)
        {
            await db.Database.ExecuteSqlAsync($"""
                INSERT INTO "NotificationReads" ("UserId", "NotificationId") VALUES ({userId}, {one}) ON CONFLICT ("UserId", "NotificationId") DO NOTHING
                """, cancellationToken);
        }
    }

    private IQueryable<Notification> Unread(ConsoleDbContext db, BellReader reader)
    {
        var userId = reader.UserId;
        return For(db, reader).Where(n => !db.NotificationReads.Any(r => r.UserId == userId && r.NotificationId == n.Id));
    }

    private IQueryable<Notification> For(ConsoleDbContext db, BellReader reader)
    {
        var since = Since;
        // A person has one to four roles; four placeholders spare a query of their own for each number of them.
        var names = reader.Roles.Append(reader.UserId).Select(name => $"|{name}|").ToList();
        var (a, b, c, d, e) = (names[0], names.ElementAtOrDefault(1) ?? names[0], names.ElementAtOrDefault(2) ?? names[0], names.ElementAtOrDefault(3) ?? names[0], names.ElementAtOrDefault(4) ?? names[0]);
        return db.Notifications.Where(n => n.At >= since
            && (n.Audience == "" || n.Audience.Contains(a) || n.Audience.Contains(b) || n.Audience.Contains(c) || n.Audience.Contains(d) || n.Audience.Contains(e)));
    }
}
