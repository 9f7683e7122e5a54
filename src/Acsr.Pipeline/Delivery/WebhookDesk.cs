using Acsr.Access;
using Acsr.Store;
using Microsoft.EntityFrameworkCore;

namespace Acsr.Delivery;

/// <summary>An endpoint as its page shows it, with its last messages; never with its secret.</summary>
public sealed record EndpointView(WebhookEndpoint Endpoint, IReadOnlyList<WebhookDelivery> Deliveries);

/// <summary>What became of a change to the endpoints: the secret that is shown once, or what is wrong in words.</summary>
public sealed record EndpointResult(string? Secret = null, string? Problem = null);

/// <summary>Where an administrator keeps the endpoints; each change and its audit entry in one transaction.</summary>
public sealed class WebhookDesk(
    IDbContextFactory<ConsoleDbContext> contexts, WriteGate gate, AddressGuard guard, WebhookSecrets secrets, Outbox outbox, WebhookWorker worker, TimeProvider clock)
{
    /// <summary>How long the secret before a rotation still signs.</summary>
    public static readonly TimeSpan Overlap = TimeSpan.FromHours(24);

    private const int Shown = 20;

    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    /// <summary>All endpoints by name, each with its newest messages and their attempts.</summary>
    public async Task<IReadOnlyList<EndpointView>> ListAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var views = new List<EndpointView>();
        foreach (var endpoint in await db.WebhookEndpoints.AsNoTracking().OrderBy(e => e.Name).ThenBy(e => e.Id).ToListAsync(cancellationToken))
        {
            views.Add(new EndpointView(endpoint, await db.WebhookDeliveries.AsNoTracking().Include(d => d.Log.OrderByDescending(a => a.Id))
                .Where(d => d.EndpointId == endpoint.Id).OrderByDescending(d => d.Id).Take(Shown).ToListAsync(cancellationToken)));
        }

        return views;
    }

    /// <summary>Adds an endpoint; its secret is in the result and can be read nowhere later.</summary>
    public async Task<EndpointResult> AddAsync(string name, string url, string by, CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(name)) { return new(Problem: "Give it a name, so that you know later who stops hearing when you remove it."); }
        if (guard.FaultOf(url.Trim()) is { } fault) { return new(Problem: fault); }
        var secret = StandardWebhook.NewSecret();
        var endpoint = new WebhookEndpoint { Name = name.Trim(), Url = url.Trim(), Secret = secrets.Protect(secret), CreatedAt = Now, CreatedBy = by };
        await ChangeAsync(by, "webhook.added", endpoint.Name, endpoint.Url, db => { db.WebhookEndpoints.Add(endpoint); return Task.CompletedTask; }, cancellationToken);
        return new(secret);
    }

    /// <summary>Makes a new secret; for a day the one before signs as well, so that the receiver can change over without losing a message.</summary>
    public async Task<EndpointResult> RotateAsync(long id, string by, CancellationToken cancellationToken)
    {
        var secret = StandardWebhook.NewSecret();
        var changed = await ChangeAsync(id, by, "webhook.secret-rotated", endpoint =>
        {
            (endpoint.PreviousSecret, endpoint.PreviousUntil) = (endpoint.Secret, Now + Overlap);
            endpoint.Secret = secrets.Protect(secret);
        }, cancellationToken);
        return changed ? new(secret) : new(Problem: "It has been removed meanwhile.");
    }

    /// <summary>Stops or starts telling an endpoint. What came up while it was disabled is not sent later.</summary>
    public Task<bool> SetEnabledAsync(long id, bool enabled, string by, CancellationToken cancellationToken) =>
        ChangeAsync(id, by, enabled ? "webhook.enabled" : "webhook.disabled", endpoint =>
            (endpoint.DisabledAt, endpoint.DisabledReason) = enabled ? ((DateTime?)null, (string?)null) : (Now, $"By {by}"), cancellationToken);

    /// <summary>Removes an endpoint with its log.</summary>
    public async Task RemoveAsync(long id, string by, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        if (await db.WebhookEndpoints.AsNoTracking().SingleOrDefaultAsync(e => e.Id == id, cancellationToken) is not { } endpoint) { return; }
        await ChangeAsync(by, "webhook.removed", endpoint.Name, null, work => work.WebhookEndpoints.Where(e => e.Id == id).ExecuteDeleteAsync(cancellationToken), cancellationToken);
    }

    /// <summary>Sends a message that says that it is a test.</summary>
    public async Task TestAsync(long id, string by, CancellationToken cancellationToken)
    {
        var alert = new Alert(Alert.Test, "Test message", $"{by} tries this endpoint out.", "/settings/webhooks", [], Demo: false);
        if (await ChangeAsync(id, by, "webhook.tested", (db, endpoint) => outbox.Add(db, endpoint.Id, alert, Now), cancellationToken)) { worker.Nudge(); }
    }

    /// <summary>Sends a message once more, with the same id, so that a receiver that has it knows.</summary>
    public async Task ReplayAsync(long deliveryId, string by, CancellationToken cancellationToken)
    {
        var now = Now;
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        if (await db.WebhookDeliveries.AsNoTracking().SingleOrDefaultAsync(d => d.Id == deliveryId, cancellationToken) is not { } delivery) { return; }
        await ChangeAsync(by, "webhook.replayed", delivery.MessageId, null, work => work.WebhookDeliveries.Where(d => d.Id == deliveryId)
            .ExecuteUpdateAsync(row => row.SetProperty(d => d.State, DeliveryState.Waiting).SetProperty(d => d.DueAt, now).SetProperty(d => d.Attempts, 0), cancellationToken), cancellationToken);
        worker.Nudge();
    }

    private Task<bool> ChangeAsync(long id, string by, string action, Action<WebhookEndpoint> change, CancellationToken cancellationToken) =>
        ChangeAsync(id, by, action, (_, endpoint) => change(endpoint), cancellationToken);

    private async Task<bool> ChangeAsync(long id, string by, string action, Action<ConsoleDbContext, WebhookEndpoint> change, CancellationToken cancellationToken)
    {
        using var pass = await gate.EnterAsync(cancellationToken);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await AuditLog.LockAsync(db, cancellationToken);
        if (await db.WebhookEndpoints.SingleOrDefaultAsync(e => e.Id == id, cancellationToken) is not { } endpoint) { return false; }
        change(db, endpoint);
        await AuditLog.AppendAsync(db, by, action, endpoint.Name, null, endpoint.Url, Now, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    private async Task ChangeAsync(string by, string action, string subject, string? after, Func<ConsoleDbContext, Task> change, CancellationToken cancellationToken)
    {
        using var pass = await gate.EnterAsync(cancellationToken);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await change(db);
        await AuditLog.AppendAsync(db, by, action, subject, null, after, Now, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }
}
