using Acsr.Access;
using Acsr.Statistics;
using Acsr.Store;
using Microsoft.EntityFrameworkCore;

namespace Acsr.Review;

/// <summary>How a reviewer did on known-answer cases.</summary>
public sealed record KnownAnswerScore(string ReviewerId, string Name, int Right, int Asked)
{
    /// <summary>95 % interval of the share that was right (Wilson); null where nothing was asked.</summary>
    public Interval? Within => Wilson.Interval(Right, Asked);
}

/// <summary>Scores replies to known-answer cases, and pauses who falls below a queue's threshold.</summary>
public sealed class KnownAnswerScores(IDbContextFactory<ConsoleDbContext> contexts, WriteGate gate, TimeProvider clock)
{
    /// <summary>Every reviewer's score over all queues, since a time; the most asked first.</summary>
    public async Task<IReadOnlyList<KnownAnswerScore>> AllAsync(DateTime from, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var replies = await db.KnownAnswerReplies.Where(r => r.At >= from).Select(r => new { r.ReviewerId, r.ReviewerName, r.Right, r.Id }).ToListAsync(cancellationToken);
        return [.. replies.GroupBy(r => r.ReviewerId).Select(g => new KnownAnswerScore(g.Key, g.MaxBy(r => r.Id)!.ReviewerName, g.Count(r => r.Right), g.Count())).OrderByDescending(s => s.Asked).ThenBy(s => s.Name, StringComparer.Ordinal)];
    }

    /// <summary>One reviewer's score, of what they may know by now.</summary>
    public async Task<KnownAnswerScore> OfAsync(Reviewer reviewer, DateTime from, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var today = clock.GetUtcNow().UtcDateTime.Date;
        var told = await db.KnownAnswerReplies.Where(r => r.ReviewerId == reviewer.Id && r.At >= from && (r.At < today || !db.ReviewQueues.Any(q => q.Id == r.Queue && q.GoldFeedback == GoldFeedback.Later)))
            .Select(r => r.Right).ToListAsync(cancellationToken);
        return new(reviewer.Id, reviewer.Name, told.Count(right => right), told.Count);
    }

    /// <summary>Who is paused now, or one person's pauses.</summary>
    public async Task<IReadOnlyList<ReviewerPause>> PausesAsync(string? reviewerId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.ReviewerPauses.AsNoTracking().Where(p => p.ResumedAt == null && (reviewerId == null || p.ReviewerId == reviewerId)).OrderBy(p => p.Id).ToListAsync(cancellationToken);
    }

