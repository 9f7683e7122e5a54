using Acsr.Cases;
using Acsr.Store;
using Microsoft.EntityFrameworkCore;

namespace Acsr.Signals.Groups;

/// <summary>Keeps the groups of dead ends in step with the signals of folded cases, in their unit of work.</summary>
internal static class DeadEndGroupRows
{
    /// <summary>Writes what is found in place of what was, and names groups that nobody met before.</summary>
    /// <param name="db">The unit of work.</param>
    /// <param name="cases">The cases with their signals.</param>
    /// <param name="replaced">Cases of which findings of an earlier fold may be stored.</param>
    /// <param name="cancellationToken">Stops between two statements; nothing is committed.</param>
    public static async Task WriteAsync(ConsoleDbContext db, IReadOnlyList<(Case Facts, CaseSignals Signals)> cases, List<string> replaced, CancellationToken cancellationToken)
    {
        if (replaced.Count > 0) { await db.DeadEndFindings.Where(f => replaced.Contains(f.CaseId)).ExecuteDeleteAsync(cancellationToken); }
        var counted = cases.Where(c => !c.Facts.Baseline).ToList();
        var findings = counted.SelectMany(c => DeadEndFindings.Of(c.Facts, c.Signals.Signals)).ToList();
        if (findings.Count == 0) { return; }
        db.Rows.Add(findings);
        var names = counted.SelectMany(c => c.Signals.Groups).DistinctBy(name => name.Id).ToDictionary(name => name.Id, name => name.Key);
        await NameAsync(db, names, findings.Select(f => f.Group).Distinct().ToList(), cancellationToken);
    }

    /// <summary>Adds the groups that are new. In order of key: two nodes that meet the same ones wait for each other, and never in a ring.</summary>
    private static async Task NameAsync(ConsoleDbContext db, Dictionary<string, DeadEndGroupKey> names, List<string> found, CancellationToken cancellationToken)
    {
        var known = await db.DeadEndGroups.AsNoTracking().Where(g => found.Contains(g.Key)).Select(g => g.Key).ToListAsync(cancellationToken);
        foreach (var id in found.Except(known).Order(StringComparer.Ordinal))
        {
            var key = names[id];
            await db.Database.ExecuteSqlAsync($"""
                INSERT INTO "DeadEndGroups" ("Key", "Detector", "Intent", "Tool", "State", "VersionsBefore") VALUES ({id}, {key.Detector}, {key.Intent}, {key.Tool}, 0, '[]')
                ON CONFLICT ("Key") DO NOTHING
                """, cancellationToken);
        }
    }
}
