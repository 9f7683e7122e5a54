using System.Globalization;
using Acsr.Access;
using Acsr.Store;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Microsoft.Net.Http.Headers;

namespace Acsr.Knowledge;

/// <summary>A changeset as machines read it.</summary>
public sealed record PublishedChangeset(string Version, string Kind, DateTime At, string Title, int Upserts, int Tombstones, long FirstSequence, long LastSequence, IReadOnlyList<string> Files);

internal static class KnowledgeEndpoints
{
    private const int DefaultLimit = 1_000;

    /// <summary>What has left the knowledge base: for retrieval pipelines behind a read key, and the files for people who curate.</summary>
    public static void MapKnowledge(this IEndpointRouteBuilder routes)
    {
        var machines = routes.MapGroup("/api/v1/kb").RequireAuthorization(AccessPolicies.ReadKey).WithTags("Knowledge base");
        machines.MapGet("/changes", ChangesAsync).WithName("GetKnowledgeChanges").WithSummary("Chunks to take and to drop behind a cursor, one JSON object a line");
        machines.MapGet("/changesets", ListAsync).WithName("GetChangesets").WithSummary("The changesets, newest first");
        machines.MapGet("/changesets/{version}/files/{name}", FileAsync).WithName("GetChangesetFile").WithSummary("One file of a changeset; 'latest' is a version too");
        routes.MapGet("/knowledge/changesets/{id:long}/files/{name}", FileByIdAsync).RequireAuthorization(AccessPolicies.CanCurate).ExcludeFromDescription();
    }

    private static async Task<Results<ContentHttpResult, StatusCodeHttpResult, ProblemHttpResult>> ChangesAsync(HttpContext http, ChangeFeed feed, CancellationToken cancellationToken, long cursor = 0, int limit = DefaultLimit)
    {
        if (cursor < 0 || limit is < 1 or > ChangeFeed.MaxLines) { return TypedResults.Problem($"cursor is 0 or a number that an answer gave, limit is 1 to {ChangeFeed.MaxLines}.", statusCode: 400); }
        var page = await feed.ReadAsync(cursor, limit, cancellationToken);
        // Lines never change, so where they begin and end says all; what is behind them shows in another header only.
        var tag = new EntityTagHeaderValue(string.Create(CultureInfo.InvariantCulture, $"\"kb-{cursor}-{page.Cursor}-{page.Lines.Count}\""));
        http.Response.GetTypedHeaders().ETag = tag;
        http.Response.GetTypedHeaders().CacheControl = new CacheControlHeaderValue { Private = true, NoCache = true };
        http.Response.Headers["Acsr-Cursor"] = page.Cursor.ToString(CultureInfo.InvariantCulture);
        http.Response.Headers["Acsr-More"] = page.HasMore ? "true" : "false";
        if (http.Request.GetTypedHeaders().IfNoneMatch.Any(t => t.Compare(tag, useStrongComparison: false) || t == EntityTagHeaderValue.Any)) { return TypedResults.StatusCode(StatusCodes.Status304NotModified); }
        return TypedResults.Content(string.Concat(page.Lines.Select(l => l + "\n")), "application/x-ndjson", System.Text.Encoding.UTF8);
    }

    private static async Task<IReadOnlyList<PublishedChangeset>> ListAsync(ChangeFeed feed, CancellationToken cancellationToken) =>
        [.. (await feed.ListAsync(1_000, cancellationToken)).Sets.Select(c => new PublishedChangeset(c.Version, c.Kind.ToString().ToLowerInvariant(), c.At, c.Title, c.Upserts, c.Tombstones, c.FirstSequence, c.LastSequence, ChangesetFiles.Names))];

    private static async Task<Results<FileContentHttpResult, NotFound>> FileAsync(string version, string name, ChangeFeed feed, ChangesetFiles files, CancellationToken cancellationToken)
    {
        if (version == "latest")
        {
            var (sets, _) = await feed.ListAsync(1, cancellationToken);
            if (sets.Count == 0) { return TypedResults.NotFound(); }
            version = sets[0].Version;
        }

        return Sent(version, await files.FindAsync(version, name, cancellationToken));
    }

    private static async Task<Results<FileContentHttpResult, NotFound>> FileByIdAsync(long id, string name, IDbContextFactory<ConsoleDbContext> contexts, ChangesetFiles files, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Changesets.AsNoTracking().FirstOrDefaultAsync(c => c.Id == id, cancellationToken) is { } set ? Sent(set.Version, await files.FindAsync(set.Version, name, cancellationToken)) : TypedResults.NotFound();
    }

    private static Results<FileContentHttpResult, NotFound> Sent(string version, ChangesetFile? file) => file is null ? TypedResults.NotFound()
        : TypedResults.File(file.Content, file.ContentType, $"kb-{version}-{file.Name}", entityTag: new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(file.Content))}\""));
}
