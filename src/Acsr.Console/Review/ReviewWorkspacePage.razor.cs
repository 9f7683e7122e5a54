using Acsr.Access;
using Acsr.Cases;
using Acsr.Components;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.JSInterop;

namespace Acsr.Review;

/// <summary>One item: the case at the left, the review at the right; from one to the next without going back to the queue.</summary>
public sealed partial class ReviewWorkspacePage(
    ReviewSessions sessions, ReviewUndo undo, ReviewEscalations escalations, ReviewLists lists, Notices notices, IJSRuntime js, AuthenticationStateProvider authentication, IAuthorizationService authorization, NavigationManager navigation)
{
    private ElementReference _heading;
    private ElementReference _split;
    private Reviewer? _reviewer;
    private bool _undoable;
    private IReadOnlyList<ReadAhead> _ahead = [];
    private bool _arrived;
    private ReviewSession? _session;
    private long? _shown;
    private bool _loading = true;
    private bool _talkOnly;
    private string _told = "";
    private string _pane = "talk";
    private bool _mayReview;
    private bool _leads;
    private bool _narrow;

    [Parameter] public long ItemId { get; set; }

    /// <summary>The queue that is worked; null where the next item may come from any.</summary>
    [SupplyParameterFromQuery(Name = "queue")] private string? QueueId { get; set; }

    private string Title => string.IsNullOrWhiteSpace(_session!.Item.Title) ? _session.Item.CaseId : _session.Item.Title;

    private bool Choosing => _session!.State == SessionState.Working;

    private EventCallback<string> Choose => Choosing ? EventCallback.Factory.Create<string>(this, _session!.Choose) : default;

    private string? Decisive => _session!.State == SessionState.Settled ? _session.Review?.StepId : _session.Form.StepId;

    private bool _mine => _session?.Review?.ReviewerId == _reviewer?.Id;

    private string PickText => _session!.Form.Verdict switch
    {
        Verdict.Corrected => "Went wrong here",
        Verdict.AgentWasRight => "Right here",
        _ => "Decisive",
    };

    /// <summary>What was looked up, read and checked before the decisive step, the last few.</summary>
    private List<Step> Seen
    {
        get
        {
            const int shown = 6;
            var steps = _session!.Case?.Steps ?? [];
            return Decisive is not { } decisive || steps.All(step => step.Id != decisive) ? []
                : [.. steps.TakeWhile(step => step.Id != decisive).Where(step => step.Kind is StepKind.Retrieval or StepKind.PolicyCheck or StepKind.Tool || step.Clauses.Count > 0).TakeLast(shown)];
        }
    }

    private Dictionary<string, int> Numbers => (_session!.Case?.Steps ?? []).Select((step, i) => (step.Id, Number: i + 1)).DistinctBy(s => s.Id).ToDictionary(s => s.Id, s => s.Number);

    private string LookingText => _session!.Escalation is { } handed ? $"It waits for {handed.ToName ?? "a lead"}, who decides it." : _session!.Item.LeasedByName is { } name ? $"{name} is working on it." : "Nobody has reviewed it yet.";

    private List<(string Name, string Value)> Facts
    {
        get
        {
            if (_session!.Case?.Facts is not { } facts) { return []; }
            (string, string?)[] all =
            [
                ("Agent", facts.Agent is null ? null : $"{facts.Agent} {facts.AgentVersion}"),
                ("Intent", facts.Intent),
                ("Outcome", facts.Solved switch { true => "solved", false => "not solved", null => null }),
                ("Handed off", facts.HandedOff ? facts.HandoffReason ?? "yes" : null),
                ("Satisfaction", facts.Csat is { } csat ? Quantity.Text(csat, ChartUnit.Share) : null),
                ("Handling", facts.HandlingSeconds is { } seconds ? TimeText.Length(seconds) : null),
                ("Cost", facts.CostUsd is { } cost ? Quantity.Text(cost, ChartUnit.Usd) : null),
            ];
            return [.. all.Where(fact => fact.Item2 is not null).Select(fact => (fact.Item1, fact.Item2!.Trim()))];
        }
    }

    protected override async Task OnParametersSetAsync()
    {
        if (_shown == ItemId) { return; }
        (_shown, _loading) = (ItemId, true);
        var user = (await authentication.GetAuthenticationStateAsync()).User;
        _mayReview = (await authorization.AuthorizeAsync(user, AccessPolicies.CanReview)).Succeeded;
        _leads = (await authorization.AuthorizeAsync(user, AccessPolicies.CanLeadReview)).Succeeded;
        _reviewer = new Reviewer(user.PersonId(), user.ActorName());
        // What was handed on is for that person or for a lead, whether or not they work the queue otherwise.
        var may = await escalations.FindAsync(ItemId, Leaving) is { } handed ? handed.To is { } to ? to == _reviewer.Id : _leads : _mayReview;
        var opened = await sessions.OpenAsync(ItemId, _reviewer, may, _ahead, Leaving);
        if (_shown == opened?.Item.Id || opened is null) { (_session, _loading, _arrived, _pane, _talkOnly) = (opened, false, true, "talk", _narrow); }
    }

    // The item before took the focus with it; the heading of this one is where reading begins.
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!_arrived || _session is null) { return; }
        _arrived = false;
        await _heading.FocusAsync();
        try
        {
            await using var module = await js.InvokeAsync<IJSObjectReference>("import", Leaving, "./assets/lib/review.js");
            var narrow = await module.InvokeAsync<bool>("split", Leaving, _split);
            if (narrow && !_narrow)
            {
                // On a phone the talk comes first, and the trace is a part of its own.
                (_narrow, _talkOnly) = (true, true);
                StateHasChanged();
            }

            // Read while the person reads: when this item is settled, the next one is there.
            if (_session.State == SessionState.Working) { _ahead = await sessions.ReadAheadAsync(_reviewer!, QueueId, _session.Item, Leaving); }
        }
        catch (Exception gone) when (gone is JSDisconnectedException or OperationCanceledException)
        {
            // The page was left before it could be set up.
        }
    }

    private async Task UndoAsync()
    {
        var result = await undo.UndoAsync(_reviewer!, Leaving);
        if (result.ItemId is not { } item) { notices.Failed(result.Refused!); return; }
        (_told, _undoable) = ("Taken back. What you wrote is in the form again.", false);
        if (item == ItemId) { _shown = null; await OnParametersSetAsync(); }
        else { navigation.NavigateTo($"/review/{item}{(QueueId is null ? "" : $"?queue={Uri.EscapeDataString(QueueId)}")}"); }
    }

    private void Changed() => StateHasChanged();

    private async Task NextAsync()
    {
        (_told, _undoable) = ("Review saved. This is the next item.", true);
        await GoOnAsync();
    }

    private async Task GivenBackAsync(bool skipped)
    {
        if (!skipped) { navigation.NavigateTo("/review"); return; }
        (_told, _undoable) = ("Skipped. This is the next item.", false);
        await GoOnAsync();
    }

    private async Task EscalatedAsync(string whom)
    {
        (_told, _undoable) = ($"Handed to {whom}. This is the next item.", true);
        await GoOnAsync();
    }

    private async Task GoOnAsync()
    {
        var from = QueueId is null ? "" : $"queue={Uri.EscapeDataString(QueueId)}";
        if (!_mayReview)
        {
            // A lead decides what was handed on, and works no queue.
            navigation.NavigateTo(await escalations.NextForLeadAsync(Leaving) is { } handed && _leads ? $"/review/{handed}" : "/review");
            return;
        }

        var next = await _session!.NextAsync(QueueId, Leaving);
        navigation.NavigateTo(next.Lease is { } lease ? $"/review/{lease.ItemId}{(from.Length > 0 ? "?" : "")}{from}" : $"/review?nothing={next.Nothing}{(_undoable ? "&undo=true" : "")}{(from.Length > 0 ? "&" : "")}{from}");
    }

    // Back to what one wrote before, to read it, and forward again up to the item in hand.
    private async Task WalkAsync(bool later)
    {
        if (await lists.NeighbourAsync(_reviewer!.Id, ItemId, later, Leaving) is { } item) { (_told, _undoable) = ("", false); navigation.NavigateTo($"/review/{item}"); }
        else if (later && _mayReview) { (_told, _undoable) = ("", false); await GoOnAsync(); }
        else { notices.Done("There is no review of yours before this one."); }
    }

    private void ShowPane(string pane)
    {
        _pane = pane;
        if (pane != "form") { _talkOnly = pane == "talk"; }
    }

    private async Task ShowStepAsync(string stepId)
    {
        (_talkOnly, _pane) = (false, "trace");
        StateHasChanged();
        await Task.Yield();
        await using var module = await js.InvokeAsync<IJSObjectReference>("import", Leaving, "./assets/lib/review.js");
        await module.InvokeVoidAsync("show", Leaving, _split, stepId);
    }

    private static string Pressed(bool pressed) => pressed ? "true" : "false";
}
