using Acsr.Access;
using Acsr.Releases.Formats;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Net.Http.Headers;

namespace Acsr.Releases;

/// <summary>A published release as machines read it.</summary>
public sealed record PublishedRelease(long Id, string Name, DateTime CreatedAt, int Rows, string Sha256, IReadOnlyList<ReleaseFileSummary> Files);

internal static class ReleaseEndpoints
{
    /// <summary>Approved releases and their files: for pipelines behind a read key, and for people who curate.</summary>
    public static void MapReleases(this IEndpointRouteBuilder routes)
    {
        var machines = routes.MapGroup("/api/v1/releases").RequireAuthorization(AccessPolicies.ReadKey).WithTags("Releases");
        machines.MapGet("", ListAsync).WithName("GetReleases").WithSummary("The approved releases, newest first");
        machines.MapGet("/{id:long}/files/{**path}", FileAsync).WithName("GetReleaseFile").WithSummary("One file of an approved release, byte for byte");
        routes.MapGet("/releases/{id:long}/files/{**path}", FileAsync).RequireAuthorization(AccessPolicies.CanCurate).ExcludeFromDescription();
    }

    private static async Task<IReadOnlyList<PublishedRelease>> ListAsync(ReleaseDesk desk, CancellationToken cancellationToken)
    {
        var published = new List<PublishedRelease>();
        foreach (var release in (await desk.ListAsync(cancellationToken)).Where(r => r.IsApproved))
        {
            var details = await desk.GetAsync(release.Id, cancellationToken);
            published.Add(new PublishedRelease(release.Id, release.Name, release.CreatedAt, release.Rows, release.Sha256, details?.Files ?? []));
        }

        return published;
    }

    private static async Task<Results<FileContentHttpResult, NotFound, ProblemHttpResult>> FileAsync(long id, string path, ReleaseDesk desk, CancellationToken cancellationToken) =>
        await desk.FileAsync(id, path, cancellationToken) switch
        {
            ReleaseFileOutcome.Found found => TypedResults.File(
                found.Content, Croissant.TypeOf(path), $"{found.ReleaseName}-{found.Path.Replace('/', '-')}",
                entityTag: new EntityTagHeaderValue($"\"{found.Sha256}\""), enableRangeProcessing: true),
            ReleaseFileOutcome.NotApproved => TypedResults.Problem("The release is not approved yet; its files can be taken once somebody who did not review its rows approved it.", statusCode: 409),
            ReleaseFileOutcome.Damaged damaged => TypedResults.Problem($"The stored bytes of '{damaged.Path}' no longer match their SHA-256; restore the database from a backup.", statusCode: 500),
            _ => TypedResults.NotFound(),
        };
}
