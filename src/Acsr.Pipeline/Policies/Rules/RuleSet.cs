using System.Collections.Concurrent;
using System.Text.Json;
using Acsr.Store;
using Microsoft.EntityFrameworkCore;

namespace Acsr.Policies.Rules;

/// <summary>The rules that are on, and the policies they belong to.</summary>
/// <param name="Rules">In order of their ids.</param>
/// <param name="Timeline">Of their policies.</param>
public sealed record RulesOnDuty(IReadOnlyList<CompiledRule> Rules, ClauseTimeline Timeline)
{
    internal static readonly RulesOnDuty None = new([], new ClauseTimeline(new Dictionary<string, IReadOnlyList<ClauseVersions>>()));
}

/// <summary>Finds the rules that judge. Versions of rules and of policies never change, so each is read once.</summary>
public sealed class RuleSet
{
    private readonly ConcurrentDictionary<(string PolicyId, int Version, string Sha256), (string? StatedNow, HashSet<string> Clauses)> _versions = new();
    private volatile Compiled _last = new("", []);

    /// <summary>Those that are on now.</summary>
    public async Task<RulesOnDuty> OnDutyAsync(ConsoleDbContext db, CancellationToken cancellationToken)
    {
        var on = await db.PolicyRules.AsNoTracking().Where(r => r.State == PolicyRuleState.On)
            .Join(db.PolicyRuleVersions.AsNoTracking(), r => new { RuleId = r.Id, Version = r.Version ?? 0 }, v => new { v.RuleId, v.Version }, (r, v) => new { Rule = r, Version = v })
            .ToListAsync(cancellationToken);
        if (on.Count == 0) { return RulesOnDuty.None; }
        var rules = Compile([.. on.OrderBy(o => o.Rule.Id).Select(o => RuleText.Of(o.Rule, o.Version))]);
        return new RulesOnDuty(rules, await TimelineAsync(db, [.. rules.Select(r => r.Text.PolicyId).Distinct()], cancellationToken));
    }

    /// <summary>The versions of these policies over time.</summary>
    public async Task<ClauseTimeline> TimelineAsync(ConsoleDbContext db, IReadOnlyCollection<string> policyIds, CancellationToken cancellationToken)
    {
        var versions = await db.PolicyVersions.AsNoTracking().Where(v => policyIds.Contains(v.PolicyId))
            .Select(v => new { v.PolicyId, v.Version, v.EffectiveFrom, v.EffectiveTo, v.Sha256 }).ToListAsync(cancellationToken);
        foreach (var v in versions.Where(v => !_versions.ContainsKey((v.PolicyId, v.Version, v.Sha256))))
        {
            var text = await db.PolicyVersions.Where(p => p.PolicyId == v.PolicyId && p.Version == v.Version).Select(p => p.Text).SingleAsync(cancellationToken);
            var clauses = await db.Clauses.Where(c => c.PolicyId == v.PolicyId && c.Version == v.Version).Select(c => c.ClauseId).ToListAsync(cancellationToken);
            _versions[(v.PolicyId, v.Version, v.Sha256)] = (StatedTime.In(text), [.. clauses]);
        }

        return new ClauseTimeline(versions.GroupBy(v => v.PolicyId).ToDictionary(g => g.Key, g => (IReadOnlyList<ClauseVersions>)[.. g.Select(v =>
        {
            var (stated, clauses) = _versions[(v.PolicyId, v.Version, v.Sha256)];
            return new ClauseVersions(v.Version, v.EffectiveFrom, v.EffectiveTo, stated, clauses);
        })]));
    }

    private IReadOnlyList<CompiledRule> Compile(List<RuleText> texts)
    {
        var key = JsonSerializer.Serialize(texts);
        var last = _last;
        if (last.Key == key) { return last.Rules; }
        // A rule that this release cannot read any more judges nothing; that it could be read was made sure when it was saved.
        List<CompiledRule> rules = [.. texts.Select(text => CompiledRule.Compile(text).Rule).OfType<CompiledRule>()];
        _last = new Compiled(key, rules);
        return rules;
    }

    private sealed record Compiled(string Key, IReadOnlyList<CompiledRule> Rules);
}
