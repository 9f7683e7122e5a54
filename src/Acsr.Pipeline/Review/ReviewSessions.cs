using Acsr.Cases;
using Acsr.Signals;

namespace Acsr.Review;

/// <summary>Opens items: the case as its events tell it now, the draft or else what is known, and the lease where one is wanted.</summary>
public sealed class ReviewSessions(
    ReviewQueue queue, ReviewDesk desk, ReviewLists lists, CaseReader cases, DeadEndReader deadEnds, TimeProvider clock)
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
        var prefill = new ReviewPrefill(folded);
        var session = new ReviewSession(queue, desk, lists, clock, reviewer)
        {
            Item = item,
            Case = folded,
            Evidence = await deadEnds.EvidenceAsync(item.CaseId, cancellationToken),
            Prefill = prefill,
            Form = draft is null ? prefill.Form() : ReviewForm.FromJson(draft.Form),
            SavedAt = draft?.SavedAt,
        };
        await (claim ? session.ClaimAsync(cancellationToken) : session.LookAsync(cancellationToken));
        return session;
    }
}
