using Acsr.Kpis;
using Acsr.Store;
using Microsoft.EntityFrameworkCore;

namespace Acsr.Improvement;

/// <summary>A release that resolved an action of a row, and what has come in since.</summary>
/// <param name="ReleaseId">The release.</param>
/// <param name="Name">Of the release.</param>
/// <param name="At">When the action was resolved by it.</param>
/// <param name="CasesSince">Cases with the signal since then, as far as the filter lets them through.</param>
public sealed record ResolvedBy(long ReleaseId, string Name, DateTime At, int CasesSince);

/// <summary>One row of the matrix with its figures.</summary>
/// <param name="Row">Which.</param>
/// <param name="Value">The level with n and interval.</param>
/// <param name="Beside">Figures over the same cases.</param>
/// <param name="Volume">Pieces of the signal, in the row's unit.</param>
/// <param name="Coverage">Cases with the signal of those that could carry it.</param>
/// <param name="Trend">The level of each day or week of the range.</param>
/// <param name="Target">That holds for the filter; null: none.</param>
/// <param name="Open">Actions that nobody works on.</param>
/// <param name="InWork">Actions that somebody works on.</param>
/// <param name="Resolved">Actions that were resolved, by a release or otherwise.</param>
/// <param name="ResolvedBy">The last release that resolved one; null: none did.</param>
public sealed record MatrixFigures(
    MatrixRow Row, KpiValue Value, IReadOnlyList<(KpiDefinition Kpi, KpiValue Value)> Beside, int Volume, KpiValue Coverage, IReadOnlyList<double?> Trend, double? Target, int Open, int InWork, int Resolved, ResolvedBy? ResolvedBy)
{
    /// <summary>The whole interval is on the wrong side of the target.</summary>
    public bool IsOutOfBounds => Target is { } target && Value is { Value: { } value, Lower: { } lower, Upper: { } upper } && Row.IsWorse(value, target) && (target < lower || target > upper);
}

/// <summary>One value of a dimension of a row.</summary>
/// <param name="Segment">Where.</param>
/// <param name="Value">The level with n and interval.</param>
/// <param name="Target">That holds there.</param>
/// <param name="OwnTarget">The target is the segment's own.</param>
/// <param name="ActionId">The action about it; null: none.</param>
/// <param name="ActionState">Where that stands.</param>
public sealed record SegmentFigures(Segment Segment, KpiValue Value, double? Target, bool OwnTarget, long? ActionId, ActionState? ActionState);

/// <summary>Answers what the matrix shows, by the same predicates as every other figure.</summary>
public sealed class MatrixReader(IDbContextFactory<ConsoleDbContext> contexts, KpiEngine engine, MatrixSettings settings)
{
    /// <summary>The eight rows over the cases of a query.</summary>
    /// <param name="query">Which cases.</param>
    /// <param name="bucket">Width of the trend's steps.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public async Task<IReadOnlyList<MatrixFigures>> RowsAsync(KpiQuery query, TimeSpan bucket, CancellationToken cancellationToken)
    {
        var targets = await settings.TargetsAsync(cancellationToken);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var actions = await db.ImprovementActions.AsNoTracking().Where(a => a.Row != null)
            .Select(a => new { a.Row, a.State, a.ReleaseId, a.ClosedAt }).ToListAsync(cancellationToken);
        var releases = await db.Releases.AsNoTracking().Where(r => db.ImprovementActions.Any(a => a.ReleaseId == r.Id)).ToDictionaryAsync(r => r.Id, r => r.Name, cancellationToken);
        var figures = new List<MatrixFigures>();
        foreach (var row in MatrixRows.All)
        {
            var values = await engine.ValuesAsync([row.Kpi, row.Coverage, .. row.Beside], query, cancellationToken);
            var cases = await engine.CasesAsync(row.Kpi, KpiPart.Population, query, cancellationToken);
            var trend = await engine.TrendAsync(row.Kpi, query, bucket, cancellationToken, intervals: false);
            var own = actions.FindAll(a => a.Row == row.Id);
            var last = own.FindAll(a => a.State == ActionState.ResolvedByRelease && a.ReleaseId is not null).MaxBy(a => a.ClosedAt);
            figures.Add(new MatrixFigures(
                row, values[0], [.. row.Beside.Zip(values.Skip(2))], cases.Sum(row.VolumeOf), values[1], [.. trend.Select(t => t.Value.Value)], TargetOf(row, Segment.Of(query), targets),
                own.Count(a => a.State == ActionState.Open), own.Count(a => a.State == ActionState.InWork), own.Count(a => a.State is ActionState.Resolved or ActionState.ResolvedByRelease),
                last is null ? null : new ResolvedBy(last.ReleaseId!.Value, releases.GetValueOrDefault(last.ReleaseId.Value) ?? "", last.ClosedAt!.Value, cases.Count(c => c.At >= last.ClosedAt))));
        }

        return figures;
    }

    /// <summary>A row by the values of one dimension, the one with the most cases first.</summary>
    public async Task<IReadOnlyList<SegmentFigures>> SegmentsAsync(MatrixRow row, string dimension, KpiQuery query, CancellationToken cancellationToken)
    {
        var targets = MatrixSettings.Of(row, await settings.TargetsAsync(cancellationToken));
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var actions = await db.ImprovementActions.AsNoTracking().Where(a => a.Row == row.Id).Select(a => new { a.Key, a.Id, a.State }).ToDictionaryAsync(a => a.Key, cancellationToken);
        var cases = await engine.CasesAsync(row.Kpi, KpiPart.Population, query, cancellationToken);
        return
        [
            .. cases.Where(c => Segment.ValueOf(dimension, c) is not null).GroupBy(c => Segment.ValueOf(dimension, c)!).OrderByDescending(g => g.Count()).ThenBy(g => g.Key, StringComparer.Ordinal).Select(g =>
            {
                var segment = Segment.Of(dimension, g.Key);
                var action = actions.GetValueOrDefault(ActionKey.Of(row, segment));
                var own = targets.TryGetValue(segment.Key, out var target);
                return new SegmentFigures(segment, KpiValue.Of(row.Kpi, g), own ? target : targets.TryGetValue("", out var whole) ? whole : null, own, action?.Id, action?.State);
            }),
        ];
    }

    // Of a filter with several parts no single target is known; the one for all cases is what there is.
    private static double? TargetOf(MatrixRow row, Segment segment, IReadOnlyList<MatrixTarget> targets)
    {
        var own = MatrixSettings.Of(row, targets);
        return own.TryGetValue(segment.Key, out var exact) ? exact : own.TryGetValue("", out var whole) ? whole : null;
    }
}
