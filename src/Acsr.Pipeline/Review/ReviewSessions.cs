using Acsr.Cases;
using Acsr.Signals;

namespace Acsr.Review;

/// <summary>Opens items: the case as its events tell it now, the draft or else what is known, and the lease where one is wanted.</summary>
public sealed class ReviewSessions(
    ReviewQueue queue, ReviewDesk desk, ReviewLists lists, ReviewQueues queues, CaseReader cases, DeadEndReader deadEnds, TimeProvider clock)
{
    /// <summary>Null when there is no such item.</summary>
    /// <param name="itemId">The item.</param>
    /// <param name="reviewer">Who opens it.</param>
    /// <param name="claim">Takes it, if it is free; otherwise only looks.</param>
    /// <param name="cancellationToken">Ends the opening.</param>
    public Task<ReviewSession?> OpenAsync(long itemId, Reviewer reviewer, bool claim, CancellationToken cancellationToken) => OpenAsync(itemId, reviewer, claim, null, cancellationToken);

    /// <inheritdoc cref="OpenAsync(long, Reviewer, bool, CancellationToken)"/>
    /// <param name="ahead">A case that was read ahead; used where it is this item's and nothing came since.</param>
    public async Task<ReviewSession?> OpenAsync(long itemId, Reviewer reviewer, bool claim, ReadAhead? ahead, CancellationToken cancellationToken)
    {
        if (await lists.FindAsync(itemId, cancellationToken) is not { } item) { return null; }
        var folded = ahead is not null && ahead.CaseId == item.CaseId && ahead.Sequence == await lists.SequenceAsync(item.CaseId, cancellationToken)
            ? ahead.Case : await cases.ReadAsync(item.CaseId, cancellationToken);
        var draft = await desk.LoadDraftAsync(itemId, reviewer.Id, cancellationToken);
        var settings = await queues.FindAsync(item.Queue, cancellationToken);
        var control = settings.ControlShare > 0 && Draw.Of($"{itemId}/{reviewer.Id}", "control") < settings.ControlShare;
        var prefill = new ReviewPrefill(folded, control);
        var blind = settings.Blind || item.Opinions > 1;
        var hidden = blind && item.DoneAt is null && item.Purpose != ItemPurpose.Adjudication;
        var session = new ReviewSession(queue, desk, lists, clock, reviewer)
        {
            Item = item,
            Case = folded,
            Evidence = await deadEnds.EvidenceAsync(item.CaseId, cancellationToken),
            Prefill = prefill,
            Form = draft is null ? prefill.Form() : ReviewForm.FromJson(draft.Form),
            SavedAt = draft?.SavedAt,
            Signals = await lists.SignalsAsync(item.CaseId, cancellationToken),
            Required = ReviewForm.RequiredFor(settings.Required, item.Reasons),
            Guideline = await queues.GuidelineAsync(settings.Id, null, cancellationToken),
            Blind = hidden,
            Precedents = hidden ? [] : await lists.PrecedentsAsync(item, cancellationToken),
            Opinions = item.Purpose == ItemPurpose.Adjudication ? await lists.OpinionsAsync(item.SetId, cancellationToken) : [],
        };
        await (claim ? session.ClaimAsync(cancellationToken) : session.LookAsync(cancellationToken));
        return session;
    }

    /// <summary>Reads the case of the item that will probably come next, without taking it; null where none will.</summary>
    public async Task<ReadAhead?> ReadAheadAsync(Reviewer reviewer, string? queueId, long present, CancellationToken cancellationToken)
    {
        if (await queue.PeekAsync(reviewer.Id, queueId, present, cancellationToken) is not { } caseId) { return null; }
        // Before the case, so that news in between is noticed.
        var sequence = await lists.SequenceAsync(caseId, cancellationToken);
        return await cases.ReadAsync(caseId, cancellationToken) is { } folded ? new ReadAhead(caseId, sequence, folded) : null;
    }
}

/// <summary>A case that was read before its item was taken, and the change of the case that it was read after.</summary>
public sealed record ReadAhead(string CaseId, long? Sequence, FoldedCase Case);
