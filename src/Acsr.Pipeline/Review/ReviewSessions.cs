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
    /// <param name="ahead">Items that were read ahead; used where this one is among them and nothing came for its case since.</param>
    public async Task<ReviewSession?> OpenAsync(long itemId, Reviewer reviewer, bool claim, IReadOnlyList<ReadAhead>? ahead, CancellationToken cancellationToken)
    {
        if (await lists.FindAsync(itemId, cancellationToken) is not { } item) { return null; }
        var read = ahead?.FirstOrDefault(one => one.ItemId == itemId) is { } known && known.Sequence == await lists.SequenceAsync(item.CaseId, cancellationToken)
            ? known : await ReadAsync(item, cancellationToken);
        var folded = read.Case;
        var draft = await desk.LoadDraftAsync(itemId, reviewer.Id, cancellationToken);
        // What the queue asks for, and its guideline, hold as they are now.
        var settings = await queues.FindAsync(item.Queue, cancellationToken);
        var control = settings.ControlShare > 0 && Draw.Of($"{itemId}/{reviewer.Id}", "control") < settings.ControlShare;
        var prefill = new ReviewPrefill(folded, control);
        var blind = settings.Blind || item.Opinions > 1;
        var hidden = blind && item.DoneAt is null && item.Purpose != ItemPurpose.Adjudication;
        var session = new ReviewSession(queue, desk, lists, escalations, clock, reviewer)
        {
            Item = item,
            Case = folded,
            Evidence = read.Evidence,
            Prefill = prefill,
            Form = draft is null ? prefill.Form() : ReviewForm.FromJson(draft.Form),
            SavedAt = draft?.SavedAt,
            Signals = read.Signals,
            Required = ReviewForm.RequiredFor(settings.Required, item.Reasons),
            Guideline = await queues.GuidelineAsync(settings.Id, null, cancellationToken),
            Blind = hidden,
            Precedents = hidden ? [] : read.Precedents ?? await lists.PrecedentsAsync(item, cancellationToken),
            Alike = read.Precedents is null ? await lists.AlikeAsync(item, cancellationToken) : read.Alike,
            Policy = read.Policy,
            Opinions = item.Purpose == ItemPurpose.Adjudication ? await lists.OpinionsAsync(item.SetId, cancellationToken) : [],
        };
        await (claim ? session.ClaimAsync(cancellationToken) : session.LookAsync(cancellationToken));
        return session;
    }

    private async Task<ReadAhead> ReadAsync(ReviewRow item, CancellationToken cancellationToken)
    {
        // Before the case, so that news in between is noticed.
        var sequence = await lists.SequenceAsync(item.CaseId, cancellationToken);
        var folded = await cases.ReadAsync(item.CaseId, cancellationToken);
        return new(item.Id, sequence, folded, await deadEnds.EvidenceAsync(item.CaseId, cancellationToken), await lists.SignalsAsync(item.CaseId, cancellationToken),
            await lists.PrecedentsAsync(item, cancellationToken), await lists.AlikeAsync(item, cancellationToken), folded is null ? [] : await PolicyThenAsync(folded, cancellationToken));
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

    /// <summary>
    /// Reads what will probably come next, without taking it: case, trace and what the form is filled in from, signals, policy of its day, precedents.
    /// </summary>
    /// <param name="reviewer">Who will get it.</param>
    /// <param name="queueId">Only of this queue; null: of all of the person's.</param>
    /// <param name="present">The item in hand.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task<IReadOnlyList<ReadAhead>> ReadAheadAsync(Reviewer reviewer, string? queueId, ReviewRow present, CancellationToken cancellationToken)
    {
        List<ReadAhead> all = [];
        foreach (var itemId in await queue.PeekAsync(reviewer.Id, queueId, present.Id, cancellationToken))
        {
            if (await lists.FindAsync(itemId, cancellationToken) is not { } item) { continue; }
            var read = await ReadAsync(item, cancellationToken);
            // The review of the item in hand will be the newest precedent of its group: of the same group, precedents are read when the item comes.
            all.Add(item.Group.Length > 0 && item.Group == present.Group ? read with { Precedents = null } : read);
        }

        return all;
    }
}

/// <summary>All that the workspace shows of an item, read before the item was taken.</summary>
/// <param name="ItemId">The item.</param>
/// <param name="Sequence">The number of the case's last change before it was read; null where the case is gone.</param>
/// <param name="Case">Null where it is gone.</param>
/// <param name="Evidence">Ids of the steps that show a dead end.</param>
/// <param name="Signals">The worst first.</param>
/// <param name="Precedents">Earlier reviews of what is alike; null where they are to be read when the item comes, as is the count of those alike.</param>
/// <param name="Alike">Other open items of the same group of dead ends.</param>
/// <param name="Policy">The words of the clauses that spoke for the case when it happened.</param>
public sealed record ReadAhead(
    long ItemId, long? Sequence, FoldedCase? Case, IReadOnlySet<string> Evidence, IReadOnlyList<Signal> Signals, IReadOnlyList<CaseReview>? Precedents, int Alike, IReadOnlyList<ClauseThen> Policy);

/// <summary>A clause as it stood when a case happened.</summary>
/// <param name="Clause">Its words.</param>
/// <param name="Cited">What the case cites.</param>
/// <param name="InForce">Whether these words were in force then; false where none of the clause were.</param>
public sealed record ClauseThen(Clause Clause, string Cited, bool InForce);
