using Acsr.Access;
using Acsr.Store;
using Microsoft.EntityFrameworkCore;

namespace Acsr.Review;

/// <summary>What became of the wish to take a review back.</summary>
/// <param name="Undone">How many were taken back.</param>
/// <param name="ItemId">The item that is open again and in the person's hands; null where none is.</param>
/// <param name="Refused">Why nothing was taken back, in words.</param>
public sealed record UndoResult(int Undone, long? ItemId, string? Refused);

/// <summary>Takes reviews back: the last ten of a person, as long as nothing was built on them. What was written is a draft again.</summary>
public sealed class ReviewUndo(IDbContextFactory<ConsoleDbContext> contexts, WriteGate gate, ReviewQueue queue, KnownAnswerScores scores, ReviewEscalations escalations, TimeProvider clock)
{
    /// <summary>How many reviews back a person can go.</summary>
    public const int Last = 10;

    /// <summary>Takes back what the person did last: a review, one of a batch with the whole batch, or an escalation that nobody has taken up.</summary>
    public async Task<UndoResult> UndoAsync(Reviewer reviewer, CancellationToken cancellationToken)
    {
        if (await escalations.LastAsync(reviewer.Id, cancellationToken) is { } handed && await IsLastAsync(handed, cancellationToken) && await escalations.TakeBackAsync(handed, reviewer, cancellationToken))
        {
            return new(1, handed.ItemId, null);
        }

        if (await scores.TakeBackAsync(reviewer, Action, cancellationToken) is { } test)
        {
            if (test.ItemId is { } asked) { await queue.ClaimAsync(asked, reviewer.Id, cancellationToken); }
            return test;
        }

        var (undone, itemId) = (0, (long?)null);
        using (await gate.EnterAsync(cancellationToken))
        {
            await using var db = await contexts.CreateDbContextAsync(cancellationToken);
            await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
            await AuditLog.LockAsync(db, cancellationToken);
            var taken = await db.AuditEntries.CountAsync(a => a.Action == Action && a.Actor == reviewer.Name && a.At > clock.GetUtcNow().UtcDateTime.AddHours(-1), cancellationToken);
            var mine = await db.Reviews.AsNoTracking().Where(r => r.ReviewerId == reviewer.Id).OrderByDescending(r => r.Id).FirstOrDefaultAsync(cancellationToken);
            if (mine is null) { return new(0, null, "You have written no review that could be taken back."); }
            if (taken >= Last) { return new(0, null, $"You took back {Last} within an hour; open the case to review it anew."); }
            var batch = mine.Batch is null ? [mine] : await db.Reviews.AsNoTracking().Where(r => r.Batch == mine.Batch && r.ReviewerId == reviewer.Id).ToListAsync(cancellationToken);
            var (ids, items, sets) = (batch.ConvertAll(r => r.Id), batch.ConvertAll(r => r.ItemId), batch.ConvertAll(r => r.SetId));
            if (await db.KnownAnswers.AnyAsync(k => ids.Contains(k.ReviewId), cancellationToken)) { return new(0, null, "A known-answer case was made of it; it stays."); }
            if (await IsReleasedAsync(db, ids, cancellationToken)) { return new(0, null, "It is part of a release already, and stays."); }
            if (await db.Reviews.AnyAsync(r => sets.Contains(r.SetId) && r.SetId != 0 && !ids.Contains(r.Id), cancellationToken)) { return new(0, null, "A colleague has given an opinion on the same case since; yours stays."); }
            if (await db.ReviewItems.AnyAsync(i => i.DoneAt == null && i.Purpose == ItemPurpose.Work && batch.Select(r => r.CaseId).Contains(i.CaseId), cancellationToken)) { return new(0, null, "Later news has queued the case again; review it there."); }

            foreach (var review in batch)
            {
                var form = ReviewForm.Of(review).ToJson();
                await db.Database.ExecuteSqlAsync($"""
                    INSERT INTO "ReviewDrafts" ("ItemId", "UserId", "Form", "SavedAt") VALUES ({review.ItemId}, {reviewer.Id}, {form}, {clock.GetUtcNow().UtcDateTime})
                    ON CONFLICT ("ItemId", "UserId") DO UPDATE SET "Form" = excluded."Form", "SavedAt" = excluded."SavedAt"
                    """, cancellationToken);
            }

            // One entry for a batch, as it is one step back.
            var what = mine.Batch is null ? $"item {mine.ItemId} of case {mine.CaseId}" : $"batch {mine.Batch}: items {string.Join(", ", items)}";
            await AuditLog.AppendAsync(db, reviewer.Name, Action, what, ReviewForm.Of(mine).ToJson(), null, clock.GetUtcNow().UtcDateTime, cancellationToken);
            await db.ReviewBatches.Where(b => b.Id == mine.Batch).ExecuteDeleteAsync(cancellationToken);

            await db.ReviewRetirements.Where(t => t.SupersededBy != null && ids.Contains(t.SupersededBy.Value)).ExecuteDeleteAsync(cancellationToken);
            await db.ReviewRetirements.Where(t => ids.Contains(t.ReviewId)).ExecuteDeleteAsync(cancellationToken);
            await db.Reviews.Where(r => ids.Contains(r.Id)).ExecuteDeleteAsync(cancellationToken);
            await db.ReviewItems.Where(i => items.Contains(i.Id)).ExecuteUpdateAsync(i => i.SetProperty(x => x.DoneAt, (DateTime?)null), cancellationToken);
            await db.SaveChangesAsync(cancellationToken);
            await transaction.CommitAsync(cancellationToken);
            (undone, itemId) = (batch.Count, mine.ItemId);
        }

        await queue.ClaimAsync(itemId!.Value, reviewer.Id, cancellationToken);
        return new(undone, itemId, null);
    }

    private const string Action = "review.undone";

    private async Task<bool> IsLastAsync(ReviewEscalation handed, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return !await db.Reviews.AnyAsync(r => r.ReviewerId == handed.ById && r.At > handed.At, cancellationToken)
            && !await db.KnownAnswerReplies.AnyAsync(r => r.ReviewerId == handed.ById && r.At > handed.At, cancellationToken);
    }

    // Releases lie to the right of Review, which therefore knows the table's name and not its class.
    private static async Task<bool> IsReleasedAsync(ConsoleDbContext db, List<long> ids, CancellationToken cancellationToken)
    {
        foreach (var id in ids)
        {
            if (await db.Database.SqlQuery<int>($"""SELECT COUNT(*) AS "Value" FROM "ReleaseRows" WHERE "ReviewId" = {id}""").SingleAsync(cancellationToken) > 0) { return true; }
        }

        return false;
    }
}
