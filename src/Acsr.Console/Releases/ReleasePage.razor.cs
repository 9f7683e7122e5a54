using Acsr.Access;
using Acsr.Components;
using Acsr.Policies;
using Acsr.Releases.Preflights;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using MudBlazor;

namespace Acsr.Releases;

/// <summary>A release: what is in it, who approved it, and its files to take away.</summary>
public sealed partial class ReleasePage(ReleaseDesk desk, PreflightDesk preflights, AuthenticationStateProvider authentication, IDialogService dialogs)
{
    private DataPanel<ReleaseView>? _panel;
    private ReleaseDetails? _details;
    private ReleaseCurrency _currency = new(0, 0, 0, new Dictionary<string, CitationState>());
    private PreflightReport? _preflight;
    private string _me = "";
    private string _name = "";
    private int _own;
    private string? _said;
    private bool _working;

    [Parameter] public long Id { get; set; }

    private bool IsMine => _details is { Summary.CreatedById: { Length: > 0 } maker } && maker == _me;

    private bool HasApproved => _details?.Summary.Approvals.Any(a => a.UserId == _me) == true;

    private async Task<ReleaseView> LoadAsync(CancellationToken cancellationToken)
    {
        var user = (await authentication.GetAuthenticationStateAsync()).User;
        (_me, _name) = (user.PersonId(), user.ActorName());
        var details = await desk.GetAsync(Id, cancellationToken);
        _own = details is null ? 0 : await desk.RowsReviewedByAsync(Id, _me, cancellationToken);
        _details = details;
        _preflight = details is null ? null : await preflights.OfReleaseAsync(Id, cancellationToken);
        _currency = await desk.CurrencyAsync(Id, cancellationToken);
        StateHasChanged();
        return new ReleaseView(details, _currency);
    }

    private async Task ApproveAsync()
    {
        var release = _details!.Summary;
        var text = $"You say that you read its {Quantity.Count(release.Rows, "row")} and that they may train. You approve exactly what the manifest {release.Sha256[..12]}… lists. This cannot be taken back.";
        if (!await dialogs.ConfirmAsync($"Approve {release.Name}?", text, "Approve", Color.Primary)) { return; }
        _working = true;
        try
        {
            _said = ReleaseText.InWords(await desk.ApproveAsync(Id, _me, _name, Leaving));
            await _panel!.ReloadAsync();
        }
        finally
        {
            _working = false;
        }
    }

    private sealed record ReleaseView(ReleaseDetails? Details, ReleaseCurrency Currency);
}
