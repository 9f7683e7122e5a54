using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Acsr.Bench.Ingest;

/// <summary>What a load of requests met.</summary>
/// <param name="Spans">Acknowledged with 200.</param>
/// <param name="Refused">Requests with another answer.</param>
/// <param name="Seconds">How long it lasted.</param>
/// <param name="ClientCpu">CPU seconds of the senders.</param>
/// <param name="Latencies">Milliseconds from the first byte sent to the answer, sorted.</param>
internal sealed record LoadResult(long Spans, long Refused, double Seconds, double ClientCpu, double[] Latencies);

/// <summary>
/// Sends requests on several connections, each the next as soon as its last one is answered. One thread a connection and plain sockets: a
/// sender must cost little, and what it costs can be read off its thread.
/// </summary>
internal sealed class LoadGenerator(SpanRequests requests, IPEndPoint server, string key)
{
    private long _sent;

    public LoadResult Run(int connections, TimeSpan time)
    {
        var senders = Enumerable.Range(0, connections).Select(i => new Sender(this, i)).ToList();
        var start = Stopwatch.GetTimestamp();
        var threads = senders.ConvertAll(sender =>
        {
            var thread = new Thread(() => sender.Run(start, time)) { IsBackground = true };
            thread.Start();
            return thread;
        });
        threads.ForEach(thread => thread.Join());
        var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        if (senders.Select(s => s.Error).FirstOrDefault(e => e is not null) is { } error) { throw new InvalidOperationException("A sender failed.", error); }
        return new LoadResult(
            senders.Sum(s => s.Acknowledged) * (long)SpanRequests.Spans, senders.Sum(s => s.Refused), seconds, senders.Sum(s => s.Cpu), [.. senders.SelectMany(s => s.Latencies).Order()]);
    }

    private sealed class Sender(LoadGenerator load, int number)
    {
        private readonly byte[] _answer = new byte[8192];

        public List<double> Latencies { get; } = [];
        public int Acknowledged { get; private set; }
        public int Refused { get; private set; }
        public double Cpu { get; private set; }
        public Exception? Error { get; private set; }

        public void Run(long start, TimeSpan time)
        {
            try
            {
                using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true, SendBufferSize = 256 * 1024 };
                socket.Connect(load.Server);
                var messages = Enumerable.Range(0, load.Requests.Pool).Select(Message).ToList();
                for (var turn = number; Stopwatch.GetElapsedTime(start) < time; turn++)
                {
                    var (bytes, body) = messages[turn % messages.Count];
                    load.Requests.Renew(bytes.AsSpan(body), turn % messages.Count, Interlocked.Increment(ref load._sent));
                    var sent = Stopwatch.GetTimestamp();
                    socket.Send(bytes);
                    if (Answer(socket) == 200) { Acknowledged++; } else { Refused++; }
                    Latencies.Add(Stopwatch.GetElapsedTime(sent).TotalMilliseconds);
                }

                Cpu = Machine.ThreadCpu();
            }
            catch (Exception error)
            {
                Error = error;
            }
        }

        private (byte[] Bytes, int Body) Message(int index)
        {
            var body = load.Requests.Copy(index);
            var head = Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture,
                $"POST /v1/traces HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-protobuf\r\nAuthorization: Bearer {load.Key}\r\nContent-Length: {body.Length}\r\n\r\n"));
            return ([.. head, .. body], head.Length);
        }

        /// <summary>Reads one whole answer and returns its status.</summary>
        private int Answer(Socket socket)
        {
            for (var length = 0; ;)
            {
                var count = socket.Receive(_answer.AsSpan(length));
                if (count == 0) { throw new IOException("The server closed the connection."); }
                length += count;
                var text = _answer.AsSpan(0, length);
                var end = text.IndexOf("\r\n\r\n"u8);
                if (end < 0) { continue; }
                var head = Encoding.ASCII.GetString(text[..end]);
                var at = head.IndexOf("Content-Length: ", StringComparison.OrdinalIgnoreCase) + "Content-Length: ".Length;
                if (length >= end + 4 + int.Parse(head.AsSpan(at, (head + "\r").IndexOf('\r', at) - at), CultureInfo.InvariantCulture)) { return int.Parse(head.AsSpan(9, 3), CultureInfo.InvariantCulture); }
            }
        }
    }

    private IPEndPoint Server => server;
    private SpanRequests Requests => requests;
    private string Key => key;
}
