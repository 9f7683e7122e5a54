using Acsr.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Acsr.Delivery;

/// <summary>Puts what is to be told into the transaction of what it tells of, so that neither is there without the other.</summary>
public sealed class Outbox(IOptions<DeliveryOptions> options, TimeProvider clock)
{
    /// <summary>Adds a notification for people and one message for every endpoint; the caller saves and commits, and then nudges <see cref="WebhookWorker"/>.</summary>
    /// <param name="db">The unit of work.</param>
    /// <param name="alert">What is told.</param>
    /// <param name="cancellationToken">Nothing is written when it fires.</param>
    /// <param name="audience">As <see cref="Notification.Audience"/>.</param>
    /// <param name="webhooks">Endpoints are told as well.</param>
    public async Task RaiseAsync(ConsoleDbContext db, Alert alert, CancellationToken cancellationToken, string audience = "", bool webhooks = true)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        db.Notifications.Add(new Notification { At = now, Title = alert.Title, Text = alert.Text, Link = alert.Link, Audience = audience, Demo = alert.Demo });
        if (!webhooks) { return; }
        foreach (var endpoint in await db.WebhookEndpoints.Where(e => e.DisabledAt == null).Select(e => e.Id).ToListAsync(cancellationToken)) { Add(db, endpoint, alert, now); }
    }

    /// <summary>Adds one message for one endpoint.</summary>
    public WebhookDelivery Add(ConsoleDbContext db, long endpointId, Alert alert, DateTime now)
    {
        var id = "msg_" + Guid.CreateVersion7().ToString("N");
        return db.WebhookDeliveries.Add(new WebhookDelivery
        {
            EndpointId = endpointId,
            MessageId = id,
            Type = alert.Type,
            Body = alert.Body(id, options.Value.PublicUrl, now),
            CreatedAt = now,
            DueAt = now,
        }).Entity;
    }
}
