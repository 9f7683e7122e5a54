using Acsr.Access;
using Acsr.Cases;
using Acsr.Store;
using Microsoft.EntityFrameworkCore;

namespace Acsr.Review;

/// <summary>Why a case of a group takes no part in one correction for all.</summary>
public enum BulkExclusion
{
    /// <summary>It is not in the queue.</summary>
    NotQueued = 1,
    /// <summary>It was reviewed already.</summary>
    Done = 2,
    /// <summary>Somebody has it in hand.</summary>
    Leased = 3,
    /// <summary>The reviewer worked it themselves.</summary>
    Own = 4,
    /// <summary>It asks for several independent opinions; a shared one is none.</summary>
    SeveralOpinions = 5,
    /// <summary>It is in a queue that the reviewer does not work.</summary>
    NotAMember = 6,
    /// <summary>It was handed on to somebody.</summary>
    Escalated = 7,
    /// <summary>The trace does not say what the agent decided, so no triad can be complete.</summary>
    NoDecision = 8,
    /// <summary>The reviewer looked at it and said that the correction does not fit.</summary>
    DoesNotFit = 9,
}

/// <summary>One case of the group in the preview.</summary>
/// <param name="CaseId">The case.</param>
/// <param name="Title">Its title; empty where it has none.</param>
/// <param name="At">When it began, UTC.</param>
/// <param name="ItemId">The item that would be settled; null where there is none.</param>
/// <param name="Excluded">Why it takes no part; null where it does.</param>
/// <param name="Action">What the agent decided in it.</param>
/// <param name="Arguments">With which arguments, JSON.</param>
/// <param name="Confidence">0 to 1; null where the agent did not say.</param>
/// <param name="StepId">The step that decided it.</param>
public sealed record BulkCase(string CaseId, string Title, DateTime At, long? ItemId, BulkExclusion? Excluded, string? Action, string? Arguments, double? Confidence, string? StepId)
{
    /// <summary>Its form: the agent's decision of this case, and the correction of all.</summary>
    /// <param name="shared">The correction.</param>
    /// <param name="ownArguments">The right action takes the arguments that the agent gave in this case.</param>
    public ReviewForm Form(ReviewForm shared, bool ownArguments) => shared.ForVerdict() with
    {
        StepId = StepId,
        OriginalAction = Action,
        OriginalArguments = Arguments,
        OriginalConfidence = Confidence,
        FinalArguments = shared.Verdict != Verdict.Corrected ? null : ownArguments && !string.IsNullOrWhiteSpace(shared.FinalAction) ? Arguments : shared.FinalArguments,
        Steps = null,
        Seconds = null,
    };
}

/// <summary>All cases of a group, and the sample that has to be opened and confirmed before the correction is written.</summary>
/// <param name="Cases">The newest first, at most <see cref="ReviewBulk.Most"/>.</param>
/// <param name="More">Cases of the group beyond those.</param>
/// <param name="Sample">Ids of cases that take part, drawn evenly.</param>
public sealed record BulkPreview(IReadOnlyList<BulkCase> Cases, int More, IReadOnlyList<string> Sample)
{
    public IReadOnlyList<BulkCase> Included => [.. Cases.Where(c => c.Excluded is null)];
}

/// <summary>What became of one correction for many.</summary>
/// <param name="Written">Reviews written.</param>
/// <param name="Taken">Cases that a colleague took or settled between the preview and the writing; they were left out.</param>
/// <param name="Missing">What still lacks; nothing was written.</param>
public sealed record BulkResult(int Written, int Taken, IReadOnlyList<MissingPart> Missing);

/// <summary>
/// Writes one correction for the cases of a group of dead ends: a whole review for each, with the agent's own decision of that case. They are one
/// person's one opinion; cases that ask for several take no part.
/// </summary>
public sealed class ReviewBulk(IDbContextFactory<ConsoleDbContext> contexts, WriteGate gate, CaseReader cases, TimeProvider clock)
{
    /// <summary>Cases that are looked at; more than that nobody oversees.</summary>
    public const int Most = 100;

    /// <summary>Names the part that lacks while the sample is not confirmed.</summary>
    public const string SamplePart = "Sample";

    /// <summary>How many of so many cases have to be opened: three, and the root of the number where that is more.</summary>
    public static int SampleSize(int included) => Math.Min(included, Math.Max(3, (int)Math.Ceiling(Math.Sqrt(included))));

