using Acsr.Policies;
using Acsr.Policies.Rules;
using Acsr.Store;
using Microsoft.EntityFrameworkCore;

namespace Acsr.Revisions;

/// <summary>A rule that a machine checks on a clause, and what it has said so far.</summary>
/// <param name="RuleId">The rule.</param>
/// <param name="ClauseId">Its clause.</param>
/// <param name="Name">As people read it.</param>
/// <param name="State">Whether it judges.</param>
/// <param name="Version">The version that judges, or judged last; null before it was first switched on.</param>
/// <param name="Latest">The newest version; beyond <paramref name="Version"/> it is a draft.</param>
/// <param name="Passed">Decisions that keep the clause.</param>
/// <param name="Violations">Decisions that broke it.</param>
/// <param name="Unknown">Decisions that could not be judged because a fact is missing.</param>
public sealed record RuleOfClause(long RuleId, string ClauseId, string Name, PolicyRuleState State, int? Version, int Latest, int Passed, int Violations, int Unknown)
{
    public int Decisions => Passed + Violations + Unknown;

    /// <summary>A newer version is written than the one that judges.</summary>
    public bool HasDraft => State != PolicyRuleState.On || Latest > Version;
}

/// <summary>Tells what the rules of a policy's clauses say, and would say under a version of it.</summary>
public sealed class RuleRevisions(IDbContextFactory<ConsoleDbContext> contexts, RuleBacktest backtest, RuleSet rules, TimeProvider clock)
{
    /// <summary>Over how many days past decisions are judged again.</summary>
    public const int Days = 90;

    /// <summary>The rules of a policy by clause, with what they have said.</summary>
    /// <param name="policyId">The policy.</param>
    /// <param name="clauseId">Only of this clause; null: of all.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task<IReadOnlyList<RuleOfClause>> ListAsync(string policyId, string? clauseId, CancellationToken cancellationToken = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.PolicyRules.AsNoTracking().Where(r => r.PolicyId == policyId && (clauseId == null || r.ClauseId == clauseId)).OrderBy(r => r.ClauseId).ThenBy(r => r.Id)
            .Select(r => new RuleOfClause(
                r.Id, r.ClauseId, r.Name, r.State, r.Version, r.Latest,
                db.PolicyAudits.Count(a => a.RuleId == r.Id && a.Outcome == RuleOutcome.Pass),
                db.PolicyAudits.Count(a => a.RuleId == r.Id && a.Outcome == RuleOutcome.Violation),
                db.PolicyAudits.Count(a => a.RuleId == r.Id && a.Outcome == RuleOutcome.Unknown)))
            .ToListAsync(cancellationToken);
    }

    /// <summary>
    /// Which decisions of the last <see cref="Days"/> days a rule would judge otherwise if a version of the policy had been in force all
    /// the time: before it stands the version of the rule that judges, on the policy without this version; after it the newest version
    /// of the rule. A clause that is gone has nothing to keep. Null when there is no such rule or version.
    /// </summary>
    public async Task<RuleComparison?> CompareAsync(string policyId, int version, long ruleId, IProgress<int>? progress, CancellationToken cancellationToken = default)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var rule = await db.PolicyRules.AsNoTracking().Include(r => r.Versions).SingleOrDefaultAsync(r => r.Id == ruleId && r.PolicyId == policyId, cancellationToken);
        if (rule is null || !await db.PolicyVersions.AnyAsync(v => v.PolicyId == policyId && v.Version == version, cancellationToken)) { return null; }
        var timeline = await rules.TimelineAsync(db, [policyId], cancellationToken);
        var now = clock.GetUtcNow().UtcDateTime;
        return await backtest.CompareAsync(
            rule.State == PolicyRuleState.On ? Compiled(rule, rule.Version) : null, Compiled(rule, rule.Latest), new BacktestRange(now.AddDays(-Days), now), progress, cancellationToken,
            timeline.Without(policyId, version), timeline.Always(policyId, version));
    }

    private static CompiledRule? Compiled(PolicyRule rule, int? version) =>
        rule.Versions.Find(v => v.Version == version) is { } text ? CompiledRule.Compile(RuleText.Of(rule, text)).Rule : null;
}
