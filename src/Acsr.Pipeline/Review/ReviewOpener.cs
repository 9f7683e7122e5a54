using Acsr.Signals;
using Acsr.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Acsr.Review;

/// <summary>What a fold changes in the queue.</summary>
/// <param name="Open">Items to add.</param>
/// <param name="Rewrite">Open items as they are to be from now on; what a lease or a review set is not in it.</param>
/// <param name="Withdraw">Open items that are to go.</param>
public sealed record ReviewPlan(IReadOnlyList<ReviewItem> Open, IReadOnlyList<ReviewItem> Rewrite, IReadOnlyList<ReviewItem> Withdraw)
{
    public static readonly ReviewPlan Nothing = new([], [], []);
}

/// <summary>
/// Keeps the queue in step with the folded cases: each signal that a person has to look at is covered by exactly one item, and a case has
/// at most one open item.
/// </summary>
public sealed class ReviewOpener(IOptions<ReviewOptions> options)
{
    /// <summary>
    /// Which item to open, rewrite or withdraw for a case as it is now folded. Pure, and the same again when run again. What a
    /// settled item covers stays settled.
    /// </summary>
    /// <param name="folded">The case; null when it vanished.</param>
    /// <param name="existing">All items of the case, settled ones too.</param>
    /// <param name="now">When a new item is opened.</param>
    /// <param name="options">What counts as low satisfaction.</param>
    /// <param name="recalls">Why people sent the case back.</param>
    /// <param name="drawn">The probability with which the case was drawn at random; null where it was not.</param>
    /// <param name="feedback">What consumers of releases said about rows of the case.</param>
    public static ReviewPlan Plan(
        JudgedCase? folded, IReadOnlyList<ReviewItem> existing, DateTime now, ReviewOptions options, IReadOnlyList<ClauseRecall>? recalls = null, double? drawn = null,
        IReadOnlyList<ReleaseFeedback>? feedback = null)
    {
        var open = OpenOf(existing);
        if (folded is null) { return open is null ? ReviewPlan.Nothing : ReviewPlan.Nothing with { Withdraw = [open] }; }

        var settled = existing.Where(item => item.DoneAt is not null).SelectMany(item => item.SignalIds).ToHashSet();
        var findings = ReviewFindings.Of(folded, options).Concat(FindingsOf(recalls ?? [])).Concat((feedback ?? []).Where(f => f.Verdict != RowVerdict.Good).OrderBy(f => f.Id, StringComparer.Ordinal).Select(ReviewFindings.Of)).Concat(drawn is { } p ? [ReviewFindings.OfDraw(p)] : []).Where(finding => !settled.Contains(finding.SignalId)).ToList();
        if (findings.Count == 0)
        {
            // Later news took the reason away. An item that somebody has had in hand stays: their work is worth more than tidiness.
            return open is { Token: 0 } && !existing.Any(item => item.FirstId == open.Id && item.Token > 0) ? ReviewPlan.Nothing with { Withdraw = [open] } : ReviewPlan.Nothing;
        }

        var item = new ReviewItem
        {
            Id = open?.Id ?? 0,
            CaseId = folded.Facts.Id,
            Reasons = [.. findings.SelectMany(finding => finding.Reasons).Distinct().Order()],
            Why = WhyOf(findings),
            SignalIds = [.. findings.Select(finding => finding.SignalId)],
            Priority = open is null ? ItemValue.Alone(RiskOf(findings)) : ItemValue.Carry(open, RiskOf(findings)),
            Risk = RiskOf(findings),
            Group = GroupOf(folded, findings[0]),
            Confidence = folded.Overrides.FirstOrDefault(o => findings[0].SignalId == o.Id)?.OriginalConfidence,
            Language = folded.Facts.Language,
            Intent = folded.Facts.Intent,
            Authors = [.. folded.Overrides.Select(o => o.By).OfType<string>().Distinct(StringComparer.OrdinalIgnoreCase)],
            InclusionProbability = drawn,
            OpenedAt = open?.OpenedAt ?? now,
            Demo = folded.Facts.Demo,
        };
        if (open is null) { return ReviewPlan.Nothing with { Open = [item] }; }
        return SaysTheSame(open, item) ? ReviewPlan.Nothing : ReviewPlan.Nothing with { Rewrite = [item] };
    }

