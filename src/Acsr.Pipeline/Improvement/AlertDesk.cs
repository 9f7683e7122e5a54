using System.Globalization;
using Acsr.Access;
using Acsr.Kpis;
using Acsr.Store;
using Microsoft.EntityFrameworkCore;

namespace Acsr.Improvement;

/// <summary>An alert with what happened to it, newest first.</summary>
public sealed record AlertView(AlertRule Rule, IReadOnlyList<AlertEvent> History);

/// <summary>Where people keep alerts; each change and its audit entry in one transaction.</summary>
public sealed class AlertDesk(IDbContextFactory<ConsoleDbContext> contexts, WriteGate gate, TimeProvider clock)
{
    private const int Shown = 50;

    /// <summary>All alerts: those that fire first, then by name.</summary>
    public async Task<IReadOnlyList<AlertRule>> ListAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return [.. (await db.AlertRules.AsNoTracking().ToListAsync(cancellationToken))
            .OrderByDescending(a => a.Enabled && a.State == AlertState.Firing).ThenBy(a => a.Name, StringComparer.OrdinalIgnoreCase).ThenBy(a => a.Id)];
    }

    /// <summary>One with its history; null where it is gone.</summary>
    public async Task<AlertView?> GetAsync(long id, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.AlertRules.AsNoTracking().SingleOrDefaultAsync(a => a.Id == id, cancellationToken) is not { } rule ? null
            : new AlertView(rule, await db.AlertEvents.AsNoTracking().Where(e => e.RuleId == id).OrderByDescending(e => e.Id).Take(Shown).ToListAsync(cancellationToken));
    }

    /// <summary>Saves a new or a changed alert and returns its id. A changed one begins quiet: what it said before was about something else.</summary>
    public async Task<long> SaveAsync(AlertRule wanted, string by, CancellationToken cancellationToken)
    {
        using var pass = await gate.EnterAsync(cancellationToken);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await AuditLog.LockAsync(db, cancellationToken);
        var before = await db.AlertRules.AsNoTracking().SingleOrDefaultAsync(a => a.Id == wanted.Id, cancellationToken);
        (wanted.ChangedBy, wanted.ChangedAt, wanted.Version) = (by, Now, (before?.Version ?? 0) + 1);
        (wanted.State, wanted.Since, wanted.EvaluatedAt, wanted.Value, wanted.Lower, wanted.Upper, wanted.Reference, wanted.N, wanted.Why) = (AlertState.Quiet, null, null, null, null, null, null, 0, "");
        if (before is null) { wanted.Id = 0; }
        db.Entry(wanted).State = before is null ? EntityState.Added : EntityState.Modified;
        await db.SaveChangesAsync(cancellationToken);
        db.AlertEvents.Add(new AlertEvent { RuleId = wanted.Id, At = Now, Kind = AlertEventKind.Changed, Text = InWords(wanted), By = by });
        await AuditLog.AppendAsync(db, by, before is null ? "alert.added" : "alert.changed", $"alert {wanted.Id} {wanted.Name}", before is null ? null : InWords(before), InWords(wanted), Now, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return wanted.Id;
    }

    /// <summary>Tells nobody until then, or (null) tells again; it is looked at all the same. False where it is gone.</summary>
    public Task<bool> SnoozeAsync(long id, DateTime? until, string by, CancellationToken cancellationToken)
    {
        var words = until is { } at ? $"Snoozed until {at.ToString("d MMM yyyy HH:mm", CultureInfo.InvariantCulture)} UTC" : "Woken";
        return ChangeAsync(id, by, until is null ? "alert.woken" : "alert.snoozed", words, until is null ? AlertEventKind.Woken : AlertEventKind.Snoozed, rule => rule.SnoozedUntil = until, cancellationToken);
    }

    /// <summary>Switches it on or off. False where it is gone.</summary>
    public Task<bool> SetEnabledAsync(long id, bool enabled, string by, CancellationToken cancellationToken) => ChangeAsync(
        id, by, enabled ? "alert.enabled" : "alert.disabled", enabled ? "Switched on" : "Switched off", AlertEventKind.Changed, rule => (rule.Enabled, rule.State, rule.Since) = (enabled, AlertState.Quiet, null), cancellationToken);

    /// <summary>Takes it away with its history.</summary>
    public async Task RemoveAsync(long id, string by, CancellationToken cancellationToken)
    {
        using var pass = await gate.EnterAsync(cancellationToken);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        if (await db.AlertRules.AsNoTracking().SingleOrDefaultAsync(a => a.Id == id, cancellationToken) is not { } rule) { return; }
        await db.AlertRules.Where(a => a.Id == id).ExecuteDeleteAsync(cancellationToken);
        await AuditLog.AppendAsync(db, by, "alert.removed", $"alert {id} {rule.Name}", InWords(rule), null, Now, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    /// <summary>What is wrong with an alert, and how to mend it; null when nothing is.</summary>
    /// <param name="alert">As it would be.</param>
    /// <param name="target">Of its KPI and segment.</param>
    public static string? FaultOf(AlertRule alert, double? target) => alert switch
    {
        { Name.Length: 0 or > 120 } => "Give it a name of 1 to 120 characters: it is the title of what people are told.",
        _ when KpiDefinitions.Find(alert.Kpi) is null => "Choose a KPI.",
        { Check: RuleCheck.PChart } when KpiDefinitions.Find(alert.Kpi)!.Kind != KpiKind.Rate => "A p-chart is for shares; choose EWMA or CUSUM.",
        { Check: RuleCheck.Level, Threshold: null } when target is null => "Write what the figure is held against, or set a target for this KPI and segment first.",
        { Threshold: { } threshold } when !double.IsFinite(threshold) => "The threshold is a number.",
        { WindowDays: < 1 or > 365 } => "The window is 1 to 365 days.",
        { MinimumN: < 2 or > 100_000 } => "At least 2 and at most 100,000 cases: fewer have no interval.",
        { Check: RuleCheck.Ewma or RuleCheck.Cusum or RuleCheck.PChart, BaselineDays: < 14 or > 365 } => "What is normal is learned from 14 to 365 days.",
        { Check: RuleCheck.Ewma or RuleCheck.Cusum or RuleCheck.PChart, Sigmas: not (>= 1 and <= 10) } => "Control limits are 1 to 10 standard deviations wide.",
        { Check: RuleCheck.Change, MinimumChange: not (>= 0 and < 1e9) } => "The smallest change that counts is 0 or more.",
        _ => null,
    };

    /// <summary>What it looks at, in a sentence.</summary>
    public static string InWords(AlertRule alert)
    {
        var kpi = KpiDefinitions.Find(alert.Kpi);
        var (name, side) = (kpi?.Name ?? alert.Kpi, alert.Above ? "above" : "below");
        var what = alert.Check switch
        {
            RuleCheck.Level => $"{name} {side} {(alert.Threshold is { } threshold ? Figures.Text(threshold, kpi?.Unit ?? "") : "its target")}",
            RuleCheck.Change => $"{name} {(alert.Above ? "higher" : "lower")} than in the {alert.WindowDays} days before{(alert.MinimumChange > 0 ? $" by {Figures.Text(alert.MinimumChange, kpi?.Unit ?? "")} or more" : "")}",
            RuleCheck.Ewma or RuleCheck.Cusum or RuleCheck.PChart => $"{name} unusually {(alert.Above ? "high" : "low")} ({alert.Check}, {alert.Sigmas.ToString("0.#", CultureInfo.InvariantCulture)} standard deviations, {alert.BaselineDays} days as normal)",
        };
        return $"{what}, over {alert.WindowDays} days of {SegmentKey.Parse(alert.Segment).Words}, from {alert.MinimumN} cases on{(alert.Enabled ? "" : ", off")}";
    }

    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    private async Task<bool> ChangeAsync(long id, string by, string action, string words, AlertEventKind kind, Action<AlertRule> change, CancellationToken cancellationToken)
    {
        using var pass = await gate.EnterAsync(cancellationToken);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await AuditLog.LockAsync(db, cancellationToken);
        if (await db.AlertRules.SingleOrDefaultAsync(a => a.Id == id, cancellationToken) is not { } rule) { return false; }
        change(rule);
        rule.Version++;
        db.AlertEvents.Add(new AlertEvent { RuleId = id, At = Now, Kind = kind, Text = words, By = by });
        await AuditLog.AppendAsync(db, by, action, $"alert {id} {rule.Name}", null, words, Now, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return true;
    }
}
