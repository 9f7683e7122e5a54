using Acsr.Components;
using Acsr.Kpis;
using Microsoft.AspNetCore.Components;

namespace Acsr.Improvement;

/// <summary>One row of the matrix: by segment, with its target and its rule.</summary>
public sealed partial class MatrixRowPage(MatrixReader reader, KpiEngine engine, NavigationManager navigation, TimeProvider clock)
{
    private IReadOnlyDictionary<string, IReadOnlyList<string>> _values = MatrixFilter.ValuesOf([]);
    private DataPanel<IReadOnlyList<SegmentFigures>>? _segments;
    private bool _none;

    [Parameter] public string RowId { get; set; } = "";

    [SupplyParameterFromQuery] private string? Range { get; set; }

    [SupplyParameterFromQuery] private DateTime? From { get; set; }

    [SupplyParameterFromQuery] private DateTime? To { get; set; }

    [SupplyParameterFromQuery] private string? Agent { get; set; }

    [SupplyParameterFromQuery] private string? Version { get; set; }

    [SupplyParameterFromQuery] private string? Channel { get; set; }

    [SupplyParameterFromQuery] private string? Intent { get; set; }

    [SupplyParameterFromQuery] private string? Source { get; set; }

    /// <summary>Dimension of the table.</summary>
    [SupplyParameterFromQuery] private string? By { get; set; }

    private MatrixRow? Row => MatrixRows.Find(RowId);

    private string Dimension => Segment.Dimensions.Any(d => d.Id == By) ? By! : "intent";

    private MatrixFilter Filter => new(
        new KpiFilter(KpiFilter.Ranges.Any(r => r.Id == Range) ? Range! : KpiFilter.DefaultRange, From, To, Agent, Version), new Segment(Agent, Version, Channel, Intent, Source));

    private KpiQuery Query => Filter.Query(clock.GetUtcNow().UtcDateTime);

    protected override async Task OnInitializedAsync()
    {
        var rows = await engine.RowsAsync(Leaving);
        _values = MatrixFilter.ValuesOf(rows);
        _none = Row is { } row && !rows.Any(row.Kpi.Population);
    }

    private Task<IReadOnlyList<SegmentFigures>> LoadSegmentsAsync(CancellationToken cancellationToken) => reader.SegmentsAsync(Row!, Dimension, Query, cancellationToken);

    private void Show((KpiFilter Range, Segment Segment) wanted) => navigation.NavigateTo(new MatrixFilter(wanted.Range, wanted.Segment).Link($"/matrix/{RowId}", By));

    private Task ReloadAsync() => _segments?.ReloadAsync() ?? Task.CompletedTask;

    private KpiQuery QueryOf(Segment one) => Query with
    {
        Agent = one.Agent ?? Query.Agent,
        AgentVersion = one.AgentVersion ?? Query.AgentVersion,
        Channel = one.Channel ?? Query.Channel,
        Intent = one.Intent ?? Query.Intent,
        Source = one.Source ?? Query.Source,
    };

    private static bool IsOut(MatrixRow row, SegmentFigures one) =>
        one is { Target: { } target, Value: { Value: { } value, Lower: { } lower, Upper: { } upper } } && row.IsWorse(value, target) && (target < lower || target > upper);
}
