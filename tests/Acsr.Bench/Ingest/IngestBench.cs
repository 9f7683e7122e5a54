using System.Diagnostics;

namespace Acsr.Bench.Ingest;

/// <summary>
/// Durable OTLP ingest through the whole console over HTTP and gRPC, beside what the same disk and SQLite do without it. All take turns within
/// a round, and medians over rounds are compared: a machine that slows down slows all of them.
/// </summary>
internal static class IngestBench
{
    private const int Connections = 16;
    private const double SteadySpans = 20_000;

    public static async Task RunAsync(string folder, bool quick)
    {
        var rounds = quick ? 1 : 5;
        var (load, peer, drain) = quick ? (1.0, 0.3, 1.0) : (4.0, 1.0, 4.0);
        var requests = new SpanRequests(quick ? 20 : 100);
        var rows = SpanRow.Make(2_000);
        Report.Line($"ingest: {rounds} rounds, {Connections} connections, {SpanRequests.Spans} spans of {requests.Cases} new cases a request, {requests.BytesPerSpan:0} B a span on the wire");
        DecodeBench.Run(requests, quick);

        // Once without measuring: the runtime compiles hot code better after it has run for a while.
        await ServeAsync(new(requests, Fold: true), Path.Combine(folder, "warm.db"), load, drain: 0.5);
        await ServeAsync(new(requests, Grpc: true), Path.Combine(folder, "warm-grpc.db"), load / 2, drain: 0);
        await MessagesAsync(requests, Path.Combine(folder, "warm-messages.db"), load / 2);
        Peers.Rows(Path.Combine(folder, "warm-rows.db"), rows, TimeSpan.FromSeconds(peer / 3));
        Peers.Entities(Path.Combine(folder, "warm-entities.db"), rows, TimeSpan.FromSeconds(peer / 3));

        var others = new Machine.OthersWatch();
        var results = new List<Round>();
        for (var i = 0; i < rounds; i++)
        {
            string File(string name) => Path.Combine(folder, $"{name}{i}.db");
            var time = TimeSpan.FromSeconds(peer);
            var disk = Peers.Disk(folder, time / 2);
            var raw = Peers.Rows(File("rows"), rows, time);
            var alone = await ServeAsync(new(requests), File("alone"), load, drain: 0);
            var messages = await MessagesAsync(requests, File("messages"), load / 2);
            var grpc = await ServeAsync(new(requests, Grpc: true), File("grpc"), load, drain: 0);
            var entities = Peers.Entities(File("entities"), rows, time);
            var folding = await ServeAsync(new(requests, Fold: true), File("folding"), load, drain);
            var steady = await ServeAsync(new(requests, Rate: SteadySpans), File("steady"), load, drain: 0);
            results.Add(new Round(disk, raw.Rate, raw.Bytes, entities, messages, alone, grpc, folding, steady));
        }

        Print(results);
        await SustainedAsync(folder, quick);
        Report.Verdict("ingest", others.Cores);
    }

    /// <summary>How far the fold is behind at steady rates of cases of ten spans: the rates that the design names, and what comes before them.</summary>
    private static async Task SustainedAsync(string folder, bool quick)
    {
        var requests = new SpanRequests(quick ? 20 : 100, cases: 10);
        foreach (var rate in (double[])[5_000, 10_000, 20_000])
        {
            var served = await ServeAsync(new(requests, Fold: true, Rate: rate), Path.Combine(folder, $"sustained{rate:0}.db"), quick ? 1 : 10, drain: quick ? 1 : 4);
            var cases = served.Load.Spans / (double)SpanRequests.Spans * requests.Cases;
            Report.Line($"  {rate,9:#,0} spans/s of cases of 10 spans, folded meanwhile: {served.Behind,6:#,0} of {cases:#,0} cases not folded when the last came in, {served.Left:#,0} of them {served.DrainSeconds:0.0} s later; ack p50 {served.Latency(.5):0.0} ms, p99 {served.Latency(.99):0.0} ms; server {served.MicrosPerSpan:0.0} us CPU/span");
        }
    }

