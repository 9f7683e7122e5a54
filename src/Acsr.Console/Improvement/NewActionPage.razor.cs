using Acsr.Access;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace Acsr.Improvement;

/// <summary>Opens an action by hand: from a row of the matrix, a KPI or a group of dead ends, which the address names.</summary>
public sealed partial class NewActionPage(ActionDrafts drafts, ActionLists lists, ActionOpener opener, AuthenticationStateProvider authentication, NavigationManager navigation)
{
    private ImprovementAction? _draft;
    private ImprovementAction? _existing;
    private ActionRequest? _shown;
    private bool _loaded;
    private bool _working;
    private string? _problem;

    /// <summary><c>matrix</c>, <c>kpi</c> or <c>dead-end</c>.</summary>
    [SupplyParameterFromQuery] private string? Source { get; set; }

    [SupplyParameterFromQuery] private string? Row { get; set; }

    [SupplyParameterFromQuery] private string? Kpi { get; set; }

    /// <summary>Key of a group of dead ends.</summary>
    [SupplyParameterFromQuery] private string? Group { get; set; }

    /// <summary>What the page before calls it.</summary>
    [SupplyParameterFromQuery] private string? Title { get; set; }

    [SupplyParameterFromQuery] private string? Agent { get; set; }

    [SupplyParameterFromQuery] private string? Version { get; set; }

    [SupplyParameterFromQuery] private string? Channel { get; set; }

    [SupplyParameterFromQuery] private string? Intent { get; set; }

    /// <summary>The cases' own source.</summary>
    [SupplyParameterFromQuery] private string? CaseSource { get; set; }

    [SupplyParameterFromQuery] private DateTime? From { get; set; }

    [SupplyParameterFromQuery] private DateTime? To { get; set; }

    private ActionRequest? Request => Source switch
    {
        "matrix" => About(ActionSource.Matrix),
        "kpi" => About(ActionSource.Kpi),
        "dead-end" => About(ActionSource.DeadEnd),
        _ => null,
    };

    protected override async Task OnParametersSetAsync()
    {
        var request = Request;
        if (_loaded && request == _shown) { return; }
        _shown = request;
        _draft = request is null ? null : await drafts.DraftAsync(request, Leaving);
        _existing = _draft is null ? null : await lists.FindAsync(_draft.Key, Leaving);
        if (_existing is not null && _draft is not null) { (_draft.Title, _draft.SuggestedWork) = (_existing.Title, _existing.SuggestedWork); }
        _loaded = true;
    }

    private async Task OpenAsync()
    {
        _problem = string.IsNullOrWhiteSpace(_draft!.Title) ? "Give it a title." : string.IsNullOrWhiteSpace(_draft.Why) ? "Say why it is worth doing." : null;
        if (_problem is not null) { return; }
        _working = true;
        try
        {
            var by = (await authentication.GetAuthenticationStateAsync()).User.ActorName();
            var outcome = await opener.OpenAsync(_draft, by, null, Leaving);
            navigation.NavigateTo($"/actions/{outcome.Id}");
        }
        finally
        {
            _working = false;
        }
    }

    private ActionRequest About(ActionSource source) => new(
        source, Row, Kpi, source == ActionSource.DeadEnd ? Group : null, Title is { Length: > 200 } ? Title[..200] : Title, new Segment(Agent, Version, Channel, Intent, CaseSource), From?.ToUniversalTime(), To?.ToUniversalTime());
}
