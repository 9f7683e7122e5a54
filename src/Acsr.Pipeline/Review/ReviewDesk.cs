using Acsr.Access;
using Acsr.Ingest;
using Acsr.Policies;
using Acsr.Store;
using Microsoft.EntityFrameworkCore;

namespace Acsr.Review;

/// <summary>A form as its reviewer left it.</summary>
public sealed record Draft(string Form, DateTime SavedAt);

/// <summary>Takes what a reviewer writes: drafts at any time, the review itself only under a good lease.</summary>
public sealed class ReviewDesk(IDbContextFactory<ConsoleDbContext> contexts, WriteGate gate, TimeProvider clock)
{
    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    /// <summary>
    /// Keeps what was written so far, whether or not the lease still holds. Returns when it was saved; null when the item is settled or
    /// gone, and nothing was saved.
    /// </summary>
    public async Task<DateTime?> SaveDraftAsync(long itemId, string userId, string form, CancellationToken cancellationToken)
    {
        using var pass = await gate.EnterAsync(cancellationToken);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var now = Now;
        var saved = await db.Database.ExecuteSqlAsync($"""
            INSERT INTO "ReviewDrafts" ("ItemId", "UserId", "Form", "SavedAt")
            SELECT "Id", {userId}, {form}, {now} FROM "ReviewItems" WHERE "Id" = {itemId} AND "DoneAt" IS NULL
            ON CONFLICT ("ItemId", "UserId") DO UPDATE SET "Form" = excluded."Form", "SavedAt" = excluded."SavedAt"
            """, cancellationToken);
        return saved == 1 ? now : null;
    }

    /// <summary>The reviewer's draft of an item; null when there is none.</summary>
    public async Task<Draft?> LoadDraftAsync(long itemId, string userId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.ReviewDrafts.Where(draft => draft.ItemId == itemId && draft.UserId == userId)
            .Select(draft => new Draft(draft.Form, draft.SavedAt)).FirstOrDefaultAsync(cancellationToken);
    }

    /// <summary>Writes the review, settles the item and drops lease and draft, all at once; or nothing, and says why.</summary>
    public async Task<SubmitResult> SubmitAsync(long itemId, Reviewer reviewer, long token, ReviewForm form, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        form = form.ForVerdict();
        if (await MissingAsync(db, form, await RequiredAsync(db, itemId, cancellationToken), cancellationToken) is { Count: > 0 } missing) { return new(SubmitOutcome.Incomplete, null, missing); }
        var settled = form.Settled();

        using var pass = await gate.EnterAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        // The log before the item, as everybody does: two who take them in another order wait for each other.
        await AuditLog.LockAsync(db, cancellationToken);
        var now = Now;
        var held = await db.ReviewItems.HeldBy(itemId, reviewer.Id, token, now).ExecuteUpdateAsync(row => row
            .SetProperty(i => i.DoneAt, now).SetProperty(i => i.LeasedBy, (string?)null).SetProperty(i => i.LeasedUntil, (DateTime?)null), cancellationToken);
        var item = await db.ReviewItems.AsNoTracking().FirstOrDefaultAsync(i => i.Id == itemId, cancellationToken);
        if (held == 0 || item is null) { return new(item?.DoneAt is null ? SubmitOutcome.LeaseLost : SubmitOutcome.AlreadyDone, null, []); }

        if (item.Purpose == ItemPurpose.KnownAnswer)
        {
            // A measurement of the reviewer, no review: nothing that is built on reviews may see it.
            await KnownAnswerScores.ScoreAsync(db, item, reviewer, settled, now, cancellationToken);
            await db.ReviewDrafts.Where(draft => draft.ItemId == itemId && draft.UserId == reviewer.Id).ExecuteDeleteAsync(cancellationToken);
            await transaction.CommitAsync(cancellationToken);
            return new(SubmitOutcome.Accepted, null, []);
        }

        var setId = item.FirstId ?? item.Id;
        if (item.Opinions > 1)
        {
            // One after the other: who comes last finds all the others' opinions, and settles the set.
            await db.ReviewItems.Where(i => i.Id == setId).ExecuteUpdateAsync(row => row.SetProperty(i => i.Opinions, i => i.Opinions), cancellationToken);
            if (await db.Reviews.AnyAsync(r => r.SetId == setId && r.ReviewerId == reviewer.Id, cancellationToken)) { return new(SubmitOutcome.AlreadyYours, null, []); }
        }

        var review = ReviewOf(item, reviewer, settled, now);
        review.SetId = setId;
        review.Guideline = settled.GuidelineRead ?? await db.ReviewGuidelines.Where(g => g.Queue == item.Queue).MaxAsync(g => (int?)g.Version, cancellationToken);
        review.Standing = item.Opinions > 1 && item.Purpose != ItemPurpose.Adjudication ? OpinionStanding.Waiting : OpinionStanding.Stands;
        db.Reviews.Add(review);
        await AuditLog.AppendAsync(db, reviewer.Name, "review.submitted", $"item {itemId} of case {item.CaseId}", null, InWords(review), now, cancellationToken);
        await ClauseFollowUp.SupersedeAsync(db, item, review, now, cancellationToken);
        if (item.Opinions > 1) { await Opinions.SettleAsync(db, item, review, cancellationToken); }
        await db.ReviewDrafts.Where(draft => draft.ItemId == itemId && draft.UserId == reviewer.Id).ExecuteDeleteAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return new(SubmitOutcome.Accepted, review.Id, []);
    }

