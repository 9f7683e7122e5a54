using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace Acsr.Policies;

/// <summary>A policy as it was at one version: its clauses to read, search and cite.</summary>
public sealed partial class PolicyPage(PolicyReader reader, IJSRuntime js)
{
    private PolicyView? _view;
    private string? _search;
    private bool _mayReveal;

    [Parameter] public string PolicyId { get; set; } = "";

    /// <summary>Null: the version in force, or else the newest.</summary>
    [SupplyParameterFromQuery] private int? Version { get; set; }

    /// <summary>The clause that somebody cited, to be shown first.</summary>
    [SupplyParameterFromQuery] private string? Clause { get; set; }

    /// <summary>The form to import a version is open.</summary>
    [SupplyParameterFromQuery] private bool Import { get; set; }

    private string Title => _view?.Policy?.Title ?? PolicyId;

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

    private async Task<PolicyView> LoadAsync(CancellationToken cancellationToken)
    {
        var policy = await reader.FindAsync(PolicyId, cancellationToken);
        var number = Version ?? policy?.InForce ?? policy?.Versions[0].Version;
        var shown = policy is null ? null : await reader.GetVersionAsync(PolicyId, number!.Value, cancellationToken);
        var before = shown is { Version: > 1 } ? await reader.GetVersionAsync(PolicyId, shown.Version - 1, cancellationToken) : null;
        _view = new PolicyView(policy, shown, before is null ? null : ClauseComparison.Of(before.Clauses, shown!.Clauses));
        _mayReveal = true;
        StateHasChanged();
        return _view;
    }

    private static string Subtitle(PolicyView view) =>
        view.Version!.Version == view.Policy!.InForce ? $"In force since {PolicyText.Day(view.Version.EffectiveFrom)}"
        : view.Version.Version > (view.Policy.InForce ?? 0) ? $"Not in force before {PolicyText.Day(view.Version.EffectiveFrom)}"
        : $"Not in force any more: version {view.Policy.InForce} is";

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

    private sealed record PolicyView(PolicySummary? Policy, PolicyVersion? Version, ClauseComparison? Changes);
}
