using System.Globalization;
using Acsr.Access;
using Acsr.Components;
using Acsr.Policies;
using Acsr.Releases.Curation;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using MudBlazor;

namespace Acsr.Releases;

/// <summary>Makes a release: choose reviews, look at the rows, freeze.</summary>
public sealed partial class NewReleasePage(ReleaseDesk desk, AuthenticationStateProvider authentication, IDialogService dialogs, NavigationManager navigation, Notices notices)
{
    private const int PageSize = 20;

    private readonly HashSet<long> _chosen = [];
    private CandidateFilter _filter = new();
    private ReleaseCandidates? _offered;
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

    private async Task<ReleaseCandidates> LoadAsync(CancellationToken cancellationToken)
    {
        _offered = await desk.CandidatesAsync(cancellationToken);
        _sets = [.. (await desk.ListAsync(cancellationToken)).Where(r => r.WithdrawnAt is null).Select(r => r.Name).Distinct().Order(StringComparer.Ordinal)];
        _me = (await authentication.GetAuthenticationStateAsync()).User.PersonId();
        Choose(IsMixed(_offered) ? _offered.Complete.Where(c => !c.Demo) : _offered.Complete);
        StateHasChanged();
        return _offered;
    }

    private static bool IsMixed(ReleaseCandidates candidates) => candidates.Complete.Any(c => c.Demo) && candidates.Complete.Any(c => !c.Demo);

    private static int Outdated(ReleaseCandidates candidates) => candidates.Complete.Count(c => c.Citation?.IsOutdated() == true);

    private List<ReleaseCandidate> Shown(ReleaseCandidates candidates) =>
        _filter.IsEmpty ? candidates.Complete as List<ReleaseCandidate> ?? [.. candidates.Complete] : [.. candidates.Complete.Where(_filter.Takes)];

    private void Leave(IReadOnlyCollection<ReleaseCandidate> shown)
    {
        _chosen.ExceptWith(shown.Select(c => c.ReviewId));
        Forget();
    }

    private void Choose(IEnumerable<ReleaseCandidate> candidates)
    {
        _chosen.Clear();
        _chosen.UnionWith(candidates.Select(c => c.ReviewId));
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
        var preview = await desk.PreviewAsync([.. _offered!.Complete.Select(c => c.ReviewId).Where(id => !_chosen.Contains(id))], Choices, Leaving);
        // Reviews that came in meanwhile were not chosen, so they would not be frozen either.
        var offered = _offered!.Complete.Select(c => c.ReviewId).ToHashSet();
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