    private static async Task<Served> ServeAsync(Way way, string file, double seconds, double drain)
    {
        var requests = way.Requests;
        var server = await ConsoleServer.StartAsync(file, way.Fold);
        var generator = new LoadGenerator(requests, () => way.Grpc ? new GrpcWire(server.Grpc, server.Key) : new HttpWire(server.Address, server.Key));
        generator.Run(Connections, TimeSpan.FromSeconds(seconds / 4), way.Rate);

        var (own, written, allocated) = (Machine.OwnCpu(), Machine.Written(), GC.GetTotalAllocatedBytes());
        var result = generator.Run(Connections, TimeSpan.FromSeconds(seconds), way.Rate);
        var cpu = Machine.OwnCpu() - own - result.ClientCpu;
        (written, allocated) = (Machine.Written() - written, GC.GetTotalAllocatedBytes() - allocated - result.ClientAllocated);

        var behind = await server.ProgressAsync(requests.Cases);
        var start = Stopwatch.GetTimestamp();
        var after = behind;
        while (after.Waiting > 0 && Stopwatch.GetElapsedTime(start).TotalSeconds < drain)
        {
            await Task.Delay(100);
            after = await server.ProgressAsync(requests.Cases);
        }

        var drained = Stopwatch.GetElapsedTime(start).TotalSeconds;
        var stored = await server.StoredSpansAsync();
        var bytes = await server.StopAsync();
        return new Served(result, cpu, written, allocated, behind.Waiting, after.Waiting, drained, (after.Folded - behind.Folded) / Math.Max(0.1, drained), (double)bytes / stored);
    }

    /// <summary>Spans a second of the usual design behind the same web server.</summary>
    private static async Task<double> MessagesAsync(SpanRequests requests, string file, double seconds)
    {
        var server = await MessageServer.StartAsync(file);
        var generator = new LoadGenerator(requests, () => new HttpWire(server.Address, "none"));
        generator.Run(Connections, TimeSpan.FromSeconds(seconds / 4));
        var result = generator.Run(Connections, TimeSpan.FromSeconds(seconds));
        await server.StopAsync();
        return result.Spans / result.Seconds;
    }

    private static void Print(List<Round> rounds)
    {
        double Of(Func<Round, double> value) => Report.Median(rounds.Select(value));
        Report.Line($"  disk                  {Of(r => r.Disk),9:#,0} fdatasync/s of 4 KiB");
        Report.Line($"  sqlite rows, FULL     {Of(r => r.Raw),9:#,0} spans/s   {Of(r => r.RawBytes),6:0} B/span in the file");
        Report.Line($"  EF Core SaveChanges   {Of(r => r.Entities),9:#,0} spans/s");
        Report.Line($"  generated classes     {Of(r => r.Messages),9:#,0} spans/s   over HTTP, a row with JSON a span, FULL");
        foreach (var (name, of) in new (string, Func<Round, Served>)[] { ("ingest over HTTP", r => r.Alone), ("ingest over gRPC", r => r.Grpc), ("HTTP, while folding", r => r.Folding), ("HTTP, steady", r => r.Steady) })
        {
            var rate = Of(r => of(r).Rate);
            Report.Line($"  {name,-21} {rate,9:#,0} spans/s   {Of(r => of(r).Bytes),6:0} B/span in the file, {Of(r => of(r).WrittenPerSpan),5:0} written; ack p50 {Of(r => of(r).Latency(.5)):0.0} ms, p99 {Of(r => of(r).Latency(.99)):0.0} ms, max {Of(r => of(r).Latency(1)):0} ms; server {Of(r => of(r).MicrosPerSpan):0.0} us CPU/span, {Of(r => of(r).AllocatedPerSpan):0} B allocated/span; refused {rounds.Sum(r => of(r).Load.Refused)}");
            Report.Line($"    ratio to sqlite rows {Of(r => of(r).Rate / r.Raw):0.00}, to EF Core {Of(r => of(r).Rate / r.Entities):0.0}, to generated classes {Of(r => of(r).Rate / r.Messages):0.0}, B/span {Of(r => of(r).Bytes / r.RawBytes):0.00}, p50 ack to one fdatasync {Of(r => of(r).Latency(.5) * r.Disk / 1000):0.0}, p99 {Of(r => of(r).Latency(.99) * r.Disk / 1000):0.0}");
        }

        Report.Line($"  fold                  {Of(r => r.Folding.Folds),9:#,0} cases/s after the load; {Of(r => r.Folding.Behind):#,0} cases behind at its end");
    }

    /// <summary>How the console is used.</summary>
    private sealed record Way(SpanRequests Requests, bool Grpc = false, bool Fold = false, double? Rate = null);

    private sealed record Round(double Disk, double Raw, double RawBytes, double Entities, double Messages, Served Alone, Served Grpc, Served Folding, Served Steady);

    /// <param name="Behind">Cases not yet folded when the load ended.</param>
    /// <param name="Left">Of these, still not after <paramref name="DrainSeconds"/>.</param>
    private sealed record Served(LoadResult Load, double ServerCpu, long Written, long Allocated, int Behind, int Left, double DrainSeconds, double Folds, double Bytes)
    {
        public double Rate => Load.Spans / Load.Seconds;
        public double MicrosPerSpan => ServerCpu * 1e6 / Load.Spans;
        public double WrittenPerSpan => (double)Written / Load.Spans;
        public double AllocatedPerSpan => (double)Allocated / Load.Spans;

        public double Latency(double share) => Report.Rank(Load.Latencies, share);
    }
}
