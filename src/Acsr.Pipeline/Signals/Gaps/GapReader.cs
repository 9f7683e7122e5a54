using Acsr.Signals.Groups;
using Acsr.Store;
using Microsoft.EntityFrameworkCore;

namespace Acsr.Signals.Gaps;

/// <summary>Answers what searches missed, by knowledge gap.</summary>
public sealed class GapReader(IDbContextFactory<ConsoleDbContext> contexts, TimeProvider clock)
{
    private const int Listed = 20;

    /// <summary>The gaps of a range.</summary>
    public async Task<GapList> ListAsync(DeadEndRange range, int take, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var waiting = await db.Retrievals.CountAsync(r => r.Gap == null && r.Miss != RetrievalMiss.None && r.Form != null, cancellationToken);
        var (rows, total, searches) = await RowsAsync(db, On(db, range), take, cancellationToken);
        return new(await WithTrendAsync(db, rows, range, cancellationToken), total, searches, waiting);
    }

    /// <summary>One gap; null where there is none of that key.</summary>
    public async Task<GapDetail?> FindAsync(string key, DeadEndRange range, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        if (await db.KnowledgeGaps.AsNoTracking().FirstOrDefaultAsync(g => g.Key == key, cancellationToken) is not { } gap) { return null; }
        var missed = On(db, range).Where(r => r.Gap == key);
        var row = (await WithTrendAsync(db, (await RowsAsync(db, missed, 1, cancellationToken)).Rows, range, cancellationToken)).SingleOrDefault();
        var questions = await missed.GroupBy(r => r.Question).Select(g => new { g.Key, Count = g.Count() }).OrderByDescending(g => g.Count).ThenBy(g => g.Key).Take(Listed).ToListAsync(cancellationToken);
        var sources = await missed.GroupBy(r => r.Source).Select(g => new { g.Key, Count = g.Count() }).OrderByDescending(g => g.Count).ThenBy(g => g.Key).ToListAsync(cancellationToken);
        var names = sources.ConvertAll(s => s.Key);
        var thresholds = await db.RetrievalSources.AsNoTracking().Where(s => names.Contains(s.Source)).ToDictionaryAsync(s => s.Source, cancellationToken);
        return new(gap, row, [.. questions.Select(q => new GapCount(q.Key, q.Count))], await ReturnedAsync(missed, cancellationToken),
            [.. sources.Select(s => new GapSource(s.Key, s.Count, thresholds.GetValueOrDefault(s.Key)))], await CasesAsync(db, missed, cancellationToken));
    }

    // Which documents come back shows in the newest searches; all of them may be a hundred thousand.
    private static async Task<IReadOnlyList<GapCount>> ReturnedAsync(IQueryable<Retrieval> missed, CancellationToken cancellationToken) =>
        [.. (await missed.Where(r => r.Documents > 0).OrderByDescending(r => r.At).Take(500).Select(r => r.Returned).ToListAsync(cancellationToken))
            .SelectMany(names => names.Distinct()).CountBy(name => name).OrderByDescending(n => n.Value).ThenBy(n => n.Key, StringComparer.Ordinal).Take(Listed).Select(n => new GapCount(n.Key, n.Value))];

    private static async Task<IReadOnlyList<GapCase>> CasesAsync(ConsoleDbContext db, IQueryable<Retrieval> missed, CancellationToken cancellationToken)
    {
        var newest = await missed.OrderByDescending(r => r.At).ThenByDescending(r => r.CaseId).ThenBy(r => r.StepId).Take(2 * Listed).ToListAsync(cancellationToken);
        var searches = newest.DistinctBy(r => r.CaseId).Take(Listed).ToList();
        var ids = searches.ConvertAll(r => r.CaseId);
        var cases = await db.Cases.AsNoTracking().Where(c => ids.Contains(c.Id)).ToDictionaryAsync(c => c.Id, cancellationToken);
        return [.. searches.Where(r => cases.ContainsKey(r.CaseId)).Select(r => (Case: cases[r.CaseId], Search: r)).Select(x => new GapCase(x.Case.Id, x.Case.At, x.Case.Title, x.Case.Agent, x.Case.AgentVersion, x.Search))];
    }

    private static IQueryable<Retrieval> On(ConsoleDbContext db, DeadEndRange range)
    {
        var missed = db.Retrievals.AsNoTracking().Where(r => r.Gap != null);
        if (range.From is { } from) { missed = missed.Where(r => r.At >= from); }
        if (range.To is { } to) { missed = missed.Where(r => r.At < to); }
        return missed;
    }

    /// <summary>The largest gaps, how many there are, and searches over all of them. Only what is shown is named: there may be tens of thousands.</summary>
    private static async Task<(List<GapRow> Rows, int Total, int Searches)> RowsAsync(ConsoleDbContext db, IQueryable<Retrieval> missed, int take, CancellationToken cancellationToken)
    {
        var sizes = await missed.GroupBy(r => r.Gap!).Select(g => new { g.Key, Searches = g.Count() }).ToListAsync(cancellationToken);
        var keys = sizes.OrderByDescending(s => s.Searches).ThenBy(s => s.Key, StringComparer.Ordinal).Take(take).Select(s => s.Key).ToList();
        var figures = await missed.Where(r => keys.Contains(r.Gap!)).GroupBy(r => r.Gap!).Select(g => new
        {
            g.Key,
            Searches = g.Count(),
            Cases = g.Select(r => r.CaseId).Distinct().Count(),
            HandedOff = g.Where(r => r.HandedOff).Select(r => r.CaseId).Distinct().Count(),
            Empty = g.Count(r => r.Miss == RetrievalMiss.Empty),
            Low = g.Count(r => r.Miss == RetrievalMiss.LowScore),
            Same = g.Count(r => r.Miss == RetrievalMiss.SameDocuments),
            First = g.Min(r => r.At),
            Last = g.Max(r => r.At),
        }).ToListAsync(cancellationToken);
        var gaps = await db.KnowledgeGaps.AsNoTracking().Where(g => keys.Contains(g.Key)).ToDictionaryAsync(g => g.Key, cancellationToken);
        return ([.. figures.OrderBy(f => keys.IndexOf(f.Key)).Where(f => gaps.ContainsKey(f.Key)).Select(f => new GapRow(gaps[f.Key], f.Searches, f.Cases, f.HandedOff, f.Empty, f.Low, f.Same, f.First, f.Last))],
            sizes.Count, sizes.Sum(s => s.Searches));
    }

    private async Task<IReadOnlyList<GapRow>> WithTrendAsync(ConsoleDbContext db, List<GapRow> rows, DeadEndRange range, CancellationToken cancellationToken)
    {
        if (rows.Count == 0) { return rows; }
        var buckets = TrendBuckets.Of(range, rows.Min(r => r.FirstSeen), clock.GetUtcNow().UtcDateTime);
        var (first, each) = (buckets.First, buckets.DaysEach);
        var keys = rows.ConvertAll(r => r.Gap.Key);
        var counts = await On(db, range).Where(r => keys.Contains(r.Gap!) && r.Day >= first)
            .GroupBy(r => new { r.Gap, Bucket = (r.Day - first) / each }).Select(g => new { g.Key.Gap, g.Key.Bucket, Count = g.Count() }).ToListAsync(cancellationToken);
        var byGap = counts.ToLookup(c => c.Gap);
        return rows.ConvertAll(row => row with { Trend = buckets.Fill(byGap[row.Gap.Key].Select(c => (c.Bucket, c.Count))) });
    }
}
