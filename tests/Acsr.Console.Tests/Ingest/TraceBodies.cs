using System.Globalization;
using System.IO.Compression;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Acsr.Ingest.Otlp;

namespace Acsr.Ingest;

/// <summary>Writes trace requests, and reads the few fields of their answers, independently of the code under test where it matters.</summary>
internal static class TraceBodies
{
    public const string Protobuf = "application/x-protobuf";
    public const string Json = "application/json";

    /// <summary>One span as OTLP/JSON; numbers become ids, times are milliseconds behind 2026-03-01.</summary>
    public static JsonObject Span(int trace, int span, string name = "chat m", int startMs = 0, string? traceId = null, params (string Key, string Value)[] attributes) => new()
    {
        ["traceId"] = traceId ?? trace.ToString("x32", CultureInfo.InvariantCulture),
        ["spanId"] = span.ToString("x16", CultureInfo.InvariantCulture),
        ["name"] = name,
        ["kind"] = 3,
        ["startTimeUnixNano"] = (1_772_323_200_000L + startMs).ToString(CultureInfo.InvariantCulture) + "000000",
        ["endTimeUnixNano"] = (1_772_323_200_000L + startMs + 5).ToString(CultureInfo.InvariantCulture) + "000000",
        ["attributes"] = new JsonArray([.. attributes.Select(a => new JsonObject { ["key"] = a.Key, ["value"] = new JsonObject { ["stringValue"] = a.Value } })]),
    };

    public static byte[] Request(params JsonObject[] spans) => Encoding.UTF8.GetBytes(new JsonObject
    {
        ["resourceSpans"] = new JsonArray(new JsonObject { ["scopeSpans"] = new JsonArray(new JsonObject { ["spans"] = new JsonArray([.. spans]) }) }),
    }.ToJsonString());

    /// <summary>The same request in protobuf.</summary>
    public static byte[] ToProtobuf(byte[] json) => OtlpTraceRequest.Read(json, OtlpEncoding.Json).Payload.ToArray();

    public static byte[] Gzip(byte[] body)
    {
        using var stream = new MemoryStream();
        using (var gzip = new GZipStream(stream, CompressionLevel.Fastest)) { gzip.Write(body); }
        return stream.ToArray();
    }

    public static HttpRequestMessage Post(string path, byte[] body, string? contentType, string? key, bool gzip = false)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new ByteArrayContent(gzip ? Gzip(body) : body) };
        if (contentType is not null) { request.Content.Headers.TryAddWithoutValidation("Content-Type", contentType); }
        if (gzip) { request.Content.Headers.ContentEncoding.Add("gzip"); }
        if (key is not null) { request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key); }
        return request;
    }

    /// <summary>Fields of a small protobuf message by number: varints as numbers, the rest as bytes.</summary>
    public static Dictionary<int, object> Fields(byte[] message)
    {
        var fields = new Dictionary<int, object>();
        for (var at = 0; at < message.Length;)
        {
            var tag = Varint(message, ref at);
            var value = Varint(message, ref at);
            if ((tag & 7) == 0) { fields[(int)(tag >> 3)] = (long)value; continue; }
            Assert.Equal(2UL, tag & 7);
            fields[(int)(tag >> 3)] = message[at..(at + (int)value)];
            at += (int)value;
        }

        return fields;
    }

    private static ulong Varint(byte[] message, ref int at)
    {
        ulong value = 0;
        for (var shift = 0; ; shift += 7)
        {
            value |= (ulong)(message[at] & 0x7f) << shift;
            if (message[at++] < 0x80) { return value; }
        }
    }
}