    /// <summary>Which cases of a group would take part, which not and why; nothing is taken.</summary>
    /// <param name="group">The group's key.</param>
    /// <param name="reviewer">Who would write the correction.</param>
    /// <param name="unfit">Cases that the reviewer looked at and left out.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task<BulkPreview> PreviewAsync(string group, Reviewer reviewer, IReadOnlySet<string> unfit, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var now = clock.GetUtcNow().UtcDateTime;
        var found = db.DeadEndFindings.AsNoTracking().Where(f => f.Group == group);
        var ids = await found.OrderByDescending(f => f.At).ThenByDescending(f => f.CaseId).Take(Most).Select(f => f.CaseId).ToListAsync(cancellationToken);
        var facts = await db.Cases.AsNoTracking().Where(c => ids.Contains(c.Id)).Select(c => new { c.Id, c.Title, c.At }).ToDictionaryAsync(c => c.Id, cancellationToken);
        var items = (await db.ReviewItems.AsNoTracking().Where(i => ids.Contains(i.CaseId) && i.Purpose == ItemPurpose.Work).ToListAsync(cancellationToken)).ToLookup(i => i.CaseId);
        var escalated = (await db.ReviewEscalations.Where(e => db.ReviewItems.Any(i => i.Id == e.ItemId && ids.Contains(i.CaseId))).Select(e => e.ItemId).ToListAsync(cancellationToken)).ToHashSet();
        var claimant = await Claimant.ReadAsync(db, reviewer.Id, null, cancellationToken);
        var all = new List<BulkCase>(ids.Count);
        foreach (var id in ids.Where(facts.ContainsKey))
        {
            var item = items[id].OrderBy(i => i.DoneAt is null ? 0 : 1).ThenByDescending(i => i.Id).FirstOrDefault();
            var excluded = ExclusionOf(item, reviewer, claimant, escalated, unfit, now);
            var form = excluded is null && await cases.ReadAsync(id, cancellationToken) is { } folded ? ReviewForm.Prefill(folded) : new ReviewForm();
            if (excluded is null && string.IsNullOrWhiteSpace(form.OriginalAction)) { excluded = BulkExclusion.NoDecision; }
            all.Add(new(id, facts[id].Title, facts[id].At, item?.Id, excluded, form.OriginalAction, form.OriginalArguments, form.OriginalConfidence, form.StepId));
        }

