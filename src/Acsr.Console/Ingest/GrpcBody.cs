using System.Buffers.Binary;

namespace Acsr.Ingest;

/// <summary>Reads the one message of a unary gRPC call, within the bounds of <see cref="RequestBody"/>.</summary>
internal sealed class GrpcBody(RequestBody bodies)
{
    private const int PrefixBytes = 5;
    private const int MaxMessage = 1_000;

    public async Task<Read> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var prefix = new byte[PrefixBytes];
        if (await request.Body.ReadAtLeastAsync(prefix, PrefixBytes, throwOnEndOfStream: false, cancellationToken) < PrefixBytes) { return Broken("the call holds no message"); }
        if (prefix[0] > 1) { return Broken($"the message's first byte is {prefix[0]}; it must be 0, or 1 where it is compressed"); }
        var length = BinaryPrimitives.ReadUInt32BigEndian(prefix.AsSpan(1));
        if (length > bodies.Limit) { return Of(bodies.TooLarge()); }

        var read = await bodies.FillAsync(request.Body, cancellationToken);
        if (read.Problem is not null) { return Of(read); }
        if (read.Length != length)
        {
            read.Dispose();
            return Broken($"the message says that it has {length} bytes and has {read.Length}; a call of Export holds exactly one message");
        }

        if (prefix[0] == 0) { return new Read(read, null); }
        using (read)
        {
            var encoding = request.Headers["grpc-encoding"].ToString();
            return encoding.Equals("gzip", StringComparison.OrdinalIgnoreCase)
                ? Of(await bodies.UnzipAsync(read.Stream(), "grpc-encoding", cancellationToken))
                : new Read(null, new Refused(GrpcStatus.Unimplemented, $"grpc-encoding '{Shortened(encoding)}' is not supported; send gzip or identity.", null));
        }
    }

    /// <summary>A header must stay small, and what it quotes comes from outside.</summary>
    public static string Shortened(string message) => message.Length <= MaxMessage ? message : message[..(char.IsHighSurrogate(message[MaxMessage - 2]) ? MaxMessage - 2 : MaxMessage - 1)] + "…";

    private static Read Broken(string what) => new(null, new Refused(GrpcStatus.InvalidArgument, $"The request is not framed as gRPC asks: {what}.", null));

    // Too large stays too large, so nobody is told to come back with it; too much at once will pass.
    private static Read Of(RequestBody.Read read) => read.Problem is null ? new Read(read, null) : new Read(null, read.Status switch
    {
        413 => new Refused(GrpcStatus.ResourceExhausted, read.Problem, null),
        503 => new Refused(GrpcStatus.ResourceExhausted, read.Problem, 1),
        _ => new Refused(GrpcStatus.InvalidArgument, read.Problem, null),
    });

    /// <summary>Why a call is refused, and after how many seconds it may be sent again; null: not as it is.</summary>
    internal sealed record Refused(GrpcStatus Code, string Message, int? RetrySeconds);

    /// <summary>A message, or a refusal. Dispose it when the bytes are no longer needed.</summary>
    internal sealed class Read(RequestBody.Read? body, Refused? refusal) : IDisposable
    {
        public Refused? Refusal => refusal;
        public ReadOnlyMemory<byte> Bytes => body?.Bytes ?? default;

        public void Dispose() => body?.Dispose();
    }
}
