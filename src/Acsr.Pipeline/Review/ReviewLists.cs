using Acsr.Signals;
using Acsr.Store;
using Microsoft.EntityFrameworkCore;

namespace Acsr.Review;

/// <summary>Which items a list shows.</summary>
public enum ReviewFilter
{
    /// <summary>Not settled, whoever holds them.</summary>
    Open = 1,
    /// <summary>Held by the one who looks.</summary>
    Mine = 2,
    Done = 3,
    All = 4,
}

/// <summary>An item as a list shows it.</summary>
/// <param name="Id">The item.</param>
/// <param name="CaseId">The case it is about.</param>
/// <param name="Title">The case's title; null when the case is gone.</param>
/// <param name="Reasons">The weightiest first.</param>
/// <param name="Why">In words.</param>
/// <param name="Priority">0 to 1.</param>
/// <param name="OpenedAt">When it came into the queue.</param>
/// <param name="LeasedBy">The id of who holds it now; null when it is free.</param>
/// <param name="LeasedByName">That person's user name.</param>
/// <param name="DoneAt">When it was settled.</param>
/// <param name="ReviewedBy">The name of who settled it.</param>
public sealed record ReviewRow(
    long Id, string CaseId, string? Title, IReadOnlyList<ReviewReason> Reasons, string Why, double Priority, DateTime OpenedAt,
    string? LeasedBy, string? LeasedByName, DateTime? DoneAt, string? ReviewedBy)
{
    /// <summary>Where the list goes on behind this row.</summary>
    public ReviewKey Key => new(Priority, Id);

    /// <summary>The queue it is in.</summary>
    public string Queue { get; init; } = ReviewQueueSettings.General;
    /// <summary>What besides its signals makes it worth more or less, in words; null or empty where nothing does.</summary>
    public string? Worth { get; init; }
    public DateTime? DueAt { get; init; }
    /// <summary>The items that ask for opinions on the same, by the first one's id; its own id where it is alone.</summary>
    public long SetId { get; init; }
    public int Opinions { get; init; } = 1;
    public ItemPurpose Purpose { get; init; }
    /// <summary>Of what it is one.</summary>
    public string Group { get; init; } = "";
    /// <summary>Who handed it to whom; null where nobody did.</summary>
    public ReviewEscalation? Escalation { get; init; }

    /// <summary>Whether its due time still runs, was met or was missed; null where it has none.</summary>
    /// <param name="now">UTC.</param>
    public DueState? Due(DateTime now) => DueAt is not { } due ? null : (DoneAt ?? now) > due ? DueState.Missed : DoneAt is null ? DueState.Active : DueState.Hit;
}

/// <summary>How an item stands to its due time.</summary>
public enum DueState
{
    /// <summary>Not reviewed, and there is time left.</summary>
    Active = 1,
    /// <summary>Reviewed in time.</summary>
    Hit = 2,
    /// <summary>Not reviewed in time.</summary>
    Missed = 3,
}

/// <summary>A place in a list of items.</summary>
public readonly record struct ReviewKey(double Priority, long Id);

/// <summary>How the queue stands.</summary>
/// <param name="Open">Not settled, leased ones included.</param>
/// <param name="Leased">Of those, in somebody's hands.</param>
/// <param name="DoneToday">Settled since midnight, UTC.</param>
public sealed record ReviewCounts(int Open, int Leased, int DoneToday);

/// <summary>Shows the queue.</summary>
public sealed class ReviewLists(IDbContextFactory<ConsoleDbContext> contexts, TimeProvider clock)
{
    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    /// <summary>
    /// A page of items: open ones in the order in which the queue hands them out, settled ones and mixed lists newest first.
    /// </summary>
    /// <param name="filter">Which items.</param>
    /// <param name="userId">Whose, for <see cref="ReviewFilter.Mine"/>.</param>
    /// <param name="reason">Only items that have it among their reasons.</param>
    /// <param name="take">Rows at most.</param>
    /// <param name="after">The key of the last row of the page before; null for the first page.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public Task<IReadOnlyList<ReviewRow>> ListAsync(ReviewFilter filter, string userId, ReviewReason? reason, int take, ReviewKey? after, CancellationToken cancellationToken) =>
        ListAsync(filter, userId, reason, null, take, after, cancellationToken);

