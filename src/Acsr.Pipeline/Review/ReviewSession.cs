using Acsr.Cases;
using Acsr.Signals;

namespace Acsr.Review;

/// <summary>How far a person may go with an item.</summary>
public enum SessionState
{
    /// <summary>Holds the lease and writes.</summary>
    Working = 1,
    /// <summary>Held it, and holds it no more; what was written is kept.</summary>
    Lost = 2,
    /// <summary>A colleague holds it.</summary>
    WithColleague = 3,
    /// <summary>A review settled it.</summary>
    Settled = 4,
    /// <summary>May look and not review.</summary>
    Looking = 5,
}

/// <summary>
/// One person's work on one item: lease, form and draft, kept together so that no page can write without a good lease. Made by
/// <see cref="ReviewSessions"/>; used by one circuit, not by several threads.
/// </summary>
public sealed class ReviewSession(ReviewQueue queue, ReviewDesk desk, ReviewLists lists, ReviewEscalations escalations, TimeProvider clock, Reviewer reviewer)
{
    /// <summary>How long before a heartbeat is due; a lease of the shortest length outlives it.</summary>
    private static readonly TimeSpan Pulse = TimeSpan.FromSeconds(30);

    private readonly DateTime _openedAt = clock.GetUtcNow().UtcDateTime;
    private Lease? _lease;
    private DateTime _beatenAt;
    private bool _changed;

    public required ReviewRow Item { get; set; }
    /// <summary>Null when the case is gone.</summary>
    public required FoldedCase? Case { get; init; }
    /// <summary>Ids of the steps that show a dead end.</summary>
    public required IReadOnlySet<string> Evidence { get; init; }
    public required ReviewForm Form { get; set; }
    /// <summary>What log and trace know, to tell what the reviewer changed.</summary>
    public required ReviewPrefill Prefill { get; init; }
    public SessionState State { get; private set; } = SessionState.Looking;
    /// <summary>When the draft was saved last; null when nothing was.</summary>
    public DateTime? SavedAt { get; set; }
    /// <summary>What speaks about the case's quality, the worst first.</summary>
    public IReadOnlyList<Signal> Signals { get; init; } = [];
    /// <summary>What the item's queue asks for beyond the triad, as names of fields.</summary>
    public IReadOnlyList<string> Required { get; init; } = [];
    /// <summary>The queue's guideline in force; null where there is none.</summary>
    public ReviewGuideline? Guideline { get; set; }
    /// <summary>Earlier reviews of what is alike; empty while they are to stay hidden.</summary>
    public IReadOnlyList<CaseReview> Precedents { get; init; } = [];
    /// <summary>Precedents and others' opinions stay hidden until the review is submitted.</summary>
    public bool Blind { get; init; }
    /// <summary>The opinions to decide between; empty but for an adjudication.</summary>
    public IReadOnlyList<CaseReview> Opinions { get; init; } = [];
    /// <summary>Why the person cannot have the item at all, in words; null where they can, or a colleague holds it.</summary>
    public string? Refusal { get; private set; }
    /// <summary>Who handed the item to whom, and why; null where nobody did.</summary>
    public ReviewEscalation? Escalation { get; private set; }
    /// <summary>Other items of the same group of dead ends that are open; 0 where it is of none.</summary>
    public int Alike { get; init; }
    /// <summary>The words of the clauses that spoke for the case when it happened.</summary>
    public IReadOnlyList<ClauseThen> Policy { get; init; } = [];
    /// <summary>The person reviews the same case at this moment, say as one whose answer is known: what a colleague wrote is not shown to them.</summary>
    public bool HeldBack { get; private set; }
    /// <summary>The review that settled the item; null while it is open, and where it is <see cref="HeldBack"/>.</summary>
    public CaseReview? Review { get; private set; }

    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    /// <summary>Takes the item, or takes it again, if it is free; what is written stays.</summary>
    public async Task ClaimAsync(CancellationToken cancellationToken)
    {
        var result = await queue.ClaimAsync(Item.Id, reviewer.Id, cancellationToken);
        _lease = result.Lease;
        _beatenAt = Now;
        Refusal = result.Outcome switch
        {
            ClaimOutcome.OwnCase => "You worked this case or have given your opinion on it; a colleague reviews it.",
            ClaimOutcome.NotAMember => "You are not a member of the queue that this item is in.",
            ClaimOutcome.Paused => "You are paused in the queue that this item is in; “My work” says why.",
            _ => null,
        };
        await EnterAsync(result.Outcome == ClaimOutcome.Leased ? SessionState.Working : SessionState.WithColleague, cancellationToken);
    }

    /// <summary>Looks without taking.</summary>
    public Task LookAsync(CancellationToken cancellationToken) => EnterAsync(SessionState.Looking, cancellationToken);

    /// <summary>Something in the form changed; the next <see cref="TickAsync"/> saves it.</summary>
    public void Touch() => _changed = true;

    /// <summary>Makes a step the decisive one, or none when it was it; where the agent's decision came from the trace, it follows.</summary>
    public void Choose(string stepId)
    {
        if (Form.StepId == stepId) { Form.StepId = null; }
        else if (Case?.Steps.FirstOrDefault(step => step.Id == stepId) is { } step)
        {
            var follows = Prefill.OriginOf(nameof(ReviewForm.OriginalAction), Form) == PrefillOrigin.Trace || string.IsNullOrWhiteSpace(Form.OriginalAction);
            Form.StepId = stepId;
            if (follows && ReviewPrefill.DecisionOf(step) is { } decision) { (Form.OriginalAction, Form.OriginalArguments, Form.OriginalConfidence) = decision; }
            Prefill.Follow(step);
        }

        Touch();
    }

