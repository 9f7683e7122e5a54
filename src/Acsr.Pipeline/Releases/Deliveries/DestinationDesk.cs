using Acsr.Access;
using Acsr.Delivery;
using Acsr.Store;
using Microsoft.EntityFrameworkCore;

namespace Acsr.Releases.Deliveries;

/// <summary>A destination as an administrator enters it.</summary>
public sealed record DestinationDraft(string Name, DestinationKind Kind, string Location, string Bucket = "", string Prefix = "", string Region = "us-east-1", string AccessKey = "", string Secret = "");

/// <summary>Where an administrator says to which places approved releases are brought; each change and its audit entry in one transaction.</summary>
public sealed class DestinationDesk(IDbContextFactory<ConsoleDbContext> contexts, WriteGate gate, AddressGuard guard, FolderStore folders, DestinationSecrets secrets, TimeProvider clock)
{
    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    /// <summary>All of them by name; the secrets stay encrypted.</summary>
    public async Task<IReadOnlyList<ReleaseDestination>> ListAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.ReleaseDestinations.AsNoTracking().OrderBy(d => d.Name).ThenBy(d => d.Id).ToListAsync(cancellationToken);
    }

    /// <summary>Adds one; what is approved from now on is brought there. What is wrong, in words; null when it is added.</summary>
    public async Task<string?> AddAsync(DestinationDraft draft, string by, CancellationToken cancellationToken)
    {
        if (FaultOf(draft) is { } fault) { return fault; }
        var destination = new ReleaseDestination
        {
            Name = draft.Name.Trim(),
            Kind = draft.Kind,
            Location = draft.Kind == DestinationKind.Folder ? Path.TrimEndingDirectorySeparator(Path.GetFullPath(draft.Location.Trim())) : draft.Location.Trim().TrimEnd('/'),
            Bucket = draft.Bucket.Trim(),
            Prefix = draft.Prefix.Trim().Trim('/'),
            Region = draft.Region.Trim(),
            AccessKey = draft.AccessKey.Trim(),
            Secret = draft.Kind == DestinationKind.Folder ? null : secrets.Protect(draft.Secret.Trim()),
            CreatedAt = Now,
            CreatedBy = by,
        };
        return await ChangeAsync(by, "destination.added", destination.Name, InWords(destination), db =>
        {
            db.ReleaseDestinations.Add(destination);
            return Task.FromResult(true);
        }, cancellationToken) ? null : "It could not be added.";
    }

    /// <summary>Nothing more is brought there, or again.</summary>
    public Task<bool> SetEnabledAsync(long id, bool enabled, string by, CancellationToken cancellationToken) => OnAsync(id, by, enabled ? "destination.enabled" : "destination.disabled", (_, destination) =>
        (destination.DisabledAt, destination.DisabledReason) = enabled ? ((DateTime?)null, (string?)null) : (Now, $"Disabled by {by}"), cancellationToken);

    /// <summary>Forgets it and its log; what was brought there stays there.</summary>
    public Task<bool> RemoveAsync(long id, string by, CancellationToken cancellationToken) => OnAsync(id, by, "destination.removed", (db, destination) => db.ReleaseDestinations.Remove(destination), cancellationToken);

    private string? FaultOf(DestinationDraft draft)
    {
        if (string.IsNullOrWhiteSpace(draft.Name)) { return "Give it a name, so that people know where a release went."; }
        if (draft.Kind == DestinationKind.Folder) { return folders.FaultOf(draft.Location.Trim()); }
        if (guard.FaultOf(draft.Location.Trim()) is { } fault) { return fault; }
        if (string.IsNullOrWhiteSpace(draft.Bucket)) { return "Name the bucket."; }
        if (string.IsNullOrWhiteSpace(draft.Region)) { return "Name the region; stores that have none take us-east-1."; }
        return string.IsNullOrWhiteSpace(draft.AccessKey) || string.IsNullOrWhiteSpace(draft.Secret) ? "Enter the access key and the secret key of an account that may put, read the head of and delete objects in the bucket." : null;
    }

    private static string InWords(ReleaseDestination destination) => destination.Kind == DestinationKind.Folder ? destination.Location : $"{destination.Location} {destination.Bucket}/{destination.Prefix}";

    private Task<bool> OnAsync(long id, string by, string action, Action<ConsoleDbContext, ReleaseDestination> change, CancellationToken cancellationToken) =>
        ChangeAsync(by, action, $"destination {id}", null, async db =>
        {
            if (await db.ReleaseDestinations.SingleOrDefaultAsync(d => d.Id == id, cancellationToken) is not { } destination) { return false; }
            change(db, destination);
            return true;
        }, cancellationToken);

    private async Task<bool> ChangeAsync(string by, string action, string subject, string? after, Func<ConsoleDbContext, Task<bool>> change, CancellationToken cancellationToken)
    {
        using var pass = await gate.EnterAsync(cancellationToken);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await AuditLog.LockAsync(db, cancellationToken);
        if (!await change(db)) { return false; }
        await AuditLog.AppendAsync(db, by, action, subject, null, after, Now, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return true;
    }
}
