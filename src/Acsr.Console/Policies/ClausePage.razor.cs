using Acsr.Components;
using Microsoft.AspNetCore.Components;

namespace Acsr.Policies;

/// <summary>One clause: its words at one version or on one day, what is noted about it, what became of it, and where it is cited.</summary>
public sealed partial class ClausePage(ClauseReader clauses, NavigationManager navigation)
{
    private DataPanel<ClauseView>? _panel;
    private ClauseStory? _story;
    private ClauseAt? _shown;

    [Parameter] public string PolicyId { get; set; } = "";

    [Parameter] public string ClauseId { get; set; } = "";

    /// <summary>Null: the version in force, or else the last that holds the clause.</summary>
    [SupplyParameterFromQuery] private int? Version { get; set; }

    /// <summary>The day as <c>2026-11-03</c>, UTC, on which the version shown was in force; goes before <see cref="Version"/>.</summary>
    [SupplyParameterFromQuery] private string? Day { get; set; }

    private string Heading => _story?.History.Select(h => h.Clause?.Heading).FirstOrDefault(h => !string.IsNullOrEmpty(h)) ?? "";

    private string TextTitle => _shown?.Clause is { } clause ? $"Words of version {clause.Version}" : "Words";

    private string NothingShown => PolicyText.ParseDay(Day) is { } day ? $"The clause was not in force on {PolicyText.Day(day)}" : $"Version {Version} does not hold this clause";

    private string? TextSubtitle
    {
        get
        {
            if (_shown is not { Clause: { } clause } || _story is null) { return null; }
            var inForce = _story.Policy.InForce is { } version ? _story.At(version) : null;
            var now = _story.Policy.InForce == clause.Version ? "It is in force now."
                : inForce is null ? "It is not in force now."
                : inForce.TextHash == clause.TextHash ? $"The same words are in force now, in version {inForce.Version}."
                : $"Version {inForce.Version} has other words now.";
            return $"In force {PolicyText.Force(_shown.Version.Span, _shown.End)}. {now}";
        }
    }

    internal static string To(string policyId, string clauseId, int? version = null) =>
        $"/policies/{Uri.EscapeDataString(policyId)}/clauses/{Uri.EscapeDataString(clauseId)}" + (version is null ? "" : $"?version={version}");

    internal static string To(ClauseCitation cited) => To(cited.PolicyId, cited.ClauseId, cited.Version);

    /// <summary>The words in force on a day, for example the day of a case.</summary>
    internal static string To(ClauseCitation cited, DateTime day) => $"{To(cited.PolicyId, cited.ClauseId)}?day={PolicyText.Iso(day)}";

    private void ChooseDay(ChangeEventArgs chosen) =>
        navigation.NavigateTo(To(PolicyId, ClauseId) + (PolicyText.ParseDay(chosen.Value as string) is { } day ? $"?day={PolicyText.Iso(day)}" : ""));

    private Task ReloadAsync() => _panel!.ReloadAsync();

    private async Task<ClauseView> LoadAsync(CancellationToken cancellationToken)
    {
        _story = await clauses.FindAsync(PolicyId, ClauseId, cancellationToken);
        _shown = _story is null ? null : ShownOf(_story);
        StateHasChanged();
        return new ClauseView(_story, _shown);
    }

    private ClauseAt? ShownOf(ClauseStory story)
    {
        var wanted = PolicyText.ParseDay(Day) is { } day
            ? PolicyCalendar.InForce(story.Policy.Versions.Select(v => v.Span), PolicyText.EndOf(day))
            : Version ?? (story.Policy.InForce is { } inForce && story.At(inForce) is not null ? inForce : story.History.First(h => h.Clause is not null).Version.Version);
        return story.History.FirstOrDefault(h => h.Version.Version == wanted);
    }

    private sealed record ClauseView(ClauseStory? Story, ClauseAt? Shown);
}
