using System.Globalization;
using System.Text.Json;
using Acsr.Access;
using Acsr.Store;
using Microsoft.EntityFrameworkCore;

namespace Acsr.Policies.Rules;

/// <summary>What became of a change of a rule.</summary>
public abstract record RuleChangeOutcome
{
    private RuleChangeOutcome() { }

    /// <summary>It was made; <paramref name="Version"/> is the newest.</summary>
    public sealed record Done(long RuleId, int Version) : RuleChangeOutcome;

    /// <summary>Nothing was written; each reason says how to mend it.</summary>
    public sealed record Refused(IReadOnlyList<string> Reasons) : RuleChangeOutcome;
}

/// <summary>
/// Writes rules: saves them as drafts, and switches them on and off. Whatever changes what rules say of stored cases queues those to be
/// judged anew, in the same transaction.
/// </summary>
public sealed class RuleDesk(IDbContextFactory<ConsoleDbContext> contexts, WriteGate gate, TimeProvider clock)
{
    /// <summary>Saves a new version. A rule that is on goes on judging by the version it was switched on with.</summary>
    /// <param name="draft">What was written.</param>
    /// <param name="by">Name of the person, for people to read.</param>
    public async Task<RuleChangeOutcome> SaveAsync(RuleDraft draft, string by, CancellationToken cancellationToken = default)
    {
        var check = RuleCheck.Of(draft);
        if (!check.IsGood) { return new RuleChangeOutcome.Refused([.. check.Faults.Select(f => f.ToString()), .. check.Problems]); }
        return await ChangeAsync(async (db, now) =>
        {
            if (!await db.Clauses.AnyAsync(c => c.PolicyId == draft.PolicyId && c.ClauseId == draft.ClauseId, cancellationToken)) { return Refused($"There is no clause '{draft.ClauseId}' in the policy '{draft.PolicyId}'; choose one that is there."); }
            var rule = draft.RuleId is { } id ? await db.PolicyRules.FindAsync([id], cancellationToken) : db.PolicyRules.Add(NewRule(draft, by)).Entity;
            if (rule is null) { return Refused("The rule is gone; save it as a new one."); }
            if (rule.PolicyId != draft.PolicyId || rule.ClauseId != draft.ClauseId) { return Refused("A rule stays on its clause; make a new one for another clause."); }
            if (rule.Latest != draft.BasedOn) { return Refused($"{rule.ChangedBy} has saved version {rule.Latest} meanwhile; open it and make your change there."); }

            var before = rule.Latest == 0 ? null : await db.PolicyRuleVersions.AsNoTracking().SingleAsync(v => v.RuleId == rule.Id && v.Version == rule.Latest, cancellationToken);
            var version = new PolicyRuleVersion
            {
                Version = rule.Latest + 1,
                AppliesTo = [.. draft.AppliesTo],
                AppliesWhen = string.IsNullOrWhiteSpace(draft.AppliesWhen) ? null : draft.AppliesWhen,
                Logic = draft.Logic,
                Severity = draft.Severity,
                Remedy = string.IsNullOrWhiteSpace(draft.Remedy) ? null : draft.Remedy.Trim(),
                Examples = [.. draft.Examples],
                CreatedAt = now,
                CreatedBy = by,
            };
            rule.Versions.Add(version);
            (rule.Latest, rule.Name, rule.ChangedAt, rule.ChangedBy) = (version.Version, draft.Name.Trim(), now, by);
            await AuditLog.AppendAsync(db, by, "rule.saved", Subject(rule, version.Version), before is null ? null : Told(before), Told(version), now, cancellationToken);
            return new RuleChangeOutcome.Done(rule.Id, rule.Latest);
        }, cancellationToken);
    }

    /// <summary>Has a version judge from now on, and all stored cases that it may concern judged anew.</summary>
    public Task<RuleChangeOutcome> SwitchOnAsync(long ruleId, int version, string by, CancellationToken cancellationToken = default) => ChangeAsync(async (db, now) =>
    {
        if (await db.PolicyRules.FindAsync([ruleId], cancellationToken) is not { } rule) { return Refused("The rule is gone."); }
        if (rule.Latest != version) { return Refused($"{rule.ChangedBy} has saved version {rule.Latest} meanwhile; look at it before you switch it on."); }
        if (rule.State == PolicyRuleState.On && rule.Version == version) { return new RuleChangeOutcome.Done(rule.Id, rule.Latest); }
        var before = State(rule);
        (rule.State, rule.Version, rule.ChangedAt, rule.ChangedBy) = (PolicyRuleState.On, version, now, by);
        RejudgeQueue.Add(db, rule.PolicyId, rule.Id, now);
        await AuditLog.AppendAsync(db, by, "rule.switched-on", Subject(rule, version), before, State(rule), now, cancellationToken);
        return new RuleChangeOutcome.Done(rule.Id, rule.Latest);
    }, cancellationToken);

    /// <summary>Has the rule judge no more, and takes away what it said.</summary>
    public Task<RuleChangeOutcome> SwitchOffAsync(long ruleId, string by, CancellationToken cancellationToken = default) => ChangeAsync(async (db, now) =>
    {
        if (await db.PolicyRules.FindAsync([ruleId], cancellationToken) is not { } rule) { return Refused("The rule is gone."); }
        if (rule.State != PolicyRuleState.On) { return new RuleChangeOutcome.Done(rule.Id, rule.Latest); }
        var before = State(rule);
        (rule.State, rule.ChangedAt, rule.ChangedBy) = (PolicyRuleState.Off, now, by);
        RejudgeQueue.Add(db, rule.PolicyId, rule.Id, now);
        await AuditLog.AppendAsync(db, by, "rule.switched-off", Subject(rule, rule.Version ?? 0), before, State(rule), now, cancellationToken);
        return new RuleChangeOutcome.Done(rule.Id, rule.Latest);
    }, cancellationToken);

    private async Task<RuleChangeOutcome> ChangeAsync(Func<ConsoleDbContext, DateTime, Task<RuleChangeOutcome>> change, CancellationToken cancellationToken)
    {
        using var pass = await gate.EnterAsync(cancellationToken);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        // Two people who change the same rule come one after the other; the second sees what the first did.
        await AuditLog.LockAsync(db, cancellationToken);
        var outcome = await change(db, clock.GetUtcNow().UtcDateTime);
        if (outcome is RuleChangeOutcome.Done) { await transaction.CommitAsync(cancellationToken); }
        return outcome;
    }

    private static PolicyRule NewRule(RuleDraft draft, string by) => new() { PolicyId = draft.PolicyId, ClauseId = draft.ClauseId, Name = draft.Name.Trim(), ChangedBy = by };

    private static RuleChangeOutcome.Refused Refused(string why) => new([why]);

    private static string Subject(PolicyRule rule, int version) => string.Create(CultureInfo.InvariantCulture, $"{rule.PolicyId}/{rule.ClauseId}: {rule.Name}, version {version}");

    private static string State(PolicyRule rule) => rule.State switch
    {
        PolicyRuleState.On => string.Create(CultureInfo.InvariantCulture, $"on, version {rule.Version}"),
        PolicyRuleState.Off => "off",
        PolicyRuleState.Draft => "draft",
    };

    private static string Told(PolicyRuleVersion version) =>
        JsonSerializer.Serialize(new { applies_to = version.AppliesTo, applies_when = version.AppliesWhen, rule = version.Logic, severity = version.Severity, remedy = version.Remedy, examples = version.Examples.Count });
}