        var included = all.FindAll(c => c.Excluded is null);
        // By chance, and the same again as long as the cases are the same: nobody draws until they like it.
        var sample = included.OrderBy(c => Draw.Of($"{group}/{c.CaseId}", "bulk")).Take(SampleSize(included.Count)).Select(c => c.CaseId).ToList();
        return new(all, Math.Max(0, await found.CountAsync(cancellationToken) - ids.Count), sample);
    }

    /// <summary>Writes the correction for all cases that take part, in one transaction, once the whole sample was confirmed.</summary>
    /// <param name="group">The group's key.</param>
    /// <param name="reviewer">Who writes it.</param>
    /// <param name="shared">The correction; the agent's decision is each case's own.</param>
    /// <param name="ownArguments">The right action takes the arguments that the agent gave in each case.</param>
    /// <param name="unfit">Cases that the reviewer left out.</param>
    /// <param name="confirmed">Cases that the reviewer opened and found to fit.</param>
    /// <param name="cancellationToken">Nothing is written when it fires.</param>
    public async Task<BulkResult> WriteAsync(
        string group, Reviewer reviewer, ReviewForm shared, bool ownArguments, IReadOnlySet<string> unfit, IReadOnlySet<string> confirmed, CancellationToken cancellationToken)
    {
        var preview = await PreviewAsync(group, reviewer, unfit, cancellationToken);
        if (preview.Sample.Count(id => !confirmed.Contains(id)) is > 0 and var open) { return new(0, 0, [new(SamplePart, $"Open and confirm the sample first: {open} {(open == 1 ? "case is" : "cases are")} left.")]); }
        var forms = preview.Included.Select(c => (Case: c, Form: c.Form(shared, ownArguments))).ToList();
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        if (await MissingAsync(db, forms, cancellationToken) is { Count: > 0 } missing) { return new(0, 0, missing); }
        if (forms.Count == 0) { return new(0, 0, []); }

        using var pass = await gate.EnterAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await AuditLog.LockAsync(db, cancellationToken);
        var (now, batch, written) = (clock.GetUtcNow().UtcDateTime, Guid.NewGuid().ToString("N"), new List<long>());
        foreach (var (which, form) in forms)
        {
            var itemId = which.ItemId!.Value;
            // Taken and settled in one statement: nobody else can have it in hand in between.
            if (await db.ReviewItems.Where(i => i.Id == itemId && i.DoneAt == null && i.Opinions == 1 && (i.LeasedUntil == null || i.LeasedUntil <= now || i.LeasedBy == reviewer.Id)
                && !db.ReviewEscalations.Any(e => e.ItemId == i.Id)).ExecuteUpdateAsync(row => row.SetProperty(i => i.DoneAt, now).SetProperty(i => i.Token, i => i.Token + 1)
                    .SetProperty(i => i.LeasedBy, (string?)null).SetProperty(i => i.LeasedUntil, (DateTime?)null), cancellationToken) == 0) { continue; }
            var item = await db.ReviewItems.AsNoTracking().FirstAsync(i => i.Id == itemId, cancellationToken);
            var review = ReviewDesk.ReviewOf(item, reviewer, form.Settled(), now);
            (review.SetId, review.Batch) = (item.Id, batch);
            review.Guideline = await db.ReviewGuidelines.Where(g => g.Queue == item.Queue).MaxAsync(g => (int?)g.Version, cancellationToken);
            db.Reviews.Add(review);
            await db.SaveChangesAsync(cancellationToken);
            await ClauseFollowUp.SupersedeAsync(db, item, review, now, cancellationToken);
            await db.ReviewDrafts.Where(draft => draft.ItemId == itemId && draft.UserId == reviewer.Id).ExecuteDeleteAsync(cancellationToken);
            written.Add(itemId);
        }

        if (written.Count == 0) { return new(0, forms.Count, []); }
        db.ReviewBatches.Add(new ReviewBatch
        {
            Id = batch,
            Group = group,
            ReviewerId = reviewer.Id,
            ReviewerName = reviewer.Name,
            At = now,
            Size = written.Count,
            Sample = [.. preview.Sample],
            Demo = await db.ReviewItems.Where(i => i.Id == written[0]).Select(i => i.Demo).FirstAsync(cancellationToken),
        });
        await AuditLog.AppendAsync(db, reviewer.Name, "review.bulk", $"group {group}", null,
            $"batch {batch}: {written.Count} reviews of items {string.Join(", ", written)}; opened before: {string.Join(", ", preview.Sample)}; {shared.ToJson()}", now, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return new(written.Count, forms.Count - written.Count, []);
    }

    /// <summary>The batch that a review was written in; null where it was written by itself.</summary>
    public async Task<ReviewBatch?> FindAsync(string? batch, CancellationToken cancellationToken)
    {
        if (batch is null) { return null; }
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.ReviewBatches.AsNoTracking().FirstOrDefaultAsync(b => b.Id == batch, cancellationToken);
    }

    private static BulkExclusion? ExclusionOf(ReviewItem? item, Reviewer reviewer, Claimant claimant, HashSet<long> escalated, IReadOnlySet<string> unfit, DateTime now) => item switch
    {
        null => BulkExclusion.NotQueued,
        { DoneAt: not null } => BulkExclusion.Done,
        _ when !claimant.Queues.Contains(item.Queue) => BulkExclusion.NotAMember,
        _ when item.Authors.Contains(claimant.Name, StringComparer.OrdinalIgnoreCase) => BulkExclusion.Own,
        { Opinions: > 1 } => BulkExclusion.SeveralOpinions,
        _ when escalated.Contains(item.Id) => BulkExclusion.Escalated,
        { LeasedUntil: { } until } when until > now && item.LeasedBy != reviewer.Id => BulkExclusion.Leased,
        _ when unfit.Contains(item.CaseId) => BulkExclusion.DoesNotFit,
        _ => null,
    };

    // What each review owes: the triad, what its queue asks for, and a clause that there is.
    private static async Task<IReadOnlyList<MissingPart>> MissingAsync(ConsoleDbContext db, List<(BulkCase Case, ReviewForm Form)> forms, CancellationToken cancellationToken)
    {
        var itemIds = forms.ConvertAll(f => f.Case.ItemId!.Value);
        var items = await db.ReviewItems.AsNoTracking().Where(i => itemIds.Contains(i.Id)).ToDictionaryAsync(i => i.Id, cancellationToken);
        var queues = (await ReviewQueues.ReadAsync(db, cancellationToken)).ToDictionary(q => q.Id);
        List<MissingPart> missing = [];
        if (forms.Exists(f => f.Form.Verdict == Verdict.CannotTell)) { missing.Add(new(nameof(ReviewForm.Verdict), "Who cannot tell looks at each case by itself.")); }
        foreach (var (one, form) in forms)
        {
            var item = items[one.ItemId!.Value];
            missing.AddRange(await ReviewDesk.MissingAsync(db, form, ReviewForm.RequiredFor(queues.GetValueOrDefault(item.Queue)?.Required ?? [], item.Reasons), cancellationToken));
            if (missing.Count > 0) { break; }
        }

        return [.. missing.DistinctBy(part => part.Field)];
    }
}
