using Acsr.Kpis.Steps;
using Acsr.Store;
using Microsoft.EntityFrameworkCore;

namespace Acsr.Retention;

/// <summary>Takes cases and everything that was derived from them or said about them out of all tables but the segments and the releases.</summary>
internal static class CaseRemoval
{
    /// <summary>Belongs to one transaction. How many rows went, by what they are in words.</summary>
    /// <param name="db">The unit of work.</param>
    /// <param name="ids">The cases.</param>
    /// <param name="keys">These and the ids of their traces.</param>
    /// <param name="cancellationToken">Nothing is removed when it fires.</param>
    public static async Task<IReadOnlyList<(string Place, int Count)>> RemoveAsync(ConsoleDbContext db, IReadOnlyCollection<string> ids, IReadOnlyCollection<string> keys, CancellationToken cancellationToken)
    {
        List<(string, int)> gone = [];
        async Task Gone<T>(string place, IQueryable<T> rows) where T : class => gone.Add((place, await rows.ExecuteDeleteAsync(cancellationToken)));

        await db.ReserveSequenceAsync(1, cancellationToken);
        var items = db.ReviewItems.Where(i => ids.Contains(i.CaseId)).Select(i => i.Id);
        await Gone("drafts of reviews", db.ReviewDrafts.Where(d => items.Contains(d.ItemId)));
        await Gone("skipped review items", db.ReviewSkips.Where(s => items.Contains(s.ItemId)));
        await Gone("retired reviews", db.ReviewRetirements.Where(r => ids.Contains(r.CaseId)));
        await Gone("clauses to look at again", db.ClauseRecalls.Where(r => ids.Contains(r.CaseId)));
        await Gone("citations of clauses", db.CitedClauses.Where(c => ids.Contains(c.CaseId)));
        await Gone("imported labels", db.ReviewLabels.Where(l => db.Reviews.Any(r => r.Id == l.ReviewId && ids.Contains(r.CaseId))));
        await Gone("reviews", db.Reviews.Where(r => ids.Contains(r.CaseId)));
        await Gone("answers to known-answer cases", db.KnownAnswerReplies.Where(r => ids.Contains(r.CaseId)));
        await Gone("known-answer cases", db.KnownAnswers.Where(k => ids.Contains(k.CaseId)));
        await Gone("feedback on rows of releases", db.ReleaseFeedback.Where(f => ids.Contains(f.CaseId)));
        await Gone("items handed on", db.ReviewEscalations.Where(e => items.Contains(e.ItemId)));
        await Gone("review items", db.ReviewItems.Where(i => ids.Contains(i.CaseId)));
        await Gone("proposals of reviewers", db.ReviewProposals.Where(p => ids.Contains(p.CaseId)));
        await Gone("labels of split intents", db.IntentLabels.Where(l => ids.Contains(l.CaseId)));
        await Gone("arms of experiments", db.Assignments.Where(a => ids.Contains(a.CaseId)));
        await Gone("requests for review", db.ReviewRequests.Where(r => ids.Contains(r.CaseId)));
        await Gone("searches", db.Retrievals.Where(r => ids.Contains(r.CaseId)));
        await Gone("dead ends", db.DeadEndFindings.Where(f => ids.Contains(f.CaseId)));
        await Gone("signals", db.Signals.Where(s => ids.Contains(s.CaseId)));
        await Gone("policy audits", db.PolicyAudits.Where(a => ids.Contains(a.CaseId)));
        await Gone("survey links and answers", db.SurveyLinks.Where(l => ids.Contains(l.CaseId)));
        await Gone("outcome checks", db.OutcomeRuns.Where(r => ids.Contains(r.CaseId)));
        await Gone("cases behind edits", db.EditCases.Where(c => ids.Contains(c.CaseId)));
        await StepHours.ForgetAsync(db, ids, cancellationToken);
        await Gone("folds that waited", db.CaseWork.Where(w => keys.Contains(w.CaseId)));
        await Gone("timers", db.CaseTimers.Where(t => ids.Contains(t.CaseId)));
        await Gone("notes of what a request holds", db.SegmentCases.Where(s => keys.Contains(s.CaseId)));
        await Gone("links from traces", db.TraceCases.Where(t => ids.Contains(t.CaseId)));
        await Gone("texts in the search index", db.CaseTexts.Where(t => ids.Contains(t.CaseId)));
        await Gone("cases", db.Cases.Where(c => ids.Contains(c.Id)));
        return gone;
    }
}
