using Acsr.Access;
using Acsr.Components;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace Acsr.Review;

/// <summary>One item: the case at the left, the review at the right; from one to the next without going back to the queue.</summary>
public sealed partial class ReviewWorkspacePage(
    ReviewSessions sessions, AuthenticationStateProvider authentication, IAuthorizationService authorization, NavigationManager navigation)
{
    private ElementReference _heading;
    private bool _arrived;
    private ReviewSession? _session;
    private long? _shown;
    private bool _loading = true;
    private bool _talkOnly;
    private string _told = "";

    [Parameter] public long ItemId { get; set; }

    /// <summary>The queue that is worked; null where the next item may come from any.</summary>
    [SupplyParameterFromQuery(Name = "queue")] private string? QueueId { get; set; }

    private string Title => string.IsNullOrWhiteSpace(_session!.Item.Title) ? _session.Item.CaseId : _session.Item.Title;

    private bool Choosing => _session!.State == SessionState.Working;

    private EventCallback<string> Choose => Choosing ? EventCallback.Factory.Create<string>(this, _session!.Choose) : default;

    private string? Decisive => _session!.State == SessionState.Settled ? _session.Review?.StepId : _session.Form.StepId;

    private string PickText => _session!.Form.Verdict switch
    {
        Verdict.Corrected => "Went wrong here",
        Verdict.AgentWasRight => "Right here",
        _ => "Decisive",
    };

    private string LookingText => _session!.Item.LeasedByName is { } name ? $"{name} is working on it." : "Nobody has reviewed it yet.";

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
        var mayReview = (await authorization.AuthorizeAsync(user, AccessPolicies.CanReview)).Succeeded;
        var opened = await sessions.OpenAsync(ItemId, new Reviewer(user.PersonId(), user.ActorName()), mayReview, Leaving);
        if (_shown == opened?.Item.Id || opened is null) { (_session, _loading, _arrived) = (opened, false, true); }
    }

    // The item before took the focus with it; the heading of this one is where reading begins.
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!_arrived || _session is null) { return; }
        _arrived = false;
        await _heading.FocusAsync();
    }

    private void Changed() => StateHasChanged();

    private async Task NextAsync()
    {
        _told = "Review saved. This is the next item.";
        await GoOnAsync();
    }

    private async Task GivenBackAsync(bool skipped)
    {
        if (!skipped) { navigation.NavigateTo("/review"); return; }
        _told = "Skipped. This is the next item.";
        await GoOnAsync();
    }

    private async Task GoOnAsync()
    {
        var next = await _session!.NextAsync(QueueId, Leaving);
        var from = QueueId is null ? "" : $"queue={Uri.EscapeDataString(QueueId)}";
        navigation.NavigateTo(next.Lease is { } lease ? $"/review/{lease.ItemId}{(from.Length > 0 ? "?" : "")}{from}" : $"/review?nothing={next.Nothing}{(from.Length > 0 ? "&" : "")}{from}");
    }

    private static string Pressed(bool pressed) => pressed ? "true" : "false";
}
