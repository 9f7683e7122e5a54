using Acsr.Access;
using Acsr.Statistics;
using Acsr.Store;
using Microsoft.EntityFrameworkCore;

namespace Acsr.Review;

/// <summary>A known-answer case and how reviewers did on it.</summary>
/// <param name="Known">The case.</param>
/// <param name="Title">Of its case; null where it is gone.</param>
/// <param name="Right">Replies that were right.</param>
/// <param name="Asked">All replies.</param>
public sealed record KnownAnswerView(KnownAnswer Known, string? Title, int Right, int Asked)
{
    /// <summary>95 % interval of the share that was right; null where nobody was asked.</summary>
    public Interval? Within => Wilson.Interval(Right, Asked);
}

/// <summary>What was said about a known-answer case, beside what is right.</summary>
public sealed record KnownAnswerFeedback(KnownAnswerReply Reply, ReviewForm Known, ReviewForm Given, IReadOnlyList<string> Fields);

/// <summary>Cases whose answer is known: leads make them of decided reviews, claims mix them in, and replies are scored and kept apart from reviews.</summary>
public sealed class KnownAnswers(IDbContextFactory<ConsoleDbContext> contexts, WriteGate gate, TimeProvider clock)
{
    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    /// <summary>Makes a known-answer case of a finished review that speaks for its case; returns why not, in words, or null when it was made.</summary>
    /// <param name="reviewId">The review.</param>
    /// <param name="fields">What is compared, by name; empty: what is usual.</param>
    /// <param name="by">Name of the person, for people to read.</param>
    /// <param name="cancellationToken">Nothing is written when it fires.</param>
    public async Task<string?> MakeAsync(long reviewId, IReadOnlyCollection<string> fields, string by, CancellationToken cancellationToken)
    {
        using var pass = await gate.EnterAsync(cancellationToken);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await AuditLog.LockAsync(db, cancellationToken);
        if (await db.Reviews.AsNoTracking().FirstOrDefaultAsync(r => r.Id == reviewId, cancellationToken) is not { } review) { return "There is no such review."; }
        if (review.Standing != OpinionStanding.Stands) { return "The opinions on this case are not decided yet; only a decided review can say what is right."; }
        if (review.Verdict == Verdict.CannotTell) { return "A review that cannot tell says nothing that could be compared."; }
        if (!review.IsTriadComplete) { return "A part of the triad is missing; only a complete review can say what is right."; }
        if (await db.KnownAnswers.AnyAsync(k => k.ReviewId == reviewId, cancellationToken)) { return "It is a known-answer case already."; }
        var known = ReviewForm.Of(review);
        var compared = (fields.Count == 0 ? KnownAnswerCheck.Usual(known) : KnownAnswerCheck.Given(known).Where(fields.Contains)).ToList();
        if (compared.Count == 0) { return "Choose at least one field to compare."; }
        db.KnownAnswers.Add(new KnownAnswer { ReviewId = reviewId, CaseId = review.CaseId, Queue = review.Queue, Form = known.ToJson(), Fields = compared, By = by, At = Now, Demo = review.Demo });
        await AuditLog.AppendAsync(db, by, "known-answer.made", $"review {reviewId} of case {review.CaseId}", null, string.Join(", ", compared), Now, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return null;
    }

    /// <summary>The known-answer case that was made of a review; null where none was.</summary>
    public async Task<KnownAnswer?> OfReviewAsync(long reviewId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.KnownAnswers.AsNoTracking().FirstOrDefaultAsync(k => k.ReviewId == reviewId, cancellationToken);
    }

    /// <summary>All known-answer cases, newest first.</summary>
    public async Task<IReadOnlyList<KnownAnswerView>> ListAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var counts = (await db.KnownAnswerReplies.GroupBy(r => r.KnownAnswerId).Select(g => new { g.Key, Right = g.Count(r => r.Right), All = g.Count() }).ToListAsync(cancellationToken)).ToDictionary(g => g.Key);
        var known = await db.KnownAnswers.AsNoTracking().OrderByDescending(k => k.Id)
            .Select(k => new { Known = k, Title = db.Cases.Where(c => c.Id == k.CaseId).Select(c => c.Title ?? c.Id).FirstOrDefault() }).ToListAsync(cancellationToken);
        return known.ConvertAll(k => new KnownAnswerView(k.Known, k.Title, counts.GetValueOrDefault(k.Known.Id)?.Right ?? 0, counts.GetValueOrDefault(k.Known.Id)?.All ?? 0));
    }

