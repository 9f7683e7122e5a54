using System.Diagnostics;
using Acsr.Ingest.Otlp;
using Acsr.Tests.Otlp;

namespace Acsr.Bench.Ingest;

/// <summary>What reading a request costs: our reader at the door and in full, beside the classes that Google.Protobuf generates.</summary>
internal static class DecodeBench
{
    public static void Run(SpanRequests requests, bool quick)
    {
        var time = TimeSpan.FromSeconds(quick ? .1 : 1);
        var bodies = Enumerable.Range(0, requests.Pool).Select(requests.Copy).ToList();
        var readers = new (string Name, Action<byte[]> Read)[]
        {
            ("own, as the door reads", body => OtlpTraceRequest.Read(body, OtlpEncoding.Protobuf)),
            ("own, all spans in full", body => OtlpTraceRequest.ReadPayload(body)),
            ("Google.Protobuf", body => TraceRequest.Parser.ParseFrom(body)),
        };
        var runs = new List<(double Micros, double Bytes)[]>();
        for (var i = 0; i < 6; i++) { runs.Add([.. readers.Select(reader => Once(reader.Read, bodies, time / 5))]); }
        // The first is the runtime's own warming up.
        var medians = readers.Select((_, i) => (Micros: Report.Median(runs.Skip(1).Select(run => run[i].Micros)), Bytes: Report.Median(runs.Skip(1).Select(run => run[i].Bytes)))).ToList();
        foreach (var (reader, (micros, bytes)) in readers.Zip(medians))
        {
            Report.Line($"  decode: {reader.Name,-25} {micros,6:0.00} us CPU/span, {bytes,6:#,0} B allocated; Google.Protobuf takes {medians[^1].Micros / micros:0.0} times as long");
        }
    }

    private static (double Micros, double Bytes) Once(Action<byte[]> read, List<byte[]> bodies, TimeSpan time)
    {
        var (cpu, allocated, start, spans) = (Machine.ThreadCpu(), GC.GetAllocatedBytesForCurrentThread(), Stopwatch.GetTimestamp(), 0L);
        for (var i = 0; Stopwatch.GetElapsedTime(start) < time; i++, spans += SpanRequests.Spans) { read(bodies[i % bodies.Count]); }
        return ((Machine.ThreadCpu() - cpu) * 1e6 / spans, (double)(GC.GetAllocatedBytesForCurrentThread() - allocated) / spans);
    }
}
