using System.Buffers;
using System.Globalization;
using System.Text.Json;

namespace Acsr.Ingest.Otlp;

/// <summary>Answers to an export, in the encoding of the request (formats A.1).</summary>
public static class OtlpAnswer
{
    // The standard allows 4 MiB for the whole answer; nobody reads more than this.
    private const int MaxMessage = 4_000;

    public static string ContentType(OtlpEncoding encoding) => encoding == OtlpEncoding.Json ? "application/json" : "application/x-protobuf";

    /// <summary>
    /// An <c>ExportTraceServiceResponse</c> or <c>ExportLogsServiceResponse</c>; <c>partial_success</c> is set only when something was
    /// rejected or is to be said.
    /// </summary>
    /// <param name="encoding">Of the request.</param>
    /// <param name="signal">Of the request.</param>
    /// <param name="rejected">Spans or log records that were rejected.</param>
    /// <param name="message">Why, or a warning when nothing was rejected; null when all is well.</param>
    public static byte[] Success(OtlpEncoding encoding, OtlpSignal signal, int rejected, string? message)
    {
        message = Shortened(message ?? "");
        var isFull = rejected == 0 && message.Length == 0;
        return encoding == OtlpEncoding.Json
            ? Json(json =>
            {
                if (isFull) { return; }
                json.WriteStartObject("partialSuccess");
                if (rejected != 0) { json.WriteString(signal == OtlpSignal.Traces ? "rejectedSpans" : "rejectedLogRecords", rejected.ToString(CultureInfo.InvariantCulture)); }
                if (message.Length > 0) { json.WriteString("errorMessage", message); }
                json.WriteEndObject();
            })
            : Proto(proto =>
            {
                if (isFull) { return; }
                var mark = proto.Begin(OtlpTags.Response.PartialSuccess);
                if (rejected != 0) { proto.Varint(OtlpTags.Response.Rejected, (ulong)rejected); }
                if (message.Length > 0) { proto.Text(OtlpTags.Response.ErrorMessage, message); }
                proto.End(mark);
            });
    }

    /// <summary>A <c>google.rpc.Status</c>.</summary>
    /// <param name="encoding">Of the request.</param>
    /// <param name="message">What is wrong and how to mend it.</param>
    /// <param name="code">A <c>google.rpc.Code</c>: 3 invalid argument, 7 permission denied, 8 resource exhausted, 14 unavailable, 16 unauthenticated.</param>
    /// <param name="retrySeconds">When to come back, as a <c>google.rpc.RetryInfo</c>; null: the request should not be sent again. Protobuf only, which gRPC speaks; over HTTP a header says it.</param>
    public static byte[] Failure(OtlpEncoding encoding, string message, int code, int? retrySeconds = null) => encoding == OtlpEncoding.Json
        ? Json(json =>
        {
            json.WriteNumber("code", code);
            json.WriteString("message", Shortened(message));
        })
        : Proto(proto =>
        {
            proto.Varint(OtlpTags.RpcStatus.Code, (ulong)code);
            proto.Text(OtlpTags.RpcStatus.Message, Shortened(message));
            if (retrySeconds is not { } seconds) { return; }
            var detail = proto.Begin(OtlpTags.RpcStatus.Details);
            proto.Text(OtlpTags.Any.TypeUrl, "type.googleapis.com/google.rpc.RetryInfo");
            var retry = proto.Begin(OtlpTags.Any.Value);
            var delay = proto.Begin(OtlpTags.RetryInfo.Delay);
            proto.Varint(OtlpTags.RetryInfo.Seconds, (ulong)seconds);
            proto.End(delay);
            proto.End(retry);
            proto.End(detail);
        });

    private static string Shortened(string message) => message.Length <= MaxMessage ? message : message[..(MaxMessage - 1)] + "…";

    private static byte[] Json(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(buffer);
        json.WriteStartObject();
        write(json);
        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenSpan.ToArray();
    }

    private static byte[] Proto(Action<ProtoWriter> write)
    {
        var writer = new ProtoWriter(64);
        write(writer);
        return writer.ToArray();
    }
}
