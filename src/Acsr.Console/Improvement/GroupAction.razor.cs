using Acsr.Access;
using Acsr.Components;
using Acsr.Signals;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace Acsr.Improvement;

/// <summary>The improvement action about a group of dead ends: opened with one click, which can be taken back.</summary>
public sealed partial class GroupAction(
    ActionDrafts drafts, ActionLists lists, ActionOpener opener, ActionDesk desk, AuthenticationStateProvider authentication, Notices notices)
{
    private ImprovementAction? _action;
    private string? _shown;
    private bool _loaded;
    private bool _justOpened;
    private bool _working;

    /// <summary>The group that it is about.</summary>
    [Parameter, EditorRequired] public DeadEndGroup Group { get; set; } = default!;

    /// <summary>First day of the cases, UTC, <c>yyyy-MM-dd</c>; null: 28 days back.</summary>
    [Parameter] public string? From { get; set; }

    /// <summary>Last day.</summary>
    [Parameter] public string? To { get; set; }

    private string InWords => !_loaded ? "Loading…"
        : _action is null ? "Nobody works on what causes these dead ends yet."
        : _justOpened ? "Opened now, with the figures of this group."
        : _action.IsOpen ? $"Opened by {_action.OpenedBy}." : "There was one about this group.";

    protected override async Task OnParametersSetAsync()
    {
        if (_shown == Group.Key) { return; }
        (_shown, _justOpened) = (Group.Key, false);
        await LoadAsync();
    }

    private async Task LoadAsync()
    {
        _action = await lists.FindAsync(ActionKey.OfDeadEnd(Group.Key), Leaving);
        _loaded = true;
    }

    private Task OpenAsync() => WorkAsync(async by =>
    {
        var range = SignalPaths.Range(From, To);
        var request = new ActionRequest(ActionSource.DeadEnd, null, null, Group.Key, SignalPaths.ActionTitle(Group), new Segment(Intent: Group.Intent), range.From, range.To);
        if (await drafts.DraftAsync(request, Leaving) is not { } draft) { return; }
        // What had been said to be done by then is no mistake of this click, so only a new one can be undone.
        _justOpened = (await opener.OpenAsync(draft, by, null, Leaving)).Opened;
        await LoadAsync();
        notices.Done(_justOpened ? "Improvement action opened" : "Improvement action opened again");
    });

    private Task UndoAsync() => WorkAsync(async by =>
    {
        var outcome = await desk.DismissAsync(_action!.Id, "Opened by mistake.", by, Leaving);
        _justOpened = false;
        await LoadAsync();
        if (outcome == ActionOutcome.Done) { notices.Done("Taken back"); }
        else { notices.Failed("Somebody works on it already; it stays open."); }
    });

    private async Task WorkAsync(Func<string, Task> work)
    {
        _working = true;
        try { await work((await authentication.GetAuthenticationStateAsync()).User.ActorName()); }
        finally { _working = false; }
    }
}
