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

    /// <summary>The first of the opinions that more than half of at least three people share; null where none is.</summary>
    private static CaseReview? Most(List<CaseReview> reviews) =>
        reviews.Count < 3 ? null : reviews.GroupBy(Gist).FirstOrDefault(alike => alike.Count() * 2 > reviews.Count)?.First();

    /// <summary>
    /// What a new review means for the others of its set. All there and alike: the first speaks for the case. All there and different: one
    /// more opinion is asked for as often as the queue says, until most agree; then a further person is asked to decide. Decided: that review speaks for the case. Call it in the transaction that wrote the review, with the set locked.
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
        var queue = await db.ReviewQueues.AsNoTracking().FirstOrDefaultAsync(q => q.Id == item.Queue, cancellationToken);
        var most = queue?.ExtraOpinions > 0 ? Most(all) : null;
        if (!Agree(all) && most is null)
        {
            var first = await db.ReviewItems.AsNoTracking().FirstAsync(i => i.Id == review.SetId, cancellationToken);
            if (queue is not null && all.Count < Math.Max(2, queue.Opinions) + queue.ExtraOpinions)
            {
                // One more, as blind as those before, ahead of anybody who decides.
                first.Opinions = all.Count + 1;
                await db.ReviewItems.Where(i => i.Id == first.Id || i.FirstId == first.Id).ExecuteUpdateAsync(i => i.SetProperty(x => x.Opinions, first.Opinions), cancellationToken);
                db.ReviewItems.Add(QueueRouter.CopyOf(first, ItemPurpose.Opinion));
            }
            else
            {
                db.ReviewItems.Add(QueueRouter.CopyOf(first, ItemPurpose.Adjudication));
            }

            await db.SaveChangesAsync(cancellationToken);
            return;
        }

        var (speaks, ids) = ((most ?? all[0]).Id, all.ConvertAll(r => r.Id));
        await db.Reviews.Where(r => ids.Contains(r.Id)).ExecuteUpdateAsync(r => r.SetProperty(x => x.Standing, x => x.Id == speaks ? OpinionStanding.Stands : OpinionStanding.Opinion), cancellationToken);
    }
}
