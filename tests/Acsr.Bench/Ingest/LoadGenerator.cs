using System.Diagnostics;

namespace Acsr.Bench.Ingest;

/// <summary>What a load of requests met.</summary>
/// <param name="Spans">Acknowledged.</param>
/// <param name="Refused">Requests with another answer.</param>
/// <param name="Seconds">How long it lasted.</param>
/// <param name="ClientCpu">CPU seconds of the senders.</param>
/// <param name="ClientAllocated">Bytes allocated by the senders.</param>
/// <param name="Latencies">Milliseconds from when a request was to be sent to its answer, sorted.</param>
internal sealed record LoadResult(long Spans, long Refused, double Seconds, double ClientCpu, long ClientAllocated, double[] Latencies);

/// <summary>
/// Sends requests on several connections, each the next as soon as its last one is answered, or at a steady rate whatever the answers take:
/// then a late answer delays what comes after it, and that counts. One thread a connection: what a sender costs can be read off its thread.
/// </summary>
/// <param name="requests">What is sent.</param>
/// <param name="connect">Opens a connection.</param>
internal sealed class LoadGenerator(SpanRequests requests, Func<IWire> connect)
{
    private long _sent;

    /// <param name="connections">Senders.</param>
    /// <param name="time">For how long.</param>
    /// <param name="spansPerSecond">Over all senders; null: as fast as answers come.</param>
    public LoadResult Run(int connections, TimeSpan time, double? spansPerSecond = null)
    {
        var start = Stopwatch.GetTimestamp();
        var senders = Enumerable.Range(0, connections).Select(i => new Sender(requests, connect, () => Interlocked.Increment(ref _sent), i,
            spansPerSecond is { } rate ? n => ((n * connections) + i) * SpanRequests.Spans / rate : null)).ToList();
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
            senders.Sum(s => s.Acknowledged) * (long)SpanRequests.Spans, senders.Sum(s => s.Refused), seconds, senders.Sum(s => s.Cpu), senders.Sum(s => s.Allocated), [.. senders.SelectMany(s => s.Latencies).Order()]);
    }

    /// <param name="requests">What is sent.</param>
    /// <param name="connect">Opens its connection.</param>
    /// <param name="next">A number that no other request has.</param>
    /// <param name="number">Of the sender.</param>
    /// <param name="due">Seconds after the start at which its n-th request is to be sent; null: at once.</param>
    private sealed class Sender(SpanRequests requests, Func<IWire> connect, Func<long> next, int number, Func<int, double>? due)
    {
        public List<double> Latencies { get; } = [];
        public int Acknowledged { get; private set; }
        public int Refused { get; private set; }
        public double Cpu { get; private set; }
        public long Allocated { get; private set; }
        public Exception? Error { get; private set; }

        public void Run(long start, TimeSpan time)
        {
            try
            {
                using var wire = connect();
                var bodies = Enumerable.Range(0, requests.Pool).Select(requests.Copy).ToList();
                for (var turn = 0; Stopwatch.GetElapsedTime(start) < time; turn++)
                {
                    var index = (turn + number) % bodies.Count;
                    requests.Renew(bodies[index], index, next());
                    var now = Stopwatch.GetElapsedTime(start).TotalSeconds;
                    var at = due?.Invoke(turn) ?? now;
                    if (at > time.TotalSeconds) { break; }
                    if (at > now) { Thread.Sleep(TimeSpan.FromSeconds(at - now)); }
                    if (wire.Exchange(bodies[index])) { Acknowledged++; } else { Refused++; }
                    Latencies.Add((Stopwatch.GetElapsedTime(start).TotalSeconds - at) * 1000);
                }

                (Cpu, Allocated) = (Machine.ThreadCpu(), GC.GetAllocatedBytesForCurrentThread());
            }
            catch (Exception error)
            {
                Error = error;
            }
        }
    }
}
