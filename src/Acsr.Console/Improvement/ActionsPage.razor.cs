using Acsr.Access;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace Acsr.Improvement;

/// <summary>The actions, ranked, by state, row and owner.</summary>
public sealed partial class ActionsPage(ActionLists lists, AuthenticationStateProvider authentication, NavigationManager navigation)
{
    private const int PageSize = 50;

    private string _me = "";
    private ActionCounts? _counts;
    private List<ImprovementAction>? _actions;
    private bool _more;
    private (ActionFilter, bool, string?)? _shown;

    [SupplyParameterFromQuery] private string? Show { get; set; }

    [SupplyParameterFromQuery] private bool Mine { get; set; }

    [SupplyParameterFromQuery(Name = "row")] private string? RowId { get; set; }

    private NavigationManager Navigation => navigation;

    private string? Row => MatrixRows.Find(RowId)?.Id;

    private ActionFilter Filter => Show switch { "in-work" => ActionFilter.InWork, "done" => ActionFilter.Done, _ => ActionFilter.Open };

    private string EmptyTitle => Filter switch { ActionFilter.Open => "No open action", ActionFilter.InWork => "Nobody works on an action", _ => "No action is done yet" };

    protected override async Task OnInitializedAsync() => _me = (await authentication.GetAuthenticationStateAsync()).User.PersonId();

    protected override async Task OnParametersSetAsync()
    {
        var wanted = (Filter, Mine, Row);
        if (_me.Length == 0 || _shown == wanted) { return; }
        _shown = wanted;
        _actions = null;
        var counts = await lists.CountsAsync(Leaving);
        var actions = await lists.ListAsync(Filter, Mine ? _me : null, Row, PageSize + 1, 0, Leaving);
        if (_shown == wanted) { (_counts, _actions, _more) = (counts, [.. actions.Take(PageSize)], actions.Count > PageSize); }
    }

    private async Task MoreAsync()
    {
        var actions = await lists.ListAsync(Filter, Mine ? _me : null, Row, PageSize + 1, _actions!.Count, Leaving);
        _actions.AddRange(actions.Take(PageSize));
        _more = actions.Count > PageSize;
    }

    private int? CountOf(ActionFilter filter) => filter switch { ActionFilter.Open => _counts?.Open, ActionFilter.InWork => _counts?.InWork, _ => _counts?.Done };

    private static string Address(ActionFilter filter, bool mine, string? row)
    {
        string[] parts =
        [
            .. new[] { filter switch { ActionFilter.InWork => "show=in-work", ActionFilter.Done => "show=done", _ => null }, mine ? "mine=true" : null, string.IsNullOrEmpty(row) ? null : $"row={row}" }.OfType<string>(),
        ];
        return parts.Length == 0 ? "/actions" : "/actions?" + string.Join('&', parts);
    }
}
