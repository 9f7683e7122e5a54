using Acsr.Access;
using Acsr.Ingest.Events;
using Acsr.Ingest.Langfuse;
using Acsr.Ingest.Phoenix;

namespace Acsr.Ingest;

/// <summary>Doors in the shapes of other tools, for evaluators that already speak to them (formats C.1). Answers are those tools' too.</summary>
internal static class ScoreEndpoints
{
    /// <summary><c>POST /api/public/scores</c>: one score, as Langfuse takes it.</summary>
    public static void MapLangfuseScores(this IEndpointRouteBuilder routes) =>
        routes.MapPost("/api/public/scores", (HttpContext context, EventIntake intake, RequestBody bodies, TimeProvider clock) =>
            AdaptAsync(context, bodies, LangfuseFault, async body =>
            {
                var (id, score) = LangfuseScores.Read(body, clock.GetUtcNow().UtcDateTime);
                var (outcome, batch) = await intake.AcceptAsync([score], context.KeyName());
                return batch.Errors is [var error, ..] ? LangfuseFault(400, error.Error) : outcome.IsBusy() ? LangfuseFault(503, IngestDoors.Busy) : Results.Json(new { id });
            }))
            .ExcludeFromDescription().WithMetadata(new KeyRefusal((context, status, reason) => LangfuseFault(status, reason).ExecuteAsync(context)));

    /// <summary><c>POST /v1/span_annotations</c> and its sisters: annotations, as Phoenix takes them; all of a request or none, for its answer has no words for some.</summary>
    public static void MapPhoenixAnnotations(this IEndpointRouteBuilder routes)
    {
        foreach (var about in Enum.GetValues<PhoenixTarget>())
        {
            routes.MapPost($"/v1/{about.ToString().ToLowerInvariant()}_annotations", (HttpContext context, EventIntake intake, RequestBody bodies, TimeProvider clock) =>
                AdaptAsync(context, bodies, PhoenixFault, async body =>
                {
                    var offered = PhoenixAnnotations.Read(body, about, clock.GetUtcNow().UtcDateTime);
                    var (outcome, batch) = await intake.AcceptAsync(offered, context.KeyName(), allOrNothing: true);
                    context.NoteRefused(batch);
                    return batch.Refused > 0 ? Results.Json(new
                    {
                        detail = batch.Errors.Select(error => new { type = "value_error", loc = (object[])["body", "data", error.Line - 1], msg = error.Error }),
                    }, statusCode: 422)
                    : outcome.IsBusy() ? PhoenixFault(503, IngestDoors.Busy)
                    : Results.Json(new { data = offered.Select(item => new { id = item.Id }) });
                }))
                .ExcludeFromDescription().WithMetadata(new KeyRefusal((context, status, reason) => PhoenixFault(status, reason).ExecuteAsync(context)));
        }
    }

    private static async Task<IResult> AdaptAsync(HttpContext context, RequestBody bodies, Func<int, string, IResult> fault, Func<ReadOnlyMemory<byte>, Task<IResult>> take)
    {
        if (context.Request.ContentType is not { } type || !CloudEvents.IsJson(type)) { return fault(415, $"Content-Type '{context.Request.ContentType}' is not supported; send application/json."); }
        using var body = await bodies.ReadAsync(context.Request, context.RequestAborted);
        if (body.Problem is not null) { return Coming(fault(body.Status, body.Problem), body.Status); }
        try
        {
            return Coming(await take(body.Bytes), null);
        }
        catch (EventFormatException error)
        {
            context.NoteRefused(1, error.Message);
            return fault(400, error.Message);
        }

        IResult Coming(IResult result, int? status)
        {
            if ((status ?? (result as IStatusCodeHttpResult)?.StatusCode) == 503) { context.Response.Headers.RetryAfter = "1"; }
            return result;
        }
    }

    private static bool IsBusy(this IngestOutcome outcome) => outcome is IngestOutcome.Full or IngestOutcome.Unavailable;

    private static IResult LangfuseFault(int status, string reason) => Results.Json(new
    {
        message = reason,
        error = status switch { 401 => "UnauthorizedError", 403 => "ForbiddenError", 503 => "ServiceUnavailable", _ => "InvalidRequestError" },
    }, statusCode: status);

    private static IResult PhoenixFault(int status, string reason) => Results.Json(new { detail = reason }, statusCode: status == 400 ? 422 : status);
}
