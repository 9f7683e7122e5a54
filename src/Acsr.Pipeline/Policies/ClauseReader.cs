using Acsr.Store;
using Microsoft.EntityFrameworkCore;

namespace Acsr.Policies;

/// <summary>What a version of the policy did to a clause.</summary>
public enum ClauseStep { Added = 1, Reworded = 2, Moved = 3, Kept = 4, Removed = 5, Restored = 6 }

/// <summary>A clause at one version of its policy.</summary>
/// <param name="Version">The version, with who brought it and when.</param>
/// <param name="Step">What it did to the clause.</param>
/// <param name="Clause">Its words then; null where the version does not hold the clause.</param>
/// <param name="End">When the version in fact ends; null: no end is known.</param>
public sealed record ClauseAt(PolicyVersionSummary Version, ClauseStep Step, Clause? Clause, DateTime? End)
{
    /// <summary>Replaced before it ever came into force.</summary>
    public bool NeverInForce => End <= Version.EffectiveFrom;
}

/// <summary>A clause through all versions of its policy.</summary>
/// <param name="Policy">The policy.</param>
/// <param name="ClauseId">The clause.</param>
/// <param name="History">From the version that brought it, newest first.</param>
/// <param name="Profiles">What people noted about it, newest first; the first one holds.</param>
public sealed record ClauseStory(PolicySummary Policy, string ClauseId, IReadOnlyList<ClauseAt> History, IReadOnlyList<ClauseProfile> Profiles)
{
    /// <summary>The clause as it was in a version; null where that version does not hold it.</summary>
    public Clause? At(int version) => History.FirstOrDefault(h => h.Version.Version == version)?.Clause;
}

/// <summary>Tells what became of clauses, and what people noted about them.</summary>
public sealed class ClauseReader(IDbContextFactory<ConsoleDbContext> contexts, PolicyReader policies)
{
    /// <summary>Null when no version of the policy holds such a clause.</summary>
    public async Task<ClauseStory?> FindAsync(string policyId, string clauseId, CancellationToken cancellationToken = default)
    {
        if (await policies.FindAsync(policyId, cancellationToken) is not { } policy) { return null; }
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var clauses = await db.Clauses.AsNoTracking().Where(c => c.PolicyId == policyId && c.ClauseId == clauseId).ToDictionaryAsync(c => c.Version, cancellationToken);
        if (clauses.Count == 0) { return null; }
        var profiles = await db.ClauseProfiles.AsNoTracking().Where(p => p.PolicyId == policyId && p.ClauseId == clauseId)
            .OrderByDescending(p => p.Number).ToListAsync(cancellationToken);
        return new ClauseStory(policy, clauseId, HistoryOf(policy, clauses), profiles);
    }

    /// <summary>What holds of each clause of a policy now, by its id; clauses of which nobody noted anything are not in it.</summary>
    public async Task<IReadOnlyDictionary<string, ClauseProfile>> ProfilesAsync(string policyId, CancellationToken cancellationToken = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var all = await db.ClauseProfiles.AsNoTracking().Where(p => p.PolicyId == policyId).OrderBy(p => p.Number).ToListAsync(cancellationToken);
        return all.GroupBy(p => p.ClauseId).ToDictionary(g => g.Key, g => g.Last());
    }

    /// <summary>What each version did to a clause, newest first. Pure.</summary>
    /// <param name="policy">With all its versions.</param>
    /// <param name="clauses">The clause by the versions that hold it; at least one.</param>
    public static IReadOnlyList<ClauseAt> HistoryOf(PolicySummary policy, IReadOnlyDictionary<int, Clause> clauses)
    {
        var spans = policy.Versions.Select(v => v.Span).ToList();
        var told = new List<ClauseAt>();
        Clause? before = null, last = null;
        foreach (var version in policy.Versions.OrderBy(v => v.Version).SkipWhile(v => !clauses.ContainsKey(v.Version)))
        {
            var now = clauses.GetValueOrDefault(version.Version);
            var step = (before, now) switch
            {
                (null, null) => (ClauseStep?)null,
                (null, _) => last is null ? ClauseStep.Added : ClauseStep.Restored,
                (_, null) => ClauseStep.Removed,
                _ => before.TextHash != now.TextHash ? ClauseStep.Reworded : before.Heading != now.Heading ? ClauseStep.Moved : ClauseStep.Kept,
            };
            if (step is { } told1) { told.Add(new ClauseAt(version, told1, now, PolicyCalendar.EndOf(version.Span, spans))); }
            (before, last) = (now, now ?? last);
        }

        told.Reverse();
        return told;
    }
}
