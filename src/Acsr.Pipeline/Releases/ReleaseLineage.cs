using Acsr.Store;
using Microsoft.EntityFrameworkCore;

namespace Acsr.Releases;

/// <summary>What of one release rests on something.</summary>
/// <param name="Release">Which.</param>
/// <param name="Rows">Its rows that do, tombstones included.</param>
/// <param name="Standing">Of those, the ones that are not withdrawn.</param>
public sealed record RestingRelease(ReleaseSummary Release, int Rows, int Standing);

/// <summary>What rests on a case, a customer, a reviewer, a clause, a review or an item.</summary>
/// <param name="Selection">What was asked for.</param>
/// <param name="Releases">Newest first.</param>
/// <param name="Reviews">Reviews behind it.</param>
/// <param name="Unreleased">Of those, the ones in no release.</param>
/// <param name="Edits">Edits of the knowledge base that its cases or reviews led to.</param>
/// <param name="Takers">Who has one of the releases: by key, in the browser, or at a destination.</param>
public sealed record Resting(
    RowSelection Selection, IReadOnlyList<RestingRelease> Releases, int Reviews, int Unreleased, IReadOnlyList<RestingEdit> Edits, IReadOnlyList<ReleaseTaker> Takers);

/// <summary>An edit that a case or review led to.</summary>
public sealed record RestingEdit(long Id, string Title);

/// <summary>Somebody who has a release.</summary>
/// <param name="ReleaseId">Which.</param>
/// <param name="Who">Name of a person, key or destination.</param>
/// <param name="How"><c>pulled</c> or <c>delivered</c>.</param>
/// <param name="At">The last time.</param>
public sealed record ReleaseTaker(long ReleaseId, string Who, string How, DateTime At);

/// <summary>Where a row came from in full: from the row to step, review, reviewer, clause and edit.</summary>
/// <param name="Row">The row.</param>
/// <param name="Release">Its release.</param>
/// <param name="Edits">Edits that its case or review led to.</param>
public sealed record RowLineage(ReleaseRowView Row, ReleaseSummary Release, IReadOnlyList<RestingEdit> Edits);

/// <summary>Lineage both ways: from what rows rest on to the releases, and from a row back.</summary>
public sealed class ReleaseLineage(IDbContextFactory<ConsoleDbContext> contexts, ReleaseDesk desk)
{
    /// <summary>What rests on something.</summary>
    public async Task<Resting> ReadAsync(RowSelection selection, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var rows = selection.Of(db);
        var counts = await rows.GroupBy(r => r.ReleaseId).Select(g => new { g.Key, Rows = g.Count(), Standing = g.Count(r => r.WithdrawnAt == null) }).ToDictionaryAsync(g => g.Key, cancellationToken);
        var releases = (await desk.ListAsync(cancellationToken)).Where(r => counts.ContainsKey(r.Id)).Select(r => new RestingRelease(r, counts[r.Id].Rows, counts[r.Id].Standing)).ToList();
        var reviews = Reviews(db, selection);
        var ids = counts.Keys.ToList();
        var pulls = await db.ReleasePulls.Where(p => ids.Contains(p.ReleaseId)).Select(p => new ReleaseTaker(p.ReleaseId, p.By, "pulled", p.LastAt)).ToListAsync(cancellationToken);
        var brought = await db.ReleaseDeliveries.Where(d => ids.Contains(d.ReleaseId) && d.Task == DeliveryTask.Publish && d.DoneAt != null)
            .Join(db.ReleaseDestinations, d => d.DestinationId, d => d.Id, (delivery, destination) => new ReleaseTaker(delivery.ReleaseId, destination.Name, "delivered", delivery.DoneAt!.Value)).ToListAsync(cancellationToken);
        return new Resting(
            selection, releases,
            await reviews.CountAsync(cancellationToken), await reviews.CountAsync(r => !db.ReleaseRows.Any(row => row.ReviewId == r.Id), cancellationToken),
            await db.ArticleEdits.Where(e => reviews.Any(r => r.Id == e.ReviewId) || db.EditCases.Any(c => c.EditId == e.Id && reviews.Any(r => r.CaseId == c.CaseId)))
                .OrderBy(e => e.Id).Select(e => new RestingEdit(e.Id, e.Title)).ToListAsync(cancellationToken),
            [.. pulls.Concat(brought).OrderBy(t => t.At)]);
    }

    /// <summary>Where a row came from; null when there is no such row.</summary>
    public async Task<RowLineage?> RowAsync(long releaseId, int position, CancellationToken cancellationToken)
    {
        if (await desk.GetAsync(releaseId, cancellationToken) is not { } release || await desk.RowsAsync(releaseId, position - 1, 1, cancellationToken) is not [var row] || row.Row.Position != position) { return null; }
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var (review, caseId) = (row.Row.ReviewId, row.Row.CaseId);
        var edits = await db.ArticleEdits.Where(e => e.ReviewId == review || db.EditCases.Any(c => c.EditId == e.Id && c.CaseId == caseId))
            .OrderBy(e => e.Id).Select(e => new RestingEdit(e.Id, e.Title)).ToListAsync(cancellationToken);
        return new RowLineage(row, release.Summary, edits);
    }

    private static IQueryable<Review.CaseReview> Reviews(ConsoleDbContext db, RowSelection selection)
    {
        var (value, versions) = (selection.Value, selection.Value + "@");
        return selection.Origin switch
        {
            RowOrigin.Case => db.Reviews.Where(r => r.CaseId == value),
            RowOrigin.Customer => db.Reviews.Where(r => db.Cases.Any(c => c.Id == r.CaseId && c.Customer == value)),
            RowOrigin.Reviewer => db.Reviews.Where(r => r.ReviewerId == value),
            RowOrigin.Clause => db.Reviews.Where(r => r.Clause == value || r.Clause!.StartsWith(versions)),
            _ => db.Reviews.Where(r => selection.Of(db).Any(row => row.ReviewId == r.Id)),
        };
    }
}
