using Acsr.Policies;
using Acsr.Releases.Formats;
using Acsr.Review;
using Acsr.Store;
using Microsoft.EntityFrameworkCore;

namespace Acsr.Releases;

public sealed partial class ReleaseDesk
{
    /// <summary>All releases, newest first.</summary>
    public async Task<IReadOnlyList<ReleaseSummary>> ListAsync(CancellationToken cancellationToken = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await SummariesAsync(db, db.Releases, cancellationToken);
    }

    /// <summary>Null when there is no such release.</summary>
    public async Task<ReleaseDetails?> GetAsync(long id, CancellationToken cancellationToken = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        if (await SummariesAsync(db, db.Releases.Where(r => r.Id == id), cancellationToken) is not [var summary]) { return null; }
        var files = await db.ReleaseFiles.Where(f => f.ReleaseId == id).OrderBy(f => f.Path)
            .Select(f => new ReleaseFileSummary(f.Path, f.Length > 0 ? f.Length : f.Content.Length, f.Sha256)).ToListAsync(cancellationToken);
        return new ReleaseDetails(summary, files);
    }

    /// <summary>Rows behind a position (null: from the first), in the order of the files.</summary>
    public async Task<IReadOnlyList<ReleaseRowView>> RowsAsync(long id, int? after, int take, CancellationToken cancellationToken = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var start = after ?? -1;
        var rows = await db.ReleaseRows.AsNoTracking().Where(r => r.ReleaseId == id && r.Position > start)
            .OrderBy(r => r.Position).Take(take).ToListAsync(cancellationToken);
        var ids = rows.ConvertAll(r => r.ReviewId);
        foreach (var row in rows) { row.Preview = ReleaseItems.Preview(row); }
        var reviews = await db.Reviews.AsNoTracking().Where(r => ids.Contains(r.Id)).ToDictionaryAsync(r => r.Id, cancellationToken);
        return rows.ConvertAll(r => new ReleaseRowView(r, reviews.GetValueOrDefault(r.ReviewId)));
    }

    /// <summary>Reviews behind rows, where they are still here.</summary>
    public async Task<IReadOnlyList<CaseReview>> ReviewsAsync(IReadOnlyCollection<long> ids, CancellationToken cancellationToken = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Reviews.AsNoTracking().Where(r => ids.Contains(r.Id)).ToListAsync(cancellationToken);
    }

    /// <summary>Ids of the items that were withdrawn from a release.</summary>
    public async Task<IReadOnlyList<string>> TombstonesAsync(long id, CancellationToken cancellationToken = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.ReleaseRows.Where(r => r.ReleaseId == id && r.WithdrawnAt != null).OrderBy(r => r.Position).Select(r => r.ItemId).ToListAsync(cancellationToken);
    }

    /// <summary>How the clauses that its rows cite stand now. A review that was erased cites nothing any more.</summary>
    public async Task<ReleaseCurrency> CurrencyAsync(long id, CancellationToken cancellationToken = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var rows = await db.ReleaseRows.CountAsync(r => r.ReleaseId == id, cancellationToken);
        var cited = await db.ReleaseRows.Where(r => r.ReleaseId == id).Join(db.Reviews.Where(r => r.Clause != null), row => row.ReviewId, review => review.Id, (row, review) => review.Clause!)
            .ToListAsync(cancellationToken);
        var states = await citations.StatesAsync(cited, cancellationToken);
        return new ReleaseCurrency(rows, cited.Count, cited.Count(c => states[c].IsOutdated()), states);
    }

    /// <summary>How many rows of a release a person reviewed: those need somebody else's approval.</summary>
    public async Task<int> RowsReviewedByAsync(long id, string userId, CancellationToken cancellationToken = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.ReleaseRows.CountAsync(r => r.ReleaseId == id && r.ReviewerId == userId, cancellationToken);
    }

    /// <summary>A file of an approved release; of a withdrawn one its manifest alone.</summary>
    public async Task<ReleaseFileOutcome> FileAsync(long id, string path, CancellationToken cancellationToken = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var release = await db.Releases.AsNoTracking().SingleOrDefaultAsync(r => r.Id == id, cancellationToken);
        if (release is null) { return new ReleaseFileOutcome.NotFound(); }
        if (!await db.Releases.Approved().AnyAsync(r => r.Id == id, cancellationToken)) { return new ReleaseFileOutcome.NotApproved(); }
        if (release.WithdrawnAt is { } at && path != Manifest.Path) { return new ReleaseFileOutcome.Withdrawn(at, release.WithdrawnBecause ?? "", release.SupersededById); }
        if (await bytes.OpenAsync(id, path, cancellationToken) is not { } content) { return new ReleaseFileOutcome.NotFound(); }
        if (await content.BeginsWellAsync(cancellationToken)) { return new ReleaseFileOutcome.Found($"{release.Name}-{release.Version}", content.Path, content, content.Sha256); }
        await content.DisposeAsync();
        return new ReleaseFileOutcome.Damaged(path);
    }

    private static async Task<List<ReleaseSummary>> SummariesAsync(ConsoleDbContext db, IQueryable<Release> releases, CancellationToken cancellationToken)
    {
        var found = await releases.AsNoTracking().OrderByDescending(r => r.Id)
            .Select(r => new { Release = r, Rows = r.Rows.Count, Tombstones = r.Rows.Count(row => row.WithdrawnAt != null), IsApproved = db.Releases.Approved().Any(a => a.Id == r.Id), r.Approvals })
            .ToListAsync(cancellationToken);
        return found.ConvertAll(r => new ReleaseSummary(
            r.Release.Id, r.Release.Name, r.Release.CreatedAt, r.Release.CreatedBy, r.Release.Demo, r.Release.Sha256, r.Rows, r.IsApproved,
            [.. r.Approvals.OrderBy(a => a.At)])
        {
            Version = r.Release.Version,
            CreatedById = r.Release.CreatedById,
            PredecessorId = r.Release.PredecessorId,
            WithdrawnAt = r.Release.WithdrawnAt,
            WithdrawnBecause = r.Release.WithdrawnBecause,
            SupersededById = r.Release.SupersededById,
            Tombstones = r.Tombstones,
            Signature = r.Release.Signature,
        });
    }
}