    /// <summary>Lets a reviewer work again; what is scored for the next pause begins anew. False where the pause has ended already.</summary>
    public async Task<bool> ResumeAsync(long pauseId, string by, CancellationToken cancellationToken)
    {
        using var pass = await gate.EnterAsync(cancellationToken);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await AuditLog.LockAsync(db, cancellationToken);
        var now = clock.GetUtcNow().UtcDateTime;
        if (await db.ReviewerPauses.Where(p => p.Id == pauseId && p.ResumedAt == null).ExecuteUpdateAsync(p => p.SetProperty(x => x.ResumedAt, now).SetProperty(x => x.ResumedBy, by), cancellationToken) == 0) { return false; }
        var pause = await db.ReviewerPauses.AsNoTracking().SingleAsync(p => p.Id == pauseId, cancellationToken);
        await AuditLog.AppendAsync(db, by, "reviewer.resumed", $"{pause.ReviewerName} in {pause.Queue}", "paused", null, now, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    /// <summary>
    /// Takes back what a person said last, where that was about a known-answer case; null where it was not. What was shown to them, or led to
    /// a pause, stays.
    /// </summary>
    internal async Task<UndoResult?> TakeBackAsync(Reviewer reviewer, string action, CancellationToken cancellationToken)
    {
        using var pass = await gate.EnterAsync(cancellationToken);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var reply = await db.KnownAnswerReplies.AsNoTracking().Where(r => r.ReviewerId == reviewer.Id).OrderByDescending(r => r.Id).FirstOrDefaultAsync(cancellationToken);
        if (reply is null || await db.Reviews.AnyAsync(r => r.ReviewerId == reviewer.Id && r.At > reply.At, cancellationToken)) { return null; }
        await AuditLog.LockAsync(db, cancellationToken);
        var later = await db.ReviewQueues.AnyAsync(q => q.Id == reply.Queue && q.GoldFeedback == GoldFeedback.Later, cancellationToken) && reply.At >= clock.GetUtcNow().UtcDateTime.Date;
        if (!later || await db.ReviewerPauses.AnyAsync(p => p.ReviewerId == reviewer.Id && p.Queue == reply.Queue && p.At >= reply.At, cancellationToken))
        {
            return new(0, null, "Your last answer was to a case whose answer is known, and is scored already; it stays.");
        }

        var now = clock.GetUtcNow().UtcDateTime;
        if (await db.KnownAnswerReplies.Where(r => r.Id == reply.Id).ExecuteDeleteAsync(cancellationToken) == 0) { return null; }
        await db.ReviewItems.Where(i => i.Id == reply.ItemId).ExecuteUpdateAsync(i => i.SetProperty(x => x.DoneAt, (DateTime?)null), cancellationToken);
        db.ReviewDrafts.Add(new ReviewDraft { ItemId = reply.ItemId, UserId = reviewer.Id, Form = reply.Form, SavedAt = now });
        await AuditLog.AppendAsync(db, reviewer.Name, action, $"item {reply.ItemId} of case {reply.CaseId}", reply.Form, null, now, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return new(1, reply.ItemId, null);
    }

    /// <summary>Keeps a reply with its score, and pauses the reviewer where it falls below the queue's threshold. Call it in the transaction of the submission.</summary>
    internal static async Task ScoreAsync(ConsoleDbContext db, ReviewItem item, Reviewer reviewer, ReviewForm form, DateTime now, CancellationToken cancellationToken)
    {
        if (await db.KnownAnswers.AsNoTracking().OrderBy(k => k.Id).LastOrDefaultAsync(k => k.CaseId == item.CaseId && k.Queue == item.Queue, cancellationToken) is not { } known) { return; }
        var wrong = KnownAnswerCheck.Wrong(ReviewForm.FromJson(known.Form), form, known.Fields);
        db.KnownAnswerReplies.Add(new KnownAnswerReply
        {
            KnownAnswerId = known.Id,
            ItemId = item.Id,
            CaseId = item.CaseId,
            Queue = item.Queue,
            ReviewerId = reviewer.Id,
            ReviewerName = reviewer.Name,
            At = now,
            Form = form.ToJson(),
            Wrong = [.. wrong],
            Right = wrong.Count == 0,
            Demo = item.Demo,
        });
        await db.SaveChangesAsync(cancellationToken);
        await PauseAsync(db, item, reviewer, now, cancellationToken);
    }

    private static async Task PauseAsync(ConsoleDbContext db, ReviewItem item, Reviewer reviewer, DateTime now, CancellationToken cancellationToken)
    {
        var queue = await db.ReviewQueues.AsNoTracking().FirstOrDefaultAsync(q => q.Id == item.Queue, cancellationToken);
        if (queue?.GoldPauseBelow is not { } below) { return; }
        var since = await db.ReviewerPauses.Where(p => p.ReviewerId == reviewer.Id && p.Queue == item.Queue && p.ResumedAt != null).MaxAsync(p => p.ResumedAt, cancellationToken) ?? DateTime.MinValue;
        var right = await db.KnownAnswerReplies.Where(r => r.ReviewerId == reviewer.Id && r.Queue == item.Queue && r.At > since).Select(r => r.Right).ToListAsync(cancellationToken);
        var share = right.Count == 0 ? 1 : (double)right.Count(r => r) / right.Count;
        if (right.Count < queue.GoldPauseAfter || share >= below || await db.ReviewerPauses.AnyAsync(p => p.ReviewerId == reviewer.Id && p.Queue == item.Queue && p.ResumedAt == null, cancellationToken)) { return; }
        db.ReviewerPauses.Add(new ReviewerPause { ReviewerId = reviewer.Id, ReviewerName = reviewer.Name, Queue = item.Queue, At = now, Right = right.Count(r => r), Asked = right.Count, Below = below, Demo = item.Demo });
        await AuditLog.AppendAsync(db, reviewer.Name, "reviewer.paused", $"{reviewer.Name} in {item.Queue}", null, $"{right.Count(r => r)} of {right.Count} known answers right, less than {below:P0}", now, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
    }
}
