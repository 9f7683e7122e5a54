using System.Security.Claims;
using Acsr.Access;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Net.Http.Headers;

namespace Acsr.Finding;

internal static class FindingEndpoints
{
    /// <summary>Finished exports, for whoever asked for them. Ranges are served, so that a broken download goes on.</summary>
    public static void MapFinding(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/exports/cases/{id:long}", FileAsync).RequireAuthorization(AccessPolicies.CanExport).ExcludeFromDescription();

    private static async Task<Results<FileStreamHttpResult, NotFound>> FileAsync(long id, CaseExports exports, ClaimsPrincipal user, CancellationToken cancellationToken) =>
        await exports.OpenAsync(id, user.PersonId(), cancellationToken) is not { } file ? TypedResults.NotFound()
            : TypedResults.Stream(file.Content, file.Export.Format == ExportFormat.Csv ? "text/csv; charset=utf-8" : "application/x-ndjson", file.Name,
                file.Export.FinishedAt, new EntityTagHeaderValue($"\"export-{file.Export.Id}-{file.Export.Bytes}\""), enableRangeProcessing: true);
}
