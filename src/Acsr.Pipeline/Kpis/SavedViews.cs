using Acsr.Access;
using Acsr.Store;
using Microsoft.EntityFrameworkCore;

namespace Acsr.Kpis;

/// <summary>Views that people keep, each for themselves or for all.</summary>
public sealed class SavedViews(IDbContextFactory<ConsoleDbContext> contexts, WriteGate gate, TimeProvider clock)
{
    /// <summary>The longest name.</summary>
    public const int LongestName = 80;

    /// <summary>Somebody's own and those that others share, by name.</summary>
    public async Task<IReadOnlyList<SavedView>> ListAsync(string userId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return [.. (await db.SavedViews.AsNoTracking().Where(v => v.UserId == userId || v.Shared).ToListAsync(cancellationToken)).OrderBy(v => v.Name, StringComparer.OrdinalIgnoreCase)];
    }

    /// <summary>Keeps a view; one of the same person and name is replaced.</summary>
    public async Task SaveAsync(string userId, string userName, string name, string address, bool shared, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(name.Length, LongestName);
        using var pass = await gate.EnterAsync(cancellationToken);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var now = clock.GetUtcNow().UtcDateTime;
        var view = await db.SavedViews.SingleOrDefaultAsync(v => v.UserId == userId && v.Name == name.Trim(), cancellationToken);
        var before = view is null ? null : Words(view);
        if (view is null) { db.Add(view = new SavedView { Name = name.Trim(), UserId = userId, UserName = userName, Address = address }); }
        (view.Address, view.Shared, view.SavedAt, view.UserName) = (address, shared, now, userName);
        await AuditLog.AppendAsync(db, userName, "view.saved", view.Name, before, Words(view), now, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    /// <summary>Removes a view of somebody's own.</summary>
    /// <returns>False where there is none of theirs with this id.</returns>
    public async Task<bool> RemoveAsync(long id, string userId, string userName, CancellationToken cancellationToken)
    {
        using var pass = await gate.EnterAsync(cancellationToken);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        if (await db.SavedViews.SingleOrDefaultAsync(v => v.Id == id && v.UserId == userId, cancellationToken) is not { } view) { return false; }
        db.Remove(view);
        await AuditLog.AppendAsync(db, userName, "view.removed", view.Name, Words(view), null, clock.GetUtcNow().UtcDateTime, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    private static string Words(SavedView view) => $"{(view.Shared ? "shared" : "private")}: {view.Address}";
}
