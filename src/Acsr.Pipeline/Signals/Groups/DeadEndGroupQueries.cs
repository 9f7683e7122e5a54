using Acsr.Store;
using Microsoft.EntityFrameworkCore;

namespace Acsr.Signals.Groups;

/// <summary>What is asked of findings more than once.</summary>
internal static class DeadEndGroupQueries
{
    /// <summary>Findings of cases that were opened on the days of a range.</summary>
    public static IQueryable<DeadEndFinding> On(this IQueryable<DeadEndFinding> findings, DeadEndRange range)
    {
        if (range.From is { } from) { findings = findings.Where(f => f.At >= from); }
        if (range.To is { } to) { findings = findings.Where(f => f.At < to); }
        return findings;
    }

    /// <summary>
    /// For each resolved group the cases that were opened after its resolving moment and not worked by a version that was known to have
    /// the fault when a release resolved it.
    /// </summary>
    public static async Task<Dictionary<string, int>> RecurrencesAsync(this ConsoleDbContext db, IQueryable<DeadEndGroup> groups, CancellationToken cancellationToken)
    {
        var later = await (from f in db.DeadEndFindings
                           join g in groups on f.Group equals g.Key
                           where g.State == GroupState.Resolved && f.At >= g.ResolvedFrom
                           group f by new { f.Group, f.Version } into same
                           select new { same.Key.Group, same.Key.Version, Cases = same.Count() }).ToListAsync(cancellationToken);
        var keys = later.Select(f => f.Group).Distinct().ToList();
        if (keys.Count == 0) { return []; }
        var before = await db.DeadEndGroups.Where(g => keys.Contains(g.Key)).Select(g => new { g.Key, g.VersionsBefore }).ToDictionaryAsync(g => g.Key, g => g.VersionsBefore, cancellationToken);
        return later.Where(f => f.Version is null || !before[f.Group].Contains(f.Version)).GroupBy(f => f.Group).ToDictionary(g => g.Key, g => g.Sum(f => f.Cases));
    }
}