    /// <inheritdoc cref="ListAsync(ReviewFilter, string, ReviewReason?, int, ReviewKey?, CancellationToken)"/>
    /// <param name="queue">Only items of this queue.</param>
    public async Task<IReadOnlyList<ReviewRow>> ListAsync(
        ReviewFilter filter, string userId, ReviewReason? reason, string? queue, int take, ReviewKey? after, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var now = Now;
        // A known-answer case is for one person only, who must not tell it from others.
        var items = With(db, reason).Where(item => item.ForUser == null || (item.ForUser == userId && item.DoneAt == null && item.LeasedUntil > now));
        if (queue is not null) { items = items.Where(item => item.Queue == queue); }
        items = filter switch
        {
            // What one handed on is off one's list, and what waits for one is above it.
            ReviewFilter.Open => items.Open().Where(item => !db.ReviewEscalations.Any(e => e.ItemId == item.Id && (e.ById == userId || e.To == userId))),
            ReviewFilter.Mine => items.Leased(now).Where(item => item.LeasedBy == userId),
            ReviewFilter.Done => items.Where(item => item.DoneAt != null),
            ReviewFilter.All => items,
        };
        items = filter is ReviewFilter.Open or ReviewFilter.Mine ? WeightiestFirst(items, after) : NewestFirst(items, after);
        return await RowsAsync(db, items.Take(take), now, cancellationToken);
    }

    /// <summary>One item; null when it is gone.</summary>
    public async Task<ReviewRow?> FindAsync(long itemId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return (await RowsAsync(db, db.ReviewItems.Where(item => item.Id == itemId), Now, cancellationToken)).SingleOrDefault();
    }

    /// <summary>The review that settled an item; null while it is open.</summary>
    public async Task<CaseReview?> ReviewOfAsync(long itemId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Reviews.AsNoTracking().Where(review => review.ItemId == itemId).OrderBy(review => review.Id).LastOrDefaultAsync(cancellationToken);
    }

    /// <summary>The last reviews of other cases of the same group that speak for theirs, newest first.</summary>
    public async Task<IReadOnlyList<CaseReview>> PrecedentsAsync(ReviewRow item, CancellationToken cancellationToken)
    {
        const int shown = 5;
        if (item.Group.Length == 0) { return []; }
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Reviews.AsNoTracking().Where(r => r.CaseId != item.CaseId && r.Standing == OpinionStanding.Stands && r.Verdict != Verdict.CannotTell
                && db.ReviewItems.Any(i => i.Id == r.ItemId && i.Group == item.Group))
            .OrderByDescending(r => r.Id).Take(shown).ToListAsync(cancellationToken);
    }

    /// <summary>Open items of other cases of the same group of dead ends; 0 where the item is of none.</summary>
    public async Task<int> AlikeAsync(ReviewRow item, CancellationToken cancellationToken)
    {
        if (item.Group.Length == 0) { return 0; }
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        if (!await db.DeadEndGroups.AnyAsync(g => g.Key == item.Group, cancellationToken)) { return 0; }
        return await db.ReviewItems.Open().CountAsync(i => i.Group == item.Group && i.Id != item.Id && i.Purpose == ItemPurpose.Work && i.Opinions == 1, cancellationToken);
    }

    /// <summary>The person's review before (or with <paramref name="later"/> after) that of an item; before an open item their last one. Null where there is none.</summary>
    public async Task<long?> NeighbourAsync(string userId, long itemId, bool later, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var mine = db.Reviews.Where(r => r.ReviewerId == userId);
        var here = await mine.Where(r => r.ItemId == itemId).Select(r => (long?)r.Id).FirstOrDefaultAsync(cancellationToken);
        if (later) { return here is null ? null : await mine.Where(r => r.Id > here).OrderBy(r => r.Id).Select(r => (long?)r.ItemId).FirstOrDefaultAsync(cancellationToken); }
        return await mine.Where(r => here == null || r.Id < here).OrderByDescending(r => r.Id).Select(r => (long?)r.ItemId).FirstOrDefaultAsync(cancellationToken);
    }

    /// <summary>What was handed to a person, or with <paramref name="lead"/> to a lead, and is not decided, the oldest first.</summary>
    public async Task<IReadOnlyList<ReviewRow>> EscalatedAsync(string userId, bool lead, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var items = db.ReviewItems.Open().Where(i => db.ReviewEscalations.Any(e => e.ItemId == i.Id && (e.To == userId || (lead && e.To == null))));
        return [.. (await RowsAsync(db, items.OrderBy(i => i.Id).Take(50), Now, cancellationToken)).OrderBy(row => row.Escalation?.At)];
    }

    /// <summary>What speaks about a case's quality, the worst first.</summary>
    public async Task<IReadOnlyList<Signal>> SignalsAsync(string caseId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Signals.AsNoTracking().Where(s => s.CaseId == caseId).OrderByDescending(s => s.Severity).ThenBy(s => s.Kind).ThenBy(s => s.OccurredAt).ThenBy(s => s.Id).ToListAsync(cancellationToken);
    }

    /// <summary>The number of a case's last change; null when it is gone.</summary>
    public async Task<long?> SequenceAsync(string caseId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Cases.Where(c => c.Id == caseId).Select(c => (long?)c.Sequence).FirstOrDefaultAsync(cancellationToken);
    }

