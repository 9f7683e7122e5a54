using Acsr.Store;
using Microsoft.EntityFrameworkCore;

namespace Acsr.Signals.Gaps;

/// <summary>
/// Below which score a source has found nothing of use: the 10th percentile (nearest rank) of the top scores of its searches in resolved
/// cases, once there are 50 such cases (formats F.4, L7). Every source has a scale of its own, so there is no number for all.
/// </summary>
internal static class SourceThresholds
{
    /// <summary>Computes all thresholds anew, and says of every search again whether it missed by its score.</summary>
    /// <returns>False where no search in a resolved case was scored yet, and there was nothing to compute.</returns>
    public static async Task<bool> ComputeAsync(IDbContextFactory<ConsoleDbContext> contexts, WriteGate gate, GapOptions options, DateTime now, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var resolved = db.Retrievals.AsNoTracking().Where(r => r.TopScore != null && r.Solved == true);
        var counts = await resolved.GroupBy(r => r.Source).Select(g => new { Source = g.Key, Scores = g.Count(), Cases = g.Select(r => r.CaseId).Distinct().Count() }).ToListAsync(cancellationToken);
        if (counts.Count == 0) { return false; }
        List<RetrievalSource> sources = [];
        foreach (var count in counts)
        {
            var rank = Math.Max(0, (int)Math.Ceiling(options.ThresholdPercentile * count.Scores) - 1);
            double? threshold = count.Cases < options.ThresholdCases ? null
                : await resolved.Where(r => r.Source == count.Source).OrderBy(r => r.TopScore).Skip(rank).Select(r => r.TopScore).FirstOrDefaultAsync(cancellationToken);
            sources.Add(new RetrievalSource { Source = count.Source, Threshold = threshold, ResolvedCases = count.Cases, ComputedAt = now });
        }

        var known = await db.RetrievalSources.AsNoTracking().ToDictionaryAsync(s => s.Source, cancellationToken);
        var changed = sources.Where(s => !known.TryGetValue(s.Source, out var old) || old.Threshold != s.Threshold).ToList();
        using var pass = await gate.EnterAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        foreach (var source in sources)
        {
            await db.Database.ExecuteSqlAsync($"""
                INSERT INTO "RetrievalSources" ("Source", "Threshold", "ResolvedCases", "ComputedAt") VALUES ({source.Source}, {source.Threshold}, {source.ResolvedCases}, {now})
                ON CONFLICT ("Source") DO UPDATE SET "Threshold" = excluded."Threshold", "ResolvedCases" = excluded."ResolvedCases", "ComputedAt" = excluded."ComputedAt"
                """, cancellationToken);
        }

        foreach (var source in changed) { await ApplyAsync(db, source, cancellationToken); }
        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    private static async Task ApplyAsync(ConsoleDbContext db, RetrievalSource source, CancellationToken cancellationToken)
    {
        await db.Retrievals.Where(r => r.Source == source.Source && r.Miss == RetrievalMiss.LowScore && (source.Threshold == null || r.TopScore >= source.Threshold))
            .ExecuteUpdateAsync(r => r.SetProperty(x => x.Miss, RetrievalMiss.None).SetProperty(x => x.Gap, (string?)null), cancellationToken);
        if (source.Threshold is null) { return; }
        await db.Retrievals.Where(r => r.Source == source.Source && r.Miss == RetrievalMiss.None && r.TopScore < source.Threshold)
            .ExecuteUpdateAsync(r => r.SetProperty(x => x.Miss, RetrievalMiss.LowScore), cancellationToken);
    }
}