    /// <summary>
    /// Carries the plan out. Call it inside the transaction that writes the case and its signals (and inside its <see cref="WriteGate"/>
    /// pass), so that all of it is written or nothing. Saves what <paramref name="db"/> tracks.
    /// </summary>
    public async Task ApplyAsync(ConsoleDbContext db, string caseId, JudgedCase? folded, DateTime now, CancellationToken cancellationToken)
    {
        var rates = folded is null ? [] : await db.ReviewSamplingRates.AsNoTracking().ToListAsync(cancellationToken);
        // A reviewer may settle the open item between our read and our write; then its row no longer matches, and we plan anew.
        while (true)
        {
            var existing = await db.ReviewItems.AsNoTracking().Where(item => item.CaseId == caseId).ToListAsync(cancellationToken);
            var recalls = await db.ClauseRecalls.AsNoTracking().Where(recall => recall.CaseId == caseId).ToListAsync(cancellationToken);
            var feedback = await db.ReleaseFeedback.AsNoTracking().Where(f => f.CaseId == caseId).ToListAsync(cancellationToken);
            var plan = Plan(folded, existing, now, options.Value, recalls, folded is null ? null : Draw.RandomSample(folded.Facts, rates), feedback);
            if (plan.Open.Count > 0) { plan = await RoutedAsync(db, plan, folded!, now, cancellationToken); }
            if (await TryApplyAsync(db, plan, existing, cancellationToken)) { return; }
        }
    }

    /// <summary>
    /// What sending a case back changes in the queue, before its next fold says the same. Pure. What a settled item covers stays settled.
    /// </summary>
    /// <param name="caseId">The case.</param>
    /// <param name="demo">It belongs to the demo desk.</param>
    /// <param name="recalls">All of the case.</param>
    /// <param name="existing">All items of the case, settled ones too.</param>
    /// <param name="now">When a new item is opened.</param>
    public static ReviewPlan Plan(string caseId, bool demo, IReadOnlyList<ClauseRecall> recalls, IReadOnlyList<ReviewItem> existing, DateTime now)
    {
        var open = OpenOf(existing);
        var covered = existing.SelectMany(item => item.SignalIds).ToHashSet();
        var findings = FindingsOf(recalls).Where(finding => !covered.Contains(finding.SignalId)).ToList();
        if (findings.Count == 0) { return ReviewPlan.Nothing; }

        // Items from before risks were kept have only the priority to go by.
        var risk = 1 - ((1 - (open is { Risk: > 0 } ? open.Risk : open?.Priority ?? 0)) * (1 - RiskOf(findings)));
        var item = new ReviewItem
        {
            Id = open?.Id ?? 0,
            CaseId = caseId,
            Reasons = [.. (open?.Reasons ?? []).Concat(findings.SelectMany(finding => finding.Reasons)).Distinct().Order()],
            Why = open is null ? WhyOf(findings) : $"{open.Why} {WhyOf(findings)}",
            SignalIds = [.. (open?.SignalIds ?? []), .. findings.Select(finding => finding.SignalId)],
            Priority = open is null ? ItemValue.Alone(risk) : ItemValue.Carry(open, risk),
            Risk = risk,
            Group = open?.Group ?? nameof(ReviewReason.ClauseChanged),
            Confidence = open?.Confidence,
            Language = open?.Language,
            Intent = open?.Intent,
            Authors = open?.Authors ?? [],
            InclusionProbability = open?.InclusionProbability,
            OpenedAt = open?.OpenedAt ?? now,
            Demo = demo,
        };
        return open is null ? ReviewPlan.Nothing with { Open = [item] } : ReviewPlan.Nothing with { Rewrite = [item] };
    }

    private static IEnumerable<ReviewFinding> FindingsOf(IReadOnlyList<ClauseRecall> recalls) =>
        recalls.Select(ReviewFindings.Of).OrderBy(finding => finding.SignalId, StringComparer.Ordinal);

