using Acsr.Access;
using Acsr.Ingest.Events;
using Acsr.Ingest.Health;
using Microsoft.AspNetCore.Mvc;

namespace Acsr.Ingest;

internal static class IngestDoors
{
    /// <summary>What a sender is told that has to come back.</summary>
    public const string Busy = "The store is busy; send the request again.";

    public static IServiceCollection AddIngestDoors(this IServiceCollection services) => services.AddSingleton<RequestBody>().AddSingleton<GrpcBody>();

    /// <summary>Every door of ingest, behind a key that may write.</summary>
    public static void MapIngest(this IEndpointRouteBuilder routes)
    {
        var doors = routes.MapGroup("").DisableAntiforgery()
            // The body reader has its own limit, which it can explain.
            .WithMetadata(new DisableRequestSizeLimitAttribute())
            .WithTags("Ingest");
        var writing = doors.MapGroup("").RequireAuthorization(AccessPolicies.IngestKey);
        writing.MapOtlp();
        writing.MapOtlpGrpc();
        writing.MapLangfuseScores();
        writing.MapPhoenixAnnotations();
        writing.MapOutcomes();
        doors.MapGroup("").RequireAuthorization(AccessPolicies.FeedbackKey).MapEvents();
    }

    /// <summary>The name of the key that the request came with.</summary>
    public static string KeyName(this HttpContext context) => context.User.Identity?.Name ?? "unknown";

    /// <summary>Takes note that some of a request, or all of it, was not taken.</summary>
    public static void NoteRefused(this HttpContext context, int count, string? reason, string? item = null) =>
        context.RequestServices.GetRequiredService<RefusalLog>().Add(context.KeyName(), context.Request.Path.Value ?? "", count, reason ?? "no reason was given", item);

    /// <summary>The same of events, each with its own reason.</summary>
    public static void NoteRefused(this HttpContext context, EventBatch batch)
    {
        foreach (var error in batch.Errors.Take(MostNoted)) { context.NoteRefused(1, error.Error, error.Id); }
        if (batch.Refused > MostNoted) { context.NoteRefused(batch.Refused - MostNoted, "and more of the same request"); }
    }

    private const int MostNoted = 20;

    public static bool HasBrowserKey(this HttpContext context) => context.User.HasClaim(ApiKeyHandler.ScopeClaim, ApiKeys.NameOf(KeyScope.Browser));
}
