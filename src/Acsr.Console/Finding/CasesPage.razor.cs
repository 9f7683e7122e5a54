using System.Globalization;
using Acsr.Access;
using Acsr.Components;
using Acsr.Kpis;
using Acsr.Signals;
using Acsr.Signals.Groups;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.JSInterop;

namespace Acsr.Finding;

/// <summary>All cases, or those behind a figure: what is asked for stands in the address, so that a link shows the same list.</summary>
public sealed partial class CasesPage(
    CaseFinder finder, SavedFilters filters, DeadEndGroupReader groups, NavigationManager navigation, AuthenticationStateProvider authentication, IJSRuntime script) : IAsyncDisposable
{
    private static readonly CaseSort[] InTime = [CaseSort.Newest, CaseSort.Oldest];

    private CaseQuery _query = new();
    private CaseList? _list;
    private CaseFacets? _facets;
    private IReadOnlyList<CaseColumn> _columns = CaseColumns.Of([]);
    private DeadEndGroup? _group;
    private ListOwner _me = new("", "");
    private string? _text;
    private TextSide _in;
    private bool _failed;
    private IJSObjectReference? _keys;

    // The cases of a KPI come from the engine, which has them in order of time.
    private CaseSort[] Sorts => _query.KpiDefinition is null ? Enum.GetValues<CaseSort>() : InTime;

    private string Heading
    {
        get
        {
            if (_facets is not { } facets) { return _failed ? "" : "Loading…"; }
            var count = facets.More ? $"More than {Quantity.Text(facets.Count, ChartUnit.Number)} cases" : string.Create(CultureInfo.InvariantCulture, $"{facets.Count:#,0} {(facets.Count == 1 ? "case" : "cases")}");
            return count + (_query.KpiDefinition is not { } kpi ? ""
                : _query.Part == KpiPart.Counted && kpi.Kind == KpiKind.Rate ? $" that count for {kpi.Name.ToLowerInvariant()}" : $" behind {kpi.Name.ToLowerInvariant()}");
        }
    }

    private List<(string Text, CaseQuery Without)> Chips => [.. FindWords.Chips(_query, _group)];

    protected override async Task OnInitializedAsync()
    {
        var user = (await authentication.GetAuthenticationStateAsync()).User;
        _me = new ListOwner(user.PersonId(), user.ActorName());
        _columns = await filters.ColumnsAsync(_me, Leaving);
        navigation.LocationChanged += MovedAsync;
        await LoadAsync();
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender) { return; }
        _keys = await script.InvokeAsync<IJSObjectReference>("import", Leaving, "./assets/lib/cases.js");
        await _keys.InvokeVoidAsync("attachList", Leaving);
    }

    private async void MovedAsync(object? sender, LocationChangedEventArgs moved)
    {
        if (new Uri(moved.Location).AbsolutePath.TrimEnd('/') is not { } path || !path.EndsWith("/cases", StringComparison.Ordinal)) { return; }
        await InvokeAsync(async () => { await LoadAsync(); StateHasChanged(); });
    }

    private async Task LoadAsync()
    {
        var query = _query = CaseQuery.Parse(new Uri(navigation.Uri).Query);
        if (query.KpiDefinition is not null && !InTime.Contains(query.Sort)) { query = _query = query with { Sort = CaseSort.Newest }; }
        (_list, _facets, _failed, _text, _in) = (null, null, false, query.Text, query.In);
        StateHasChanged();
        try
        {
            _group = query.Group is null ? null : (await groups.MembersAsync(query.Group, Leaving))?.Group;
            var list = new CaseList(finder, query);
            await list.BeginAsync(Leaving);
            if (query != _query) { return; }
            _list = list;
            StateHasChanged();
            var facets = await finder.FacetsAsync(query, Leaving);
            if (query == _query) { _facets = facets; }
        }
        catch (OperationCanceledException) when (Leaving.IsCancellationRequested)
        {
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            _failed = query == _query;
        }
    }

    private Task SearchAsync()
    {
        Show(_query with { Text = string.IsNullOrWhiteSpace(_text) ? null : _text.Trim(), In = _in });
        return Task.CompletedTask;
    }

    private async Task ChooseColumnsAsync(IReadOnlyList<string> columns)
    {
        _columns = CaseColumns.Of(columns);
        await filters.ChooseColumnsAsync(columns, _me, Leaving);
    }

    private void Show(CaseQuery query) => navigation.NavigateTo(query.Address);

    protected override void Dispose(bool disposing)
    {
        navigation.LocationChanged -= MovedAsync;
        base.Dispose(disposing);
    }

    async ValueTask IAsyncDisposable.DisposeAsync()
    {
        Dispose();
        try
        {
            if (_keys is not null) { await _keys.InvokeVoidAsync("detachList"); await _keys.DisposeAsync(); }
        }
        catch (JSDisconnectedException)
        {
        }
    }
}
