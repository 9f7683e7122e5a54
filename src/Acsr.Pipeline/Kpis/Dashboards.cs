using System.Text.Json;
using Acsr.Access;
using Acsr.Store;
using Microsoft.EntityFrameworkCore;

namespace Acsr.Kpis;

/// <summary>One tile of a dashboard.</summary>
/// <param name="Title">What it is called.</param>
/// <param name="Show">What of the view is shown: <c>figure</c>, <c>trend</c>, <c>breakdown</c>, <c>hours</c> or <c>distribution</c>.</param>
/// <param name="View">KPI, range, filters and breakdown, as they stand behind the question mark of the page that explores. A copy: the saved view may change or go.</param>
public sealed record DashboardTile(string Title, string Show, string View);

/// <summary>A dashboard as it is shown.</summary>
public sealed record DashboardView(long Id, string Name, string UserId, string UserName, bool Shared, IReadOnlyList<DashboardTile> Tiles, DateTime SavedAt);

/// <summary>Dashboards that people put together, each for themselves or for all.</summary>
public sealed class Dashboards(IDbContextFactory<ConsoleDbContext> contexts, WriteGate gate, TimeProvider clock)
{
    /// <summary>The longest name and the longest title of a tile.</summary>
    public const int LongestName = 80;

    /// <summary>The most tiles: more are no longer seen at a glance.</summary>
    public const int MostTiles = 24;

    /// <summary>Somebody's own and those that others share, by name.</summary>
    public async Task<IReadOnlyList<DashboardView>> ListAsync(string userId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return [.. (await db.Dashboards.AsNoTracking().Where(d => d.UserId == userId || d.Shared).ToListAsync(cancellationToken)).OrderBy(d => d.Name, StringComparer.OrdinalIgnoreCase).ThenBy(d => d.Id).Select(ViewOf)];
    }

    /// <summary>One of them; null where there is none that this person may see.</summary>
    public async Task<DashboardView?> GetAsync(long id, string userId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Dashboards.AsNoTracking().SingleOrDefaultAsync(d => d.Id == id && (d.UserId == userId || d.Shared), cancellationToken) is { } found ? ViewOf(found) : null;
    }

    /// <summary>Makes a new one and returns its id.</summary>
    public async Task<long> AddAsync(string userId, string userName, string name, bool shared, IReadOnlyList<DashboardTile> tiles, CancellationToken cancellationToken)
    {
        Check(name, tiles);
        using var pass = await gate.EnterAsync(cancellationToken);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var now = clock.GetUtcNow().UtcDateTime;
        var dashboard = new Dashboard { Name = name.Trim(), UserId = userId, UserName = userName, Shared = shared, Tiles = JsonSerializer.Serialize(tiles), SavedAt = now };
        db.Add(dashboard);
        await AuditLog.AppendAsync(db, userName, "dashboard.added", dashboard.Name, null, Words(dashboard), now, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return dashboard.Id;
    }

    /// <summary>Changes name, tiles or who sees it.</summary>
    /// <returns>False where this person has none of this id.</returns>
    public async Task<bool> ChangeAsync(long id, string userId, string userName, string name, bool shared, IReadOnlyList<DashboardTile> tiles, CancellationToken cancellationToken)
    {
        Check(name, tiles);
        return await WithOwnAsync(id, userId, userName, "dashboard.changed", (_, dashboard) =>
        {
            (dashboard.Name, dashboard.Shared, dashboard.Tiles, dashboard.UserName) = (name.Trim(), shared, JsonSerializer.Serialize(tiles), userName);
            dashboard.SavedAt = clock.GetUtcNow().UtcDateTime;
            return true;
        }, cancellationToken);
    }

    /// <summary>Removes one of somebody's own.</summary>
    /// <returns>False where this person has none of this id.</returns>
    public Task<bool> RemoveAsync(long id, string userId, string userName, CancellationToken cancellationToken) => WithOwnAsync(id, userId, userName, "dashboard.removed", (db, dashboard) =>
    {
        db.Remove(dashboard);
        return false;
    }, cancellationToken);

    private async Task<bool> WithOwnAsync(long id, string userId, string userName, string what, Func<ConsoleDbContext, Dashboard, bool> change, CancellationToken cancellationToken)
    {
        using var pass = await gate.EnterAsync(cancellationToken);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        if (await db.Dashboards.SingleOrDefaultAsync(d => d.Id == id && d.UserId == userId, cancellationToken) is not { } dashboard) { return false; }
        var (name, before) = (dashboard.Name, Words(dashboard));
        var stays = change(db, dashboard);
        await AuditLog.AppendAsync(db, userName, what, name, before, stays ? Words(dashboard) : null, clock.GetUtcNow().UtcDateTime, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    private static void Check(string name, IReadOnlyList<DashboardTile> tiles)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(name.Trim().Length, LongestName);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(tiles.Count, MostTiles);
    }

    private static DashboardView ViewOf(Dashboard dashboard) =>
        new(dashboard.Id, dashboard.Name, dashboard.UserId, dashboard.UserName, dashboard.Shared, JsonSerializer.Deserialize<List<DashboardTile>>(dashboard.Tiles)!, dashboard.SavedAt);

    private static string Words(Dashboard dashboard) => $"{dashboard.Name}, {(dashboard.Shared ? "shared" : "private")}: {dashboard.Tiles}";
}
