using Acsr.Store;
using Microsoft.EntityFrameworkCore;

namespace Acsr.Releases;

/// <summary>What became of a row from one version to another.</summary>
public enum RowChange
{
    Added = 1,
    Removed = 2,
    /// <summary>The same decision, written otherwise or on the other side.</summary>
    Changed = 3,
}

/// <summary>How many rows differ.</summary>
public sealed record ReleaseDiffCounts(int Added, int Removed, int Changed, int Same);

/// <summary>A row that differs.</summary>
/// <param name="ItemId">Which.</param>
/// <param name="Change">How.</param>
/// <param name="Before">As it stood in the version compared with; null where it was not there.</param>
/// <param name="After">As it stands in this version; null where it is not there.</param>
public sealed record RowDifference(string ItemId, RowChange Change, ReleaseRow? Before, ReleaseRow? After);

/// <summary>Compares two releases row by row. Rows are the same where their digests are; the database finds those that differ, whatever their number.</summary>
public sealed class ReleaseDiffs(IDbContextFactory<ConsoleDbContext> contexts)
{
    /// <summary>How many rows came, went and changed from one release to another.</summary>
    public async Task<ReleaseDiffCounts> CountAsync(long before, long after, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var (old, now) = (Rows(db, before), Rows(db, after));
        var changed = await Differing(old, now).CountAsync(cancellationToken);
        var added = await now.CountAsync(n => !old.Any(o => o.ItemId == n.ItemId), cancellationToken);
        var total = await now.CountAsync(cancellationToken);
        return new ReleaseDiffCounts(added, await old.CountAsync(o => !now.Any(n => n.ItemId == o.ItemId), cancellationToken), changed, total - added - changed);
    }

    /// <summary>Rows that differ in one way, in order of item, behind one of them (null: from the first).</summary>
    public async Task<IReadOnlyList<RowDifference>> ListAsync(long before, long after, RowChange change, string? behind, int take, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var (old, now) = (Rows(db, before), Rows(db, after));
        var ids = change switch
        {
            RowChange.Added => now.Where(n => !old.Any(o => o.ItemId == n.ItemId)).Select(r => r.ItemId),
            RowChange.Removed => old.Where(o => !now.Any(n => n.ItemId == o.ItemId)).Select(r => r.ItemId),
            _ => Differing(old, now),
        };
        var start = behind ?? "";
        var page = await ids.Where(id => string.Compare(id, start) > 0).OrderBy(id => id).Take(take).ToListAsync(cancellationToken);
        var were = await old.AsNoTracking().Where(r => page.Contains(r.ItemId)).ToDictionaryAsync(r => r.ItemId, cancellationToken);
        var are = await now.AsNoTracking().Where(r => page.Contains(r.ItemId)).ToDictionaryAsync(r => r.ItemId, cancellationToken);
        foreach (var row in were.Values.Concat(are.Values)) { row.Preview = ReleaseItems.Preview(row); }
        return page.ConvertAll(id => new RowDifference(id, change, were.GetValueOrDefault(id), are.GetValueOrDefault(id)));
    }

    private static IQueryable<ReleaseRow> Rows(ConsoleDbContext db, long release) => db.ReleaseRows.Where(r => r.ReleaseId == release);

    private static IQueryable<string> Differing(IQueryable<ReleaseRow> old, IQueryable<ReleaseRow> now) =>
        old.Join(now, o => o.ItemId, n => n.ItemId, (o, n) => new { o, n }).Where(pair => pair.o.Digest != pair.n.Digest).Select(pair => pair.n.ItemId);
}
