using Acsr.Kpis.Columns;
using Acsr.Store;
using Microsoft.EntityFrameworkCore;

namespace Acsr.Kpis;

/// <summary>
/// Answers every question about figures from all cases in memory, held in columns by day: tile, trend, breakdown, comparison and the list of cases behind
/// them are made of the same bits. Before it answers it takes in what changed since, so a figure is as fresh as the last fold.
/// </summary>
public sealed class KpiEngine(IDbContextFactory<ConsoleDbContext> contexts) : IDisposable
{
    private readonly KpiFeed _feed = new(contexts);

    /// <summary>All cases in order of time, then id, as of now; those from before the agent are not among them.</summary>
    public async Task<IReadOnlyList<KpiRow>> RowsAsync(CancellationToken cancellationToken) =>
        new KpiRowList([.. (await SelectAsync(new KpiQuery(), cancellationToken)).Select(s => (s, (ulong[]?)null))], newestFirst: false);

    /// <summary>How many changes of cases are known: grows whenever a figure may have changed.</summary>
    public async Task<long> SequenceAsync(CancellationToken cancellationToken) => (await _feed.FreshAsync(cancellationToken)).Sequence;

    /// <summary>Whether there is any case, from before the agent or not.</summary>
    public async Task<bool> AnyAsync(CancellationToken cancellationToken) => (await _feed.FreshAsync(cancellationToken)).Count > 0;

    /// <summary>The figures of <paramref name="kpis"/> over the cases of a query.</summary>
    public async Task<IReadOnlyList<KpiValue>> ValuesAsync(IEnumerable<KpiDefinition> kpis, KpiQuery query, CancellationToken cancellationToken)
    {
        var snapshot = await _feed.FreshAsync(cancellationToken);
        List<Slice>? slices = null;
        return [.. kpis.Select(kpi => snapshot.Memo.Of((nameof(ValuesAsync), kpi.Key, query), () => Sum(snapshot, kpi, slices ??= snapshot.Select(query)).Value()))];
    }

    /// <summary>The cases behind a figure, newest first: exactly those that <see cref="ValuesAsync"/> computes it over.</summary>
    public async Task<IReadOnlyList<KpiRow>> CasesAsync(KpiDefinition? kpi, KpiPart part, KpiQuery query, CancellationToken cancellationToken)
    {
        var slices = await SelectAsync(query, cancellationToken);
        return new KpiRowList([.. slices.Select(s => (s, kpi is null ? null : part == KpiPart.Population ? s.Chunk.Of(kpi).Population : s.Chunk.Of(kpi).Counted))], newestFirst: true);
    }

    /// <summary>The figure of each hour, day or week of a query; a bucket without cases has no value.</summary>
    /// <param name="kpi">Which.</param>
    /// <param name="query">Over which cases.</param>
    /// <param name="bucket">Width; the first bucket begins with the query's range or the first case's day.</param>
    /// <param name="cancellationToken">Ends the waiting for the database.</param>
    /// <param name="intervals">False where only the line is drawn: resampling the few cases of each bucket is most of the work.</param>
    public async Task<IReadOnlyList<(DateTime From, KpiValue Value)>> TrendAsync(KpiDefinition kpi, KpiQuery query, TimeSpan bucket, CancellationToken cancellationToken, bool intervals = true)
    {
        var snapshot = await _feed.FreshAsync(cancellationToken);
        return snapshot.Memo.Of<IReadOnlyList<(DateTime From, KpiValue Value)>>((nameof(TrendAsync), kpi.Key, query, bucket, intervals), () => Trend(snapshot, kpi, query, bucket, intervals, cancellationToken));
    }

    /// <summary>The figure of each value of a dimension, or of two crossed, the group with the most cases first. Groups without a case are left out; their n add up to the whole.</summary>
    public async Task<IReadOnlyList<KpiGroup>> BreakdownAsync(KpiDefinition kpi, KpiQuery query, KpiDimension first, KpiDimension? second, CancellationToken cancellationToken, bool intervals = true)
    {
        var snapshot = await _feed.FreshAsync(cancellationToken);
        return snapshot.Memo.Of<IReadOnlyList<KpiGroup>>((nameof(BreakdownAsync), kpi.Key, query, first.Id, second?.Id, intervals), () =>
        [
            .. snapshot.Blocks.By(kpi, snapshot.Select(query), first, second).Select(g => new KpiGroup(g.Key.First, g.Key.Second, g.Value.Value(intervals)))
                .OrderByDescending(g => g.Value.N).ThenBy(g => g.First is null).ThenBy(g => g.First, StringComparer.Ordinal).ThenBy(g => g.Second, StringComparer.Ordinal),
        ]);
    }

    /// <summary>The figure of each hour of the week, UTC: first Monday's 24, last Sunday's.</summary>
    public async Task<IReadOnlyList<KpiValue>> HoursAsync(KpiDefinition kpi, KpiQuery query, CancellationToken cancellationToken)
    {
        var snapshot = await _feed.FreshAsync(cancellationToken);
        return snapshot.Memo.Of<IReadOnlyList<KpiValue>>((nameof(HoursAsync), kpi.Key, query), () => [.. KpiGroups.ByHourOfWeek(kpi, snapshot.Select(query)).Select(sums => sums.Value(false))]);
    }