    /// <summary>Hands a known-answer case out again, or no more.</summary>
    public async Task SetActiveAsync(long id, bool active, string by, CancellationToken cancellationToken)
    {
        using var pass = await gate.EnterAsync(cancellationToken);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await AuditLog.LockAsync(db, cancellationToken);
        if (await db.KnownAnswers.Where(k => k.Id == id && k.Active != active).ExecuteUpdateAsync(k => k.SetProperty(x => x.Active, active), cancellationToken) == 0) { return; }
        await AuditLog.AppendAsync(db, by, active ? "known-answer.resumed" : "known-answer.stopped", $"{id}", null, null, Now, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    /// <summary>What a reviewer has not put away of what they are to learn at once, oldest first.</summary>
    public async Task<IReadOnlyList<KnownAnswerFeedback>> UnreadAsync(string reviewerId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var replies = await db.KnownAnswerReplies.AsNoTracking().Where(r => r.ReviewerId == reviewerId && r.ReadAt == null).OrderBy(r => r.Id).ToListAsync(cancellationToken);
        if (replies.Count == 0) { return []; }
        var later = await LaterAsync(db, cancellationToken);
        return await FeedbackAsync(db, replies.FindAll(r => !later.Contains(r.Queue)), cancellationToken);
    }

    /// <summary>Puts feedback away.</summary>
    public async Task ReadAsync(long replyId, string reviewerId, CancellationToken cancellationToken)
    {
        using var pass = await gate.EnterAsync(cancellationToken);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var now = Now;
        await db.KnownAnswerReplies.Where(r => r.Id == replyId && r.ReviewerId == reviewerId && r.ReadAt == null).ExecuteUpdateAsync(r => r.SetProperty(x => x.ReadAt, now), cancellationToken);
    }

    /// <summary>What a reviewer may know by now of their replies, newest first.</summary>
    public async Task<IReadOnlyList<KnownAnswerFeedback>> ToldAsync(string reviewerId, int take, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var (later, today) = (await LaterAsync(db, cancellationToken), Now.Date);
        var replies = await db.KnownAnswerReplies.AsNoTracking().Where(r => r.ReviewerId == reviewerId && (r.At < today || !later.Contains(r.Queue))).OrderByDescending(r => r.Id).Take(take).ToListAsync(cancellationToken);
        return await FeedbackAsync(db, replies, cancellationToken);
    }

    private static async Task<List<string>> LaterAsync(ConsoleDbContext db, CancellationToken cancellationToken) =>
        await db.ReviewQueues.Where(q => q.GoldFeedback == GoldFeedback.Later).Select(q => q.Id).ToListAsync(cancellationToken);

    private static async Task<List<KnownAnswerFeedback>> FeedbackAsync(ConsoleDbContext db, List<KnownAnswerReply> replies, CancellationToken cancellationToken)
    {
        var ids = replies.ConvertAll(r => r.KnownAnswerId);
        var known = await db.KnownAnswers.AsNoTracking().Where(k => ids.Contains(k.Id)).ToDictionaryAsync(k => k.Id, cancellationToken);
        return [.. replies.Where(r => known.ContainsKey(r.KnownAnswerId)).Select(r => new KnownAnswerFeedback(r, ReviewForm.FromJson(known[r.KnownAnswerId].Form), ReviewForm.FromJson(r.Form), known[r.KnownAnswerId].Fields))];
    }

    /// <summary>
    /// Leases a known-answer case of a queue to a person who neither had it nor has a part in its case: one they gave back, else a new one
    /// drawn at random. Null where none is left for them. Call it in the transaction of the claim.
    /// </summary>
    internal static async Task<Lease?> HandOutAsync(ConsoleDbContext db, Claimant claimant, string queue, DateTime now, DateTime until)
    {
        var user = claimant.UserId;
        var had = await db.ReviewItems.AsNoTracking().Where(i => i.ForUser == user).ToListAsync();
        var back = had.Find(i => i.DoneAt is null && i.Queue == queue && !db.ReviewSkips.Any(s => s.ItemId == i.Id && s.UserId == user));
        if (back is not null) { return await Claimant.LeaseAsync(db, claimant.Statement(back.Id, now, until), until, CancellationToken.None); }

        var seen = had.ConvertAll(i => i.CaseId);
        var left = await db.KnownAnswers.Where(k => k.Queue == queue && k.Active && !seen.Contains(k.CaseId) && db.Cases.Any(c => c.Id == k.CaseId)
            && !db.Reviews.Any(r => r.CaseId == k.CaseId && r.ReviewerId == user)).OrderBy(k => k.Id).Select(k => k.ReviewId).ToListAsync();
        if (left.Count == 0) { return null; }
        var source = left[Random.Shared.Next(left.Count)];
        var model = await db.ReviewItems.AsNoTracking().FirstOrDefaultAsync(i => db.Reviews.Any(r => r.Id == source && r.ItemId == i.Id));
        if (model is null || model.Authors.Contains(claimant.Name, StringComparer.OrdinalIgnoreCase)) { return null; }
        var item = QueueRouter.KnownAnswerOf(model, user, queue, now, until);
        db.ReviewItems.Add(item);
        await db.SaveChangesAsync();
        return new Lease(item.Id, item.CaseId, item.Token, until);
    }
}
