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
    public static async Task<Dictionary<string, int>> RecurrencesAsync(this ConsoleDbContext db, IReadOnlyCollection<DeadEndGroup> groups, CancellationToken cancellationToken)
    {
        var resolved = groups.Where(g => g is { State: GroupState.Resolved, ResolvedFrom: not null }).ToDictionary(g => g.Key);
        if (resolved.Count == 0) { return []; }
        var keys = resolved.Keys.ToList();
        var later = await (from f in db.DeadEndFindings
                           join g in db.DeadEndGroups on f.Group equals g.Key
                           where keys.Contains(g.Key) && f.At >= g.ResolvedFrom
                           group f by new { f.Group, f.Version } into same
                           select new { same.Key.Group, same.Key.Version, Cases = same.Count() }).ToListAsync(cancellationToken);
        return later.Where(f => f.Version is null || !resolved[f.Group].VersionsBefore.Contains(f.Version))
            .GroupBy(f => f.Group).ToDictionary(g => g.Key, g => g.Sum(f => f.Cases));
    }
}
