using Acsr.Components;
using Acsr.Revisions;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace Acsr.Policies;

/// <summary>A policy as it was at one version or on one day: its clauses to read, search and cite.</summary>
public sealed partial class PolicyPage(PolicyReader reader, ClauseReader clauses, BlastReader blasts, TimeProvider clock, NavigationManager navigation, IJSRuntime js)
{
    private DataPanel<PolicyView>? _panel;
    private PolicyView? _view;
    private string? _search;
    private bool _mayReveal;

    [Parameter] public string PolicyId { get; set; } = "";

    /// <summary>Null: the version in force, or else the newest.</summary>
    [SupplyParameterFromQuery] private int? Version { get; set; }

    /// <summary>The day as <c>2026-11-03</c>, UTC, on which the version shown was in force; goes before <see cref="Version"/>.</summary>
    [SupplyParameterFromQuery] private string? Day { get; set; }

    /// <summary>The clause that somebody cited, to be shown first.</summary>
    [SupplyParameterFromQuery] private string? Clause { get; set; }

    /// <summary>The form to import a version is open.</summary>
    [SupplyParameterFromQuery] private bool Import { get; set; }

    private string Title => _view?.Policy?.Title ?? PolicyId;

    private string ClausesTitle => _view?.Version is { } shown ? $"Clauses of version {shown.Version}" : "Clauses";

    private string ShownDay => PolicyText.ParseDay(Day) is null ? "" : Day!;

    internal static string To(string policyId, int? version = null) =>
        $"/policies/{Uri.EscapeDataString(policyId)}" + (version is null ? "" : $"?version={version}");

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!_mayReveal || Clause is null) { return; }
        _mayReveal = false;
        try
        {
            await using var shell = await js.InvokeAsync<IJSObjectReference>("import", Leaving, "./assets/lib/shell.js");
            await shell.InvokeVoidAsync("reveal", Leaving, Clause);
        }
        catch (Exception gone) when (gone is JSDisconnectedException or OperationCanceledException)
        {
            // The page was left meanwhile.
        }
    }

    private void ChooseDay(ChangeEventArgs chosen) =>
        navigation.NavigateTo(To(PolicyId) + (PolicyText.ParseDay(chosen.Value as string) is { } day ? $"?day={PolicyText.Iso(day)}" : ""));

    private Task ReloadAsync() => _panel!.ReloadAsync();

    private async Task<PolicyView> LoadAsync(CancellationToken cancellationToken)
    {
        var policy = await reader.FindAsync(PolicyId, cancellationToken);
        var day = PolicyText.ParseDay(Day);
        var number = policy is null ? null
            : day is { } chosen ? PolicyCalendar.InForce(policy.Versions.Select(v => v.Span), PolicyText.EndOf(chosen))
            : Version ?? policy.InForce ?? policy.Versions[0].Version;
        var shown = number is { } wanted ? await reader.GetVersionAsync(PolicyId, wanted, cancellationToken) : null;
        var before = shown is { Version: > 1 } ? await reader.GetVersionAsync(PolicyId, shown.Version - 1, cancellationToken) : null;
        var profiles = policy is null ? new Dictionary<string, ClauseProfile>() : await clauses.ProfilesAsync(PolicyId, cancellationToken);
        _view = new PolicyView(policy, shown, before is null ? null : ClauseComparison.Of(before.Clauses, shown!.Clauses), profiles, clock.GetUtcNow().UtcDateTime);
        _mayReveal = true;
        StateHasChanged();
        return _view;
    }

    private async Task<BlastRadius> LoadBlastAsync(CancellationToken cancellationToken) =>
        await blasts.OfVersionAsync(PolicyId, _view!.Version!.Version, cancellationToken) ?? new BlastRadius(PolicyId, _view.Version.Version, [], [], [], 0);

    private static DateTime? EndOf(PolicySummary policy, PolicyVersionSummary version) => PolicyCalendar.EndOf(version.Span, policy.Versions.Select(v => v.Span));

    private static string? Subtitle(PolicyView view)
    {
        if (view is not { Version: { } shown, Policy: { } policy }) { return null; }
        var version = policy.Versions.First(v => v.Version == shown.Version);
        var end = EndOf(policy, version);
        return shown.Version == policy.InForce ? $"In force since {PolicyText.Day(shown.EffectiveFrom)}" + (end is { } until ? $", until {PolicyCalendar.LastDay(until)}" : "")
            : end <= shown.EffectiveFrom ? $"Never in force: version {policy.Versions.Where(v => v.Version > shown.Version && v.EffectiveFrom <= shown.EffectiveFrom).Min(v => v.Version)} replaced it. {NowInForce(policy)}"
            : shown.EffectiveFrom > view.Now ? $"Not in force before {PolicyText.Day(shown.EffectiveFrom)}"
            : $"Not in force any more: it was from {PolicyText.Force(version.Span, end)}. {NowInForce(policy)}";
    }

    private static string NowInForce(PolicySummary policy) => policy.InForce is { } version ? $"Version {version} is in force now." : "No version is in force now.";

    private string Found(PolicyVersion version)
    {
        var found = Matching(version).Count();
        return found == version.Clauses.Count ? $"{found} clauses" : $"{found} of {version.Clauses.Count} clauses";
    }

    private IEnumerable<Clause> Matching(PolicyVersion version)
    {
        var words = (_search ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        return version.Clauses.Where(c => words.All(w => $"{c.Citation} {c.Heading} {c.Text}".Contains(w, StringComparison.OrdinalIgnoreCase)));
    }

    // Clauses under one heading stand together; a heading that comes again later begins a group of its own.
    private List<(string Heading, List<Clause> Clauses)> Groups(PolicyVersion version)
    {
        var groups = new List<(string Heading, List<Clause> Clauses)>();
        foreach (var clause in Matching(version))
        {
            if (groups.Count == 0 || groups[^1].Heading != clause.Heading) { groups.Add((clause.Heading, [])); }
            groups[^1].Clauses.Add(clause);
        }

        return groups;
    }

    private sealed record PolicyView(
        PolicySummary? Policy, PolicyVersion? Version, ClauseComparison? Changes, IReadOnlyDictionary<string, ClauseProfile> Profiles, DateTime Now);
}
