using Acsr.Cases;

namespace Acsr.Review;

/// <summary>Which queue an item belongs to, and what follows from that. Pure.</summary>
public static class QueueRouter
{
    /// <summary>Whether the queue's filter takes the item; share and cap are not looked at.</summary>
    public static bool Matches(ReviewQueueSettings queue, ReviewItem item, Case? facts) =>
        (queue.Reasons.Count == 0 || queue.Reasons.Exists(item.Reasons.Contains))
        && In(queue.Intents, facts?.Intent) && In(queue.Languages, facts?.Language) && In(queue.Channels, facts?.Channel)
        && In(queue.Agents, facts?.Agent) && In(queue.Tiers, facts?.CustomerTier);

    /// <summary>Whether the draw for the queue's share falls on the case.</summary>
    public static bool IsDrawn(ReviewQueueSettings queue, string caseId) => queue.Share >= 1 || Draw.Of(caseId, $"queue:{queue.Id}") < queue.Share;

    /// <summary>
    /// What nobody may sample away: a human's correction, a case that a person sent back, and what was drawn at random over all cases. It
    /// enters the general queue where no other takes it.
    /// </summary>
    public static bool MustEnter(ReviewItem item) =>
        item.Reasons.Exists(reason => reason is ReviewReason.Override or ReviewReason.IncompleteTriad or ReviewReason.ClauseChanged or ReviewReason.RandomSample or ReviewReason.ReleaseFeedback);

    /// <summary>The first queue that takes the item; null where none does and it may stay out.</summary>
    /// <param name="item">The item.</param>
    /// <param name="facts">Its case; null where it is gone.</param>
    /// <param name="asked">A person asked to have this case reviewed.</param>
    /// <param name="queues">In their order, the general queue last.</param>
    /// <param name="enteredToday">How many entered a queue today.</param>
    public static ReviewQueueSettings? Route(ReviewItem item, Case? facts, bool asked, IReadOnlyList<ReviewQueueSettings> queues, IReadOnlyDictionary<string, int> enteredToday)
    {
        foreach (var queue in queues)
        {
            var must = queue.Id == ReviewQueueSettings.General && (asked || MustEnter(item));
            if (must || (Matches(queue, item, facts) && IsDrawn(queue, item.CaseId) && !(enteredToday.GetValueOrDefault(queue.Id) >= queue.CapPerDay))) { return queue; }
        }

        return null;
    }

    /// <summary>Puts the item into the queue: its due time, and how many opinions are asked for.</summary>
    public static void Enter(ReviewItem item, ReviewQueueSettings queue)
    {
        item.Queue = queue.Id;
        item.DueAt = queue.DueHours is { } hours ? item.OpenedAt.AddHours(hours) : null;
        item.Opinions = queue.OverlapShare > 0 && Draw.Of(item.CaseId, $"overlap:{queue.Id}") < queue.OverlapShare ? Math.Max(2, queue.Opinions) : 1;
    }

    /// <summary>The further items that ask other people for the same.</summary>
    /// <param name="first">The first item, with its id.</param>
    public static IEnumerable<ReviewItem> Copies(ReviewItem first) => Enumerable.Range(1, first.Opinions - 1).Select(_ => CopyOf(first, ItemPurpose.Opinion));

    internal static ReviewItem CopyOf(ReviewItem first, ItemPurpose purpose) => new()
    {
        CaseId = first.CaseId,
        Reasons = [.. first.Reasons],
        Why = first.Why,
        SignalIds = [.. first.SignalIds],
        Priority = first.Priority,
        Risk = first.Risk,
        Worth = first.Worth,
        Group = first.Group,
        Confidence = first.Confidence,
        Queue = first.Queue,
        Language = first.Language,
        Intent = first.Intent,
        Authors = [.. first.Authors],
        OpenedAt = first.OpenedAt,
        DueAt = first.DueAt,
        InclusionProbability = first.InclusionProbability,
        Opinions = first.Opinions,
        FirstId = first.Id,
        Purpose = purpose,
        Demo = first.Demo,
    };

    /// <summary>The same case as if it were new, for one person and in their hands.</summary>
    internal static ReviewItem KnownAnswerOf(ReviewItem model, string userId, string queue, DateTime now, DateTime until)
    {
        var item = CopyOf(model, ItemPurpose.KnownAnswer);
        (item.ForUser, item.Queue, item.SignalIds, item.FirstId, item.Opinions, item.InclusionProbability) = (userId, queue, [], null, 1, null);
        (item.OpenedAt, item.DueAt, item.LeasedBy, item.LeasedUntil, item.Token) = (now, null, userId, until, 1);
        return item;
    }

    private static bool In(List<string> allowed, string? value) => allowed.Count == 0 || (value is not null && allowed.Contains(value, StringComparer.OrdinalIgnoreCase));
}
