using Acsr.Delivery;
using Acsr.Infrastructure;
using Acsr.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Acsr.Releases.Deliveries;

/// <summary>Brings releases to their destinations on whichever node claims them, and takes withdrawn ones away. Every step may be done twice.</summary>
public sealed class ReleaseDeliveryWorker(
    IDbContextFactory<ConsoleDbContext> contexts, WriteGate gate, ReleaseBytes bytes, FolderStore folders, S3Store stores, TimeProvider clock, ILogger<ReleaseDeliveryWorker> log) : PeriodicWorker(contexts, clock, log)
{
    private const int AtOnce = 2;
    /// <summary>A crashed node's work comes back after that; one at work holds it longer again and again.</summary>
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan Renewal = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan SweepEvery = TimeSpan.FromHours(1);

    private readonly IDbContextFactory<ConsoleDbContext> _contexts = contexts;
    private readonly TimeProvider _clock = clock;
    private DateTime _swept;

    protected override TimeSpan Interval => TimeSpan.FromSeconds(2);

    private DateTime Now => _clock.GetUtcNow().UtcDateTime;

    /// <inheritdoc/>
    public override async Task<bool> RunOnceAsync(CancellationToken cancellationToken)
    {
        if (Now - _swept >= SweepEvery)
        {
            await bytes.SweepAsync(cancellationToken);
            _swept = Now;
        }

        var claimed = await ClaimAsync(cancellationToken);
        await Task.WhenAll(claimed.Select(one => DeliverAsync(one.Delivery, one.Destination, cancellationToken)));
        return claimed.Count == AtOnce;
    }

    private async Task<List<(ReleaseDelivery Delivery, ReleaseDestination Destination)>> ClaimAsync(CancellationToken cancellationToken)
    {
        var now = Now;
        await using var db = await _contexts.CreateDbContextAsync(cancellationToken);
        if (!await db.ReleaseDeliveries.AnyAsync(d => d.State == DeliveryState.Waiting && d.DueAt <= now, cancellationToken)) { return []; }
        using var pass = await gate.EnterAsync(cancellationToken);
        var sql = $$"""
            UPDATE "ReleaseDeliveries" SET "DueAt" = {1}, "Attempts" = "Attempts" + 1
            WHERE "Id" IN (SELECT "Id" FROM "ReleaseDeliveries" WHERE "State" = 0 AND "DueAt" <= {0} ORDER BY "DueAt", "Id" LIMIT {2} {{db.SkipLocked}})
            RETURNING "Id" AS "Value"
            """;
        var ids = await db.Database.SqlQueryRaw<string>(sql, now, now + Lease, AtOnce).ToListAsync(cancellationToken);
        return [.. (await db.ReleaseDeliveries.AsNoTracking().Where(d => ids.Contains(d.Id))
            .Join(db.ReleaseDestinations.AsNoTracking(), d => d.DestinationId, d => d.Id, (delivery, destination) => new { delivery, destination }).ToListAsync(cancellationToken))
            .Select(one => (one.delivery, one.destination))];
    }

    private async Task DeliverAsync(ReleaseDelivery delivery, ReleaseDestination destination, CancellationToken cancellationToken)
    {
        var started = _clock.GetTimestamp();
        var (bytesThere, fault, final) = (0L, (string?)null, false);
        using var renewal = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var held = RenewAsync(delivery.Id, renewal.Token);
        try
        {
            var job = await JobAsync(delivery, destination, cancellationToken);
            if (delivery.Task == DeliveryTask.Publish && job.Release.WithdrawnAt is not null) { (fault, final) = ("Not brought: the release was withdrawn.", true); }
            else if (delivery.Task == DeliveryTask.Publish && destination.DisabledAt is not null) { (fault, final) = ("Not brought: the destination is disabled.", true); }
            else if (delivery.Task == DeliveryTask.Publish) { bytesThere = await Store(destination).PublishAsync(job, cancellationToken); }
            else { await Store(destination).WithdrawAsync(job, cancellationToken); }
        }
        catch (Exception error) when (error is DestinationException or ReleaseDamagedException)
        {
            fault = error.Message;
        }
        finally
        {
            await renewal.CancelAsync();
            await held;
        }

        await RecordAsync(delivery, bytesThere, fault, final, _clock.GetElapsedTime(started));
    }

    private IDestinationStore Store(ReleaseDestination destination) => destination.Kind == DestinationKind.Folder ? folders : stores;

    private async Task<DeliveryJob> JobAsync(ReleaseDelivery delivery, ReleaseDestination destination, CancellationToken cancellationToken)
    {
        await using var db = await _contexts.CreateDbContextAsync(cancellationToken);
        var release = await db.Releases.AsNoTracking().SingleAsync(r => r.Id == delivery.ReleaseId, cancellationToken);
        var files = await db.ReleaseFiles.Where(f => f.ReleaseId == release.Id).OrderBy(f => f.Path).Select(f => new ReleaseFileSummary(f.Path, f.Length > 0 ? f.Length : f.Content.Length, f.Sha256)).ToListAsync(cancellationToken);
        var successor = await db.Releases.AsNoTracking().SingleOrDefaultAsync(r => r.Id == release.SupersededById, cancellationToken);
        return new DeliveryJob(delivery, destination, release, files, async (path, token) => await bytes.OpenAsync(release.Id, path, token) ?? throw new ReleaseDamagedException(path), successor?.Version);
    }

    private async Task RenewAsync(string id, CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(Renewal, _clock);
        try
        {
            while (await timer.WaitForNextTickAsync(cancellationToken))
            {
                var until = Now + Lease;
                using var pass = await gate.EnterAsync(cancellationToken);
                await using var db = await _contexts.CreateDbContextAsync(cancellationToken);
                await db.ReleaseDeliveries.Where(d => d.Id == id).ExecuteUpdateAsync(row => row.SetProperty(d => d.DueAt, until), cancellationToken);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
        }
    }

    // It may be there, so that what came of it is written even while the console stops.
    private async Task RecordAsync(ReleaseDelivery delivery, long there, string? fault, bool final, TimeSpan elapsed)
    {
        var now = Now;
        using var pass = await gate.EnterAsync(CancellationToken.None);
        await using var db = await _contexts.CreateDbContextAsync();
        await using var transaction = await db.Database.BeginTransactionAsync();
        var pause = fault is null || final ? null : WebhookSchedule.PauseAfter(delivery.Attempts, null, Random.Shared.NextDouble());
        var state = fault is null ? DeliveryState.Delivered : pause is null ? DeliveryState.Failed : DeliveryState.Waiting;
        var outcome = fault ?? (delivery.Task == DeliveryTask.Publish ? "Brought there and compared" : "Taken away; a note is left");
        db.ReleaseDeliveryAttempts.Add(new ReleaseDeliveryAttempt { DeliveryId = delivery.Id, At = now, Succeeded = fault is null, Outcome = outcome, Milliseconds = (int)elapsed.TotalMilliseconds });
        if (state == DeliveryState.Failed && !final)
        {
            db.Notifications.Add(new Notification { At = now, Title = "A release reached no destination", Text = outcome, Link = $"/releases/{delivery.ReleaseId}/deliveries", Audience = "|knowledge-engineer|administrator|" });
        }

        await db.SaveChangesAsync();
        await db.ReleaseDeliveries.Where(d => d.Id == delivery.Id).ExecuteUpdateAsync(row => row.SetProperty(d => d.State, state).SetProperty(d => d.DueAt, now + (pause ?? TimeSpan.Zero))
            .SetProperty(d => d.DoneAt, fault is null ? now : delivery.DoneAt).SetProperty(d => d.Bytes, there));
        if (delivery.Task == DeliveryTask.Publish && fault is null)
        {
            // Withdrawn while it was on its way: what was brought has to go again.
            await db.ReleaseDeliveries.Where(d => d.ReleaseId == delivery.ReleaseId && d.DestinationId == delivery.DestinationId && d.Task == DeliveryTask.Withdraw)
                .ExecuteUpdateAsync(row => row.SetProperty(d => d.State, DeliveryState.Waiting).SetProperty(d => d.DueAt, now).SetProperty(d => d.Attempts, 0));
        }

        await transaction.CommitAsync();
    }
}
