using Acsr.Cases;
using Acsr.Store;
using Microsoft.EntityFrameworkCore;

namespace Acsr.Kpis;

public sealed class DashboardsOnSqlite : DashboardsTests<SqliteStore>;

public sealed class DashboardsOnPostgres : DashboardsTests<PostgresStore>;

/// <summary>Who sees a dashboard, who changes it, and what the log says of it.</summary>
public abstract class DashboardsTests<TStore> : CaseFixture<TStore> where TStore : TestStore, new()
{
    private static readonly DashboardTile Tile = new("Returns", "trend", "kpi=fcr&intent=return");

    private Dashboards Desk => Get<Dashboards>();

    [Fact]
    public async Task A_dashboard_is_seen_by_others_once_it_is_shared_and_changed_by_its_owner_only()
    {
        var id = await Desk.AddAsync("lea-id", "lea", " Mornings ", shared: false, [Tile], default);

        Assert.Empty(await Desk.ListAsync("leo-id", default));
        Assert.Null(await Desk.GetAsync(id, "leo-id", default));
        Assert.True(await Desk.ChangeAsync(id, "lea-id", "lea", "Mornings", shared: true, [Tile, Tile with { Show = "figure" }], default));
        var seen = Assert.Single(await Desk.ListAsync("leo-id", default));
        Assert.Equal(("Mornings", "lea", true, 2), (seen.Name, seen.UserName, seen.Shared, seen.Tiles.Count));
        Assert.Equal([Tile, Tile with { Show = "figure" }], seen.Tiles);
        Assert.False(await Desk.ChangeAsync(id, "leo-id", "leo", "Mine", shared: true, [], default));
        Assert.False(await Desk.RemoveAsync(id, "leo-id", "leo", default));
        Assert.True(await Desk.RemoveAsync(id, "lea-id", "lea", default));

        Assert.Null(await Desk.GetAsync(id, "lea-id", default));
        Assert.Equal(["dashboard.added", "dashboard.changed", "dashboard.removed"],
            await Store.WithAsync(db => db.AuditEntries.Where(e => e.Action.StartsWith("dashboard.")).OrderBy(e => e.Id).Select(e => e.Action).ToListAsync()));
    }

    [Fact]
    public async Task A_dashboard_without_a_name_or_with_too_many_tiles_is_refused()
    {
        await Assert.ThrowsAnyAsync<ArgumentException>(() => Desk.AddAsync("lea-id", "lea", " ", shared: false, [], default));
        await Assert.ThrowsAnyAsync<ArgumentException>(() => Desk.AddAsync("lea-id", "lea", "Many", shared: false, [.. Enumerable.Repeat(Tile, Dashboards.MostTiles + 1)], default));
        Assert.Empty(await Desk.ListAsync("lea-id", default));
    }
}
