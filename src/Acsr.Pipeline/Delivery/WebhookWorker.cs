using Acsr.Infrastructure;
using Acsr.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Acsr.Delivery;

/// <summary>Delivers what is in the outbox, at least once, on whichever node claims it.</summary>
public sealed class WebhookWorker(
    IDbContextFactory<ConsoleDbContext> contexts, WriteGate gate, WebhookSender sender, WebhookSecrets secrets, TimeProvider clock, ILogger<WebhookWorker> log) : PeriodicWorker(contexts, clock, log)
{
    private const int AtOnce = 8;
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(2);

    private readonly IDbContextFactory<ConsoleDbContext> _contexts = contexts;
    private readonly TimeProvider _clock = clock;

    protected override TimeSpan Interval => TimeSpan.FromSeconds(2);

    /// <inheritdoc/>
    public override async Task<bool> RunOnceAsync(CancellationToken cancellationToken)
    {
        var claimed = await ClaimAsync(cancellationToken);
        await Task.WhenAll(claimed.Select(one => DeliverAsync(one.Delivery, one.Endpoint, cancellationToken)));
        return claimed.Count == AtOnce;
    }

    private DateTime Now => _clock.GetUtcNow().UtcDateTime;

    private async Task<List<(WebhookDelivery Delivery, WebhookEndpoint Endpoint)>> ClaimAsync(CancellationToken cancellationToken)
    {
        var now = Now;
        await using var db = await _contexts.CreateDbContextAsync(cancellationToken);
        if (!await db.WebhookDeliveries.AnyAsync(d => d.State == DeliveryState.Waiting && d.DueAt <= now, cancellationToken)) { return []; }
        using var pass = await gate.EnterAsync(cancellationToken);
        var sql = $$"""
            UPDATE "WebhookDeliveries" SET "DueAt" = {1}, "Attempts" = "Attempts" + 1
            WHERE "Id" IN (SELECT "Id" FROM "WebhookDeliveries" WHERE "State" = 0 AND "DueAt" <= {0} ORDER BY "DueAt", "Id" LIMIT {2} {{db.SkipLocked}})
            RETURNING "Id" AS "Value"
            """;
        var ids = await db.Database.SqlQueryRaw<long>(sql, now, now + Lease, AtOnce).ToListAsync(cancellationToken);
        return [.. (await db.WebhookDeliveries.AsNoTracking().Where(d => ids.Contains(d.Id))
            .Join(db.WebhookEndpoints.AsNoTracking(), d => d.EndpointId, e => e.Id, (delivery, endpoint) => new { delivery, endpoint }).ToListAsync(cancellationToken))
            .Select(one => (one.delivery, one.endpoint))];
    }

    private async Task DeliverAsync(WebhookDelivery delivery, WebhookEndpoint endpoint, CancellationToken cancellationToken)
    {
        // A test goes out to a disabled endpoint too: that is how one finds out that it works again.
        var silent = endpoint.DisabledAt is not null && delivery.Type != Alert.Test;
        var answer = silent ? new WebhookAnswer(null, "Not sent: the endpoint is disabled", null, TimeSpan.Zero)
            : await sender.SendAsync(endpoint.Url, secrets.Of(endpoint, Now), delivery.MessageId, delivery.Body, cancellationToken);
        await RecordAsync(delivery, endpoint, answer, silent);
    }

    // The message may have arrived, so that what came of it is written even while the console stops.
    private async Task RecordAsync(WebhookDelivery delivery, WebhookEndpoint endpoint, WebhookAnswer answer, bool silent)
    {
        var now = Now;
        using var pass = await gate.EnterAsync(CancellationToken.None);
        await using var db = await _contexts.CreateDbContextAsync();
        await using var transaction = await db.Database.BeginTransactionAsync();
        var gone = answer.Status == 410;
        var pause = answer.IsTaken || gone || silent ? null : WebhookSchedule.PauseAfter(delivery.Attempts, answer.RetryAfter, Random.Shared.NextDouble());
        var state = answer.IsTaken ? DeliveryState.Delivered : pause is null ? DeliveryState.Failed : DeliveryState.Waiting;

        db.WebhookAttempts.Add(new WebhookAttempt { DeliveryId = delivery.Id, At = now, Status = answer.Status, Outcome = answer.Outcome, Milliseconds = (int)answer.Elapsed.TotalMilliseconds });
        await db.SaveChangesAsync();
        await db.WebhookDeliveries.Where(d => d.Id == delivery.Id)
            .ExecuteUpdateAsync(row => row.SetProperty(d => d.State, state).SetProperty(d => d.DueAt, now + (pause ?? TimeSpan.Zero)));
        if (gone || (state == DeliveryState.Failed && !silent && delivery.Type != Alert.Test))
        {
            await DisableAsync(db, endpoint, gone ? "The endpoint answered 410: gone for good" : $"A message was not taken in {WebhookSchedule.Attempts} attempts over three days", now);
        }

        await transaction.CommitAsync();
    }

    private static async Task DisableAsync(ConsoleDbContext db, WebhookEndpoint endpoint, string reason, DateTime now)
    {
        var changed = await db.WebhookEndpoints.Where(e => e.Id == endpoint.Id && e.DisabledAt == null)
            .ExecuteUpdateAsync(row => row.SetProperty(e => e.DisabledAt, now).SetProperty(e => e.DisabledReason, reason));
        if (changed == 0) { return; }
        db.Notifications.Add(new Notification { At = now, Title = $"The webhook {endpoint.Name} is disabled", Text = reason + ". An administrator can enable it again under Settings › Webhooks.", Link = "/settings/webhooks" });
        await db.SaveChangesAsync();
    }
}