    /// <summary>Saves what changed and sends the heartbeat when it is due. True when there is something new to show.</summary>
    public async Task<bool> TickAsync(CancellationToken cancellationToken)
    {
        var saved = await SaveAsync(cancellationToken);
        if (State != SessionState.Working) { return saved; }
        if (Now - _beatenAt < Pulse)
        {
            // A look costs nothing: who lost the item, say to their own second tab, is told within seconds and not with the next heartbeat.
            if (await queue.HoldsAsync(Item.Id, reviewer.Id, _lease!.Token, cancellationToken)) { return saved; }
            await LoseAsync(cancellationToken);
            return true;
        }

        _beatenAt = Now;
        if (await queue.HeartbeatAsync(Item.Id, reviewer.Id, _lease!.Token, cancellationToken) is not null) { return saved; }
        await LoseAsync(cancellationToken);
        return true;
    }

    /// <summary>Saves the draft if it changed; true when it was saved.</summary>
    public async Task<bool> SaveAsync(CancellationToken cancellationToken)
    {
        if (!_changed || State is SessionState.Looking or SessionState.WithColleague) { return false; }
        _changed = false;
        if (await desk.SaveDraftAsync(Item.Id, reviewer.Id, Form.ToJson(), cancellationToken) is not { } at) { return false; }
        SavedAt = at;
        return true;
    }

    /// <summary>Submits the form; a correction that the verdict contradicts is left out.</summary>
    public async Task<SubmitResult> SubmitAsync(CancellationToken cancellationToken)
    {
        await SaveAsync(cancellationToken);
        var form = Form.ForVerdict();
        form = form with { Seconds = (form.Seconds ?? 0) + (Now - _openedAt).TotalSeconds, Prefilled = [.. Prefill.Correction()], Accepted = [.. Prefill.Kept(form)], GuidelineRead = Guideline?.Version };
        var result = await desk.SubmitAsync(Item.Id, reviewer, _lease?.Token ?? 0, form, cancellationToken);
        if (result.Outcome is SubmitOutcome.LeaseLost or SubmitOutcome.AlreadyDone or SubmitOutcome.AlreadyYours) { await LoseAsync(cancellationToken); }
        if (result.Outcome == SubmitOutcome.Accepted) { await EnterAsync(SessionState.Settled, cancellationToken); }
        return result;
    }

    /// <summary>Gives the item back; <paramref name="skip"/> keeps it from being offered to the same person again. False when the lease was lost before.</summary>
    public async Task<bool> ReturnAsync(bool skip, string? reason, CancellationToken cancellationToken)
    {
        await SaveAsync(cancellationToken);
        var token = _lease?.Token ?? 0;
        var given = skip
            ? await queue.SkipAsync(Item.Id, reviewer.Id, token, string.IsNullOrWhiteSpace(reason) ? null : reason.Trim(), cancellationToken)
            : await queue.ReturnAsync(Item.Id, reviewer.Id, token, cancellationToken);
        if (!given) { await LoseAsync(cancellationToken); }
        return given;
    }

    /// <summary>Hands the item on to a person, or without one to a lead.</summary>
    public async Task<HandOnOutcome> EscalateAsync(Reviewer? to, string reason, CancellationToken cancellationToken)
    {
        await SaveAsync(cancellationToken);
        var outcome = _lease is { } lease ? await escalations.EscalateAsync(lease, reviewer, to, reason, cancellationToken) : HandOnOutcome.LeaseLost;
        if (outcome == HandOnOutcome.LeaseLost) { await LoseAsync(cancellationToken); }
        return outcome;
    }

    /// <summary>The next item for the same person.</summary>
    /// <param name="queueId">Only from this queue; null: from all of the person's.</param>
    /// <param name="cancellationToken">Ends the asking.</param>
    public Task<NextItem> NextAsync(string? queueId, CancellationToken cancellationToken) => queue.NextAsync(reviewer.Id, queueId, cancellationToken);

    /// <summary>Calls a step right or wrong; the same again takes it back.</summary>
    public void Judge(string stepId, bool right)
    {
        var steps = new Dictionary<string, bool>(Form.Steps ?? []);
        if (steps.TryGetValue(stepId, out var was) && was == right) { steps.Remove(stepId); } else { steps[stepId] = right; }
        Form.Steps = steps.Count == 0 ? null : steps;
        Touch();
    }

    private Task LoseAsync(CancellationToken cancellationToken)
    {
        _lease = null;
        return EnterAsync(SessionState.Lost, cancellationToken);
    }

    // Reads the row anew: who holds it and whether it is settled is what the state is told with.
    private async Task EnterAsync(SessionState state, CancellationToken cancellationToken)
    {
        Item = await lists.FindAsync(Item.Id, cancellationToken) ?? Item;
        Escalation = await escalations.FindAsync(Item.Id, cancellationToken);
        HeldBack = Item.DoneAt is not null && await queue.HoldsOtherAsync(Item, reviewer.Id, cancellationToken);
        Review = Item.DoneAt is null || HeldBack ? null : await lists.ReviewOfAsync(Item.Id, cancellationToken);
        State = Item.DoneAt is null ? state : SessionState.Settled;
    }
}
