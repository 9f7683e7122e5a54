using Acsr.Store;
using Microsoft.EntityFrameworkCore;

namespace Acsr.Policies.Rules;

/// <summary>A rule in a list, and what it said of the cases of a stretch of time.</summary>
/// <param name="Judging">The version that judges; null where none does.</param>
/// <param name="Latest">The newest version.</param>
/// <param name="Severity">Of the newest version, 1 to 5.</param>
/// <param name="Passed">Decisions.</param>
/// <param name="Violations">Decisions.</param>
/// <param name="Unknown">Decisions that it could not judge.</param>
/// <param name="Rejudging">Stored cases are being judged anew.</param>
public sealed record RuleSummary(
    long Id, string PolicyId, string PolicyTitle, bool Demo, string ClauseId, string? ClauseText, string Name, PolicyRuleState State, int? Judging, int Latest, int Severity,
    IReadOnlyList<string> AppliesTo, int Passed, int Violations, int Unknown, bool Rejudging)
{
    /// <summary>Decisions that the rule was asked about: the n.</summary>
    public int Checks => Passed + Violations + Unknown;

    /// <summary>Violations among the decisions that could be judged, 0 to 1; null where there was none.</summary>
    public double? ViolationShare => Passed + Violations == 0 ? null : (double)Violations / (Passed + Violations);
}

/// <summary>A rule and its policy, to be looked at or changed.</summary>
public sealed record RuleView(PolicyRule Rule, PolicyRuleVersion Newest, bool Demo);

/// <summary>Answers questions about rules and what they said.</summary>
public sealed class RuleReader(IDbContextFactory<ConsoleDbContext> contexts, TimeProvider clock)
{
    /// <summary>All rules by policy and clause, with their figures over the cases from <paramref name="from"/> on.</summary>
    public async Task<IReadOnlyList<RuleSummary>> ListAsync(DateTime from, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var rules = await db.PolicyRules.AsNoTracking().Join(db.PolicyRuleVersions.AsNoTracking(), r => new { RuleId = r.Id, Version = r.Latest }, v => new { v.RuleId, v.Version }, (r, v) => new { Rule = r, Newest = v })
            .ToListAsync(cancellationToken);
        var policies = await db.Policies.AsNoTracking().Select(p => new { p.Id, p.Title, p.Demo }).ToDictionaryAsync(p => p.Id, cancellationToken);
        var counts = (await db.PolicyAudits.AsNoTracking().Join(db.Cases.Where(c => c.At >= from), a => a.CaseId, c => c.Id, (a, c) => new { a.RuleId, a.Outcome })
            .GroupBy(a => new { a.RuleId, a.Outcome }).Select(g => new { g.Key.RuleId, g.Key.Outcome, Count = g.Count() }).ToListAsync(cancellationToken)).ToDictionary(g => (g.RuleId, g.Outcome), g => g.Count);
        var rejudging = await db.PolicyRejudges.AsNoTracking().Select(r => new { r.PolicyId, r.RuleId }).ToListAsync(cancellationToken);
        var now = clock.GetUtcNow().UtcDateTime;
        var clauses = (await db.Clauses.AsNoTracking()
            .Where(c => c.Version == db.PolicyVersions.Where(v => v.PolicyId == c.PolicyId && v.EffectiveFrom <= now).Max(v => (int?)v.Version) && db.PolicyRules.Any(r => r.PolicyId == c.PolicyId && r.ClauseId == c.ClauseId))
            .ToListAsync(cancellationToken)).ToDictionary(c => (c.PolicyId, c.ClauseId), c => c.Text);
        return [.. rules.Select(r => new RuleSummary(
                r.Rule.Id, r.Rule.PolicyId, policies[r.Rule.PolicyId].Title, policies[r.Rule.PolicyId].Demo, r.Rule.ClauseId, clauses.GetValueOrDefault((r.Rule.PolicyId, r.Rule.ClauseId)), r.Rule.Name,
                r.Rule.State, r.Rule.State == PolicyRuleState.On ? r.Rule.Version : null, r.Rule.Latest, r.Newest.Severity, r.Newest.AppliesTo,
                counts.GetValueOrDefault((r.Rule.Id, RuleOutcome.Pass)), counts.GetValueOrDefault((r.Rule.Id, RuleOutcome.Violation)), counts.GetValueOrDefault((r.Rule.Id, RuleOutcome.Unknown)),
                rejudging.Exists(q => q.RuleId == r.Rule.Id || (q.RuleId is null && q.PolicyId == r.Rule.PolicyId))))
            .OrderBy(r => r.PolicyTitle, StringComparer.Ordinal).ThenBy(r => r.ClauseId, StringComparer.Ordinal).ThenBy(r => r.Id)];
    }

    /// <summary>A rule with its newest version; null when there is none of that id.</summary>
    public async Task<RuleView?> FindAsync(long id, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var rule = await db.PolicyRules.AsNoTracking().SingleOrDefaultAsync(r => r.Id == id, cancellationToken);
        if (rule is null) { return null; }
        var newest = await db.PolicyRuleVersions.AsNoTracking().SingleAsync(v => v.RuleId == id && v.Version == rule.Latest, cancellationToken);
        return new RuleView(rule, newest, await db.Policies.Where(p => p.Id == rule.PolicyId).Select(p => p.Demo).SingleAsync(cancellationToken));
    }

    /// <summary>What rules say of one case, violations first.</summary>
    public async Task<IReadOnlyList<PolicyAudit>> OfCaseAsync(string caseId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var audits = await db.PolicyAudits.AsNoTracking().Where(a => a.CaseId == caseId).ToListAsync(cancellationToken);
        return [.. audits.OrderBy(a => a.Outcome switch { RuleOutcome.Violation => 0, RuleOutcome.Unknown => 1, _ => 2 }).ThenByDescending(a => a.Severity).ThenBy(a => a.StepId, StringComparer.Ordinal).ThenBy(a => a.RuleId)];
    }
}
