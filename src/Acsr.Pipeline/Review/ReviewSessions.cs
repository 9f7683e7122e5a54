using Acsr.Cases;
using Acsr.Policies;
using Acsr.Signals;

namespace Acsr.Review;

/// <summary>Opens items: the case as its events tell it now, the draft or else what is known, and the lease where one is wanted.</summary>
public sealed class ReviewSessions(
    ReviewQueue queue, ReviewDesk desk, ReviewLists lists, ReviewQueues queues, ReviewEscalations escalations, CaseReader cases, DeadEndReader deadEnds, PolicyReader policies, TimeProvider clock)
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
        var session = new ReviewSession(queue, desk, lists, escalations, clock, reviewer)
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
            Alike = await lists.AlikeAsync(item, cancellationToken),
            Policy = folded is null ? [] : await PolicyThenAsync(folded, cancellationToken),
            Opinions = item.Purpose == ItemPurpose.Adjudication ? await lists.OpinionsAsync(item.SetId, cancellationToken) : [],
        };
        await (claim ? session.ClaimAsync(cancellationToken) : session.LookAsync(cancellationToken));
        return session;
    }

    // The clauses that a step or the log names, with the words in force when the case happened; what was cited in another version is shown as it was then.
    private async Task<IReadOnlyList<ClauseThen>> PolicyThenAsync(FoldedCase folded, CancellationToken cancellationToken)
    {
        const int shown = 8;
        var cited = folded.Steps.SelectMany(step => step.Clauses).Concat(folded.Overrides.Select(o => o.Clause).OfType<string>()).Distinct().Take(shown);
        var then = new List<ClauseThen>();
        foreach (var citation in cited)
        {
            if (!ClauseCitation.TryParse(citation, out var parsed)) { continue; }
            var version = await policies.VersionInForceAsync(parsed.PolicyId, folded.Facts.At, cancellationToken);
            var clause = version is { } inForce && inForce != parsed.Version ? await policies.FindClauseAsync($"{parsed.PolicyId}/{parsed.ClauseId}@{inForce}", cancellationToken) : null;
            clause ??= await policies.FindClauseAsync(citation, cancellationToken);
            if (clause is not null && !then.Exists(t => t.Clause.Citation == clause.Citation)) { then.Add(new(clause, citation, clause.Version == version)); }
        }

        return then;
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

/// <summary>A clause as it stood when a case happened.</summary>
/// <param name="Clause">Its words.</param>
/// <param name="Cited">What the case cites.</param>
/// <param name="InForce">Whether these words were in force then; false where none of the clause were.</param>
public sealed record ClauseThen(Clause Clause, string Cited, bool InForce);
