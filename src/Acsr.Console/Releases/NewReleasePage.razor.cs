using System.Globalization;
using Acsr.Access;
using Acsr.Components;
using Acsr.Releases.Curation;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Web.Virtualization;
using MudBlazor;

namespace Acsr.Releases;

/// <summary>Makes a release: choose reviews, look at the rows, freeze.</summary>
public sealed partial class NewReleasePage(ReleaseDesk desk, CandidateBoard board, AuthenticationStateProvider authentication, IDialogService dialogs, NavigationManager navigation, Notices notices)
{
    private const int PageSize = 20;
    private const int RetiredShown = 100;

    private readonly HashSet<long> _chosen = [];
    private CandidateFilter _filter = new();
    private CandidateOverview? _offered;
    private IReadOnlyList<long> _listed = [];
    private string? _behind;
    private ElementReference _board;
    private IReadOnlyList<BuiltRow>? _rows;
    private IReadOnlyList<Exclusion> _excluded = [];
    private IReadOnlyList<Gate> _gates = [];
    private IReadOnlyDictionary<string, int> _redacted = new Dictionary<string, int>();
    private string _heldOut = "";
    private string _reason = "";
    private int _shown = PageSize;
    private string _name = "";
    private string _of = "";
    private string _version = ReleaseVersion.First.ToString();
    private string _me = "";
    private IReadOnlyList<string> _sets = [];
    private string? _problem;
    private bool _withModel = true;
    private bool _working;

    private string LeftOut => _offered is not { Incomplete: > 0 } ? ""
        : $"{Quantity.Count(_offered.Incomplete, "review")} left out: a part of the triad is missing, or the reviewer could not tell what would have been right.";

    private async Task<CandidateOverview> LoadAsync(CancellationToken cancellationToken)
    {
        _offered = await board.OverviewAsync(cancellationToken);
        _listed = _filter.IsEmpty ? _offered.Ids : await board.FindAsync(_filter, cancellationToken);
        _sets = [.. (await desk.ListAsync(cancellationToken)).Where(r => r.WithdrawnAt is null).Select(r => r.Name).Distinct().Order(StringComparer.Ordinal)];
        _me = (await authentication.GetAuthenticationStateAsync()).User.PersonId();
        Choose(_offered.IsMixed ? _offered.Ids.Where(id => !_offered.Demo.Contains(id)) : _offered.Ids);
        StateHasChanged();
        return _offered;
    }

    // Only what somebody looks at is read; a newer list has another key and asks anew.
    private async ValueTask<ItemsProviderResult<ReleaseCandidate>> ProvideAsync(ItemsProviderRequest request)
    {
        var listed = _listed;
        var rows = await board.ReadAsync([.. listed.Skip(request.StartIndex).Take(request.Count)], request.CancellationToken);
        return new(rows, listed.Count);
    }

    private async Task FilterAsync(CandidateFilter filter)
    {
        _listed = filter.IsEmpty ? _offered!.Ids : await board.FindAsync(filter, Leaving);
        (_filter, _behind) = (filter, filter.Only is null ? null : _behind);
    }

    /// <summary>Puts the rows behind a finding onto the list, where they can be left out.</summary>
    private async Task ShowAsync(Gate gate)
    {
        _behind = gate.Name;
        await FilterAsync(new CandidateFilter { Only = [.. gate.Rows.Select(row => row.ReviewId).Distinct()] });
        await _board.FocusAsync();
    }

    private void Leave()
    {
        _chosen.ExceptWith(_listed);
        Forget();
    }

    private void Choose(IEnumerable<long> ids)
    {
        _chosen.Clear();
        _chosen.UnionWith(ids);
        Forget();
    }

    private void Toggle(long reviewId, bool include)
    {
        if (include) { _chosen.Add(reviewId); } else { _chosen.Remove(reviewId); }
        Forget();
    }

    private string BlockedBecause => string.Join(' ', _gates.Where(gate => gate.State == GateState.Blocks).Select(gate => gate.Id == "preflight"
        ? "The preflight stands against it. Run it and look what it breaks, or say here why it leaves all the same."
        : $"{gate.Name} stand against it. Leave the wrong rows out above, or say here why all are right.")) + " It is written into the release.";

    private bool IsBlocked => _rows is not null && _gates.Any(gate => gate.State == GateState.Blocks);

    private ReleaseChoices Choices => new()
    {
        HeldOutShare = double.TryParse(_heldOut, NumberStyles.Float, CultureInfo.InvariantCulture, out var share) ? share : null,
        Reason = _reason,
        NextOf = IsNext ? _of : null,
        AuthorId = _me,
        WithModel = _withModel,
    };

    private bool IsNext => _of.Length > 0;

    // What was looked at is not what would be frozen now.
    private void Forget() => (_rows, _excluded, _shown, _problem) = (null, [], PageSize, null);

    // The gates are passed anew, now with what was found; the rows stay as they are.
    private Task PreflightDoneAsync() => _rows is null ? Task.CompletedTask : PreviewAsync();

    private Task PreviewAsync() => WorkAsync(async () =>
    {
        Forget();
        var preview = await desk.PreviewAsync([.. _offered!.Ids.Where(id => !_chosen.Contains(id))], Choices, Leaving);
        // Reviews that came in meanwhile were not chosen, so they would not be frozen either.
        var offered = _offered!.Ids.ToHashSet();
        bool IsWanted(long id) => _chosen.Contains(id) || (IsNext && !offered.Contains(id));
        _rows = [.. preview.Rows.Where(row => IsWanted(row.Item.Review.Id))];
        (_gates, _redacted, _version) = (preview.Gates, preview.Redacted, preview.Version);
        _excluded = [.. preview.Excluded.Where(left => IsWanted(left.ReviewId))];
    });

    private async Task FreezeAsync()
    {
        var name = IsNext ? _of : _name.Trim();
        _problem = name.Length == 0 ? "Give it a name." : ReleaseDesk.NameFault(name);
        if (_problem is not null || _rows is not { Count: > 0 }) { return; }
        if (!await dialogs.ConfirmAsync($"Freeze {name} {_version}?", $"{Quantity.Count(_rows.Count, "row")} will be written. A frozen release cannot be changed, and its reviews can go into no other release.", "Freeze", Color.Primary)) { return; }
        await WorkAsync(async () =>
        {
            var by = (await authentication.GetAuthenticationStateAsync()).User.ActorName();
            switch (await desk.CreateAsync(name, [.. _chosen], by, Choices, Leaving))
            {
                case CreateOutcome.Created created:
                    notices.Done($"{name} {_version} is frozen with {Quantity.Count(created.Rows, "row")}");
                    navigation.NavigateTo($"/releases/{created.Id}");
                    break;
                case CreateOutcome.Refused refused:
                    _problem = refused.Reason;
                    break;
            }
        });
    }

    private async Task WorkAsync(Func<Task> work)
    {
        _working = true;
        try { await work(); }
        finally { _working = false; }
    }
}
