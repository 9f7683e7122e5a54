using Acsr.Delivery;
using Acsr.Infrastructure;
using Acsr.Kpis;
using Acsr.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Acsr.Improvement;

/// <summary>
/// Looks at the alerts every minute, on one node at a time. Whether one fires is decided where it is written: the change of its state, the
/// notification and the messages are one transaction that holds only while nobody else has changed it, so that nobody is told twice.
/// </summary>
public sealed class AlertWorker(
    IDbContextFactory<ConsoleDbContext> contexts, WriteGate gate, KpiEngine engine, MatrixSettings settings, Outbox outbox, WebhookWorker webhooks, TimeProvider clock, ILogger<AlertWorker> log)
    : PeriodicWorker(contexts, clock, log)
{
    private const string Lease = "alerts";
    private static readonly TimeSpan LeaseTime = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan BetweenRounds = TimeSpan.FromMinutes(1);

    private readonly IDbContextFactory<ConsoleDbContext> _contexts = contexts;
    private readonly TimeProvider _clock = clock;

    protected override TimeSpan Interval => TimeSpan.FromSeconds(15);

    /// <inheritdoc/>
    public override async Task<bool> RunOnceAsync(CancellationToken cancellationToken)
    {
        var now = Now;
        await using var db = await _contexts.CreateDbContextAsync(cancellationToken);
        if (!await db.AlertRules.AnyAsync(a => a.Enabled && (a.EvaluatedAt == null || a.EvaluatedAt <= now - BetweenRounds), cancellationToken)) { return false; }
        LeaseClaim? claim;
        using (await gate.EnterAsync(cancellationToken)) { claim = await db.ClaimAsync(Lease, now, LeaseTime, cancellationToken); }
        if (claim is null) { return false; }
        await EvaluateAsync(cancellationToken);
        using var pass = await gate.EnterAsync(cancellationToken);
        await db.ReleaseAsync(Lease, claim, claim.Cursor, Now, cancellationToken);
        return false;
    }

    /// <summary>Looks at every alert now; returns those whose state changed.</summary>
    public async Task<IReadOnlyList<long>> EvaluateAsync(CancellationToken cancellationToken)
    {
        List<AlertRule> alerts;
        await using (var db = await _contexts.CreateDbContextAsync(cancellationToken)) { alerts = await db.AlertRules.AsNoTracking().Where(a => a.Enabled).OrderBy(a => a.Id).ToListAsync(cancellationToken); }
        if (alerts.Count == 0) { return []; }
        var targets = await settings.TargetsAsync(cancellationToken);
        var changed = new List<long>();
        foreach (var alert in alerts)
        {
            // A KPI that is no more says nothing, and its alert stays as it was.
            if (KpiDefinitions.Find(alert.Kpi) is not { } kpi) { continue; }
            var check = new AlertCheck(alert, kpi, MatrixSettings.TargetOf(kpi, SegmentKey.Parse(alert.Segment), targets));
            var reading = check.Read(await check.CasesAsync(engine, Now, 1, cancellationToken), Now, alert.State);
            if (await WriteAsync(alert, kpi, reading, cancellationToken)) { changed.Add(alert.Id); }
        }

        if (changed.Count > 0) { webhooks.Nudge(); }
        return changed;
    }

    private DateTime Now => _clock.GetUtcNow().UtcDateTime;

    private async Task<bool> WriteAsync(AlertRule seen, KpiDefinition kpi, AlertReading reading, CancellationToken cancellationToken)
    {
        var now = Now;
        using var pass = await gate.EnterAsync(cancellationToken);
        await using var db = await _contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var turned = reading.State != seen.State;
        var since = turned ? now : seen.Since ?? now;
        var written = await db.AlertRules.Where(a => a.Id == seen.Id && a.Version == seen.Version && a.State == seen.State).ExecuteUpdateAsync(a => a
            .SetProperty(x => x.State, reading.State).SetProperty(x => x.Since, since).SetProperty(x => x.EvaluatedAt, now)
            .SetProperty(x => x.Value, reading.Value.Value).SetProperty(x => x.Lower, reading.Value.Lower).SetProperty(x => x.Upper, reading.Value.Upper).SetProperty(x => x.N, reading.Value.N)
            .SetProperty(x => x.Reference, reading.Reference).SetProperty(x => x.Why, reading.Why), cancellationToken);
        if (written == 0) { return false; }
        if (turned)
        {
            db.AlertEvents.Add(new AlertEvent { RuleId = seen.Id, At = now, Kind = reading.State == AlertState.Firing ? AlertEventKind.Fired : AlertEventKind.Resolved, Text = reading.Why, By = ActionOpener.Rule });
            if (seen.SnoozedUntil is null || seen.SnoozedUntil <= now) { await outbox.RaiseAsync(db, AlertNews.Of(seen, kpi, reading), cancellationToken, AlertNews.AudienceOf(seen), seen.Webhooks); }
            await db.SaveChangesAsync(cancellationToken);
        }

        await transaction.CommitAsync(CancellationToken.None);
        return turned;
    }
}
