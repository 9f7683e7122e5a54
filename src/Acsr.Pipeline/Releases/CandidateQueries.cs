using Acsr.Review;
using Acsr.Store;
using Microsoft.EntityFrameworkCore;

namespace Acsr.Releases;

/// <summary>Which reviews may go into a release, in the database's words.</summary>
internal static class CandidateQueries
{
    /// <summary>Reviews that speak for their case and are in no release yet, complete or not. Of several opinions one speaks for the case, once it is known which.</summary>
    public static IQueryable<CaseReview> Unreleased(this ConsoleDbContext db) =>
        db.Reviews.AsNoTracking().Where(review => review.Standing == OpinionStanding.Stands && !db.ReleaseRows.Any(row => row.ReviewId == review.Id));

    /// <summary>Of those, the ones with a complete triad: <see cref="CaseReview.IsTriadComplete"/>.</summary>
    public static IQueryable<CaseReview> Candidates(this ConsoleDbContext db) => db.Unreleased().Where(r =>
        r.Verdict != Verdict.CannotTell
        && !string.IsNullOrWhiteSpace(r.OriginalAction)
        && (!string.IsNullOrWhiteSpace(r.FinalAction) || !string.IsNullOrWhiteSpace(r.FinalAnswer))
        && !string.IsNullOrWhiteSpace(r.Rationale)
        && (!string.IsNullOrWhiteSpace(r.Clause) || !string.IsNullOrWhiteSpace(r.DataPoint)));

    /// <summary>Candidates that train nothing all the same, by review: retired ones, and those that need a second person.</summary>
    public static async Task<Dictionary<long, Exclusion>> LeftOutAsync(this ConsoleDbContext db, CancellationToken cancellationToken)
    {
        var retired = await db.ReviewRetirements.AsNoTracking().Where(t => !db.ReleaseRows.Any(row => row.ReviewId == t.ReviewId)).ToListAsync(cancellationToken);
        var left = retired.ToDictionary(t => t.ReviewId, Exclusion.Of);
        foreach (var alone in await DisputedAsync(db, cancellationToken)) { left.TryAdd(alone.Id, new Exclusion(alone.Id, alone.CaseId, ExclusionReason.NeedsSecond)); }
        return left;
    }

    /// <summary>Reviews that speak for a case on which opinions differ while no second person says the same: two approvals are needed where it is disputed.</summary>
    private static async Task<List<CaseReview>> DisputedAsync(ConsoleDbContext db, CancellationToken cancellationToken)
    {
        var opinions = db.Reviews.AsNoTracking().Where(o => o.Standing == OpinionStanding.Opinion && o.SetId > 0);
        var said = await db.Candidates().Where(r => r.SetId > 0 && opinions.Any(o => o.SetId == r.SetId)).ToListAsync(cancellationToken);
        var sets = said.ConvertAll(r => r.SetId);
        var others = (await opinions.Where(o => EF.Parameter(sets).Contains(o.SetId)).ToListAsync(cancellationToken)).ToLookup(o => o.SetId);
        return said.FindAll(r => !others[r.SetId].Any(other => other.ReviewerId != r.ReviewerId && Opinions.Agree([r, other])));
    }
}
