using Acsr.Store;
using Microsoft.EntityFrameworkCore;

namespace Acsr.Kpis;

/// <summary>
/// Answers every question about figures from one snapshot of all cases in memory: tile, trend, comparison and the list of cases behind
/// them. Before it answers it takes in what changed since, so a figure is as fresh as the last fold.
/// </summary>
public sealed class KpiEngine(IDbContextFactory<ConsoleDbContext> contexts) : IDisposable
{
    private readonly SemaphoreSlim _refreshing = new(1, 1);
    private volatile Snapshot _snapshot = new([], 0);

    /// <summary>All cases in order of time, then id, as of now.</summary>
    public async Task<IReadOnlyList<KpiRow>> RowsAsync(CancellationToken cancellationToken)
    {
        await _refreshing.WaitAsync(cancellationToken);
        try
        {
            await RefreshAsync(cancellationToken);
        }
        finally
        {
            _refreshing.Release();
        }

        return _snapshot.Rows;
    }

    /// <summary>The figures of <paramref name="kpis"/> over the cases of a query.</summary>
    public async Task<IReadOnlyList<KpiValue>> ValuesAsync(IEnumerable<KpiDefinition> kpis, KpiQuery query, CancellationToken cancellationToken)
    {
        var rows = Select(await RowsAsync(cancellationToken), query);
        return [.. kpis.Select(kpi => KpiValue.Of(kpi, rows))];
    }

    /// <summary>The cases behind a figure, newest first: exactly those that <see cref="ValuesAsync"/> computes it over.</summary>
    public async Task<IReadOnlyList<KpiRow>> CasesAsync(KpiDefinition? kpi, KpiPart part, KpiQuery query, CancellationToken cancellationToken)
    {
        var rows = Select(await RowsAsync(cancellationToken), query);
        return [.. rows.Where(r => kpi is null || (kpi.Population(r) && (part == KpiPart.Population || kpi.Counted(r)))).Reverse()];
    }

    /// <summary>The figure of each day or week of a query; a bucket without cases has no value.</summary>
    /// <param name="bucket">Width; the first bucket begins with the query's range or the first case's day.</param>
    public async Task<IReadOnlyList<(DateTime From, KpiValue Value)>> TrendAsync(KpiDefinition kpi, KpiQuery query, TimeSpan bucket, CancellationToken cancellationToken)
    {
        var rows = Select(await RowsAsync(cancellationToken), query);
        if (rows.Count == 0) { return []; }
        var start = query.From ?? rows[0].At.Date;
        var end = query.To ?? rows[^1].At.AddTicks(1);
        var buckets = rows.ToLookup(r => (int)((r.At - start).Ticks / bucket.Ticks));
        return [.. Enumerable.Range(0, (int)Math.Ceiling((end - start) / bucket)).Select(i => (start + (i * bucket), KpiValue.Of(kpi, buckets[i])))];
    }

    public void Dispose() => _refreshing.Dispose();

    private static List<KpiRow> Select(IReadOnlyList<KpiRow> rows, KpiQuery query) => [.. rows.Where(query.Matches)];

    private async Task RefreshAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var last = await db.ChangeCounters.Where(c => c.Id == 1).Select(c => c.Value).SingleAsync(cancellationToken);
        var count = await db.Cases.CountAsync(cancellationToken);
        var snapshot = _snapshot;
        if (last == snapshot.Sequence && count == snapshot.Rows.Count) { return; }

        var changed = await ReadAsync(db, snapshot.Sequence, cancellationToken);
        var fresh = changed.ToDictionary(r => r.Id);
        List<KpiRow> rows = [.. snapshot.Rows.Where(r => !fresh.ContainsKey(r.Id)), .. changed];
        if (rows.Count != count)
        {
            // Cases were taken away, which leaves no row that says so.
            rows = await ReadAsync(db, 0, cancellationToken);
        }

        rows.Sort((a, b) => a.At != b.At ? a.At.CompareTo(b.At) : string.CompareOrdinal(a.Id, b.Id));
        _snapshot = new Snapshot(rows, rows.Count == 0 ? last : Math.Max(last, rows.Max(r => r.Sequence)));
    }

    private static Task<List<KpiRow>> ReadAsync(ConsoleDbContext db, long after, CancellationToken cancellationToken) =>
        db.Cases.AsNoTracking().Where(c => c.Sequence > after).Select(c => new KpiRow(
            c.Id, c.At, c.Agent, c.AgentVersion, c.Channel, c.Intent, c.Source, c.Handler, c.ClosedAt != null, c.Solved, c.HandedOff, c.Abandoned, c.Reopened,
            c.HandlingSeconds, c.CostUsd, c.Sentiment, c.Csat, c.Overrides, c.CompleteTriads, c.DeadEnd, c.Sequence)).ToListAsync(cancellationToken);

    private sealed record Snapshot(IReadOnlyList<KpiRow> Rows, long Sequence);
}
