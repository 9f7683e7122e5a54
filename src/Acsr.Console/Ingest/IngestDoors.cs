using Acsr.Access;
using Microsoft.AspNetCore.Mvc;

namespace Acsr.Ingest;

internal static class IngestDoors
{
    public static IServiceCollection AddIngestDoors(this IServiceCollection services) => services.AddSingleton<RequestBody>();

    /// <summary>Every door of ingest, behind an ingest key.</summary>
    public static void MapIngest(this IEndpointRouteBuilder routes)
    {
        var doors = routes.MapGroup("").RequireAuthorization(AccessPolicies.IngestKey).DisableAntiforgery()
            // The body reader has its own limit, which it can explain.
            .WithMetadata(new DisableRequestSizeLimitAttribute())
            .WithTags("Ingest");
        doors.MapOtlp();
        doors.MapEvents();
    }

    /// <summary>The name of the key that the request came with.</summary>
    public static string KeyName(this HttpContext context) => context.User.Identity?.Name ?? "unknown";
}
