using Acsr.Cases;
using Acsr.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Acsr.Signals.Groups;

/// <summary>Answers which groups of dead ends there are, how often they were found, and where.</summary>
public sealed class DeadEndGroupReader(IDbContextFactory<ConsoleDbContext> contexts, IOptions<DeadEndGroupOptions> options, TimeProvider clock)
{
    /// <summary>Groups that were found in a range.</summary>
    /// <param name="range">On the cases' own axis.</param>
    /// <param name="standings">Only groups that stand so; empty: all.</param>
    /// <param name="take">At most so many.</param>
    /// <param name="cancellationToken">Stops the queries.</param>
    public async Task<DeadEndGroupList> ListAsync(DeadEndRange range, IReadOnlyCollection<GroupStanding> standings, int take, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var n = await db.Cases.AsNoTracking().OfAgents(range).CountAsync(cancellationToken);
        var rows = await RowsAsync(db, db.DeadEndFindings.On(range), n, cancellationToken);
        var matching = rows.Where(row => standings.Count == 0 || standings.Contains(row.Standing))
            .OrderBy(row => row.Standing == GroupStanding.Reopened ? 0 : 1).ThenByDescending(row => row.Found.Cases).ThenBy(row => row.Group.Key, StringComparer.Ordinal).ToList();
        var shown = await WithTrendAsync(db, [.. matching.Take(take)], range, cancellationToken);
        return new(n, rows.CountBy(row => row.Standing).ToDictionary(), shown, matching.Count);
    }

    /// <summary>One group; null where no console fold ever found it.</summary>
    public async Task<DeadEndGroupDetail?> FindAsync(string key, DeadEndRange range, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        if (await db.DeadEndGroups.AsNoTracking().FirstOrDefaultAsync(g => g.Key == key, cancellationToken) is not { } group) { return null; }
        var all = await db.Cases.AsNoTracking().OfAgents(range).GroupBy(_ => 1)
            .Select(g => new { Cases = g.Count(), Known = g.Count(c => c.Solved != null), Solved = g.Count(c => c.Solved == true) }).SingleOrDefaultAsync(cancellationToken);
        var rows = await RowsAsync(db, db.DeadEndFindings.On(range).Where(f => f.Group == key), all?.Cases ?? 0, cancellationToken);
        var row = (await WithTrendAsync(db, rows, range, cancellationToken)).SingleOrDefault();
        var recurrences = (await db.RecurrencesAsync([group], cancellationToken)).GetValueOrDefault(key);
        var others = new SolvedShare((all?.Solved ?? 0) - (row?.Solved.Solved ?? 0), (all?.Known ?? 0) - (row?.Solved.Known ?? 0));
        return new(group, StandingOf(group, recurrences), recurrences, row, others);
    }

    /// <summary>The newest cases of a group with its findings in each.</summary>
    public async Task<IReadOnlyList<DeadEndCase>> CasesAsync(string key, DeadEndRange range, int take, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var ids = await db.DeadEndFindings.AsNoTracking().On(range).Where(f => f.Group == key)
            .OrderByDescending(f => f.At).ThenByDescending(f => f.CaseId).Take(take).Select(f => f.CaseId).ToListAsync(cancellationToken);
        var cases = await db.Cases.AsNoTracking().Where(c => ids.Contains(c.Id)).ToDictionaryAsync(c => c.Id, cancellationToken);
        var hits = (await db.Signals.AsNoTracking().Where(s => ids.Contains(s.CaseId) && s.Group == key).ToListAsync(cancellationToken)).ToLookup(s => s.CaseId);
        return [.. ids.Where(cases.ContainsKey).Select(id => cases[id]).Select(c => new DeadEndCase(
            c.Id, c.At, c.Title, c.Agent, c.AgentVersion, c.Intent, c.DeadEnd, [.. hits[c.Id].OrderBy(h => h.Id, StringComparer.Ordinal)]))];
    }

