using System.Security.Cryptography;
using Acsr.Delivery;
using Acsr.Releases.Formats;
using Microsoft.Extensions.Options;

namespace Acsr.Releases.Deliveries;

/// <summary>
/// A folder. Files are written into a hidden folder beside their place, and that is renamed when all of them are on the disk: a release is
/// there as a whole or not at all, whenever the power fails.
/// </summary>
public sealed class FolderStore(IOptions<DeliveryOptions> options) : IDestinationStore
{
    /// <summary>What is wrong with a folder as somebody typed it, and how to mend it; null when nothing is.</summary>
    public string? FaultOf(string folder)
    {
        if (!Path.IsPathFullyQualified(folder)) { return "Give the whole path of a folder, for example /srv/releases."; }
        var full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        return options.Value.AllowedFolders.Any(allowed => IsWithin(full, Path.TrimEndingDirectorySeparator(Path.GetFullPath(allowed)))) ? null
            : "Releases may only be written into folders that whoever runs the console names in the setting Delivery:AllowedFolders.";
    }

    /// <inheritdoc/>
    public Task<long> PublishAsync(DeliveryJob job, CancellationToken cancellationToken) => SaidAsync(async () =>
    {
        var place = Place(job);
        if (!File.Exists(Path.Combine(place, Manifest.Path))) { await BringAsync(job, place, cancellationToken); }
        foreach (var file in job.Files)
        {
            var path = Path.Combine(place, file.Path);
            if (!File.Exists(path) || await HashAsync(path, cancellationToken) != file.Sha256) { throw new DestinationException($"{path} is there with other bytes. A release never changes: move that folder away, and send again."); }
        }

        return job.Files.Sum(f => f.Length);
    });

    /// <inheritdoc/>
    public Task WithdrawAsync(DeliveryJob job, CancellationToken cancellationToken) => SaidAsync(async () =>
    {
        var place = Place(job);
        if (!Directory.Exists(place)) { return 0; }
        var note = Path.Combine(place, DeliveryJob.WithdrawnPath);
        await File.WriteAllBytesAsync(note + ".new", job.Note, cancellationToken);
        File.Move(note + ".new", note, overwrite: true);
        foreach (var file in job.Content.Select(f => f.Path).Append(DeliveryJob.SignaturePath)) { File.Delete(Path.Combine(place, file)); }
        foreach (var empty in Directory.EnumerateDirectories(place).Where(d => !Directory.EnumerateFileSystemEntries(d).Any())) { Directory.Delete(empty); }
        return 0;
    });

    private static async Task BringAsync(DeliveryJob job, string place, CancellationToken cancellationToken)
    {
        var beside = Path.Combine(Path.GetDirectoryName(place)!, "." + Path.GetFileName(place) + "." + job.Delivery.Id);
        Directory.CreateDirectory(beside);
        foreach (var file in job.Files)
        {
            var path = Path.Combine(beside, file.Path);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            await using var from = await job.Open(file.Path, cancellationToken);
            await using var to = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, 1 << 16, FileOptions.Asynchronous);
            await from.CopyToAsync(to, 1 << 16, cancellationToken);
            to.Flush(flushToDisk: true);
        }

        await using (var signature = new FileStream(Path.Combine(beside, DeliveryJob.SignaturePath), FileMode.Create, FileAccess.Write, FileShare.None))
        {
            await signature.WriteAsync(job.Signature, cancellationToken);
            signature.Flush(flushToDisk: true);
        }

        if (Directory.Exists(place)) { throw new DestinationException($"{place} is there without a manifest. Move it away, and send again."); }
        Directory.Move(beside, place);
    }

    private string Place(DeliveryJob job) => FaultOf(job.Destination.Location) is { } fault ? throw new DestinationException(fault)
        : Path.Combine(job.Destination.Location, job.Release.Name, job.Release.Version);

    private static async Task<string> HashAsync(string path, CancellationToken cancellationToken)
    {
        await using var stream = File.OpenRead(path);
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, cancellationToken));
    }

    private static bool IsWithin(string folder, string allowed) => folder == allowed || folder.StartsWith(allowed + Path.DirectorySeparatorChar, StringComparison.Ordinal);

    private static async Task<long> SaidAsync(Func<Task<long>> work)
    {
        try
        {
            return await work();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new DestinationException(error.Message, error);
        }
    }
}