    /// <summary>What the item's queue asks for beyond the triad, as names of fields.</summary>
    public async Task<IReadOnlyList<string>> RequiredAsync(long itemId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await RequiredAsync(db, itemId, cancellationToken);
    }

    private static async Task<IReadOnlyList<string>> RequiredAsync(ConsoleDbContext db, long itemId, CancellationToken cancellationToken)
    {
        var item = await db.ReviewItems.AsNoTracking().FirstOrDefaultAsync(i => i.Id == itemId, cancellationToken);
        var queue = item is null ? null : await db.ReviewQueues.AsNoTracking().FirstOrDefaultAsync(q => q.Id == item.Queue, cancellationToken);
        return queue is null ? [] : ReviewForm.RequiredFor(queue.Required, item!.Reasons);
    }

    /// <summary>Everything that keeps a form from being a review, each beside its field: what is required, what the action takes, and a clause that there is.</summary>
    internal static async Task<IReadOnlyList<MissingPart>> MissingAsync(ConsoleDbContext db, ReviewForm form, IReadOnlyCollection<string> required, CancellationToken cancellationToken)
    {
        var missing = form.Missing(required).ToList();
        if (form.FinalAction?.Trim() is { Length: > 0 } action)
        {
            // Names of tools in whatever case, as the catalogue finds them: both databases know the letters that such names are made of.
            var entries = await db.ToolEntries.FromSql($"""SELECT * FROM "ToolEntries" WHERE lower("Name") = lower({action})""").AsNoTracking().ToListAsync(cancellationToken);
            missing.AddRange(form.ArgumentFaults(new ToolCatalogue(entries)));
        }

        if (missing.TrueForAll(part => part.Field != nameof(ReviewForm.Clause)) && form.Clause?.Trim() is { Length: > 0 } clause && !await IsKnownAsync(db, clause, cancellationToken))
        {
            missing.Add(new(nameof(ReviewForm.Clause), $"No policy here has the clause {clause}; choose one from the list."));
        }

        return missing;
    }

    // A review must cite what can be read years later.
    private static async Task<bool> IsKnownAsync(ConsoleDbContext db, string clause, CancellationToken cancellationToken) =>
        ClauseCitation.TryParse(clause, out var cited)
        && await db.Clauses.AnyAsync(c => c.PolicyId == cited.PolicyId && c.ClauseId == cited.ClauseId && c.Version == cited.Version, cancellationToken);

    private static string InWords(CaseReview review) => review.Verdict switch
    {
        Verdict.Corrected => $"corrected: {review.OriginalAction} → {review.FinalAction ?? "an answer"}",
        Verdict.AgentWasRight => $"the agent was right: {review.OriginalAction}",
        Verdict.CannotTell => "cannot tell",
    };

    internal static CaseReview ReviewOf(ReviewItem item, Reviewer reviewer, ReviewForm form, DateTime now) => new()
    {
        ItemId = item.Id,
        CaseId = item.CaseId,
        ReviewerId = reviewer.Id,
        ReviewerName = reviewer.Name,
        At = now,
        Demo = item.Demo,
        Verdict = form.Verdict!.Value,
        StepId = form.StepId,
        OriginalAction = form.OriginalAction,
        OriginalArguments = form.OriginalArguments,
        OriginalConfidence = form.OriginalConfidence,
        FinalAction = form.FinalAction,
        FinalArguments = form.FinalArguments,
        FinalAnswer = form.FinalAnswer,
        FinalIntent = form.FinalIntent,
        Rationale = form.Rationale!,
        Clause = form.Clause,
        DataPoint = form.DataPoint,
        Fault = form.Fault,
        RootCause = form.RootCause,
        Impact = form.Impact,
        Unclear = form.Unclear,
        StepVerdicts = [.. (form.Steps ?? []).OrderBy(step => step.Key, StringComparer.Ordinal).Select(step => $"{step.Key}={(step.Value ? "right" : "wrong")}")],
        Queue = item.Queue,
        Seconds = form.Seconds,
        Prefilled = form.Prefilled ?? [],
        Accepted = form.Accepted ?? [],
        Control = form.Control,
        InclusionProbability = item.InclusionProbability,
    };
}
