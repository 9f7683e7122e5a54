using Acsr.Cases;
using Acsr.Signals;
using Acsr.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Acsr.Review;

/// <summary>Keeps the queue in step with folded cases, in their unit of work. Comes behind the signals, which it finds there.</summary>
internal sealed class ReviewJudge(ReviewOpener opener, IOptions<ReviewOptions> options) : ICaseJudge
{
    public async Task JudgeAsync(ConsoleDbContext db, IReadOnlyList<FoldedCase> cases, IReadOnlyCollection<string> vanished, DateTime now, CancellationToken cancellationToken)
    {
        var signals = db.Rows.Of<Signal>().ToLookup(s => s.CaseId);
        var folded = cases.Select(c => c.Facts.Id).ToList();
        var requested = (await db.ReviewRequests.AsNoTracking().Where(r => folded.Contains(r.CaseId)).ToListAsync(cancellationToken)).ToLookup(r => r.CaseId, r => r.Group);
        var judged = cases.Select(c => (c.Facts.Id, Case: Judged(c, signals, requested)))
            .Concat(vanished.Select(id => (Id: id, Case: (JudgedCase?)null))).ToList();

        // Most cases change nothing in the queue; one read for all of them finds the few that do.
        var ids = judged.ConvertAll(j => j.Id);
        var existing = (await db.ReviewItems.AsNoTracking().Where(i => ids.Contains(i.CaseId)).ToListAsync(cancellationToken)).ToLookup(i => i.CaseId);
        var recalls = (await db.ClauseRecalls.AsNoTracking().Where(r => ids.Contains(r.CaseId)).ToListAsync(cancellationToken)).ToLookup(r => r.CaseId);
        var feedback = (await db.ReleaseFeedback.AsNoTracking().Where(f => ids.Contains(f.CaseId)).ToListAsync(cancellationToken)).ToLookup(f => f.CaseId);
        var rates = await db.ReviewSamplingRates.AsNoTracking().ToListAsync(cancellationToken);
        foreach (var (id, one) in judged)
        {
            var plan = ReviewOpener.Plan(one, [.. existing[id]], now, options.Value, [.. recalls[id]], one is null ? null : Draw.RandomSample(one.Facts, rates), [.. feedback[id]]);
            if (plan.Open.Count + plan.Rewrite.Count + plan.Withdraw.Count > 0) { await opener.ApplyAsync(db, id, one, now, cancellationToken); }
        }
    }

    /// <summary>Null where there is nothing to review: in history from before the agent, no agent did anything.</summary>
    private static JudgedCase? Judged(FoldedCase folded, ILookup<string, Signal> signals, ILookup<string, string> requested) => folded.Facts.Baseline ? null
        : new JudgedCase(folded.Facts, [.. signals[folded.Facts.Id]], folded.Overrides) { RequestedGroups = requested[folded.Facts.Id].ToHashSet() };
}
