using Acsr.Ingest.Events;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Acsr.Ingest;

/// <summary>The door for checkers of the system of record: <c>POST /api/v1/outcomes</c>, one result or an array of them.</summary>
internal static class OutcomeEndpoints
{
    private const string AnyType = "*/*";

    public static void MapOutcomes(this IEndpointRouteBuilder routes) =>
        routes.MapPost("/api/v1/outcomes", OutcomesAsync)
            .Accepts<VerificationEvent>("application/json", AnyType)
            .AddOpenApiOperationTransformer((operation, _, _) => Task.FromResult(operation.RequestBody?.Content?.Remove(AnyType)))
            .Produces<EventsAnswer>().Produces<EventsAnswer>(400).ProducesProblem(413).ProducesProblem(415).ProducesProblem(503)
            .WithName("SendOutcomes")
            .WithSummary("Sends what a check of the system of record found")
            .WithDescription("One result or an array: case (or trace), result (confirmed, contradicted, not_found, timed_out), and where known action, target (the step), by, comment, time, id. "
                + "Without an id the last result of the same checker for the same action and step holds. Good results are stored whatever stands beside them; one that is sent again changes nothing.");

    private static async Task<Results<Ok<EventsAnswer>, BadRequest<EventsAnswer>, ProblemHttpResult>> OutcomesAsync(HttpContext context, EventIntake intake, RequestBody bodies, TimeProvider clock)
    {
        if (context.Request.ContentType is not { } type || !CloudEvents.IsJson(type)) { return Problem(415, $"Content-Type '{context.Request.ContentType}' is not supported; send application/json."); }
        using var body = await bodies.ReadAsync(context.Request, context.RequestAborted);
        if (body.Problem is not null) { return Busy(body.Status, body.Problem); }
        try
        {
            var (outcome, batch) = await intake.AcceptAsync(OutcomeItems.Read(body.Bytes, clock.GetUtcNow().UtcDateTime), context.KeyName());
            if (outcome is IngestOutcome.Full or IngestOutcome.Unavailable) { return Busy(503, IngestDoors.Busy); }
            var answer = new EventsAnswer(batch.Accepted, batch.Refused, batch.Errors);
            return batch is { Accepted: 0, Refused: > 0 } ? TypedResults.BadRequest(answer) : TypedResults.Ok(answer);
        }
        catch (EventFormatException error)
        {
            return Problem(400, error.Message);
        }

        ProblemHttpResult Busy(int status, string detail)
        {
            if (status == 503) { context.Response.Headers.RetryAfter = "1"; }
            return Problem(status, detail);
        }
    }

    private static ProblemHttpResult Problem(int status, string detail) => TypedResults.Problem(detail, statusCode: status);
}
