using System.Buffers.Binary;
using System.Net;
using System.Net.Http.Headers;

namespace Acsr.Ingest;

/// <summary>Calls a gRPC door frame by frame, independently of the code under test.</summary>
internal static class GrpcCalls
{
    public const string Traces = "opentelemetry.proto.collector.trace.v1.TraceService";
    public const string Logs = "opentelemetry.proto.collector.logs.v1.LogsService";
    public const string Metrics = "opentelemetry.proto.collector.metrics.v1.MetricsService";

    /// <summary>What came back: the status, its message, the answer's message and the raw details.</summary>
    internal sealed record Answer(int Http, int Status, string Message, byte[] Body, byte[]? Details);

    /// <summary>A message in its frame.</summary>
    public static byte[] Frame(byte[] message, bool compressed = false)
    {
        var frame = new byte[5 + message.Length];
        frame[0] = compressed ? (byte)1 : (byte)0;
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(1), message.Length);
        message.CopyTo(frame, 5);
        return frame;
    }

    public static async Task<Answer> CallAsync(Uri address, string service, byte[] frame, string? key, string? encoding = null, string header = "authorization", string type = "application/grpc")
    {
        using var client = new HttpClient { BaseAddress = address };
        var request = new HttpRequestMessage(HttpMethod.Post, $"/{service}/Export")
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new ByteArrayContent(frame),
        };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue(type);
        request.Headers.Add("te", "trailers");
        if (key is not null) { request.Headers.TryAddWithoutValidation(header, header == "authorization" ? $"Bearer {key}" : key); }
        if (encoding is not null) { request.Headers.Add("grpc-encoding", encoding); }
        using var answer = await client.SendAsync(request);
        var body = await answer.Content.ReadAsByteArrayAsync();
        return new Answer((int)answer.StatusCode, int.Parse(Told(answer, "grpc-status") ?? "-1", null), Uri.UnescapeDataString(Told(answer, "grpc-message") ?? ""), body.Length < 5 ? [] : body[5..],
            Told(answer, "grpc-status-details-bin") is { } details ? Convert.FromBase64String(details.PadRight((details.Length + 3) / 4 * 4, '=')) : null);
    }

    private static string? Told(HttpResponseMessage answer, string name) =>
        answer.TrailingHeaders.TryGetValues(name, out var last) ? last.Single() : answer.Headers.TryGetValues(name, out var first) ? first.Single() : null;
}