    /// <summary>False when an item is no longer as it was when the plan was made: it was settled, or somebody sent its case back.</summary>
    internal static async Task<bool> TryApplyAsync(ConsoleDbContext db, ReviewPlan plan, IReadOnlyList<ReviewItem> existing, CancellationToken cancellationToken)
    {
        var was = existing.ToDictionary(item => item.Id, item => item.Why);
        foreach (var item in plan.Withdraw)
        {
            var why = was[item.Id];
            if (await db.ReviewItems.Where(row => row.Id == item.Id && row.DoneAt == null && row.Token == item.Token && row.Why == why).ExecuteDeleteAsync(cancellationToken) == 0) { return false; }
            List<long> gone = [item.Id, .. existing.Where(copy => copy.FirstId == item.Id && copy.DoneAt is null).Select(copy => copy.Id)];
            await db.ReviewItems.Where(row => gone.Contains(row.Id) && row.DoneAt == null).ExecuteDeleteAsync(cancellationToken);
            await db.ReviewSkips.Where(skip => gone.Contains(skip.ItemId)).ExecuteDeleteAsync(cancellationToken);
            await db.ReviewDrafts.Where(draft => gone.Contains(draft.ItemId)).ExecuteDeleteAsync(cancellationToken);
            await db.ReviewEscalations.Where(escalation => gone.Contains(escalation.ItemId)).ExecuteDeleteAsync(cancellationToken);
        }

        foreach (var item in plan.Rewrite)
        {
            var why = was[item.Id];
            var rewritten = await db.ReviewItems.Where(row => row.Id == item.Id && row.DoneAt == null && row.Why == why).ExecuteUpdateAsync(row => row
                .SetProperty(r => r.Reasons, item.Reasons)
                .SetProperty(r => r.Why, item.Why)
                .SetProperty(r => r.SignalIds, item.SignalIds)
                .SetProperty(r => r.Priority, item.Priority)
                .SetProperty(r => r.Risk, item.Risk)
                .SetProperty(r => r.Group, item.Group)
                .SetProperty(r => r.Confidence, item.Confidence)
                .SetProperty(r => r.Language, item.Language)
                .SetProperty(r => r.Intent, item.Intent)
                .SetProperty(r => r.Authors, item.Authors)
                .SetProperty(r => r.InclusionProbability, item.InclusionProbability)
                .SetProperty(r => r.Worth, r => r.Group == item.Group ? r.Worth : null), cancellationToken);
            if (rewritten == 0) { return false; }
            await db.ReviewItems.Where(row => row.FirstId == item.Id && row.DoneAt == null).ExecuteUpdateAsync(row => row
                .SetProperty(r => r.Reasons, item.Reasons).SetProperty(r => r.Why, item.Why).SetProperty(r => r.SignalIds, item.SignalIds), cancellationToken);
        }

        if (plan.Open.Count > 0)
        {
            db.ReviewItems.AddRange(plan.Open);
            await db.SaveChangesAsync(cancellationToken);
            if (plan.Open.SelectMany(QueueRouter.Copies).ToList() is { Count: > 0 } copies)
            {
                db.ReviewItems.AddRange(copies);
                await db.SaveChangesAsync(cancellationToken);
            }
        }

        return true;
    }

    // What no queue takes is not opened; the next fold asks again, and a cap may have room then.
    private static async Task<ReviewPlan> RoutedAsync(ConsoleDbContext db, ReviewPlan plan, JudgedCase folded, DateTime now, CancellationToken cancellationToken)
    {
        var queues = await ReviewQueues.ReadAsync(db, cancellationToken);
        var (capped, today) = (queues.Where(q => q.CapPerDay is not null).Select(q => q.Id).ToList(), now.Date);
        var entered = capped.Count == 0 ? [] : await db.ReviewItems.Where(i => capped.Contains(i.Queue) && i.Purpose == ItemPurpose.Work && i.OpenedAt >= today)
            .GroupBy(i => i.Queue).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, cancellationToken);
        var open = new List<ReviewItem>();
        foreach (var item in plan.Open)
        {
            if (QueueRouter.Route(item, folded.Facts, folded.RequestedGroups.Count > 0, queues, entered) is not { } queue) { continue; }
            QueueRouter.Enter(item, queue);
            open.Add(item);
        }

        return plan with { Open = open };
    }

    private static ReviewItem? OpenOf(IReadOnlyList<ReviewItem> existing) => existing.SingleOrDefault(item => item.DoneAt is null && item.Purpose == ItemPurpose.Work);

    private static string GroupOf(JudgedCase folded, ReviewFinding first) =>
        folded.Signals.FirstOrDefault(signal => signal.Id == first.SignalId)?.Group is { Length: > 0 } group ? group : $"{first.Reasons[0]}:{folded.Facts.Intent}";

    /// <summary>0 to 1: 1−Π(1−w), as the risk of a case (formats F.4).</summary>
    private static double RiskOf(IReadOnlyList<ReviewFinding> findings) => 1 - findings.Aggregate(1.0, (rest, finding) => rest * (1 - finding.Weight));

    private static string WhyOf(IReadOnlyList<ReviewFinding> findings)
    {
        const int shown = 3;
        var texts = findings.Select(finding => finding.Text).Distinct().ToList();
        var more = texts.Count > shown ? $" And {texts.Count - shown} more." : "";
        return string.Join(' ', texts.Take(shown).Select(text => text + ".")) + more;
    }

    private static bool SaysTheSame(ReviewItem a, ReviewItem b) =>
        a.Why == b.Why && a.Risk.Equals(b.Risk) && a.Group == b.Group && a.InclusionProbability == b.InclusionProbability && a.Reasons.SequenceEqual(b.Reasons) && a.SignalIds.SequenceEqual(b.SignalIds);
}
