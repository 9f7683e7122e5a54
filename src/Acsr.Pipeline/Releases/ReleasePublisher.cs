using System.Text.Json.Nodes;
using Acsr.Delivery;
using Acsr.Store;
using Microsoft.EntityFrameworkCore;

namespace Acsr.Releases;

/// <summary>What happens when a release may leave, or may no longer: written with the decision, so that neither is there without the other.</summary>
public sealed class ReleasePublisher(ReleaseSigner signer, Outbox outbox, TimeProvider clock)
{
    /// <summary>Of the CloudEvent that tells of an approved release.</summary>
    public const string Published = "io.acsr.dataset.published.v1";

    /// <summary>Of the CloudEvent that tells of a withdrawn one.</summary>
    public const string Withdrawn = "io.acsr.dataset.withdrawn.v1";

    /// <summary>Signs, tells every endpoint and notes a delivery for every destination.</summary>
    /// <param name="db">A context with an open transaction; the release is tracked and its approvals are loaded.</param>
    /// <param name="release">What was approved.</param>
    /// <param name="cancellationToken">Nothing is written when it fires.</param>
    public async Task PublishAsync(ConsoleDbContext db, Release release, CancellationToken cancellationToken)
    {
        release.Signature = await signer.SignAsync(db, release, release.Approvals, cancellationToken);
        await outbox.RaiseAsync(db, Told(Published, release, $"{release.Name} {release.Version} is published", "It may be downloaded, and is on its way to every destination."), cancellationToken);
        await AddAsync(db, release.Id, DeliveryTask.Publish, await db.ReleaseDestinations.Where(d => d.DisabledAt == null).Select(d => d.Id).ToListAsync(cancellationToken));
    }

    /// <summary>Tells every endpoint that a release is withdrawn, and has it taken away wherever it was brought to or is on its way to.</summary>
    /// <param name="db">A context with an open transaction.</param>
    /// <param name="release">What is withdrawn, with its reason.</param>
    /// <param name="items">Ids of the items that must be trained on no more.</param>
    /// <param name="successor">What took its place.</param>
    /// <param name="cancellationToken">Nothing is written when it fires.</param>
    public async Task WithdrawAsync(ConsoleDbContext db, Release release, IReadOnlyList<string> items, Release? successor, CancellationToken cancellationToken)
    {
        var alert = Told(Withdrawn, release, $"{release.Name} {release.Version} is withdrawn", (release.WithdrawnBecause ?? "") + (successor is null ? "" : $" Version {successor.Version} takes its place."));
        alert.Data["withdrawn_items"] = items.Count;
        if (successor is not null) { alert.Data["superseded_by"] = new JsonObject { ["release_id"] = successor.Id, ["version"] = successor.Version }; }
        await outbox.RaiseAsync(db, alert, cancellationToken);
        var at = await db.ReleaseDeliveries.Where(d => d.ReleaseId == release.Id && d.Task == DeliveryTask.Publish).Select(d => d.DestinationId).ToListAsync(cancellationToken);
        await AddAsync(db, release.Id, DeliveryTask.Withdraw, at);
    }

    private static Alert Told(string type, Release release, string title, string text) => new(type, title, text, $"/releases/{release.Id}", new JsonObject
    {
        ["release_id"] = release.Id,
        ["dataset"] = release.Name,
        ["version"] = release.Version,
        ["manifest_sha256"] = release.Sha256,
        ["files"] = $"/api/v1/releases/{release.Id}/files",
    }, release.Demo);

    private Task AddAsync(ConsoleDbContext db, long releaseId, DeliveryTask task, List<long> destinations)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        db.ReleaseDeliveries.AddRange(destinations.Select(destination => new ReleaseDelivery
        {
            Id = "dlv_" + Guid.CreateVersion7().ToString("N"),
            ReleaseId = releaseId,
            DestinationId = destination,
            Task = task,
            CreatedAt = now,
            DueAt = now,
        }));
        return Task.CompletedTask;
    }
}
