using System.Text.Json;
using Acsr.Access;
using Acsr.Delivery;
using Acsr.Store;
using Microsoft.EntityFrameworkCore;

namespace Acsr.Releases.Deliveries;

/// <summary>One way by which a release went, or is going, to somebody.</summary>
/// <param name="Id"><c>dlv_…</c> or the <c>webhook-id</c>.</param>
/// <param name="To">Name of the destination or endpoint.</param>
/// <param name="What">What is done there.</param>
/// <param name="State">How far it is.</param>
/// <param name="CreatedAt">Since when.</param>
/// <param name="DueAt">When it is tried next, while it waits.</param>
/// <param name="Bytes">Brought there; 0 for messages.</param>
/// <param name="Attempts">The newest first.</param>
/// <param name="Receipt">What the consumer said.</param>
/// <param name="IsMessage">A webhook; its log is under Settings › Webhooks too.</param>
public sealed record DeliveryView(
    string Id, string To, string What, DeliveryState State, DateTime CreatedAt, DateTime DueAt, long Bytes, IReadOnlyList<DeliveryAttemptView> Attempts, DeliveryReceipt? Receipt, bool IsMessage);

/// <summary>One attempt.</summary>
public sealed record DeliveryAttemptView(DateTime At, bool Succeeded, string Outcome, int Milliseconds);

/// <summary>What became of a receipt.</summary>
public enum ReceiptOutcome { Noted = 1, NotFound = 2, BadStatus = 3 }

/// <summary>What is known of who got a release: deliveries with their attempts and receipts, and who took it away by themselves.</summary>
public sealed class ReleaseDeliveries(IDbContextFactory<ConsoleDbContext> contexts, WriteGate gate, TimeProvider clock)
{
    /// <summary>What a consumer may say it did.</summary>
    public static readonly IReadOnlyList<string> Statuses = ["received", "applied", "rejected", "removed"];

    public const int MaxNote = 500;

    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    /// <summary>Deliveries and messages about a release, the newest first.</summary>
    public async Task<IReadOnlyList<DeliveryView>> ListAsync(long releaseId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var brought = await db.ReleaseDeliveries.AsNoTracking().Include(d => d.Log).Where(d => d.ReleaseId == releaseId)
            .Join(db.ReleaseDestinations, d => d.DestinationId, d => d.Id, (delivery, destination) => new { delivery, destination.Name }).ToListAsync(cancellationToken);
        var logs = await db.ReleaseDeliveryAttempts.AsNoTracking().Where(a => db.ReleaseDeliveries.Any(d => d.Id == a.DeliveryId && d.ReleaseId == releaseId)).OrderByDescending(a => a.Id).ToListAsync(cancellationToken);
        var messages = await MessagesAsync(db, releaseId, cancellationToken);
        var ids = brought.Select(b => b.delivery.Id).Concat(messages.Select(m => m.Delivery.MessageId)).ToList();
        var receipts = await db.DeliveryReceipts.AsNoTracking().Where(r => ids.Contains(r.DeliveryId)).ToDictionaryAsync(r => r.DeliveryId, cancellationToken);
        return
        [
            .. brought.Select(b => new DeliveryView(
                b.delivery.Id, b.Name, b.delivery.Task == DeliveryTask.Publish ? "files" : "withdrawal", b.delivery.State, b.delivery.CreatedAt, b.delivery.DueAt, b.delivery.Bytes,
                [.. logs.Where(a => a.DeliveryId == b.delivery.Id).Select(a => new DeliveryAttemptView(a.At, a.Succeeded, a.Outcome, a.Milliseconds))], receipts.GetValueOrDefault(b.delivery.Id), IsMessage: false))
            .Concat(messages.Select(m => new DeliveryView(
                m.Delivery.MessageId, m.Name, m.Delivery.Type == ReleasePublisher.Published ? "news" : "news of withdrawal", m.Delivery.State, m.Delivery.CreatedAt, m.Delivery.DueAt, 0,
                [.. m.Delivery.Log.OrderByDescending(a => a.Id).Select(a => new DeliveryAttemptView(a.At, a.Status is >= 200 and < 300, $"{a.Status?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "no answer"}: {a.Outcome}", a.Milliseconds))],
                receipts.GetValueOrDefault(m.Delivery.MessageId), IsMessage: true)))
            .OrderByDescending(d => d.CreatedAt).ThenBy(d => d.To, StringComparer.Ordinal),
        ];
    }

    /// <summary>Who took files of a release away by themselves, the last one first.</summary>
    public async Task<IReadOnlyList<ReleasePull>> PullsAsync(long releaseId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.ReleasePulls.AsNoTracking().Where(p => p.ReleaseId == releaseId).OrderByDescending(p => p.LastAt).ToListAsync(cancellationToken);
    }

