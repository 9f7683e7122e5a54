using Acsr.Access;
using Acsr.Ingest;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Acsr.Effects;

/// <summary>The arms of a case.</summary>
internal sealed record AssignmentsAnswer(string Case, IReadOnlyList<AssignedArm> Assignments);

/// <summary>Something that went live, as whatever deploys it says.</summary>
/// <param name="Name">As the agent names it in <c>acsr.release</c>.</param>
/// <param name="Intents">That it changes.</param>
/// <param name="At">Since when; absent: now.</param>
/// <param name="AgentVersion">The version that brings it, where only that does.</param>
/// <param name="ReleaseId">The release, where it was made here; its rows then say the intents.</param>
internal sealed record DeploymentBody(string? Name, IReadOnlyList<string>? Intents, DateTimeOffset? At, string? AgentVersion, long? ReleaseId);

/// <summary>The deployment that was taken note of.</summary>
internal sealed record DeploymentAnswer(long Id, bool Known);

/// <summary>What agents, and whatever deploys them, ask and tell.</summary>
internal static class EffectEndpoints
{
    /// <summary>Behind the key that the agent sends with.</summary>
    public static void MapEffects(this IEndpointRouteBuilder routes)
    {
        var doors = routes.MapGroup("/api/v1").RequireAuthorization(AccessPolicies.IngestKey).DisableAntiforgery().WithTags("Effects");
        doors.MapGet("/assignments", AssignAsync).Produces<AssignmentsAnswer>().ProducesProblem(400).WithName("GetAssignments").WithSummary("The arm of a case in each experiment; asked again it is the same")
            .WithDescription("'hold-out' means: work as before. An experiment that is not in the answer assigns nothing: work as before.");
        doors.MapGet("/configuration/thresholds", ThresholdsAsync).WithName("GetThresholds").WithSummary("From which confidence on the agent may work an intent alone, signed")
            .WithDescription("Header acsr-signature: ECDSA on P-256 with SHA-256 over the body, 64 bytes (r, s), base64. Header acsr-public-key: the key as subject public key info, base64; pin it. An intent that is not in the answer has no threshold.");
        doors.MapPost("/deployments", DeployAsync).Produces<DeploymentAnswer>().ProducesProblem(400).WithName("SendDeployment").WithSummary("Says that something went live; what it did is computed from then on")
            .WithDescription("Sent again with the same name and time it changes nothing.");
    }

    private static async Task<Results<Ok<AssignmentsAnswer>, ProblemHttpResult>> AssignAsync(ExperimentDesk desk, CancellationToken cancellationToken, string? @case = null, string? experiment = null)
    {
        if (string.IsNullOrWhiteSpace(@case) || @case.Length > ExperimentDesk.MaxCaseLength) { return TypedResults.Problem($"'case' is missing or longer than {ExperimentDesk.MaxCaseLength}: the id that the case's events carry.", statusCode: 400); }
        return TypedResults.Ok(new AssignmentsAnswer(@case, await desk.AssignAsync(@case, experiment, cancellationToken)));
    }

    private static async Task<ContentHttpResult> ThresholdsAsync(HttpContext context, ThresholdDesk desk, CancellationToken cancellationToken)
    {
        var signed = await desk.SignedAsync(cancellationToken);
        context.Response.Headers["acsr-signature"] = signed.Signature;
        context.Response.Headers["acsr-public-key"] = signed.PublicKey;
        return TypedResults.Text(signed.Body, "application/json");
    }

    private static async Task<Results<Ok<DeploymentAnswer>, ProblemHttpResult>> DeployAsync(HttpContext context, DeploymentBody body, DeploymentDesk desk, EffectWorker worker, TimeProvider clock, CancellationToken cancellationToken)
    {
        var draft = new DeploymentDraft(body.Name ?? "", (body.At ?? clock.GetUtcNow()).UtcDateTime, body.Intents ?? [], body.ReleaseId, body.AgentVersion);
        if (desk.Fault(draft) is { } fault) { return TypedResults.Problem(fault, statusCode: 400); }
        if (body.At is not null && (await desk.ListAsync(cancellationToken: cancellationToken)).FirstOrDefault(d => d.Name == draft.Name.Trim() && d.At == draft.At) is { } there) { return TypedResults.Ok(new DeploymentAnswer(there.Id, true)); }
        var id = await desk.TellAsync(draft, context.KeyName(), cancellationToken);
        worker.Nudge();
        return TypedResults.Ok(new DeploymentAnswer(id, false));
    }
}
