using Acsr.Cases;
using Acsr.Signals.DeadEnds;
using Acsr.Signals.Standards;
using Acsr.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Acsr.Signals.Groups;

/// <summary>Keeps the groups of dead ends in step with folded cases, in their unit of work. Comes behind the signals, which it finds there.</summary>
internal sealed class DeadEndGroupJudge(IOptions<DeadEndOptions> options, DetectorStandards standards) : ICaseJudge
{
    public async Task JudgeAsync(ConsoleDbContext db, IReadOnlyList<FoldedCase> cases, IReadOnlyCollection<string> vanished, DateTime now, CancellationToken cancellationToken)
    {
        var ids = cases.StoredBefore(vanished);
        if (ids.Count > 0) { await db.DeadEndFindings.Where(f => ids.Contains(f.CaseId)).ExecuteDeleteAsync(cancellationToken); }
        var signals = db.Rows.Of<Signal>().ToLookup(s => s.CaseId);
        var findings = cases.Where(c => !c.Facts.Baseline).SelectMany(c => DeadEndFindings.Of(c.Facts, signals[c.Facts.Id])).ToList();
        if (findings.Count == 0) { return; }
        db.Rows.Add(findings);
        await NameAsync(db, cases, findings, cancellationToken);
    }

    /// <summary>Adds the groups that are new. In order of key: two nodes that meet the same ones wait for each other, and never in a ring.</summary>
    private async Task NameAsync(ConsoleDbContext db, IReadOnlyList<FoldedCase> cases, List<DeadEndFinding> findings, CancellationToken cancellationToken)
    {
        var keys = findings.Select(f => f.Group).Distinct().ToList();
        var known = await db.DeadEndGroups.AsNoTracking().Where(g => keys.Contains(g.Key)).Select(g => g.Key).ToListAsync(cancellationToken);
        var fresh = keys.Except(known).ToHashSet();
        if (fresh.Count == 0) { return; }
        var found = findings.Where(f => fresh.Contains(f.Group)).Select(f => f.CaseId).ToHashSet();
        var usual = await standards.ReadAsync(db, cancellationToken);
        var named = cases.Where(c => found.Contains(c.Facts.Id))
            .SelectMany(c => DeadEndRules.Find(c, options.Value, usual.Of(c.Facts)).Select(hit => DeadEndGroupKey.Of(c, hit)))
            .Distinct().Select(key => (Id: key.ToString(), Key: key)).Where(g => fresh.Contains(g.Id)).OrderBy(g => g.Id, StringComparer.Ordinal);
        foreach (var (id, key) in named)
        {
            await db.Database.ExecuteSqlAsync($"""
                INSERT INTO "DeadEndGroups" ("Key", "Detector", "Intent", "Tool", "State", "VersionsBefore") VALUES ({id}, {key.Detector}, {key.Intent}, {key.Tool}, 0, '[]')
                ON CONFLICT ("Key") DO NOTHING
                """, cancellationToken);
        }
    }
}