    /// <summary>Notes that somebody took a file away.</summary>
    public async Task PulledAsync(long releaseId, string by, CancellationToken cancellationToken)
    {
        var now = Now;
        using var pass = await gate.EnterAsync(cancellationToken);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await db.Database.ExecuteSqlAsync($"""
            INSERT INTO "ReleasePulls" ("ReleaseId", "By", "FirstAt", "LastAt", "Files") VALUES ({releaseId}, {by}, {now}, {now}, 1)
            ON CONFLICT ("ReleaseId", "By") DO UPDATE SET "LastAt" = excluded."LastAt", "Files" = "ReleasePulls"."Files" + 1
            """, cancellationToken);
    }

    /// <summary>Does a delivery once more, under the same id; a message is sent again with the same <c>webhook-id</c>. False when there is none of that id.</summary>
    public async Task<bool> ReplayAsync(string id, string by, CancellationToken cancellationToken)
    {
        var now = Now;
        using var pass = await gate.EnterAsync(cancellationToken);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var changed = await db.ReleaseDeliveries.Where(d => d.Id == id && d.State != DeliveryState.Waiting)
            .ExecuteUpdateAsync(row => row.SetProperty(d => d.State, DeliveryState.Waiting).SetProperty(d => d.DueAt, now).SetProperty(d => d.Attempts, 0), cancellationToken);
        changed += await db.WebhookDeliveries.Where(d => d.MessageId == id && d.State != DeliveryState.Waiting)
            .ExecuteUpdateAsync(row => row.SetProperty(d => d.State, DeliveryState.Waiting).SetProperty(d => d.DueAt, now).SetProperty(d => d.Attempts, 0), cancellationToken);
        if (changed == 0) { return false; }
        await AuditLog.AppendAsync(db, by, "delivery.replayed", id, null, null, now, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    /// <summary>Notes what a consumer did with a delivery; said again, the last word holds.</summary>
    public async Task<ReceiptOutcome> ReceiveAsync(string id, string status, string? note, string by, CancellationToken cancellationToken)
    {
        if (!Statuses.Contains(status)) { return ReceiptOutcome.BadStatus; }
        var now = Now;
        var kept = note is { Length: > MaxNote } ? note[..MaxNote] : note;
        using var pass = await gate.EnterAsync(cancellationToken);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var release = await db.ReleaseDeliveries.Where(d => d.Id == id).Select(d => (long?)d.ReleaseId).SingleOrDefaultAsync(cancellationToken);
        if (release is null)
        {
            var body = await db.WebhookDeliveries.Where(d => d.MessageId == id).Select(d => d.Body).FirstOrDefaultAsync(cancellationToken);
            if (body is null) { return ReceiptOutcome.NotFound; }
            release = ReleaseOf(body);
        }

        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await db.Database.ExecuteSqlAsync($"""
            INSERT INTO "DeliveryReceipts" ("DeliveryId", "ReleaseId", "At", "By", "Status", "Note") VALUES ({id}, {release}, {now}, {by}, {status}, {kept})
            ON CONFLICT ("DeliveryId") DO UPDATE SET "At" = excluded."At", "By" = excluded."By", "Status" = excluded."Status", "Note" = excluded."Note"
            """, cancellationToken);
        await AuditLog.AppendAsync(db, by, "delivery.receipt", id, null, kept is null ? status : $"{status}: {kept}", now, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return ReceiptOutcome.Noted;
    }

    private static async Task<List<(WebhookDelivery Delivery, string Name)>> MessagesAsync(ConsoleDbContext db, long releaseId, CancellationToken cancellationToken)
    {
        // Messages name their release in the body only; there are a handful of such messages for each release.
        string[] types = [ReleasePublisher.Published, ReleasePublisher.Withdrawn];
        var mark = $"\"release_id\":{releaseId},";
        var found = await db.WebhookDeliveries.AsNoTracking().Include(d => d.Log).Where(d => types.Contains(d.Type) && d.Body.Contains(mark))
            .Join(db.WebhookEndpoints, d => d.EndpointId, e => e.Id, (delivery, endpoint) => new { delivery, endpoint.Name }).ToListAsync(cancellationToken);
        var ids = found.ConvertAll(f => f.delivery.Id);
        var log = await db.WebhookAttempts.AsNoTracking().Where(a => ids.Contains(a.DeliveryId)).ToListAsync(cancellationToken);
        foreach (var one in found) { one.delivery.Log = log.FindAll(a => a.DeliveryId == one.delivery.Id); }
        return found.ConvertAll(f => (f.delivery, f.Name));
    }

    private static long? ReleaseOf(string body)
    {
        using var message = JsonDocument.Parse(body);
        return message.RootElement.TryGetProperty("data", out var data) && data.TryGetProperty("release_id", out var id) && id.TryGetInt64(out var number) ? number : null;
    }
}
