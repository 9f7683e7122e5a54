using Acsr.Access;
using Microsoft.AspNetCore.Mvc;

namespace Acsr.Ingest;

internal static class IngestDoors
{
    public static IServiceCollection AddIngestDoors(this IServiceCollection services) => services.AddSingleton<RequestBody>();

    /// <summary>Every door of ingest, behind a key that may write.</summary>
    public static void MapIngest(this IEndpointRouteBuilder routes)
    {
        var doors = routes.MapGroup("").DisableAntiforgery()
            // The body reader has its own limit, which it can explain.
            .WithMetadata(new DisableRequestSizeLimitAttribute())
            .WithTags("Ingest");
        doors.MapGroup("").RequireAuthorization(AccessPolicies.IngestKey).MapOtlp();
        doors.MapGroup("").RequireAuthorization(AccessPolicies.FeedbackKey).MapEvents();
    }

    /// <summary>The name of the key that the request came with.</summary>
    public static string KeyName(this HttpContext context) => context.User.Identity?.Name ?? "unknown";

    public static bool HasBrowserKey(this HttpContext context) => context.User.HasClaim(ApiKeyHandler.ScopeClaim, ApiKeys.NameOf(KeyScope.Browser));
}
