using Acsr.Store;
using Microsoft.EntityFrameworkCore;

namespace Acsr.Knowledge;

/// <summary>A page of the feed.</summary>
/// <param name="Lines">JSON, one each, in order.</param>
/// <param name="Cursor">What to ask with next: the last line's number, or what was asked with where there is none.</param>
/// <param name="Last">The newest line's number; 0 where nothing has left yet.</param>
public sealed record FeedPage(IReadOnlyList<string> Lines, long Cursor, long Last)
{
    public bool HasMore => Cursor < Last;
}

/// <summary>A changeset with its changes.</summary>
public sealed record ChangesetStory(Changeset Changeset, IReadOnlyList<ChunkChange> Changes);

/// <summary>
/// Reads what left. A number is given out under a lock that is held until the commit, so a reader that has seen number N has seen all below it:
/// the last number is a cursor that misses nothing.
/// </summary>
public sealed class ChangeFeed(IDbContextFactory<ConsoleDbContext> contexts)
{
    public const int MaxLines = 5_000;

    /// <summary>Lines behind a cursor (0: from the first).</summary>
    public async Task<FeedPage> ReadAsync(long cursor, int limit, CancellationToken cancellationToken = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var last = await db.ChunkChanges.MaxAsync(c => (long?)c.Sequence, cancellationToken) ?? 0;
        var rows = await db.ChunkChanges.AsNoTracking().Where(c => c.Sequence > cursor && c.Sequence <= last).OrderBy(c => c.Sequence).Take(Math.Clamp(limit, 1, MaxLines)).Select(c => new { c.Sequence, c.Line }).ToListAsync(cancellationToken);
        return new(rows.ConvertAll(r => r.Line), rows.Count == 0 ? cursor : rows[^1].Sequence, last);
    }

    /// <summary>Newest first.</summary>
    public async Task<(IReadOnlyList<Changeset> Sets, int Total)> ListAsync(int take, CancellationToken cancellationToken = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return (await db.Changesets.AsNoTracking().OrderByDescending(c => c.Id).Take(take).ToListAsync(cancellationToken), await db.Changesets.CountAsync(cancellationToken));
    }

    /// <summary>Null when there is no such changeset.</summary>
    public async Task<ChangesetStory?> FindAsync(long id, int take, CancellationToken cancellationToken = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        if (await db.Changesets.AsNoTracking().FirstOrDefaultAsync(c => c.Id == id, cancellationToken) is not { } set) { return null; }
        return new(set, await db.ChunkChanges.AsNoTracking().Where(c => c.ChangesetId == id).OrderBy(c => c.Sequence).Take(take).ToListAsync(cancellationToken));
    }
}