    /// <summary>How the values of the cases are spread; empty for shares and ratios, whose cases have no value of their own.</summary>
    public async Task<IReadOnlyList<KpiBin>> DistributionAsync(KpiDefinition kpi, KpiQuery query, CancellationToken cancellationToken) =>
        KpiBins.Of(kpi, await SelectAsync(query, cancellationToken));

    /// <summary>What moved a KPI between two periods, by the values of a dimension.</summary>
    public async Task<KpiMovement> MovedAsync(KpiDefinition kpi, KpiQuery before, KpiQuery after, KpiDimension dimension, CancellationToken cancellationToken)
    {
        var snapshot = await _feed.FreshAsync(cancellationToken);
        var (then, now) = (snapshot.Select(before), snapshot.Select(after));
        return KpiMovement.Of(kpi, Sum(snapshot, kpi, then), Sum(snapshot, kpi, now), snapshot.Blocks.By(kpi, then, dimension), snapshot.Blocks.By(kpi, now, dimension));
    }

    /// <summary>Days (or hours) of a query that stand out from their like in the eight weeks before.</summary>
    /// <param name="kpi">Which.</param>
    /// <param name="query">Over which cases; its range has both ends, whole days or hours.</param>
    /// <param name="hourly">Hours instead of days.</param>
    /// <param name="cancellationToken">Ends the waiting for the database.</param>
    /// <param name="fewestCases">Days with fewer cases say nothing.</param>
    public async Task<IReadOnlyList<KpiAnomaly>> AnomaliesAsync(KpiDefinition kpi, KpiQuery query, bool hourly, CancellationToken cancellationToken, int fewestCases = KpiAnomalies.FewestCases)
    {
        if (query.From is not { } from || query.To is null) { return []; }
        var points = await TrendAsync(kpi, query with { From = from.AddDays(-7 * KpiAnomalies.Weeks) }, hourly ? TimeSpan.FromHours(1) : TimeSpan.FromDays(1), cancellationToken, intervals: false);
        return KpiAnomalies.Find(kpi, points, from, fewestCases);
    }

    /// <summary>The values of a dimension that the cases of a query have, and how many have each, the most first; null is not known.</summary>
    public async Task<IReadOnlyList<(string? Value, int Cases)>> ValuesOfAsync(KpiDimension dimension, KpiQuery query, CancellationToken cancellationToken) =>
        [.. (await BreakdownAsync(KpiDefinitions.Cases, query, dimension, null, cancellationToken, intervals: false)).Select(g => (g.First, g.Value.N))];

    /// <summary>The dimensions that tell cases of a query apart: those that any of them has a value in, and the declared tags.</summary>
    public async Task<IReadOnlyList<KpiDimension>> DimensionsAsync(KpiQuery query, CancellationToken cancellationToken)
    {
        var chunks = (await SelectAsync(query, cancellationToken)).ConvertAll(s => s.Chunk);
        var tags = chunks.SelectMany(c => c.Texts[CaseColumns.Tags].Values).OfType<string>().Distinct().SelectMany(t => t.Split(CaseColumns.TagEnd))
            .Select(t => t.Split('=')[0]).Where(name => name.Length > 0).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);
        return [.. KpiDimension.All.Where(d => chunks.Exists(c => c.Texts[d.Column].Values.Length > 1)), .. tags.Select(KpiDimension.OfTag)];
    }

    /// <summary>All cases as of now.</summary>
    internal Task<KpiSnapshot> SnapshotAsync(CancellationToken cancellationToken) => _feed.FreshAsync(cancellationToken);

    public void Dispose() => _feed.Dispose();

    private static List<(DateTime From, KpiValue Value)> Trend(KpiSnapshot snapshot, KpiDefinition kpi, KpiQuery query, TimeSpan bucket, bool intervals, CancellationToken cancellationToken)
    {
        var all = snapshot.Select(query);
        if (all.Count == 0) { return []; }
        var end = query.To ?? new DateTime(all[^1].Chunk.At[all[^1].To - 1] + 1, DateTimeKind.Utc);
        var trend = new List<(DateTime, KpiValue)>();
        for (var from = query.From ?? all[0].Chunk.Day; from < end; from += bucket)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var to = from + bucket < end ? from + bucket : end;
            trend.Add((from, Sum(snapshot, kpi, snapshot.Select(query with { From = from, To = to })).Value(intervals)));
        }

        return trend;
    }

    private static KpiSums Sum(KpiSnapshot snapshot, KpiDefinition kpi, List<Slice> slices) => snapshot.Blocks.By(kpi, slices)[(null, null)];

    private async Task<List<Slice>> SelectAsync(KpiQuery query, CancellationToken cancellationToken) => (await _feed.FreshAsync(cancellationToken)).Select(query);
}
