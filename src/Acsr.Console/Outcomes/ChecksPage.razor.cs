using Acsr.Access;
using Acsr.Cases;
using Acsr.Components;
using Microsoft.AspNetCore.Components.Authorization;
using MudBlazor;

namespace Acsr.Outcomes;

/// <summary>Lists the checks of systems of record with what came of them; switches and removes them.</summary>
public sealed partial class ChecksPage(OutcomeDesk desk, AuthenticationStateProvider authentication, IDialogService dialogs, Notices notices, TimeProvider clock)
{
    private static readonly TimeSpan Refresh = TimeSpan.FromSeconds(5);

    private DataPanel<IReadOnlyList<OutcomeCheckView>>? _list;
    private string _by = "";

    private OutcomeDesk Desk => desk;

    protected override async Task OnInitializedAsync()
    {
        _by = (await authentication.GetAuthenticationStateAsync()).User.ActorName();
        _ = FollowAsync();
    }

    private async Task SwitchAsync(OutcomeCheck check)
    {
        Say(await desk.SwitchAsync(check.Id, check.OnSince is null, _by, Leaving), check.OnSince is null ? $"{check.Name} is on" : $"{check.Name} is off");
        await _list!.ReloadAsync();
    }

    private async Task RemoveAsync(OutcomeCheck check)
    {
        if (!await dialogs.ConfirmAsync($"Remove {check.Name}?", "It asks nothing any more. What it has found stays with the cases.", "Remove")) { return; }
        Say(await desk.RemoveAsync(check.Id, _by, Leaving), $"{check.Name} is removed");
        await _list!.ReloadAsync();
    }

    private void Say(string? problem, string done)
    {
        if (problem is null) { notices.Done(done); } else { notices.Failed(problem); }
    }

    // Results come in while somebody watches.
    private async Task FollowAsync()
    {
        using var timer = new PeriodicTimer(Refresh, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(Leaving))
            {
                if (_list is not null) { await InvokeAsync(_list.ReloadAsync); }
            }
        }
        catch (OperationCanceledException) when (Leaving.IsCancellationRequested)
        {
        }
    }

    internal static string Word(Verification result) => result switch
    {
        Verification.Confirmed => "confirmed",
        Verification.Contradicted => "contradicted",
        Verification.NotFound => "not found",
        Verification.TimedOut => "could not be read",
        Verification.None => "waiting",
    };

    internal static string? Look(Verification result) => result switch
    {
        Verification.Confirmed => "is-good",
        Verification.Contradicted => "is-error",
        Verification.NotFound or Verification.TimedOut => "is-warn",
        Verification.None => null,
    };
}
