using System.Buffers.Binary;
using Acsr.Access;
using Acsr.Ingest.Otlp;

namespace Acsr.Ingest;

/// <summary>
/// The OTLP/gRPC doors (formats A.1): unary <c>Export</c> of traces and logs. The frames are read here and not by a gRPC library, so that
/// the same bounds hold for bodies as over HTTP, all of them together included, and the bytes go to our own decoder without a second
/// tree of objects.
/// </summary>
internal static class GrpcEndpoints
{
    private const string Services = "/opentelemetry.proto.collector.";
    private const string MediaType = "application/grpc";

    public static void MapOtlpGrpc(this IEndpointRouteBuilder routes)
    {
        Map<TraceIntake>(routes, "trace.v1.TraceService");
        Map<LogIntake>(routes, "logs.v1.LogsService");
        Refusing(routes.MapPost(Services + "metrics.v1.MetricsService/Export", context =>
            context.FailAsync(GrpcStatus.Unimplemented, "The console takes traces and GenAI events (logs), no metrics; send metrics elsewhere (OTEL_METRICS_EXPORTER=none).")));
    }

    /// <summary>Whether a request speaks gRPC, whatever it asks for.</summary>
    public static bool IsGrpc(this HttpRequest request) => request.ContentType?.StartsWith(MediaType, StringComparison.OrdinalIgnoreCase) == true;

    private static void Map<TIntake>(IEndpointRouteBuilder routes, string service) where TIntake : IOtlpIntake =>
        Refusing(routes.MapPost($"{Services}{service}/Export", (HttpContext context, TIntake intake, GrpcBody bodies) => ExportAsync(context, intake, bodies)));

    private static void Refusing(IEndpointConventionBuilder endpoint) => endpoint.ExcludeFromDescription()
        .WithMetadata(new KeyRefusal((context, status, reason) => context.FailAsync(status == 401 ? GrpcStatus.Unauthenticated : GrpcStatus.PermissionDenied, reason)));

    private static async Task ExportAsync(HttpContext context, IOtlpIntake intake, GrpcBody bodies)
    {
        if (!IsProtobuf(context.Request.ContentType))
        {
            context.Response.StatusCode = StatusCodes.Status415UnsupportedMediaType;
            return;
        }

        // Over HTTP/1.1 a client could not be told what became of its call.
        if (!context.Response.SupportsTrailers())
        {
            context.Response.StatusCode = StatusCodes.Status426UpgradeRequired;
            context.Response.Headers.Upgrade = "HTTP/2";
            return;
        }

        using var body = await bodies.ReadAsync(context.Request, context.RequestAborted);
        if (body.Refusal is { } refusal)
        {
            await context.FailAsync(refusal.Code, refusal.Message, refusal.RetrySeconds);
            return;
        }

        try
        {
            var answer = await intake.AcceptAsync(body.Bytes, OtlpEncoding.Protobuf, context.KeyName());
            if (answer.Rejected > 0) { context.NoteRefused(answer.Rejected, answer.Message); }
            await (answer.Outcome switch
            {
                IngestOutcome.Stored or IngestOutcome.Duplicate => context.AnswerAsync(OtlpAnswer.Success(OtlpEncoding.Protobuf, intake.Signal, answer.Rejected, answer.Message)),
                IngestOutcome.Full => context.FailAsync(GrpcStatus.ResourceExhausted, IngestDoors.Busy, 1),
                IngestOutcome.Unavailable => context.FailAsync(GrpcStatus.Unavailable, IngestDoors.Busy, 1),
            });
        }
        catch (OtlpFormatException error)
        {
            context.NoteRefused(1, error.Message);
            await context.FailAsync(GrpcStatus.InvalidArgument, error.Message);
        }
    }

    private static bool IsProtobuf(string? contentType) => contentType?.Split(';')[0].Trim().ToUpperInvariant() is "APPLICATION/GRPC" or "APPLICATION/GRPC+PROTO";

    private static async Task AnswerAsync(this HttpContext context, byte[] message)
    {
        var frame = new byte[5 + message.Length];
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(1), message.Length);
        message.CopyTo(frame, 5);
        context.Response.ContentType = MediaType;
        context.Response.DeclareTrailer("grpc-status");
        await context.Response.Body.WriteAsync(frame, context.RequestAborted);
        context.Response.AppendTrailer("grpc-status", "0");
    }

    // Nothing is escaped that the protocol lets through as it is (gRPC over HTTP/2, Status-Message): not every client turns it back.
    private static string Escaped(string message) =>
        string.Concat(System.Text.Encoding.UTF8.GetBytes(message).Select(b => b is >= 0x20 and <= 0x7E and not (byte)'%' ? ((char)b).ToString() : $"%{b:X2}"));

    /// <summary>An answer of headers alone, which then are the trailers.</summary>
    private static Task FailAsync(this HttpContext context, GrpcStatus code, string message, int? retrySeconds = null)
    {
        var headers = context.Response.Headers;
        context.Response.ContentType = MediaType;
        headers["grpc-status"] = ((int)code).ToString(System.Globalization.CultureInfo.InvariantCulture);
        headers["grpc-message"] = Escaped(GrpcBody.Shortened(message));
        if (code == GrpcStatus.Unimplemented) { headers["grpc-accept-encoding"] = "identity,gzip"; }
        if (retrySeconds is not null) { headers["grpc-status-details-bin"] = Convert.ToBase64String(OtlpAnswer.Failure(OtlpEncoding.Protobuf, message, (int)code, retrySeconds)).TrimEnd('='); }
        return Task.CompletedTask;
    }
}

/// <summary>The gRPC status codes that the doors answer with.</summary>
internal enum GrpcStatus { InvalidArgument = 3, PermissionDenied = 7, ResourceExhausted = 8, Unimplemented = 12, Unavailable = 14, Unauthenticated = 16 }
