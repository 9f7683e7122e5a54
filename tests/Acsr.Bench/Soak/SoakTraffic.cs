using System.Globalization;
using System.Text;
using Acsr.Bench.Ingest;

namespace Acsr.Bench.Soak;

/// <summary>
/// Senders that do as real ones do: each sends a request again until it is acknowledged, some send one again although it was, and some tell
/// more of a case long after its beginning. What each request adds is known beforehand, so that all of it can be counted afterwards.
/// </summary>
internal sealed class SoakTraffic(SoakConsole console, string key)
{
    private const int SpanCases = 10;
    private const int EventCases = 8;
    private static readonly TimeSpan Again = TimeSpan.FromMilliseconds(200);

    private readonly SpanRequests _spans = new(pool: 4, SpanCases);
    private volatile bool _ends;
    private long _number;
    private long _spanRequests;
    private long _eventRequests;
    private long _messages;
    private long _eventCases;
    private long _duplicates;
    private long _failures;

    /// <summary>Requests with other bodies than all others, each acknowledged.</summary>
    public long Requests => _spanRequests + _eventRequests;

    /// <summary>Spans and events in them.</summary>
    public long Items { get; private set; }

    public long Cases => (_spanRequests * SpanCases) + _eventCases;

    /// <summary>Messages of customers: a case of spans repeats the question of its every call of a model, as the model was asked it.</summary>
    public long EventMessages => _messages;

    /// <summary>Every third span is a tool call.</summary>
    public long ToolCalls => _spanRequests * SpanCases * 3;

    public long Duplicates => _duplicates;

    /// <summary>Attempts that were answered otherwise or not at all.</summary>
    public long Failures => _failures;

    /// <summary>Sends until <see cref="End"/> is called and all that was begun is acknowledged.</summary>
    public Task RunAsync() => Task.WhenAll(
    [
        .. Enumerable.Range(0, 2).Select(i => Dedicated(() => SendSpans(() => new HttpWire(console.Http, key), i))),
        .. Enumerable.Range(2, 2).Select(i => Dedicated(() => SendSpans(() => new GrpcWire(console.Grpc, key), i))),
        .. Enumerable.Range(4, 2).Select(i => Dedicated(() => SendEvents(i))),
    ]);

    public void End() => _ends = true;

    private static Task Dedicated(Action send) => Task.Factory.StartNew(send, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    private void SendSpans(Func<IWire> connect, int sender)
    {
        using var line = new Line(connect, () => Interlocked.Increment(ref _failures));
        var (random, body) = (new Random(sender), _spans.Copy(sender % _spans.Pool));
        while (!_ends)
        {
            _spans.Renew(body, sender % _spans.Pool, Interlocked.Increment(ref _number));
            line.UntilAcknowledged(body);
            Interlocked.Increment(ref _spanRequests);
            Add(SpanRequests.Spans);
            if (random.Next(20) == 0)
            {
                line.UntilAcknowledged(body);
                Interlocked.Increment(ref _duplicates);
            }

            Thread.Sleep(random.Next(20));
        }
    }

    private void SendEvents(int sender)
    {
        using var line = new Line(() => new HttpWire(console.Http, key, "/api/v1/events", "application/x-ndjson"), () => Interlocked.Increment(ref _failures));
        var random = new Random(sender);
        List<string> open = [];
        for (var round = 0; !_ends; round++)
        {
            // New cases, and the end of some that were begun long ago.
            var lines = new StringBuilder();
            var items = 0;
            for (var i = 0; i < EventCases; i++)
            {
                var id = string.Create(CultureInfo.InvariantCulture, $"e-{sender}-{round}-{i}");
                open.Add(id);
                items += Tell(lines, id, ("o", "case.opened", ""","intent":"refund","agent":"bot" """), ("m1", "message", ""","role":"customer","text":"Where is my parcel?" """), ("a1", "message", ""","role":"agent","text":"Let me look." """));
            }

            for (var i = 0; i < EventCases && open.Count > 200; i++)
            {
                var at = random.Next(open.Count);
                items += Tell(lines, open[at], ("m2", "message", ""","role":"customer","text":"Still nothing, and I am fed up." """), ("c", "case.closed", ""","outcome":"resolved" """));
                Interlocked.Increment(ref _messages);
                open.RemoveAt(at);
            }

            var body = Encoding.UTF8.GetBytes(lines.ToString());
            line.UntilAcknowledged(body);
            Interlocked.Increment(ref _eventRequests);
            Interlocked.Add(ref _eventCases, EventCases);
            Interlocked.Add(ref _messages, EventCases);
            Add(items);
            if (random.Next(10) == 0)
            {
                line.UntilAcknowledged(body);
                Interlocked.Increment(ref _duplicates);
            }

            Thread.Sleep(random.Next(60));
        }
    }

    private static int Tell(StringBuilder lines, string caseId, params (string Id, string Type, string More)[] events)
    {
        foreach (var (id, type, more) in events)
        {
            lines.Append(CultureInfo.InvariantCulture, $$"""{"id":"{{caseId}}-{{id}}","type":"{{type}}","case":"{{caseId}}","time":"2026-03-01T12:00:{{(id[0] == 'o' ? 0 : id[0] == 'm' && id[1] == '1' ? 1 : id[0] == 'a' ? 2 : id[0] == 'm' ? 3 : 4):00}}Z"{{more}}}""").Append('\n');
        }

        return events.Length;
    }

    private void Add(long items)
    {
        lock (_spans) { Items += items; }
    }

    /// <summary>A connection that is opened again whenever it breaks.</summary>
    private sealed class Line(Func<IWire> connect, Action failed) : IDisposable
    {
        private IWire? _wire;

        public void UntilAcknowledged(byte[] body)
        {
            while (true)
            {
                try
                {
                    if ((_wire ??= connect()).Exchange(body)) { return; }
                    failed();
                }
                catch (Exception error) when (error is IOException or System.Net.Sockets.SocketException)
                {
                    failed();
                    Dispose();
                }

                Thread.Sleep(Again);
            }
        }

        public void Dispose()
        {
            _wire?.Dispose();
            _wire = null;
        }
    }
}
