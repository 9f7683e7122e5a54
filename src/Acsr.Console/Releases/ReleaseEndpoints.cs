using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Acsr.Access;
using Acsr.Releases.Deliveries;
using Acsr.Releases.Formats;
using Acsr.Retention;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Net.Http.Headers;

namespace Acsr.Releases;

/// <summary>A published release as machines read it. One that was withdrawn stays in the list, so that whoever has it learns of it.</summary>
public sealed record PublishedRelease(long Id, string Name, string Version, DateTime CreatedAt, int Rows, string Sha256, IReadOnlyList<ReleaseFileSummary> Files, WithdrawnNote? Withdrawn);

/// <summary>That a release was withdrawn: why, what took its place, and which items must be trained on no more.</summary>
public sealed record WithdrawnNote(DateTime At, string Because, long? SupersededBy, IReadOnlyList<string> Items);

/// <summary>What differs between two releases.</summary>
public sealed record PublishedDiff(int Added, int Removed, int Changed, int Same, IReadOnlyList<PublishedDifference> Rows, string? Next);

/// <summary>A row that differs, as it stands in the TRL file of each.</summary>
public sealed record PublishedDifference(string ItemId, string Change, JsonElement? Before, JsonElement? After);

/// <summary>What a consumer did with a delivery.</summary>
public sealed record ReceiptRequest(string Status, string? Note = null);

/// <summary>The keys by which signatures of releases are verified.</summary>
public sealed record ReleaseKeys(IReadOnlyList<ReleasePublicKey> Keys);

internal static class ReleaseEndpoints
{
    private const int MostRows = 500;

    /// <summary>Approved releases and their files: for pipelines behind a read key, and for people who curate.</summary>
    public static void MapReleases(this IEndpointRouteBuilder routes)
    {
        var machines = routes.MapGroup("/api/v1/releases").RequireAuthorization(AccessPolicies.ReadKey).WithTags("Releases");
        machines.MapGet("", ListAsync).WithName("GetReleases").WithSummary("The approved releases, newest first, withdrawn ones with a note");
        machines.MapGet("/{id:long}/files/{**path}", FileAsync).WithName("GetReleaseFile").WithSummary("One file of an approved release, byte for byte, from any byte on");
        machines.MapGet("/{id:long}/signature", SignatureAsync).WithName("GetReleaseSignature").WithSummary("The signature over the manifest, as a DSSE envelope");
        machines.MapGet("/{id:long}/diff/{from:long}", DiffAsync).WithName("GetReleaseDiff").WithSummary("What came, went and changed since another release, row by row");
        routes.MapPost("/api/v1/deliveries/{id}/receipt", ReceiptAsync).RequireAuthorization(AccessPolicies.ReadKey).WithTags("Releases").WithName("PostDeliveryReceipt").WithSummary("A consumer says what it did with a delivery");
        routes.MapGet("/.well-known/acsr-release-keys.json", KeysAsync).AllowAnonymous().ExcludeFromDescription();
        routes.MapGet("/settings/erasure/{id:long}/certificate", CertificateAsync).RequireAuthorization(AccessPolicies.CanAdminister).ExcludeFromDescription();
        routes.MapGet("/releases/{id:long}/files/{**path}", FileAsync).RequireAuthorization(AccessPolicies.CanCurate).ExcludeFromDescription();
    }

