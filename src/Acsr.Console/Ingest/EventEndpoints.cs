using Acsr.Ingest.Events;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Acsr.Ingest;

/// <summary>What became of the events of a request.</summary>
/// <param name="Accepted">Events that are stored; one that was stored before counts too.</param>
/// <param name="Refused">Events that are not.</param>
/// <param name="Errors">Which, and why; the first thousand.</param>
public sealed record EventsAnswer(int Accepted, int Refused, IReadOnlyList<EventError> Errors);

/// <summary>The native door: <c>POST /api/v1/events</c>, a JSON object, a JSON array or NDJSON.</summary>
internal static class EventEndpoints
{
    private const string AnyType = "*/*";

    public static void MapEvents(this IEndpointRouteBuilder routes) =>
        routes.MapPost("/api/v1/events", EventsAsync)
            // Routing would answer other types itself, before it knows of any key; so it lets all of them through, and the description does not say so.
            .Accepts<CaseEvent>("application/json", "application/x-ndjson", AnyType)
            .AddOpenApiOperationTransformer((operation, _, _) => Task.FromResult(operation.RequestBody?.Content?.Remove(AnyType)))
            .Produces<EventsAnswer>().Produces<EventsAnswer>(400).ProducesProblem(413).ProducesProblem(415).ProducesProblem(503)
            .WithName("SendEvents")
            .WithSummary("Sends events of cases")
            .WithDescription("One event, an array of events, or NDJSON (Content-Type application/x-ndjson, one event a line). Good events are stored whatever stands beside them; "
                + "an event that is sent again changes nothing. Answers after the events are on the disk.");

    private static async Task<Results<Ok<EventsAnswer>, BadRequest<EventsAnswer>, ProblemHttpResult>> EventsAsync(HttpContext context, EventIntake intake, RequestBody bodies)
    {
        var type = context.Request.ContentType?.Split(';')[0].Trim().ToUpperInvariant();
        bool? lines = type switch { "APPLICATION/JSON" => false, "APPLICATION/X-NDJSON" or "APPLICATION/JSONL" or "APPLICATION/NDJSON" => true, _ => null };
        if (lines is null) { return Problem(415, $"Content-Type '{context.Request.ContentType}' is not supported; send application/json or application/x-ndjson."); }

        using var body = await bodies.ReadAsync(context.Request, context.RequestAborted);
        if (body.Problem is not null)
        {
            if (body.Status == 503) { context.Response.Headers.RetryAfter = "1"; }
            return Problem(body.Status, body.Problem);
        }

        try
        {
            var (outcome, batch) = await intake.AcceptAsync(body.Bytes, lines.Value, context.KeyName(), context.HasBrowserKey());
            if (outcome is IngestOutcome.Full or IngestOutcome.Unavailable)
            {
                context.Response.Headers.RetryAfter = "1";
                return Problem(503, "The store is busy; send the request again.");
            }

            var answer = new EventsAnswer(batch.Accepted, batch.Refused, batch.Errors);
            return batch is { Accepted: 0, Refused: > 0 } ? TypedResults.BadRequest(answer) : TypedResults.Ok(answer);
        }
        catch (EventFormatException error)
        {
            return Problem(400, error.Message);
        }
    }

    private static ProblemHttpResult Problem(int status, string detail) => TypedResults.Problem(detail, statusCode: status);
}
