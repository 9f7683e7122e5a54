using Acsr.Cases;
using Acsr.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Acsr.Signals.Groups;

/// <summary>Answers which groups of dead ends there are, how often they were found, and where.</summary>
public sealed class DeadEndGroupReader(IDbContextFactory<ConsoleDbContext> contexts, IOptions<DeadEndGroupOptions> options, TimeProvider clock)
{
    private static readonly Dictionary<GroupState, GroupStanding> States = new()
    {
        [GroupState.Open] = GroupStanding.Open,
        [GroupState.InWork] = GroupStanding.InWork,
        [GroupState.Resolved] = GroupStanding.Resolved,
        [GroupState.Ignored] = GroupStanding.Ignored,
    };

    /// <summary>Groups that were found in a range.</summary>
    /// <param name="range">On the cases' own axis.</param>
    /// <param name="standings">Only groups that stand so; empty: all.</param>
    /// <param name="take">At most so many.</param>
    /// <param name="cancellationToken">Stops the queries.</param>
    public async Task<DeadEndGroupList> ListAsync(DeadEndRange range, IReadOnlyCollection<GroupStanding> standings, int take, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var n = await db.Cases.AsNoTracking().OfAgents(range).CountAsync(cancellationToken);
        var recurrences = await db.RecurrencesAsync(db.DeadEndGroups, cancellationToken);
        var reopened = Reopened(recurrences);
        var findings = db.DeadEndFindings.On(range);
        var found = db.DeadEndGroups.Where(g => findings.Any(f => f.Group == g.Key));
        var states = await found.GroupBy(g => g.State).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, cancellationToken);
        var again = reopened.Count == 0 ? 0 : await found.CountAsync(g => reopened.Contains(g.Key), cancellationToken);
        var asked = StandingSo(found, standings, reopened);
        var rows = await RowsAsync(db, findings, StandingSo(db.DeadEndGroups, standings, reopened), n, recurrences, reopened, take, cancellationToken);
        return new(n, ByStanding(states, again), await WithTrendAsync(db, rows, range, cancellationToken), await asked.CountAsync(cancellationToken));
    }

    /// <summary>One group; null where no console fold ever found it.</summary>
    public async Task<DeadEndGroupDetail?> FindAsync(string key, DeadEndRange range, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        if (await db.DeadEndGroups.AsNoTracking().FirstOrDefaultAsync(g => g.Key == key, cancellationToken) is not { } group) { return null; }
        var all = await db.Cases.AsNoTracking().OfAgents(range).GroupBy(_ => 1)
            .Select(g => new { Cases = g.Count(), Known = g.Count(c => c.Solved != null), Solved = g.Count(c => c.Solved == true) }).SingleOrDefaultAsync(cancellationToken);
        var one = db.DeadEndGroups.Where(g => g.Key == key);
        var counted = await db.RecurrencesAsync(one, cancellationToken);
        var rows = await RowsAsync(db, db.DeadEndFindings.On(range).Where(f => f.Group == key), one, all?.Cases ?? 0, counted, Reopened(counted), 1, cancellationToken);
        var row = (await WithTrendAsync(db, rows, range, cancellationToken)).SingleOrDefault();
        var recurrences = counted.GetValueOrDefault(key);
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

    private List<string> Reopened(Dictionary<string, int> recurrences) => [.. recurrences.Where(r => r.Value >= options.Value.ReopenCases).Select(r => r.Key)];

    /// <summary>Groups that stand as asked for; those that came back are counted as that and not as resolved.</summary>
    private static IQueryable<DeadEndGroup> StandingSo(IQueryable<DeadEndGroup> groups, IReadOnlyCollection<GroupStanding> standings, List<string> reopened)
    {
        if (standings.Count == 0) { return groups; }
        var again = standings.Contains(GroupStanding.Reopened);
        var states = States.Where(state => standings.Contains(state.Value)).Select(state => state.Key).ToList();
        return groups.Where(g => (again && reopened.Contains(g.Key)) || (!reopened.Contains(g.Key) && states.Contains(g.State)));
    }

    private static Dictionary<GroupStanding, int> ByStanding(Dictionary<GroupState, int> states, int again) => States
        .Select(state => (Standing: state.Value, Count: states.GetValueOrDefault(state.Key) - (state.Key == GroupState.Resolved ? again : 0)))
        .Append((Standing: GroupStanding.Reopened, Count: again)).Where(s => s.Count > 0).ToDictionary(s => s.Standing, s => s.Count);

    /// <summary>The first groups of a list with their figures: those that came back, then by cases. The database counts, sorts and cuts.</summary>
    private async Task<List<DeadEndGroupRow>> RowsAsync(
        ConsoleDbContext db, IQueryable<DeadEndFinding> findings, IQueryable<DeadEndGroup> groups, int n, Dictionary<string, int> recurrences, List<string> reopened, int take, CancellationToken cancellationToken)
    {
        var figures = findings.GroupBy(f => f.Group).Select(g => new
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
        });
        var first = await groups.Join(figures, g => g.Key, f => f.Key, (g, f) => new { g.Key, Figures = f })
            .OrderBy(row => reopened.Contains(row.Key) ? 0 : 1).ThenByDescending(row => row.Figures.Cases).ThenBy(row => row.Key).Take(take).Select(row => row.Figures).ToListAsync(cancellationToken);
        var keys = first.ConvertAll(f => f.Key);
        var named = await db.DeadEndGroups.AsNoTracking().Where(g => keys.Contains(g.Key)).ToDictionaryAsync(g => g.Key, cancellationToken);
        return [.. first.Where(f => named.ContainsKey(f.Key)).Select(f => new DeadEndGroupRow(
            named[f.Key], new(f.Cases, n), f.Hits, (Severity)f.Worst, f.First, f.Last, new(f.Solved, f.Known), f.HandedOff,
            recurrences.GetValueOrDefault(f.Key), StandingOf(named[f.Key], recurrences.GetValueOrDefault(f.Key))))];
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
