using System.Net;
using Acsr.Delivery;
using Acsr.Releases.Formats;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;

namespace Acsr.Releases.Deliveries;

/// <summary>
/// A bucket of an S3-compatible store, reached past the same guard as every other request of the console's own. Each object is put whole; the
/// manifest comes last. What is there with the right hash is not sent again, so that a broken delivery goes on where it stopped.
/// </summary>
public sealed class S3Store(AddressGuard guard, DestinationSecrets secrets) : IDestinationStore, IDisposable
{
    private const string Hash = "acsr-sha256";
    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(30);

    private readonly GuardedClients _clients = new(guard);

    /// <inheritdoc/>
    public Task<long> PublishAsync(DeliveryJob job, CancellationToken cancellationToken) => WithAsync(job, async client =>
    {
        foreach (var file in job.Content) { await PutAsync(client, job, file, cancellationToken); }
        await PutAsync(client, job, DeliveryJob.SignaturePath, new MemoryStream(job.Signature), null, cancellationToken);
        await PutAsync(client, job, job.ManifestFile, cancellationToken);
        return job.Files.Sum(f => f.Length);
    });

    /// <inheritdoc/>
    public Task WithdrawAsync(DeliveryJob job, CancellationToken cancellationToken) => WithAsync(job, async client =>
    {
        await PutAsync(client, job, DeliveryJob.WithdrawnPath, new MemoryStream(job.Note), null, cancellationToken);
        foreach (var path in job.Content.Select(f => f.Path).Append(DeliveryJob.SignaturePath))
        {
            await client.DeleteObjectAsync(new DeleteObjectRequest { BucketName = job.Destination.Bucket, Key = Key(job, path) }, cancellationToken);
        }

        return 0;
    });

    public void Dispose() => _clients.Dispose();

    private async Task<long> WithAsync(DeliveryJob job, Func<AmazonS3Client, Task<long>> work)
    {
        var destination = job.Destination;
        if (guard.FaultOf(destination.Location) is { } fault) { throw new DestinationException(fault); }
        if (destination.Secret is not { } stored || secrets.Reveal(stored) is not { } secret) { throw new DestinationException("The secret key cannot be read: the keys that encrypted it are gone. Enter it again."); }
        using var client = new AmazonS3Client(new BasicAWSCredentials(destination.AccessKey, secret), new AmazonS3Config
        {
            ServiceURL = destination.Location,
            AuthenticationRegion = destination.Region,
            // Most stores that are not Amazon's know buckets as paths only.
            ForcePathStyle = true,
            HttpClientFactory = _clients,
            // Our own schedule tries again, and shows it.
            MaxErrorRetry = 0,
            Timeout = Timeout,
            RequestChecksumCalculation = RequestChecksumCalculation.WHEN_REQUIRED,
            ResponseChecksumValidation = ResponseChecksumValidation.WHEN_REQUIRED,
        });
        try
        {
            return await work(client);
        }
        catch (AmazonServiceException error)
        {
            throw new DestinationException(error.GetBaseException() is AddressRefusedException refused ? refused.Message : $"The store answered {(int)error.StatusCode} {error.ErrorCode}: {error.Message}", error);
        }
        catch (Exception error) when (error is HttpRequestException or AmazonClientException)
        {
            throw new DestinationException(error.GetBaseException().Message, error);
        }
    }

    private static async Task PutAsync(AmazonS3Client client, DeliveryJob job, ReleaseFileSummary file, CancellationToken cancellationToken)
    {
        if (await HasAsync(client, job, file, cancellationToken)) { return; }
        await using var content = await job.Open(file.Path, cancellationToken);
        await PutAsync(client, job, file.Path, content, file.Sha256, cancellationToken);
    }

    private static async Task PutAsync(AmazonS3Client client, DeliveryJob job, string path, Stream content, string? sha256, CancellationToken cancellationToken)
    {
        var put = new PutObjectRequest
        {
            BucketName = job.Destination.Bucket,
            Key = Key(job, path),
            InputStream = content,
            AutoCloseStream = false,
            ContentType = Croissant.TypeOf(path),
            UseChunkEncoding = false,
        };
        put.Headers.ContentLength = content.Length;
        put.Metadata["acsr-delivery"] = job.Delivery.Id;
        if (sha256 is not null) { put.Metadata[Hash] = sha256; }
        await client.PutObjectAsync(put, cancellationToken);
    }

    private static async Task<bool> HasAsync(AmazonS3Client client, DeliveryJob job, ReleaseFileSummary file, CancellationToken cancellationToken)
    {
        try
        {
            var head = await client.GetObjectMetadataAsync(new GetObjectMetadataRequest { BucketName = job.Destination.Bucket, Key = Key(job, file.Path) }, cancellationToken);
            return head.ContentLength == file.Length && head.Metadata[Hash] == file.Sha256;
        }
        catch (AmazonS3Exception error) when (error.StatusCode == HttpStatusCode.NotFound)
        {
            return false;
        }
    }

    private static string Key(DeliveryJob job, string path) => job.Destination.Prefix.Length == 0 ? $"{job.Folder}/{path}" : $"{job.Destination.Prefix}/{job.Folder}/{path}";

    /// <summary>One client for all stores: it connects to allowed addresses only.</summary>
    private sealed class GuardedClients(AddressGuard guard) : HttpClientFactory, IDisposable
    {
        private readonly HttpClient _client = new(guard.Handler()) { Timeout = S3Store.Timeout };

        public override HttpClient CreateHttpClient(IClientConfig clientConfig) => _client;

        public override bool UseSDKHttpClientCaching(IClientConfig clientConfig) => false;

        public override bool DisposeHttpClientsAfterUse(IClientConfig clientConfig) => false;

        public void Dispose() => _client.Dispose();
    }
}
