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
    public async Task<ReviewSession?> OpenAsync(long itemId, Reviewer reviewer, bool claim, CancellationToken cancellationToken)
    {
        if (await lists.FindAsync(itemId, cancellationToken) is not { } item) { return null; }
        var folded = await cases.ReadAsync(item.CaseId, cancellationToken);
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
            Required = ReviewForm.RequiredFor(settings.Required, item.Reasons),
            Guideline = await queues.GuidelineAsync(settings.Id, null, cancellationToken),
            Blind = hidden,
            Precedents = hidden ? [] : await lists.PrecedentsAsync(item, cancellationToken),
            Opinions = item.Purpose == ItemPurpose.Adjudication ? await lists.OpinionsAsync(item.SetId, cancellationToken) : [],
        };
        await (claim ? session.ClaimAsync(cancellationToken) : session.LookAsync(cancellationToken));
        return session;
    }
}