    /// <summary>The ids of all cases of a group, and the group itself; null where there is none.</summary>
    public async Task<(DeadEndGroup Group, HashSet<string> CaseIds)?> MembersAsync(string key, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var group = await db.DeadEndGroups.AsNoTracking().FirstOrDefaultAsync(g => g.Key == key, cancellationToken);
        return group is null ? null : (group, await db.DeadEndFindings.Where(f => f.Group == key).Select(f => f.CaseId).ToHashSetAsync(cancellationToken));
    }

    /// <summary>Versions of agents that a release may be, the one seen last first.</summary>
    public async Task<IReadOnlyList<string>> VersionsAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Cases.Where(c => c.AgentVersion != null).GroupBy(c => c.AgentVersion!).OrderByDescending(g => g.Max(c => c.At)).Select(g => g.Key).Take(50).ToListAsync(cancellationToken);
    }

    private GroupStanding StandingOf(DeadEndGroup group, int recurrences) => group.State switch
    {
        GroupState.Open => GroupStanding.Open,
        GroupState.InWork => GroupStanding.InWork,
        GroupState.Resolved => recurrences >= options.Value.ReopenCases ? GroupStanding.Reopened : GroupStanding.Resolved,
        GroupState.Ignored => GroupStanding.Ignored,
    };

    private async Task<List<DeadEndGroupRow>> RowsAsync(ConsoleDbContext db, IQueryable<DeadEndFinding> findings, int n, CancellationToken cancellationToken)
    {
        var figures = await findings.GroupBy(f => f.Group).Select(g => new
        {
            g.Key,
            Cases = g.Count(),
            Hits = g.Sum(f => f.Hits),
            Worst = g.Max(f => (int)f.Severity),
            First = g.Min(f => f.At),
            Last = g.Max(f => f.At),
            Known = g.Count(f => f.Solved != null),
            Solved = g.Count(f => f.Solved == true),
            HandedOff = g.Count(f => f.HandedOff),
        }).ToListAsync(cancellationToken);
        var keys = figures.ConvertAll(f => f.Key);
        var groups = await db.DeadEndGroups.AsNoTracking().Where(g => keys.Contains(g.Key)).ToDictionaryAsync(g => g.Key, cancellationToken);
        var recurrences = await db.RecurrencesAsync(groups.Values, cancellationToken);
        return [.. figures.Where(f => groups.ContainsKey(f.Key)).Select(f => new DeadEndGroupRow(
            groups[f.Key], new(f.Cases, n), f.Hits, (Severity)f.Worst, f.First, f.Last, new(f.Solved, f.Known), f.HandedOff,
            recurrences.GetValueOrDefault(f.Key), StandingOf(groups[f.Key], recurrences.GetValueOrDefault(f.Key))))];
    }

    private async Task<IReadOnlyList<DeadEndGroupRow>> WithTrendAsync(ConsoleDbContext db, List<DeadEndGroupRow> rows, DeadEndRange range, CancellationToken cancellationToken)
    {
        if (rows.Count == 0) { return rows; }
        var buckets = TrendBuckets.Of(range, rows.Min(r => r.FirstSeen), clock.GetUtcNow().UtcDateTime);
        var (first, each) = (buckets.First, buckets.DaysEach);
        var keys = rows.ConvertAll(r => r.Group.Key);
        var counts = await db.DeadEndFindings.On(range).Where(f => keys.Contains(f.Group) && f.Day >= first)
            .GroupBy(f => new { f.Group, Bucket = (f.Day - first) / each }).Select(g => new { g.Key.Group, g.Key.Bucket, Cases = g.Count() }).ToListAsync(cancellationToken);
        var byGroup = counts.ToLookup(c => c.Group);
        return rows.ConvertAll(row => row with { Trend = buckets.Fill(byGroup[row.Group.Key].Select(c => (c.Bucket, c.Cases))) });
    }
}
