using System.Globalization;
using Acsr.Policies;
using Acsr.Review;
using Acsr.Store;
using Microsoft.EntityFrameworkCore;

namespace Acsr.Revisions;

/// <summary>Where one version of a clause is cited.</summary>
/// <param name="Version">The version that is cited.</param>
/// <param name="Reviews">Reviews.</param>
/// <param name="Decisions">Decisions of the agent.</param>
/// <param name="Overrides">Overrides by people.</param>
/// <param name="Cases">Cases with such a decision or override.</param>
/// <param name="Releases">Releases with rows whose review cites it, newest first.</param>
public sealed record ClauseUse(int Version, int Reviews, int Decisions, int Overrides, int Cases, IReadOnlyList<BlastRelease> Releases);

/// <summary>A review that cites a clause, in a list.</summary>
public sealed record ClauseReview(long ItemId, string CaseId, string? Title, int Version, Verdict Verdict, string By, DateTime At);

/// <summary>A case whose decisions or overrides cite a clause, in a list; <c>StepId</c> is one that does, <c>At</c> when the last one was made.</summary>
public sealed record ClauseCaseUse(string CaseId, string? Title, string StepId, int Version, int Decisions, int Overrides, DateTime? At);

/// <summary>Finds where a clause is cited.</summary>
public sealed class ClauseUseReader(IDbContextFactory<ConsoleDbContext> contexts)
{
    /// <summary>By version that is cited anywhere, newest first.</summary>
    public async Task<IReadOnlyList<ClauseUse>> CountAsync(string policyId, string clauseId, CancellationToken cancellationToken = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var steps = await db.CitedClauses.Where(c => c.PolicyId == policyId && c.ClauseId == clauseId).GroupBy(c => c.Version).Select(g => new
        {
            Version = g.Key,
            Decisions = g.Count(c => c.In == CitedIn.Decision),
            Overrides = g.Count(c => c.In == CitedIn.Override),
            Cases = g.Select(c => c.CaseId).Distinct().Count(),
        }).ToDictionaryAsync(g => g.Version, cancellationToken);
        var reviews = (await Reviews(db, policyId, clauseId).GroupBy(r => r.Clause!).Select(g => new { Clause = g.Key, Count = g.Count() }).ToListAsync(cancellationToken))
            .ToDictionary(g => VersionOf(g.Clause), g => g.Count);
        var rows = (await db.ReleaseRows.Join(Reviews(db, policyId, clauseId), row => row.ReviewId, review => review.Id, (row, review) => new { row.ReleaseId, review.Clause })
            .GroupBy(r => r).Select(g => new { g.Key.ReleaseId, g.Key.Clause, Count = g.Count() }).ToListAsync(cancellationToken)).ToLookup(r => VersionOf(r.Clause!));
        var ids = rows.SelectMany(r => r).Select(r => r.ReleaseId).ToHashSet();
        var releases = await db.Releases.Where(r => ids.Contains(r.Id)).Select(r => new { r.Id, r.Name, Total = r.Rows.Count }).ToDictionaryAsync(r => r.Id, cancellationToken);
        return [.. steps.Keys.Union(reviews.Keys).OrderDescending().Select(version =>
        {
            var step = steps.GetValueOrDefault(version);
            return new ClauseUse(
                version, reviews.GetValueOrDefault(version), step?.Decisions ?? 0, step?.Overrides ?? 0, step?.Cases ?? 0,
                [.. rows[version].OrderByDescending(r => r.ReleaseId).Select(r => new BlastRelease(r.ReleaseId, releases[r.ReleaseId].Name, r.Count, releases[r.ReleaseId].Total))]);
        })];
    }

    /// <summary>The last reviews that cite the clause in any version, newest first.</summary>
    public async Task<IReadOnlyList<ClauseReview>> ReviewsAsync(string policyId, string clauseId, int take, CancellationToken cancellationToken = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var found = await Reviews(db, policyId, clauseId).OrderByDescending(r => r.Id).Take(take)
            .Select(r => new { r.ItemId, r.CaseId, Title = db.Cases.Where(c => c.Id == r.CaseId).Select(c => c.Title).FirstOrDefault(), r.Clause, r.Verdict, r.ReviewerName, r.At })
            .ToListAsync(cancellationToken);
        return found.ConvertAll(r => new ClauseReview(r.ItemId, r.CaseId, r.Title, VersionOf(r.Clause!), r.Verdict, r.ReviewerName, r.At));
    }

    /// <summary>The last cases with a decision or an override that cites the clause in any version, newest first.</summary>
    public async Task<IReadOnlyList<ClauseCaseUse>> CasesAsync(string policyId, string clauseId, int take, CancellationToken cancellationToken = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.CitedClauses.Where(c => c.PolicyId == policyId && c.ClauseId == clauseId).GroupBy(c => c.CaseId)
            .Select(g => new { CaseId = g.Key, StepId = g.Max(c => c.StepId)!, Version = g.Max(c => c.Version), At = g.Max(c => c.At), Decisions = g.Count(c => c.In == CitedIn.Decision), Overrides = g.Count(c => c.In == CitedIn.Override) })
            .OrderBy(c => c.At == null).ThenByDescending(c => c.At).ThenBy(c => c.CaseId).Take(take)
            .Select(c => new ClauseCaseUse(c.CaseId, db.Cases.Where(f => f.Id == c.CaseId).Select(f => f.Title).FirstOrDefault(), c.StepId, c.Version, c.Decisions, c.Overrides, c.At))
            .ToListAsync(cancellationToken);
    }

    // Ids are letters of any script, digits and hyphens, so nothing in the pattern but its end is a wild card.
    private static IQueryable<CaseReview> Reviews(ConsoleDbContext db, string policyId, string clauseId)
    {
        var start = $"{policyId}/{clauseId}@";
        return db.Reviews.AsNoTracking().Where(r => r.Clause != null && r.Clause.StartsWith(start));
    }

    private static int VersionOf(string citation) => int.Parse(citation.AsSpan(citation.LastIndexOf('@') + 1), NumberStyles.None, CultureInfo.InvariantCulture);
}
