using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Acsr.Bench.Ingest;

/// <summary>A connection by which trace requests are sent one after the other, on plain sockets, so that a sender costs next to nothing.</summary>
internal interface IWire : IDisposable
{
    /// <summary>Sends one request and waits for its whole answer.</summary>
    /// <returns>Whether it was acknowledged.</returns>
    bool Exchange(ReadOnlySpan<byte> body);
}

/// <summary>OTLP over HTTP/1.1.</summary>
internal sealed class HttpWire(IPEndPoint server, string key, string path = "/v1/traces", string type = "application/x-protobuf") : IWire
{
    private readonly Socket _socket = Sockets.Connect(server);
    private readonly byte[] _answer = new byte[64 * 1024];
    private byte[] _message = [];

    public bool Exchange(ReadOnlySpan<byte> body)
    {
        var head = Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture,
            $"POST {path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: {type}\r\nAuthorization: Bearer {key}\r\nContent-Length: {body.Length}\r\n\r\n"));
        if (_message.Length < head.Length + body.Length) { _message = new byte[head.Length + body.Length]; }
        head.CopyTo(_message, 0);
        body.CopyTo(_message.AsSpan(head.Length));
        _socket.Send(_message.AsSpan(0, head.Length + body.Length));
        return Answer() == 200;
    }

    public void Dispose() => _socket.Dispose();

    /// <summary>Reads one whole answer and returns its status.</summary>
    private int Answer()
    {
        for (var length = 0; ;)
        {
            var count = _socket.Receive(_answer.AsSpan(length));
            if (count == 0) { throw new IOException("The server closed the connection."); }
            length += count;
            var text = _answer.AsSpan(0, length);
            var end = text.IndexOf("\r\n\r\n"u8);
            if (end < 0) { continue; }
            var head = Encoding.ASCII.GetString(text[..end]);
            var at = head.IndexOf("Content-Length: ", StringComparison.OrdinalIgnoreCase);
            // Without a length the answer comes in chunks, of which the last is empty.
            var isWhole = at < 0 ? text.EndsWith("\r\n0\r\n\r\n"u8) : length >= end + 4 + int.Parse(head.AsSpan(at + 16, (head + "\r").IndexOf('\r', at) - at - 16), CultureInfo.InvariantCulture);
            if (isWhole) { return int.Parse(head.AsSpan(9, 3), CultureInfo.InvariantCulture); }
        }
    }
}

/// <summary>OTLP over gRPC: HTTP/2 frame by frame (RFC 9113), one call at a time, headers spelled out in full.</summary>
internal sealed class GrpcWire : IWire
{
    private const int Largest = 16_384;
    private const int HeaderBytes = 9;

    private readonly Socket _socket;
    private readonly byte[] _headers;
    private readonly byte[] _frame = new byte[HeaderBytes + Largest];
    private byte[] _message = [];
    private int _stream = 1;
    private int _window = 65_535;
    private int _streamWindow = 65_535;
    private int _left;

    public GrpcWire(IPEndPoint server, string key)
    {
        _socket = Sockets.Connect(server);
        _headers = Headers([
            (":method", "POST"), (":scheme", "http"), (":path", "/opentelemetry.proto.collector.trace.v1.TraceService/Export"), (":authority", "localhost"),
            ("content-type", "application/grpc"), ("te", "trailers"), ("authorization", "Bearer " + key)]);
        // No table of headers, so that each trailer comes spelled out.
        _socket.Send([.. "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"u8, 0, 0, 6, 4, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0]);
    }

    public bool Exchange(ReadOnlySpan<byte> body)
    {
        var length = body.Length + 5;
        if (_message.Length < length) { _message = new byte[length]; }
        BinaryPrimitives.WriteInt32BigEndian(_message.AsSpan(1), body.Length);
        body.CopyTo(_message.AsSpan(5));
        Send(1, 4, _stream, _headers);
        _left = _streamWindow;
        for (var at = 0; at < length;)
        {
            while (Math.Min(_left, _window) <= 0) { Receive(); }
            var size = Math.Min(Math.Min(Largest, length - at), Math.Min(_left, _window));
            Send(0, (byte)(at + size == length ? 1 : 0), _stream, _message.AsSpan(at, size));
            (at, _left, _window) = (at + size, _left - size, _window - size);
        }

        bool? done;
        while ((done = Receive()) is null) { }
        _stream += 2;
        return done.Value;
    }

    public void Dispose() => _socket.Dispose();

    /// <summary>Reads a frame; what became of the call where it is its last.</summary>
    private bool? Receive()
    {
        Sockets.Fill(_socket, _frame.AsSpan(0, HeaderBytes));
        var length = (_frame[0] << 16) | (_frame[1] << 8) | _frame[2];
        var (type, flags, stream) = (_frame[3], _frame[4], BinaryPrimitives.ReadInt32BigEndian(_frame.AsSpan(5)));
        var payload = _frame.AsSpan(HeaderBytes, length);
        Sockets.Fill(_socket, payload);
        switch (type)
        {
            case 1 when (flags & 1) != 0:
                return payload.IndexOf("\u000bgrpc-status\u00010"u8) >= 0;
            case 3 or 7:
                throw new IOException($"The server ended the connection with a frame of type {type}.");
            case 4 when (flags & 1) == 0:
                for (var at = 0; at + 6 <= length; at += 6)
                {
                    if (BinaryPrimitives.ReadUInt16BigEndian(payload[at..]) != 4) { continue; }
                    var size = BinaryPrimitives.ReadInt32BigEndian(payload[(at + 2)..]);
                    (_left, _streamWindow) = (_left + size - _streamWindow, size);
                }

                Send(4, 1, 0, []);
                return null;
            case 6 when (flags & 1) == 0:
                Send(6, 1, 0, payload.ToArray());
                return null;
            case 8:
                var more = BinaryPrimitives.ReadInt32BigEndian(payload);
                if (stream == 0) { _window += more; } else if (stream == _stream) { _left += more; }
                return null;
            default:
                return null;
        }
    }

    private void Send(byte type, byte flags, int stream, ReadOnlySpan<byte> payload)
    {
        var frame = new byte[HeaderBytes + payload.Length];
        (frame[0], frame[1], frame[2], frame[3], frame[4]) = ((byte)(payload.Length >> 16), (byte)(payload.Length >> 8), (byte)payload.Length, type, flags);
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(5), stream);
        payload.CopyTo(frame.AsSpan(HeaderBytes));
        _socket.Send(frame);
    }

    // Literal fields without indexing (RFC 7541, 6.2.2); none is longer than 126 bytes.
    private static byte[] Headers(IEnumerable<(string Name, string Value)> fields) =>
        [.. fields.SelectMany(field => (byte[])[0, (byte)field.Name.Length, .. Encoding.ASCII.GetBytes(field.Name), (byte)field.Value.Length, .. Encoding.ASCII.GetBytes(field.Value)])];
}

/// <summary>What both wires need of a socket.</summary>
internal static class Sockets
{
    public static Socket Connect(IPEndPoint server)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true, SendBufferSize = 256 * 1024 };
        socket.Connect(server);
        return socket;
    }

    public static void Fill(Socket socket, Span<byte> buffer)
    {
        for (var at = 0; at < buffer.Length;)
        {
            var count = socket.Receive(buffer[at..]);
            if (count == 0) { throw new IOException("The server closed the connection."); }
            at += count;
        }
    }
}
