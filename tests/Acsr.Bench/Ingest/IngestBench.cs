using System.Diagnostics;

namespace Acsr.Bench.Ingest;

/// <summary>
/// Durable OTLP ingest through the whole console over HTTP, beside what the same disk and SQLite do without it. All take turns within a
/// round, and medians over rounds are compared: a machine that slows down slows all of them.
/// </summary>
internal static class IngestBench
{
    private const int Connections = 16;

    public static async Task RunAsync(string folder, bool quick)
    {
        var rounds = quick ? 1 : 5;
        var (load, peer, drain) = quick ? (1.0, 0.3, 1.0) : (4.0, 1.0, 4.0);
        var requests = new SpanRequests(quick ? 20 : 100);
        var rows = SpanRow.Make(2_000);
        Report.Line($"ingest: {rounds} rounds, {Connections} connections, {SpanRequests.Spans} spans of {SpanRequests.Cases} new cases a request, {requests.BytesPerSpan:0} B a span on the wire");

        // Once without measuring: the runtime compiles hot code better after it has run for a while.
        await ServeAsync(requests, Path.Combine(folder, "warm.db"), fold: true, load, drain: 0.5);
        Peers.Rows(Path.Combine(folder, "warm-rows.db"), rows, TimeSpan.FromSeconds(peer / 3));
        Peers.Entities(Path.Combine(folder, "warm-entities.db"), rows, TimeSpan.FromSeconds(peer / 3));

        var others = new Machine.OthersWatch();
        var results = new List<Round>();
        for (var i = 0; i < rounds; i++)
        {
            var time = TimeSpan.FromSeconds(peer);
            var disk = Peers.Disk(folder, time / 2);
            var raw = Peers.Rows(Path.Combine(folder, $"rows{i}.db"), rows, time);
            var alone = await ServeAsync(requests, Path.Combine(folder, $"alone{i}.db"), fold: false, load, drain: 0);
            var entities = Peers.Entities(Path.Combine(folder, $"entities{i}.db"), rows, time);
            var folding = await ServeAsync(requests, Path.Combine(folder, $"folding{i}.db"), fold: true, load, drain);
            results.Add(new Round(disk, raw.Rate, raw.Bytes, entities, alone, folding));
        }

        Print(results);
        Report.Verdict("ingest", others.Cores);
    }

    private static async Task<Served> ServeAsync(SpanRequests requests, string file, bool fold, double seconds, double drain)
    {
        var server = await ConsoleServer.StartAsync(file, fold);
        var generator = new LoadGenerator(requests, server.Address, server.Key);
        generator.Run(Connections, TimeSpan.FromSeconds(seconds / 4));

        var (own, written) = (Machine.OwnCpu(), Machine.Written());
        var result = generator.Run(Connections, TimeSpan.FromSeconds(seconds));
        var cpu = Machine.OwnCpu() - own - result.ClientCpu;
        written = Machine.Written() - written;

        var behind = await server.ProgressAsync();
        var start = Stopwatch.GetTimestamp();
        var after = behind;
        while (after.Waiting > 0 && Stopwatch.GetElapsedTime(start).TotalSeconds < drain)
        {
            await Task.Delay(100);
            after = await server.ProgressAsync();
        }

        var folds = (after.Folded - behind.Folded) / Math.Max(0.1, Stopwatch.GetElapsedTime(start).TotalSeconds);
        var stored = await server.StoredSpansAsync();
        var bytes = await server.StopAsync();
        return new Served(result, cpu, written, behind.Waiting, folds, (double)bytes / stored);
    }

    private static void Print(List<Round> rounds)
    {
        double Of(Func<Round, double> value) => Report.Median(rounds.Select(value));
        var (raw, entities) = (Of(r => r.Raw), Of(r => r.Entities));
        Report.Line($"  disk                  {Of(r => r.Disk),9:#,0} fdatasync/s of 4 KiB");
        Report.Line($"  sqlite rows, FULL     {raw,9:#,0} spans/s   {Of(r => r.RawBytes),6:0} B/span in the file");
        Report.Line($"  EF Core SaveChanges   {entities,9:#,0} spans/s");
        foreach (var (name, of) in new (string, Func<Round, Served>)[] { ("ingest", r => r.Alone), ("ingest while folding", r => r.Folding) })
        {
            var rate = Of(r => of(r).Rate);
            Report.Line($"  {name,-21} {rate,9:#,0} spans/s   {Of(r => of(r).Bytes),6:0} B/span in the file, {Of(r => of(r).WrittenPerSpan),5:0} written; ack p50 {Of(r => of(r).Latency(.5)):0.0} ms, p99 {Of(r => of(r).Latency(.99)):0.0} ms, max {Of(r => of(r).Latency(1)):0} ms; server {Of(r => of(r).MicrosPerSpan):0.0} us CPU/span; refused {rounds.Sum(r => of(r).Load.Refused)}");
            Report.Line($"    ratio to sqlite rows {Of(r => of(r).Rate / r.Raw):0.00}, to EF Core {Of(r => of(r).Rate / r.Entities):0.0}, B/span {Of(r => of(r).Bytes / r.RawBytes):0.00}, p50 ack to one fdatasync {Of(r => of(r).Latency(.5) * r.Disk / 1000):0.0}, p99 {Of(r => of(r).Latency(.99) * r.Disk / 1000):0.0}");
        }

        Report.Line($"  fold                  {Of(r => r.Folding.Folds),9:#,0} cases/s after the load; {Of(r => r.Folding.Behind):#,0} cases behind at its end");
    }

    private sealed record Round(double Disk, double Raw, double RawBytes, double Entities, Served Alone, Served Folding);

    private sealed record Served(LoadResult Load, double ServerCpu, long Written, int Behind, double Folds, double Bytes)
    {
        public double Rate => Load.Spans / Load.Seconds;
        public double MicrosPerSpan => ServerCpu * 1e6 / Load.Spans;
        public double WrittenPerSpan => (double)Written / Load.Spans;

        public double Latency(double share) => Report.Rank(Load.Latencies, share);
    }
}
