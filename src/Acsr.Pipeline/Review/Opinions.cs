using Acsr.Policies;
using Acsr.Store;
using Microsoft.EntityFrameworkCore;

namespace Acsr.Review;

/// <summary>Several people's independent reviews of the same: whether they agree, and what follows.</summary>
public static class Opinions
{
    /// <summary>Whether reviews say the same: the verdict and, where the agent was corrected, the action and the clause, in whatever version.</summary>
    public static bool Agree(IReadOnlyCollection<CaseReview> reviews) => reviews.Select(Gist).Distinct().Count() <= 1;

    private static (Verdict, string?, string?) Gist(CaseReview review) => review.Verdict == Verdict.Corrected
        ? (review.Verdict, review.FinalAction?.ToUpperInvariant(), ClauseCitation.TryParse(review.Clause, out var cited) ? $"{cited.PolicyId}/{cited.ClauseId}" : review.Clause)
        : (review.Verdict, null, null);

    /// <summary>
    /// What a new review means for the others of its set. All there and alike: the first speaks for the case. All there and different: a
    /// further person is asked to decide. Decided: that review speaks for the case. Call it in the transaction that wrote the review, with the set locked.
    /// </summary>
    internal static async Task SettleAsync(ConsoleDbContext db, ReviewItem item, CaseReview review, CancellationToken cancellationToken)
    {
        var others = db.Reviews.Where(r => r.SetId == review.SetId && r.Id != review.Id);
        if (item.Purpose == ItemPurpose.Adjudication)
        {
            await others.ExecuteUpdateAsync(r => r.SetProperty(x => x.Standing, OpinionStanding.Opinion), cancellationToken);
            return;
        }

        var all = (await others.AsNoTracking().ToListAsync(cancellationToken)).Append(review).OrderBy(r => r.Id).ToList();
        if (all.Count < item.Opinions) { return; }
        if (!Agree(all))
        {
            var first = await db.ReviewItems.AsNoTracking().FirstAsync(i => i.Id == review.SetId, cancellationToken);
            db.ReviewItems.Add(QueueRouter.CopyOf(first, ItemPurpose.Adjudication));
            await db.SaveChangesAsync(cancellationToken);
            return;
        }

        var (speaks, ids) = (all[0].Id, all.ConvertAll(r => r.Id));
        await db.Reviews.Where(r => ids.Contains(r.Id)).ExecuteUpdateAsync(r => r.SetProperty(x => x.Standing, x => x.Id == speaks ? OpinionStanding.Stands : OpinionStanding.Opinion), cancellationToken);
    }
}
