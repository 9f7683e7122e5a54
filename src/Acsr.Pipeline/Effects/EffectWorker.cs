using System.Text.Json;
using System.Text.Json.Nodes;
using Acsr.Cases;
using Acsr.Delivery;
using Acsr.Infrastructure;
using Acsr.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Acsr.Effects;

/// <summary>Computes what each deployment did, keeps it beside it, and says so loudly, once, where it hurt.</summary>
public sealed class EffectWorker(
    IDbContextFactory<ConsoleDbContext> contexts, WriteGate gate, Outbox outbox, WebhookWorker webhooks, IOptions<CaseOptions> options, TimeProvider clock, ILogger<EffectWorker> log)
    : PeriodicWorker(contexts, clock, log)
{
    /// <summary>Of the CloudEvent that webhooks get.</summary>
    public const string HurtEvent = "io.acsr.effect.hurt.v1";

    private static readonly TimeSpan BetweenReadings = TimeSpan.FromMinutes(15);

    private readonly IDbContextFactory<ConsoleDbContext> _contexts = contexts;
    private readonly TimeProvider _clock = clock;
    private DateTime _readAgainAt = DateTime.MinValue;

    protected override TimeSpan Interval => TimeSpan.FromSeconds(20);

    /// <inheritdoc/>
    public override async Task<bool> RunOnceAsync(CancellationToken cancellationToken)
    {
        await using (var db = await _contexts.CreateDbContextAsync(cancellationToken))
        {
            var waiting = await db.Deployments.AnyAsync(d => d.ComputedAt == null, cancellationToken);
            if (!waiting && (_clock.GetUtcNow().UtcDateTime < _readAgainAt || !await db.Deployments.AnyAsync(cancellationToken))) { return false; }
        }

        await ComputeDueAsync(cancellationToken);
        _readAgainAt = _clock.GetUtcNow().UtcDateTime + BetweenReadings;
        return false;
    }

    /// <summary>Computes all of them now: one reading of the cases answers for every one.</summary>
    public Task ComputeAsync(CancellationToken cancellationToken) => ComputeAsync(_ => true, cancellationToken);

    /// <summary>
    /// Computes those that are due. What a change did can still be seen for some months only; after that its cases change no more but by hand, and once
    /// a day is often enough. So the usual round reads the cases of these months, however old the console is.
    /// </summary>
    private Task ComputeDueAsync(CancellationToken cancellationToken)
    {
        var now = _clock.GetUtcNow().UtcDateTime;
        var settled = now.Date.AddDays(-EffectCalculator.DaysAfter - Math.Ceiling(options.Value.DurableWindowDays) - 2);
        return ComputeAsync(d => d.ComputedAt is null || (d.RevertedAt ?? d.At) >= settled || now - d.ComputedAt >= TimeSpan.FromDays(1), cancellationToken);
    }

    private async Task ComputeAsync(Func<Deployment, bool> isDue, CancellationToken cancellationToken)
    {
        var now = _clock.GetUtcNow().UtcDateTime;
        List<Deployment> all, due;
        EffectCube cube;
        IReadOnlyList<WorldEvent> world;
        await using (var db = await _contexts.CreateDbContextAsync(cancellationToken))
        {
            all = await db.Deployments.AsNoTracking().OrderBy(d => d.Id).ToListAsync(cancellationToken);
            due = [.. all.Where(isDue)];
            if (due.Count == 0) { return; }
            var since = due.Min(d => d.At).Date.AddDays(-EffectCalculator.DaysBefore);
            cube = await EffectCube.ReadAsync(db, since, cancellationToken);
            await cube.CountAddressedAsync(db, due, since, cancellationToken);
            world = await EffectConfounders.ReadAsync(db, since, now, cancellationToken);
        }

        foreach (var deployment in due) { await KeepAsync(deployment.Id, EffectCalculator.Compute(cube, Question(deployment, all, now) with { World = world }), now, cancellationToken); }
        webhooks.Nudge();
    }

    private EffectQuestion Question(Deployment deployment, List<Deployment> all, DateTime now) => new(
        deployment,
        [.. all.Where(d => d.Id != deployment.Id && d.Demo == deployment.Demo).Select(d => new OtherDeployment(d.Name, DateOnly.FromDateTime(d.At), d.Intents))],
        DateOnly.FromDateTime(now),
        // A case counts by the day it was opened; one day more for its handling.
        (int)Math.Ceiling(options.Value.ReopenWindowHours / 24) + 1,
        (int)Math.Ceiling(options.Value.DurableWindowDays) + 1);

    private async Task KeepAsync(long id, EffectReport report, DateTime now, CancellationToken cancellationToken)
    {
        using var pass = await gate.EnterAsync(cancellationToken);
        await using var db = await _contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var json = JsonSerializer.Serialize(report, JsonSerializerOptions.Default);
        var (verdict, headline) = (report.Verdict, report.Headline);
        var first = report.Metrics.Count == 0 ? null : report.Metrics[EffectMetrics.Primary];
        var (effect, lower, upper, n) = (first?.Effect?.Value, first?.Effect?.Lower, first?.Effect?.Upper, first?.TouchedAfter.N ?? 0);
        await db.Deployments.Where(d => d.Id == id).ExecuteUpdateAsync(
            set => set.SetProperty(d => d.Verdict, verdict).SetProperty(d => d.Headline, headline).SetProperty(d => d.Report, json).SetProperty(d => d.ComputedAt, now)
                .SetProperty(d => d.Effect, effect).SetProperty(d => d.EffectLower, lower).SetProperty(d => d.EffectUpper, upper).SetProperty(d => d.EffectN, n), cancellationToken);
        // Whoever sets the mark tells: of several nodes one does.
        if (report.Verdict == EffectVerdict.Hurt
            && await db.Deployments.Where(d => d.Id == id && d.AlertedAt == null && d.RevertedAt == null).ExecuteUpdateAsync(set => set.SetProperty(d => d.AlertedAt, now), cancellationToken) == 1)
        {
            var deployment = await db.Deployments.AsNoTracking().SingleAsync(d => d.Id == id, cancellationToken);
            await outbox.RaiseAsync(db, AlertOf(deployment, report), cancellationToken);
            await db.SaveChangesAsync(cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
    }

    private static Alert AlertOf(Deployment deployment, EffectReport report)
    {
        var primary = report.Metrics[EffectMetrics.Primary];
        var data = new JsonObject
        {
            ["deployment"] = deployment.Id,
            ["release"] = deployment.ReleaseId,
            ["name"] = deployment.Name,
            ["version"] = deployment.AgentVersion,
            ["liveAt"] = deployment.At,
            ["intents"] = new JsonArray([.. deployment.Intents.Select(i => JsonValue.Create(i))]),
            ["verdict"] = "hurt",
            ["metrics"] = new JsonArray([.. report.Metrics.Where(m => m.Finding == MetricFinding.Worse).Select(m => new JsonObject
            {
                ["metric"] = m.Id, ["unit"] = m.Unit, ["effect"] = m.Effect?.Value, ["lower"] = m.Effect?.Lower, ["upper"] = m.Effect?.Upper, ["nBefore"] = m.TouchedBefore.N, ["nAfter"] = m.TouchedAfter.N,
            })]),
            ["n"] = primary.TouchedAfter.N,
            ["demo"] = deployment.Demo,
        };
        return new Alert(HurtEvent, report.Headline, $"{report.Reason} {report.Advice}", $"/effects/{deployment.Id}", data, deployment.Demo);
    }
}
