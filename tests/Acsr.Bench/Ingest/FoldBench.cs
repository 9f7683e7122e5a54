using System.Diagnostics;
using Acsr.Cases;
using Acsr.Ingest;
using Acsr.Ingest.Otlp;
using Acsr.Shell;
using Acsr.Store;
using Microsoft.AspNetCore.Builder;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Acsr.Bench.Ingest;

/// <summary>How many cases a second the fold takes, with all judges and their rows, when nothing else is done; and what storing their requests took.</summary>
internal static class FoldBench
{
    public static async Task RunAsync(string folder, bool quick)
    {
        var (repeats, count) = quick ? (1, 40) : (5, 250);
        foreach (var cases in (int[])[40, 10]) { await RunAsync(folder, quick, repeats, cases == 40 ? count : count * 2, new SpanRequests(quick ? 20 : 100, cases)); }
    }

    private static async Task RunAsync(string folder, bool quick, int repeats, int count, SpanRequests requests)
    {
        Report.Line($"fold: {repeats} repeats, {count * requests.Cases:#,0} cases of {(double)SpanRequests.Spans / requests.Cases:0.0} spans, {requests.Cases} cases a request");
        // The runtime compiles hot code better, in the background and for some seconds: what is measured comes after that.
        for (var i = 0; i < (quick ? 1 : 4); i++) { await OnceAsync(requests, Path.Combine(folder, $"warm-fold{requests.Cases}-{i}.db"), count); }
        var others = new Machine.OthersWatch();
        var runs = new List<(double Store, double StoreCpu, double StoreBytes, double Fold, double FoldCpu)>();
        for (var i = 0; i < repeats; i++) { runs.Add(await OnceAsync(requests, Path.Combine(folder, $"fold{requests.Cases}-{i}.db"), count)); }
        Report.Line($"  store                 {Report.Median(runs.Select(r => r.Store)),9:#,0} spans/s, 16 requests a transaction; {Report.Median(runs.Select(r => r.StoreCpu)):0.0} us CPU/span, {Report.Median(runs.Select(r => r.StoreBytes)):#,0} B/span written");
        Report.Line($"  fold                  {Report.Median(runs.Select(r => r.Fold)),9:#,0} cases/s; {Report.Median(runs.Select(r => r.FoldCpu)):0} us CPU/case");
        Report.Verdict("fold", others.Cores);
    }

    private static async Task<(double, double, double, double, double)> OnceAsync(SpanRequests requests, string file, int count)
    {
        var builder = WebApplication.CreateBuilder(["--Store:Provider=Sqlite", $"--Store:ConnectionString=Data Source={file}", "--Ingest:FoldDelaySeconds=0", "--Logging:LogLevel:Default=Warning"]);
        builder.AddPipeline();
        builder.Services.AddSingleton(TimeProvider.System);
        await using var app = builder.Build();
        await app.MigrateAsync();
        var batches = Batches(requests, count);

        var writer = app.Services.GetRequiredService<IngestWriter>();
        var (start, cpu, written) = (Stopwatch.GetTimestamp(), Machine.OwnCpu(), Machine.Written());
        foreach (var chunk in batches.Chunk(16)) { await writer.WriteNowAsync(chunk, default); }
        double spans = count * SpanRequests.Spans;
        var (store, storeCpu, bytes) = (spans / Stopwatch.GetElapsedTime(start).TotalSeconds, (Machine.OwnCpu() - cpu) * 1e6 / spans, (Machine.Written() - written) / spans);

        (start, cpu) = (Stopwatch.GetTimestamp(), Machine.OwnCpu());
        await app.Services.GetRequiredService<CaseFolder>().FoldAllDueAsync(default);
        double cases = count * requests.Cases;
        var (fold, foldCpu) = (cases / Stopwatch.GetElapsedTime(start).TotalSeconds, (Machine.OwnCpu() - cpu) * 1e6 / cases);

        await using (var db = await app.Services.GetRequiredService<IDbContextFactory<ConsoleDbContext>>().CreateDbContextAsync())
        {
            if (await db.Cases.CountAsync() != count * requests.Cases) { throw new InvalidOperationException("Not every case was folded."); }
        }

        SqliteConnection.ClearAllPools();
        return (store, storeCpu, bytes, fold, foldCpu);
    }

    private static List<IngestBatch> Batches(SpanRequests requests, int count) =>
    [
        .. Enumerable.Range(0, count).Select(i =>
        {
            var body = requests.Copy(i % requests.Pool);
            requests.Renew(body, i % requests.Pool, i);
            return TraceIntake.Batch(OtlpTraceRequest.Read(body, OtlpEncoding.Protobuf), "bench");
        }),
    ];
}