    private static async Task<Results<ContentHttpResult, StatusCodeHttpResult>> ListAsync(HttpContext http, ReleaseDesk desk, CancellationToken cancellationToken)
    {
        var published = new List<PublishedRelease>();
        foreach (var release in (await desk.ListAsync(cancellationToken)).Where(r => r.IsApproved))
        {
            var details = await desk.GetAsync(release.Id, cancellationToken);
            var withdrawn = release.WithdrawnAt is { } at ? new WithdrawnNote(at, release.WithdrawnBecause ?? "", release.SupersededById, await desk.TombstonesAsync(release.Id, cancellationToken)) : null;
            var files = (details?.Files ?? []).Where(f => withdrawn is null || f.Path == Manifest.Path).ToList();
            published.Add(new PublishedRelease(release.Id, release.Name, release.Version, release.CreatedAt, release.Rows, release.Sha256, files, withdrawn));
        }

        var body = JsonSerializer.Serialize(published, JsonSerializerOptions.Web);
        var tag = new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(body)))}\"");
        http.Response.GetTypedHeaders().ETag = tag;
        http.Response.GetTypedHeaders().CacheControl = new CacheControlHeaderValue { Private = true, NoCache = true };
        return http.Request.GetTypedHeaders().IfNoneMatch.Any(t => t.Compare(tag, useStrongComparison: false) || t == EntityTagHeaderValue.Any)
            ? TypedResults.StatusCode(StatusCodes.Status304NotModified) : TypedResults.Content(body, "application/json", Encoding.UTF8);
    }

    private static async Task<Results<FileStreamHttpResult, NotFound, ProblemHttpResult>> FileAsync(
        long id, string path, HttpContext http, ReleaseDesk desk, ReleaseDeliveries deliveries, CancellationToken cancellationToken)
    {
        switch (await desk.FileAsync(id, path, cancellationToken))
        {
            case ReleaseFileOutcome.Found found:
                // Who goes on where it broke off took it before.
                if (http.Request.GetTypedHeaders().Range is null && HttpMethods.IsGet(http.Request.Method)) { await deliveries.PulledAsync(id, http.User.ActorName(), cancellationToken); }
                return TypedResults.Stream(
                    found.Content, Croissant.TypeOf(path), $"{found.ReleaseName}-{found.Path.Replace('/', '-')}", entityTag: new EntityTagHeaderValue($"\"{found.Sha256}\""), enableRangeProcessing: true);
            case ReleaseFileOutcome.NotApproved:
                return TypedResults.Problem("The release is not approved yet; its files can be taken once somebody who did not review its rows approved it.", statusCode: 409);
            case ReleaseFileOutcome.Withdrawn withdrawn:
                return TypedResults.Problem(
                    $"The release was withdrawn. {withdrawn.Because} {(withdrawn.SupersededBy is { } next ? $"Take release {next} in its place, and delete this one." : "Delete it; nothing takes its place.")}", statusCode: 410);
            case ReleaseFileOutcome.Damaged damaged:
                return TypedResults.Problem($"The stored bytes of '{damaged.Path}' no longer match their SHA-256; restore the database from a backup.", statusCode: 500);
            default:
                return TypedResults.NotFound();
        }
    }

    private static async Task<Results<ContentHttpResult, NotFound>> SignatureAsync(long id, ReleaseDesk desk, CancellationToken cancellationToken) =>
        (await desk.GetAsync(id, cancellationToken))?.Summary.Signature is { } signature ? TypedResults.Content(signature, "application/json", Encoding.UTF8) : TypedResults.NotFound();

    private static async Task<Results<Ok<PublishedDiff>, NotFound, ProblemHttpResult>> DiffAsync(
        long id, long from, ReleaseDesk desk, ReleaseDiffs diffs, CancellationToken cancellationToken, string change = "added", string? after = null, int limit = 100)
    {
        if (!Enum.TryParse<RowChange>(change, ignoreCase: true, out var kind) || limit is < 1 or > MostRows) { return TypedResults.Problem($"change is added, removed or changed, and limit is 1 to {MostRows}.", statusCode: 400); }
        if (await desk.GetAsync(id, cancellationToken) is not { Summary.IsApproved: true } || await desk.GetAsync(from, cancellationToken) is not { Summary.IsApproved: true }) { return TypedResults.NotFound(); }
        var counts = await diffs.CountAsync(from, id, cancellationToken);
        var rows = await diffs.ListAsync(from, id, kind, after, limit, cancellationToken);
        return TypedResults.Ok(new PublishedDiff(
            counts.Added, counts.Removed, counts.Changed, counts.Same,
            [.. rows.Select(r => new PublishedDifference(r.ItemId, r.Change.ToString().ToLowerInvariant(), Line(r.Before), Line(r.After)))], rows.Count == limit ? rows[^1].ItemId : null));
    }

    private static async Task<Results<NoContent, NotFound, ProblemHttpResult>> ReceiptAsync(string id, ReceiptRequest receipt, HttpContext http, ReleaseDeliveries deliveries, CancellationToken cancellationToken) =>
        await deliveries.ReceiveAsync(id, receipt.Status, receipt.Note, http.User.ActorName(), cancellationToken) switch
        {
            ReceiptOutcome.Noted => TypedResults.NoContent(),
            ReceiptOutcome.BadStatus => TypedResults.Problem($"'status' is '{receipt.Status}'; use one of: {string.Join(", ", ReleaseDeliveries.Statuses)}.", statusCode: 400),
            _ => TypedResults.NotFound(),
        };

    private static async Task<Results<FileContentHttpResult, NotFound>> CertificateAsync(long id, ErasureDesk desk, CancellationToken cancellationToken) =>
        (await desk.GetAsync(id, cancellationToken))?.Certificate is { } text ? TypedResults.File(Encoding.UTF8.GetBytes(text), "application/json", $"erasure-{id}.json") : TypedResults.NotFound();

    private static async Task<ReleaseKeys> KeysAsync(ReleaseSigner signer, CancellationToken cancellationToken) => new(await signer.KeysAsync(cancellationToken));

    // What a withdrawn release held is handed out no more, here neither.
    private static JsonElement? Line(ReleaseRow? row) => row is null or { WithdrawnAt: not null } || row.Preview.Length == 0 ? null : JsonElement.Parse(row.Preview);
}