    /// <summary>All opinions of a set, in the order in which they came.</summary>
    public async Task<IReadOnlyList<CaseReview>> OpinionsAsync(long setId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Reviews.AsNoTracking().Where(r => r.SetId == setId).OrderBy(r => r.Id).ToListAsync(cancellationToken);
    }

    /// <summary>The failures that imported reviews of a case name, import by import.</summary>
    public async Task<IReadOnlyList<(string Source, ReviewLabel Label)>> LabelsAsync(string caseId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var labels = await db.ReviewLabels.AsNoTracking().Join(db.Reviews.Where(r => r.CaseId == caseId), l => l.ReviewId, r => r.Id, (label, r) => new { r.Source, Label = label })
            .OrderBy(l => l.Label.ReviewId).ThenBy(l => l.Label.Position).ToListAsync(cancellationToken);
        return [.. labels.Select(l => (l.Source ?? "", l.Label))];
    }

    /// <summary>What consumers of releases say about rows that were made of a case, the newest first.</summary>
    public async Task<IReadOnlyList<ReleaseFeedback>> FeedbackAsync(string caseId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.ReleaseFeedback.AsNoTracking().Where(f => f.CaseId == caseId).OrderByDescending(f => f.At).ThenBy(f => f.Id).ToListAsync(cancellationToken);
    }

    public async Task<ReviewCounts> CountsAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var now = Now;
        var midnight = now.Date;
        return new(
            await db.ReviewItems.Open().CountAsync(item => item.ForUser == null, cancellationToken),
            await db.ReviewItems.Leased(now).CountAsync(item => item.ForUser == null, cancellationToken),
            await db.ReviewItems.CountAsync(item => item.DoneAt >= midnight && item.ForUser == null, cancellationToken));
    }

    // Reasons are stored as a JSON array of numbers; with commas at both ends each number can be found whole.
    private static IQueryable<ReviewItem> With(ConsoleDbContext db, ReviewReason? reason)
    {
        if (reason is null) { return db.ReviewItems.AsNoTracking(); }
        var pattern = $"%,{(int)reason},%";
        return db.ReviewItems.FromSql($"""SELECT * FROM "ReviewItems" WHERE replace(replace("Reasons", '[', ','), ']', ',') LIKE {pattern}""").AsNoTracking();
    }

    private static IQueryable<ReviewItem> WeightiestFirst(IQueryable<ReviewItem> items, ReviewKey? after)
    {
        if (after is { } key) { items = items.Where(item => item.Priority < key.Priority || (item.Priority == key.Priority && item.Id > key.Id)); }
        return items.OrderByDescending(item => item.Priority).ThenBy(item => item.Id);
    }

    private static IQueryable<ReviewItem> NewestFirst(IQueryable<ReviewItem> items, ReviewKey? after)
    {
        if (after is { } key) { items = items.Where(item => item.Id < key.Id); }
        return items.OrderByDescending(item => item.Id);
    }

    private static async Task<IReadOnlyList<ReviewRow>> RowsAsync(ConsoleDbContext db, IQueryable<ReviewItem> items, DateTime now, CancellationToken cancellationToken)
    {
        var rows = await items.Select(item => new
        {
            Item = item,
            Title = db.Cases.Where(c => c.Id == item.CaseId).Select(c => c.Title).FirstOrDefault(),
            Holder = db.Users.Where(u => u.Id == item.LeasedBy).Select(u => u.UserName).FirstOrDefault(),
            Reviewer = db.Reviews.Where(r => r.ItemId == item.Id).Select(r => r.ReviewerName).FirstOrDefault(),
            Escalation = db.ReviewEscalations.FirstOrDefault(e => e.ItemId == item.Id),
        }).ToListAsync(cancellationToken);
        return [.. rows.Select(row => row.Item.LeasedUntil > now
            ? RowOf(row.Item, row.Title, row.Item.LeasedBy, row.Holder, row.Reviewer) with { Escalation = row.Escalation }
            : RowOf(row.Item, row.Title, null, null, row.Reviewer) with { Escalation = row.Escalation })];
    }

    private static ReviewRow RowOf(ReviewItem item, string? title, string? holder, string? holderName, string? reviewer) =>
        new(item.Id, item.CaseId, title, item.Reasons, item.Why, item.Priority, item.OpenedAt, holder, holderName, item.DoneAt, reviewer)
        {
            Queue = item.Queue,
            Worth = item.Worth,
            DueAt = item.DueAt,
            SetId = item.FirstId ?? item.Id,
            Opinions = item.Opinions,
            Purpose = item.Purpose,
            Group = item.Group,
        };
}
