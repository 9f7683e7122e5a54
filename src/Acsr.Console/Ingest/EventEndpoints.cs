using Acsr.Ingest.Events;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Acsr.Ingest;

/// <summary>What became of the events of a request.</summary>
/// <param name="Accepted">Events that are stored; one that was stored before counts too.</param>
/// <param name="Refused">Events that are not.</param>
/// <param name="Errors">Which, and why; the first thousand.</param>
public sealed record EventsAnswer(int Accepted, int Refused, IReadOnlyList<EventError> Errors);

/// <summary>The native door: <c>POST /api/v1/events</c>, a JSON object, a JSON array or NDJSON, or CloudEvents in all three modes.</summary>
internal static class EventEndpoints
{
    private const string AnyType = "*/*";
    private const string Cloud = "application/cloudevents+json";
    private const string CloudBatch = "application/cloudevents-batch+json";
    private const string CloudHeader = "ce-";

    public static void MapEvents(this IEndpointRouteBuilder routes) =>
        routes.MapPost("/api/v1/events", EventsAsync)
            // Routing would answer other types itself, before it knows of any key; so it lets all of them through, and the description does not say so.
            .Accepts<CaseEvent>("application/json", "application/x-ndjson", Cloud, CloudBatch, AnyType)
            .AddOpenApiOperationTransformer((operation, _, _) => Task.FromResult(operation.RequestBody?.Content?.Remove(AnyType)))
            .Produces<EventsAnswer>().Produces<EventsAnswer>(400).ProducesProblem(413).ProducesProblem(415).ProducesProblem(503)
            .WithName("SendEvents")
            .WithSummary("Sends events of cases")
            .WithDescription("One event, an array of events, or NDJSON (Content-Type application/x-ndjson, one event a line). CloudEvents 1.0 come structured (application/cloudevents+json), batched "
                + "(application/cloudevents-batch+json) or binary (ce- headers): type io.acsr.TYPE.v1, data the fields of the event. Good events are stored whatever stands beside them; "
                + "an event that is sent again changes nothing. Answers after the events are on the disk.");

    private static async Task<Results<Ok<EventsAnswer>, BadRequest<EventsAnswer>, ProblemHttpResult>> EventsAsync(HttpContext context, EventIntake intake, RequestBody bodies)
    {
        if (ReaderOf(context.Request, context.KeyName(), context.HasBrowserKey()) is not { } take)
        {
            return Problem(415, $"Content-Type '{context.Request.ContentType}' is not supported; send application/json, application/x-ndjson or CloudEvents ({Cloud}, {CloudBatch}, or ce- headers with application/json).");
        }

        using var body = await bodies.ReadAsync(context.Request, context.RequestAborted);
        if (body.Problem is not null)
        {
            if (body.Status == 503) { context.Response.Headers.RetryAfter = "1"; }
            return Problem(body.Status, body.Problem);
        }

        try
        {
            var (outcome, batch) = await take(intake, body.Bytes);
            context.NoteRefused(batch);
            if (outcome is IngestOutcome.Full or IngestOutcome.Unavailable)
            {
                context.Response.Headers.RetryAfter = "1";
                return Problem(503, IngestDoors.Busy);
            }

            var answer = new EventsAnswer(batch.Accepted, batch.Refused, batch.Errors);
            return batch is { Accepted: 0, Refused: > 0 } ? TypedResults.BadRequest(answer) : TypedResults.Ok(answer);
        }
        catch (EventFormatException error)
        {
            context.NoteRefused(1, error.Message);
            return Problem(400, error.Message);
        }
    }

    /// <summary>How the body is taken, by its type; null where nobody reads it.</summary>
    private static Func<EventIntake, ReadOnlyMemory<byte>, Task<(IngestOutcome, EventBatch)>>? ReaderOf(HttpRequest request, string source, bool feedbackOnly)
    {
        var type = request.ContentType?.Split(';')[0].Trim().ToLowerInvariant();
        if (type is Cloud or CloudBatch) { return (intake, body) => intake.AcceptAsync(CloudEvents.Structured(body, type == CloudBatch), source, feedbackOnly: feedbackOnly); }
        if (request.Headers.ContainsKey(CloudHeader + "specversion") && (type is null || CloudEvents.IsJson(type)))
        {
            var attributes = request.Headers.Where(header => header.Key.StartsWith(CloudHeader, StringComparison.OrdinalIgnoreCase))
                .ToDictionary(header => header.Key[CloudHeader.Length..].ToLowerInvariant(), header => header.Value.ToString());
            return (intake, body) => intake.AcceptAsync([CloudEvents.Binary(attributes, body)], source, feedbackOnly: feedbackOnly);
        }

        return type switch
        {
            "application/json" => (intake, body) => intake.AcceptAsync(body, lines: false, source, feedbackOnly),
            "application/x-ndjson" or "application/jsonl" or "application/ndjson" => (intake, body) => intake.AcceptAsync(body, lines: true, source, feedbackOnly),
            _ => null,
        };
    }

    private static ProblemHttpResult Problem(int status, string detail) => TypedResults.Problem(detail, statusCode: status);
}
