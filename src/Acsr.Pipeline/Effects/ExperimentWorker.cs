using System.Text.Json.Nodes;
using Acsr.Delivery;
using Acsr.Infrastructure;
using Acsr.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Acsr.Effects;

/// <summary>Watches running experiments by their stop rules: tells people once, and ends by itself what does harm or is over.</summary>
public sealed class ExperimentWorker(IDbContextFactory<ConsoleDbContext> contexts, WriteGate gate, Outbox outbox, WebhookWorker webhooks, ExperimentDesk desk, TimeProvider clock, ILogger<ExperimentWorker> log) : PeriodicWorker(contexts, clock, log)
{
    /// <summary>Of the CloudEvent that webhooks get.</summary>
    public const string StopEvent = "io.acsr.experiment.stop.v1";

    /// <summary>Who stops what nobody stopped.</summary>
    public const string Actor = "stop rule";

    private readonly IDbContextFactory<ConsoleDbContext> _contexts = contexts;
    private readonly TimeProvider _clock = clock;

    protected override TimeSpan Interval => TimeSpan.FromMinutes(15);

    /// <inheritdoc/>
    public override async Task<bool> RunOnceAsync(CancellationToken cancellationToken)
    {
        List<long> running;
        await using (var db = await _contexts.CreateDbContextAsync(cancellationToken)) { running = await db.Experiments.Where(e => e.State == ExperimentState.Running).Select(e => e.Id).ToListAsync(cancellationToken); }
        foreach (var id in running)
        {
            if (await desk.GetAsync(id, cancellationToken) is not { Report: { Stop: { } why } report } found) { continue; }
            await TellAsync(found.Experiment, why, report, cancellationToken);
            if (report.EndsItself) { await desk.StopAsync(id, null, why, Actor, cancellationToken); }
        }

        return false;
    }

    private async Task TellAsync(Experiment experiment, string why, ExperimentReport report, CancellationToken cancellationToken)
    {
        var now = _clock.GetUtcNow().UtcDateTime;
        using (await gate.EnterAsync(cancellationToken))
        {
            await using var db = await _contexts.CreateDbContextAsync(cancellationToken);
            await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
            if (await db.Experiments.Where(e => e.Id == experiment.Id && e.AlertedAt == null).ExecuteUpdateAsync(set => set.SetProperty(e => e.AlertedAt, now), cancellationToken) == 0) { return; }
            var data = new JsonObject { ["experiment"] = experiment.Name, ["winner"] = report.Winner, ["stopped"] = report.EndsItself, ["demo"] = experiment.Demo };
            await outbox.RaiseAsync(db, new Alert(StopEvent, $"Experiment {experiment.Name}: {(report.EndsItself ? "stopped" : report.Winner is not null ? "there is a winner" : "look at it")}", why, $"/effects/experiments/{experiment.Id}", data, experiment.Demo), cancellationToken);
            await db.SaveChangesAsync(cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }

        webhooks.Nudge();
    }
}
