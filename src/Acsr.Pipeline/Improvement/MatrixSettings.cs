using System.Globalization;
using Acsr.Access;
using Acsr.Store;
using Microsoft.EntityFrameworkCore;

namespace Acsr.Improvement;

/// <summary>Targets and rules of the matrix, as a lead sets them; each change and its audit entry in one transaction.</summary>
public sealed class MatrixSettings(IDbContextFactory<ConsoleDbContext> contexts, WriteGate gate, TimeProvider clock)
{
    /// <summary>All targets.</summary>
    public async Task<IReadOnlyList<MatrixTarget>> TargetsAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.MatrixTargets.AsNoTracking().OrderBy(t => t.Row).ThenBy(t => t.Segment).ToListAsync(cancellationToken);
    }

    /// <summary>The targets of a row by segment key.</summary>
    public static IReadOnlyDictionary<string, double> Of(MatrixRow row, IEnumerable<MatrixTarget> targets) =>
        targets.Where(t => t.Row == row.Id).ToDictionary(t => t.Segment, t => t.Value);

    /// <summary>The target that holds for a KPI in a segment: its own, or that of all cases; null where there is none.</summary>
    public static double? TargetOf(Kpis.KpiDefinition kpi, Segment segment, IReadOnlyList<MatrixTarget> targets)
    {
        var row = TargetRow(kpi);
        return (targets.FirstOrDefault(t => t.Row == row && t.Segment == segment.Key) ?? targets.FirstOrDefault(t => t.Row == row && t.Segment.Length == 0))?.Value;
    }

    /// <summary>What the targets of a KPI stand under: the row of the matrix whose level it is, or else its own id.</summary>
    public static string TargetRow(Kpis.KpiDefinition kpi) => MatrixRows.OfKpi(kpi.Id)?.Id ?? kpi.Id;

    /// <summary>The rules of all rows, by row: as changed, or as they come.</summary>
    public async Task<IReadOnlyDictionary<string, MatrixRule>> RulesAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var changed = await db.MatrixRules.AsNoTracking().ToDictionaryAsync(r => r.Row, cancellationToken);
        return MatrixRows.All.ToDictionary(row => row.Id, row => changed.GetValueOrDefault(row.Id) ?? row.DefaultRule);
    }

    /// <summary>Sets or (null) takes away a target.</summary>
    /// <param name="row">Which.</param>
    /// <param name="segment">The whole or a part.</param>
    /// <param name="value">In the unit of the row's KPI.</param>
    /// <param name="by">Who.</param>
    /// <param name="demo">Goes with the demo desk.</param>
    /// <param name="cancellationToken">Nothing is written when it fires.</param>
    public Task SetTargetAsync(MatrixRow row, Segment segment, double? value, string by, bool demo, CancellationToken cancellationToken) =>
        SetTargetAsync(row.Kpi, segment, value, by, demo, cancellationToken);

    /// <summary>Sets or (null) takes away the target of any KPI.</summary>
    /// <param name="kpi">Which.</param>
    /// <param name="segment">The whole or a part.</param>
    /// <param name="value">In the KPI's unit.</param>
    /// <param name="by">Who.</param>
    /// <param name="demo">Goes with the demo desk.</param>
    /// <param name="cancellationToken">Nothing is written when it fires.</param>
    public async Task SetTargetAsync(Kpis.KpiDefinition kpi, Segment segment, double? value, string by, bool demo, CancellationToken cancellationToken)
    {
        var (row, name) = (TargetRow(kpi), MatrixRows.OfKpi(kpi.Id)?.Name ?? kpi.Name);
        using var pass = await gate.EnterAsync(cancellationToken);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await AuditLog.LockAsync(db, cancellationToken);
        var now = clock.GetUtcNow().UtcDateTime;
        var target = await db.MatrixTargets.SingleOrDefaultAsync(t => t.Row == row && t.Segment == segment.Key, cancellationToken);
        var before = target?.Value;
        if (before == value) { return; }
        if (value is { } wanted)
        {
            target ??= db.MatrixTargets.Add(new MatrixTarget { Row = row, Segment = segment.Key, ChangedBy = by }).Entity;
            (target.Value, target.ChangedBy, target.ChangedAt, target.Demo) = (wanted, by, now, demo);
        }
        else { db.MatrixTargets.Remove(target!); }

        await AuditLog.AppendAsync(db, by, "target.changed", $"{row} {name}, {segment.Words}", Text(before), Text(value), now, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    /// <summary>Keeps a rule as a lead changed it.</summary>
    public async Task SetRuleAsync(MatrixRule rule, string by, CancellationToken cancellationToken)
    {
        using var pass = await gate.EnterAsync(cancellationToken);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await AuditLog.LockAsync(db, cancellationToken);
        var before = await db.MatrixRules.AsNoTracking().SingleOrDefaultAsync(r => r.Row == rule.Row, cancellationToken);
        db.Entry(rule).State = before is null ? EntityState.Added : EntityState.Modified;
        await AuditLog.AppendAsync(db, by, "rule.changed", $"{rule.Row} {MatrixRows.Find(rule.Row)!.Name}", InWords(before ?? MatrixRows.Find(rule.Row)!.DefaultRule), InWords(rule), clock.GetUtcNow().UtcDateTime, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    /// <summary>What is wrong with a rule's parameters, and how to mend it; null when nothing is.</summary>
    public static string? FaultOf(MatrixRule rule) => rule switch
    {
        { WindowDays: < 1 or > 365 } => "The window is 1 to 365 days.",
        { MinimumN: < 2 or > 100_000 } => "At least 2 and at most 100,000 cases: fewer have no interval.",
        { Check: RuleCheck.Ewma or RuleCheck.Cusum or RuleCheck.PChart, BaselineDays: < 14 or > 365 } => "Control limits are learned from 14 to 365 days.",
        { Check: RuleCheck.Ewma or RuleCheck.Cusum or RuleCheck.PChart, Sigmas: not (>= 1 and <= 10) } => "Control limits are 1 to 10 standard deviations wide.",
        { Check: RuleCheck.Change, MinimumChange: not (>= 0 and < 1e9) } => "The smallest change that counts is 0 or more.",
        { SettleDays: < 0 or > 365 } => "Settling takes 0 to 365 days.",
        { Weight: not (> 0 and <= 100) } => "The weight is more than 0 and at most 100.",
        _ => null,
    };

    private static string InWords(MatrixRule rule) => string.Create(CultureInfo.InvariantCulture,
        $"{(rule.Enabled ? "on" : "off")}, {rule.Check}, {rule.WindowDays} days, at least {rule.MinimumN} cases, baseline {rule.BaselineDays} days, change {rule.MinimumChange}, {rule.Sigmas} sigma, settle {rule.SettleDays} days, weight {rule.Weight}, by{(rule.ByIntent ? " intent" : "")}{(rule.ByVersion ? " version" : "")}{(rule.ByChannel ? " channel" : "")}");

    private static string? Text(double? value) => value?.ToString("0.####", CultureInfo.InvariantCulture);
}
