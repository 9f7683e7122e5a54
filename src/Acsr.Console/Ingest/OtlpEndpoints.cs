using Acsr.Access;
using Acsr.Ingest.Otlp;

namespace Acsr.Ingest;

/// <summary>The OTLP/HTTP doors, <c>POST /v1/traces</c> and <c>POST /v1/logs</c>, exactly as the standard says (formats A.1–A.4).</summary>
internal static class OtlpEndpoints
{
    public static void MapOtlp(this IEndpointRouteBuilder routes)
    {
        Map<TraceIntake>(routes, "/v1/traces");
        Map<LogIntake>(routes, "/v1/logs");
    }

    private static void Map<TIntake>(IEndpointRouteBuilder routes, string path) where TIntake : IOtlpIntake =>
        routes.MapPost(path, (HttpContext context, TIntake intake, RequestBody bodies) => ExportAsync(context, intake, bodies)).ExcludeFromDescription()
            .WithMetadata(new KeyRefusal((context, status, reason) => FailAsync(context, EncodingOf(context.Request.ContentType) ?? OtlpEncoding.Json, status, reason)));

    private static async Task ExportAsync(HttpContext context, IOtlpIntake intake, RequestBody bodies)
    {
        if (EncodingOf(context.Request.ContentType) is not { } encoding)
        {
            await AnswerAsync(context, OtlpEncoding.Json, 415, OtlpAnswer.Failure(OtlpEncoding.Json,
                $"Content-Type '{context.Request.ContentType}' is not supported; send application/x-protobuf or application/json.", 3));
            return;
        }

        using var body = await bodies.ReadAsync(context.Request, context.RequestAborted);
        if (body.Problem is not null)
        {
            if (body.Status != 503) { context.NoteRefused(1, body.Problem); }
            await FailAsync(context, encoding, body.Status, body.Problem);
            return;
        }

        try
        {
            var answer = await intake.AcceptAsync(body.Bytes, encoding, context.KeyName());
            if (answer.Rejected > 0) { context.NoteRefused(answer.Rejected, answer.Message); }
            if (answer.Outcome is IngestOutcome.Stored or IngestOutcome.Duplicate)
            {
                await AnswerAsync(context, encoding, 200, OtlpAnswer.Success(encoding, intake.Signal, answer.Rejected, answer.Message));
            }
            else
            {
                await FailAsync(context, encoding, 503, IngestDoors.Busy);
            }
        }
        catch (OtlpFormatException error)
        {
            context.NoteRefused(1, error.Message);
            await FailAsync(context, encoding, 400, error.Message);
        }
    }

    private static Task FailAsync(HttpContext context, OtlpEncoding encoding, int status, string message)
    {
        if (status == 503) { context.Response.Headers.RetryAfter = "1"; }
        return AnswerAsync(context, encoding, status, OtlpAnswer.Failure(encoding, message, status switch { 400 => 3, 401 => 16, 403 => 7, 413 => 8, 503 => 14, _ => 2 }));
    }

    private static async Task AnswerAsync(HttpContext context, OtlpEncoding encoding, int status, byte[] body)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = OtlpAnswer.ContentType(encoding);
        context.Response.ContentLength = body.Length;
        await context.Response.Body.WriteAsync(body, context.RequestAborted);
    }

    private static OtlpEncoding? EncodingOf(string? contentType) => contentType?.Split(';')[0].Trim().ToUpperInvariant() switch
    {
        "APPLICATION/X-PROTOBUF" => OtlpEncoding.Protobuf,
        "APPLICATION/JSON" => OtlpEncoding.Json,
        _ => null,
    };
}
