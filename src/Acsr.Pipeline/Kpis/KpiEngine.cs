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
    private volatile Snapshot _snapshot = new([], -1);

    /// <summary>All cases in order of time, then id, as of now.</summary>
    public async Task<IReadOnlyList<KpiRow>> RowsAsync(CancellationToken cancellationToken) => await FreshAsync(cancellationToken);

    /// <summary>The figures of <paramref name="kpis"/> over the cases of a query.</summary>
    public async Task<IReadOnlyList<KpiValue>> ValuesAsync(IEnumerable<KpiDefinition> kpis, KpiQuery query, CancellationToken cancellationToken)
    {
        var rows = Select(await FreshAsync(cancellationToken), query);
        return [.. kpis.Select(kpi => KpiValue.Of(kpi, rows))];
    }

    /// <summary>The cases behind a figure, newest first: exactly those that <see cref="ValuesAsync"/> computes it over.</summary>
    public async Task<IReadOnlyList<KpiRow>> CasesAsync(KpiDefinition? kpi, KpiPart part, KpiQuery query, CancellationToken cancellationToken)
    {
        var rows = Select(await FreshAsync(cancellationToken), query);
        return [.. rows.Where(r => kpi is null || (kpi.Population(r) && (part == KpiPart.Population || kpi.Counted(r)))).Reverse()];
    }

    /// <summary>The figure of each day or week of a query; a bucket without cases has no value.</summary>
    /// <param name="kpi">Which.</param>
    /// <param name="query">Over which cases.</param>
    /// <param name="bucket">Width; the first bucket begins with the query's range or the first case's day.</param>
    /// <param name="cancellationToken">Ends the waiting for the database.</param>
    /// <param name="intervals">False where only the line is drawn: resampling the few cases of each bucket is most of the work.</param>
    public async Task<IReadOnlyList<(DateTime From, KpiValue Value)>> TrendAsync(KpiDefinition kpi, KpiQuery query, TimeSpan bucket, CancellationToken cancellationToken, bool intervals = true)
    {
        var rows = Select(await FreshAsync(cancellationToken), query);
        if (rows.Count == 0) { return []; }
        var start = query.From ?? rows[0].At.Date;
        var end = query.To ?? rows[^1].At.AddTicks(1);
        var trend = new List<(DateTime, KpiValue)>();
        for (var (from, first) = (start, 0); from < end; from += bucket)
        {
            var next = FirstFrom(rows, from + bucket);
            trend.Add((from, KpiValue.Of(kpi, rows[first..next], intervals)));
            first = next;
        }

        return trend;
    }

    public void Dispose() => _refreshing.Dispose();

    /// <summary>The cases of a query. They are in order of time, so a range is a slice, and only another filter looks at each.</summary>
    private static ArraySegment<KpiRow> Select(ArraySegment<KpiRow> rows, KpiQuery query)
    {
        var first = query.From is { } from ? FirstFrom(rows, from) : 0;
        var next = query.To is { } to ? Math.Max(first, FirstFrom(rows, to)) : rows.Count;
        var range = rows[first..next];
        return query with { From = null, To = null } == new KpiQuery() ? range : range.Where(query.Matches).ToArray();
    }

    /// <summary>The place of the first case at or after a time.</summary>
    private static int FirstFrom(ArraySegment<KpiRow> rows, DateTime time)
    {
        var (low, high) = (0, rows.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (rows[middle].At < time) { low = middle + 1; } else { high = middle; }
        }

        return low;
    }

    private async Task<ArraySegment<KpiRow>> FreshAsync(CancellationToken cancellationToken)
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

    private async Task RefreshAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var last = await db.ChangeCounters.Where(c => c.Id == 1).Select(c => c.Value).SingleAsync(cancellationToken);
        var snapshot = _snapshot;
        // Who takes a case away reserves a number too; so this one small read is all that a figure costs while nothing happens.
        if (last == snapshot.Sequence) { return; }

        var count = await db.Cases.CountAsync(c => !c.Baseline, cancellationToken);
        var changed = await ReadAsync(db, snapshot.Sequence, cancellationToken);
        var fresh = changed.ToDictionary(r => r.Id);
        KpiRow[] rows = [.. snapshot.Rows.Where(r => !fresh.ContainsKey(r.Id)), .. changed];
        if (rows.Length != count)
        {
            // Cases were taken away, which leaves no row that says so.
            rows = [.. await ReadAsync(db, -1, cancellationToken)];
        }

        Array.Sort(rows, (a, b) => a.At != b.At ? a.At.CompareTo(b.At) : string.CompareOrdinal(a.Id, b.Id));
        _snapshot = new Snapshot(rows, rows.Length == 0 ? last : Math.Max(last, rows.Max(r => r.Sequence)));
    }

    private static Task<List<KpiRow>> ReadAsync(ConsoleDbContext db, long after, CancellationToken cancellationToken) =>
        db.Cases.AsNoTracking().Where(c => c.Sequence > after && !c.Baseline).Select(c => new KpiRow(
            c.Id, c.At, c.Agent, c.AgentVersion, c.Channel, c.Intent, c.Source, c.Handler, c.ClosedAt != null, c.Solved, c.HandedOff, c.Abandoned, c.Reopened,
            c.HandlingSeconds, c.CostUsd, c.Sentiment, c.Csat, c.Overrides, c.CompleteTriads, c.DeadEnd,
            c.Resolution, c.HandoffKind, c.Recontacted, c.FirstContactResolved, c.DurablyResolved, c.SettlesAt, c.Ces, c.SurveyResolved, c.SentimentShift, c.Backtracks,
            c.ReengagesCase != null, c.PolicyChecks, c.PolicyViolations, c.PolicyUnknowns, c.Sequence)
        { SurveyInvited = c.SurveyInvited }).ToListAsync(cancellationToken);

    private sealed record Snapshot(KpiRow[] Rows, long Sequence);
}
