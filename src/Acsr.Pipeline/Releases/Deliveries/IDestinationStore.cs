using System.Text;
using Acsr.Releases.Formats;

namespace Acsr.Releases.Deliveries;

/// <summary>What is to be brought to a destination, or taken away from it.</summary>
/// <param name="Delivery">Its record.</param>
/// <param name="Destination">Where to.</param>
/// <param name="Release">What.</param>
/// <param name="Files">Its files.</param>
/// <param name="Open">Reads one of them.</param>
/// <param name="Superseded">Version of what took its place; null where nothing did.</param>
public sealed record DeliveryJob(
    ReleaseDelivery Delivery, ReleaseDestination Destination, Release Release, IReadOnlyList<ReleaseFileSummary> Files,
    Func<string, CancellationToken, Task<ReleaseFileStream>> Open, string? Superseded)
{
    /// <summary>Beside the files of a release: the console's signature over the manifest.</summary>
    public const string SignaturePath = "signature.dsse.json";

    /// <summary>In the place of the files of a withdrawn release.</summary>
    public const string WithdrawnPath = "WITHDRAWN.json";

    /// <summary>Where the release lies below the destination: <c>name/version</c>.</summary>
    public string Folder => $"{Release.Name}/{Release.Version}";

    /// <summary>Everything but the manifest, which comes last: whoever finds it finds all.</summary>
    public IEnumerable<ReleaseFileSummary> Content => Files.Where(f => f.Path != Manifest.Path);

    public ReleaseFileSummary ManifestFile => Files.Single(f => f.Path == Manifest.Path);

    public byte[] Signature => Encoding.UTF8.GetBytes(Release.Signature ?? "");

    /// <summary>What is left of a withdrawn release.</summary>
    public byte[] Note => ReleaseJson.Write(json =>
    {
        json.WriteStartObject();
        json.WriteString("delivery", Delivery.Id);
        json.WriteString("dataset", Release.Name);
        json.WriteString("version", Release.Version);
        json.WriteString("manifest_sha256", Release.Sha256);
        json.WriteString("withdrawn_at", Release.WithdrawnAt ?? Release.CreatedAt);
        json.WriteString("because", Release.WithdrawnBecause);
        json.WriteString("superseded_by", Superseded);
        json.WriteEndObject();
    }, indented: true);
}

/// <summary>A kind of destination. What it did may be done again: a crash leaves nobody knowing whether it was.</summary>
public interface IDestinationStore
{
    /// <summary>Brings all files, the manifest last; how many bytes the release has there.</summary>
    /// <exception cref="DestinationException">It could not, and the message says why.</exception>
    Task<long> PublishAsync(DeliveryJob job, CancellationToken cancellationToken);

    /// <summary>Takes away all files but the manifest and leaves a note.</summary>
    /// <exception cref="DestinationException">It could not, and the message says why.</exception>
    Task WithdrawAsync(DeliveryJob job, CancellationToken cancellationToken);
}

/// <summary>A destination did not take what was brought, for a reason that people can read.</summary>
public sealed class DestinationException(string message, Exception? inner = null) : Exception(message, inner);
