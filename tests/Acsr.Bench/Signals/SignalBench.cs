using System.Diagnostics;
using Acsr.Cases;
using Acsr.Commands.Demo;
using Acsr.Ingest;
using Acsr.Ingest.Events;
using Acsr.Shell;
using Acsr.Signals;
using Acsr.Signals.DeadEnds;
using Acsr.Signals.Sentiment;
using Acsr.Signals.Standards;
using Acsr.Store;
using Microsoft.AspNetCore.Builder;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Acsr.Bench.Signals;

/// <summary>
/// What judging costs beside folding alone, on conversations as the demo desk has them; and how far behind a fold with all judges runs
/// while requests are stored as fast as they can be.
/// </summary>
internal static class SignalBench
{
    private const int CasesARequest = 10;
    private static readonly DateTime Today = new(2026, 3, 1, 0, 0, 0, DateTimeKind.Utc);

    public static async Task RunAsync(string folder, bool quick)
    {
        var (repeats, count) = quick ? (1, 400) : (3, 2000);
        var told = DemoDesk.Cases(1, Today).ToList();
        var requests = Requests(told, count);
        double events = requests.Sum(r => r.Count);
        Report.Line($"signals: {repeats} repeats, {count:#,0} cases of {events / count:0.0} events, {CasesARequest} cases a request");
        Pure(told);
        // The runtime compiles hot code better, in the background and for some seconds: what is measured comes after that.
        for (var i = 0; i < (quick ? 1 : 5); i++) { await OnceAsync(requests, Path.Combine(folder, $"warm-signals{i}.db"), All); }
        var others = new Machine.OthersWatch();
        var runs = new List<((double Rate, double Cpu) Alone, (double Rate, double Cpu) Signals, (double Rate, double Cpu) All, Backlog Behind)>();
        for (var i = 0; i < repeats; i++)
        {
            runs.Add((
                await OnceAsync(requests, Path.Combine(folder, $"alone{i}.db"), _ => [new Neighbours()]),
                await OnceAsync(requests, Path.Combine(folder, $"signals{i}.db"), judges => [.. judges.Where(j => j.GetType().Namespace!.StartsWith("Acsr.Signals", StringComparison.Ordinal))]),
                await OnceAsync(requests, Path.Combine(folder, $"judges{i}.db"), All),
                await BehindAsync(requests, Path.Combine(folder, $"behind{i}.db"))));
        }

        Line("fold alone", [.. runs.Select(r => r.Alone)], runs.ConvertAll(r => r.Alone));
        Line("with signals", [.. runs.Select(r => r.Signals)], runs.ConvertAll(r => r.Alone));
        Line("with all judges", [.. runs.Select(r => r.All)], runs.ConvertAll(r => r.Alone));
        Report.Line($"  while storing at full rate: {Report.Median(runs.Select(r => r.Behind.Stored)),9:#,0} cases/s stored, {Report.Median(runs.Select(r => r.Behind.Folded)):#,0} cases/s folded and judged meanwhile ({Report.Median(runs.Select(r => r.Behind.Folded / r.Behind.Stored)):0.00} of it)");
        Report.Line($"  behind at its end:          {Report.Median(runs.Select(r => (double)r.Behind.Left)),9:#,0} cases of {count:#,0}, folded {Report.Median(runs.Select(r => r.Behind.DrainSeconds)):0.0} s later");
        var seconds = quick ? 5 : 60;
        foreach (var rate in SteadyRates)
        {
            var steady = await SteadyAsync(requests, Path.Combine(folder, $"steady{rate}.db"), rate, seconds);
            Report.Line($"  steady {rate,6:#,0} events/s for {seconds} s: {steady.Stored:#,0} events/s stored; a case is folded and judged {steady.P50:0.0} s (p50), {steady.P99:0.0} s (p99) after it was acknowledged; {steady.Behind:#,0} cases behind at the end, {steady.HalfWay:#,0} half way; drained {steady.DrainSeconds:0.0} s later");
        }

        Report.Verdict("signals", others.Cores);
    }

    /// <summary>Events a second; the middle one is the rate at which acknowledgements are measured.</summary>
    private static readonly int[] SteadyRates = [10_000, 20_000, 40_000];

    private static ICaseJudge[] All(IEnumerable<ICaseJudge> judges) => [.. judges];

    private static void Line(string what, List<(double Rate, double Cpu)> runs, List<(double Rate, double Cpu)> alone) => Report.Line(
        $"  {what,-26}{Report.Median(runs.Select(r => r.Rate)),9:#,0} cases/s ({Report.Median(runs.Zip(alone, (r, a) => r.Rate / a.Rate)):0.00} of fold alone); {Report.Median(runs.Select(r => r.Cpu)):0} us CPU/case ({Report.Median(runs.Zip(alone, (r, a) => r.Cpu / a.Cpu)):0.00})");

    /// <summary>Folding and judging in memory, without a database.</summary>
    private static void Pure(List<DemoCase> told)
    {
        var inputs = told.Take(1000).Select(c => new CaseInput(c.Id, [.. c.Events], [], Today, "bench")).ToList();
        var (options, deadEnds, scorer) = (new CaseOptions(), new DeadEndOptions(), new SentimentScorer(Lexicon.Own));
        var folded = inputs.ConvertAll(i => CaseFold.Fold(i, options)!);
        foreach (var one in folded) { CaseSignals.Of(one, deadEnds, scorer); }
        var fold = Micros(() => { foreach (var input in inputs) { CaseFold.Fold(input, options); } }, inputs.Count);
        var judge = Micros(() => { foreach (var one in folded) { CaseSignals.Of(one, deadEnds, scorer); } }, inputs.Count);
        foreach (var (rule, micros) in DeadEndRules.All.Select(rule => (rule, Micros(() => { foreach (var one in folded) { _ = rule.Find(one, deadEnds, CaseStandards.None).Count(); } }, inputs.Count))).OrderByDescending(r => r.Item2).Take(3))
        {
            Report.Line($"  in memory: {rule.Id} {rule.Name.ToLowerInvariant()} {micros:0} us/case");
        }

        // The desk's messages bring their own scores, and then ours are not asked for; here they are.
        var said = folded.SelectMany(one => one.Steps).Where(step => step is { Kind: StepKind.Message, Role: Role.Customer, Text: not null }).Select(step => step.Text!).ToList();
        Report.Line($"  in memory: sentiment of messages without a score of their sender's {Micros(() => { foreach (var text in said) { scorer.Score(text); } }, inputs.Count):0} us/case more");
        Report.Line($"  in memory: fold {fold:0} us/case, {DeadEndRules.All.Count} detectors and all other signals {judge:0} us/case ({judge / fold:0.00} of fold), {1e6 / judge:#,0} cases/s on one core");
    }

    private static double Micros(Action work, int cases)
    {
        List<double> times = [];
        for (var i = 0; i < 5; i++)
        {
            var start = Machine.ThreadCpu();
            work();
            times.Add((Machine.ThreadCpu() - start) * 1e6 / cases);
        }

        return Report.Median(times);
    }

    private static async Task<(double Rate, double Cpu)> OnceAsync(List<IngestBatch> requests, string file, Func<IEnumerable<ICaseJudge>, ICaseJudge[]> chosen)
    {
        await using var app = await OpenAsync(file);
        foreach (var chunk in requests.Chunk(16)) { await app.Services.GetRequiredService<IngestWriter>().WriteNowAsync(chunk, default); }
        var (folder, cases) = (Folder(app, chosen), requests.Sum(Cases));
        var (start, cpu) = (Stopwatch.GetTimestamp(), Machine.OwnCpu());
        await folder.FoldAllDueAsync(default);
        var count = await CountAsync(app);
        if (count != cases) { throw new InvalidOperationException($"{count} cases are folded."); }
        var result = (count / Stopwatch.GetElapsedTime(start).TotalSeconds, (Machine.OwnCpu() - cpu) * 1e6 / count);
        SqliteConnection.ClearAllPools();
        return result;
    }

    private static async Task<Backlog> BehindAsync(List<IngestBatch> requests, string file)
    {
        await using var app = await OpenAsync(file);
        var (folder, filer, cases) = (Folder(app, All), app.Services.GetRequiredService<SegmentFiler>(), requests.Sum(Cases));
        using var stored = new CancellationTokenSource();
        var folding = Task.Run(async () =>
        {
            while (!stored.IsCancellationRequested) { if (await filer.FileAsync(default) + await folder.FoldDueAsync(default) == 0) { await Task.Delay(20); } }
        });
        var start = Stopwatch.GetTimestamp();
        foreach (var chunk in requests.Chunk(16)) { await app.Services.GetRequiredService<IngestWriter>().WriteNowAsync(chunk, default); }
        var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        double all = cases;
        var folded = await CountAsync(app);
        await stored.CancelAsync();
        await folding;
        await folder.FoldAllAsync(default);
        var drain = Stopwatch.GetElapsedTime(start).TotalSeconds - seconds;
        SqliteConnection.ClearAllPools();
        return new Backlog(all / seconds, folded / seconds, (int)all - folded, drain);
    }

    /// <summary>
    /// Requests are stored when they are due, whether or not the fold keeps up, each time with cases nobody told of before. A case's lag is from the commit
    /// of its request to the moment at which its facts and signals can be read, looked for ten times a second.
    /// </summary>
    private static async Task<Steady> SteadyAsync(List<IngestBatch> pool, string file, int rate, int seconds)
    {
        await using var app = await OpenAsync(file);
        var (folder, filer, writer) = (Folder(app, All), app.Services.GetRequiredService<SegmentFiler>(), app.Services.GetRequiredService<IngestWriter>());
        using var over = new CancellationTokenSource();
        var folding = Task.Run(async () =>
        {
            while (!over.IsCancellationRequested) { if (await filer.FileAsync(default) + await folder.FoldDueAsync(default) == 0) { await Task.Delay(20); } }
        });
        // How many cases were acknowledged by when, and how many could be read: the lag is how far apart the two stand.
        List<(double At, int Cases)> stored = [(0, 0)], read = [];
        var (start, events, cases, request) = (Stopwatch.GetTimestamp(), 0L, 0, 0);
        var looking = Task.Run(async () =>
        {
            while (!over.IsCancellationRequested)
            {
                read.Add((Stopwatch.GetElapsedTime(start).TotalSeconds, await CountAsync(app)));
                await Task.Delay(100);
            }
        });
        var halfWay = -1;
        while (Stopwatch.GetElapsedTime(start).TotalSeconds is var now && now < seconds)
        {
            List<IngestBatch> due = [];
            while (due.Count < 16 && events < now * rate)
            {
                var told = Told(pool[request % pool.Count], request++);
                due.Add(told);
                events += told.Count;
            }

            if (due.Count == 0)
            {
                await Task.Delay(2);
                continue;
            }

            await writer.WriteNowAsync(due, default);
            cases += due.Count * CasesARequest;
            stored.Add((Stopwatch.GetElapsedTime(start).TotalSeconds, cases));
            if (halfWay < 0 && now > seconds / 2.0) { halfWay = cases - await CountAsync(app); }
        }

        var (end, behind) = (Stopwatch.GetElapsedTime(start).TotalSeconds, cases - await CountAsync(app));
        while (await CountAsync(app) < cases && Stopwatch.GetElapsedTime(start).TotalSeconds < end + (10 * seconds)) { await Task.Delay(100); }
        var drain = Stopwatch.GetElapsedTime(start).TotalSeconds - end;
        await Task.Delay(200);
        await over.CancelAsync();
        await Task.WhenAll(folding, looking);
        SqliteConnection.ClearAllPools();
        var lags = stored.Skip(1).Select(s => (read.Find(r => r.Cases >= s.Cases) is { Cases: > 0 } found ? found.At : end + drain) - s.At).Order().ToList();
        return new Steady(events / end, lags[lags.Count / 2], lags[(int)(lags.Count * .99)], behind, halfWay, drain);
    }

    /// <summary>A request of the pool, told of cases of its own.</summary>
    private static IngestBatch Told(IngestBatch request, int number) => IngestBatch.Of(
        request.Source, request.Format, request.Count,
        System.Text.Encoding.UTF8.GetBytes(System.Text.Encoding.UTF8.GetString(Zstd.Decompress(request.Payload)).Replace("bench-", $"bench{number:x}-", StringComparison.Ordinal)));

    private static int Cases(IngestBatch request) => SegmentContents.Of(request.Format, Zstd.Decompress(request.Payload)).Touches.Count;

    private static CaseFolder Folder(WebApplication app, Func<IEnumerable<ICaseJudge>, ICaseJudge[]> chosen) => new(
        app.Services.GetRequiredService<IDbContextFactory<ConsoleDbContext>>(), app.Services.GetRequiredService<WriteGate>(), app.Services.GetRequiredService<SegmentFiler>(), chosen(app.Services.GetServices<ICaseJudge>()),
        app.Services.GetRequiredService<FoldBook>(), app.Services.GetRequiredService<IOptions<CaseOptions>>(), TimeProvider.System);

    private static async Task<WebApplication> OpenAsync(string file)
    {
        var builder = WebApplication.CreateBuilder(["--Store:Provider=Sqlite", $"--Store:ConnectionString=Data Source={file}", "--Ingest:FoldDelaySeconds=0", "--Logging:LogLevel:Default=Warning"]);
        builder.AddPipeline();
        builder.Services.AddSingleton(TimeProvider.System);
        var app = builder.Build();
        await app.MigrateAsync();
        return app;
    }

    private static async Task<int> CountAsync(WebApplication app)
    {
        await using var db = await app.Services.GetRequiredService<IDbContextFactory<ConsoleDbContext>>().CreateDbContextAsync();
        return await db.Cases.CountAsync();
    }

    /// <summary>The demo desk's conversations, told again under other ids until there are enough.</summary>
    private static List<IngestBatch> Requests(List<DemoCase> told, int count) =>
    [
        .. Enumerable.Range(0, count).Chunk(CasesARequest).Select(numbers =>
        {
            var lines = new MemoryStream();
            var ids = numbers.Select(n => $"bench-{(ulong)(n + 1) * 0x9E3779B97F4A7C15:x16}").ToList();
            var events = 0;
            foreach (var (number, id) in numbers.Zip(ids))
            {
                foreach (var one in told[number % told.Count].Events)
                {
                    lines.Write(EventJson.Line(one with { Case = id }));
                    lines.WriteByte((byte)'\n');
                    events++;
                }
            }

            return IngestBatch.Of("bench", SegmentFormat.Events, events, lines.ToArray());
        }),
    ];

    /// <summary>Notes of each case which ones stand next to it, and nothing else: what is not noted, the fold would look at again for ever.</summary>
    private sealed class Neighbours : ICaseJudge
    {
        public Task JudgeAsync(ConsoleDbContext db, IReadOnlyList<FoldedCase> cases, IReadOnlyCollection<string> vanished, DateTime now, CancellationToken cancellationToken)
        {
            foreach (var one in cases) { (one.Facts.ReengagesCase, one.Facts.FollowedBy) = (one.Neighbours.Reengages, one.Neighbours.FollowedBy); }
            return Task.CompletedTask;
        }
    }

    /// <param name="Stored">Events a second.</param>
    /// <param name="P50">Seconds from the commit until half of the requests' cases could be read.</param>
    /// <param name="P99">The same of 99 of 100.</param>
    /// <param name="Behind">Cases not yet folded when the last was stored.</param>
    /// <param name="HalfWay">The same at half the time: as many as at the end where the fold keeps up.</param>
    /// <param name="DrainSeconds">Until these were folded.</param>
    private sealed record Steady(double Stored, double P50, double P99, int Behind, int HalfWay, double DrainSeconds);

    /// <param name="Stored">Cases a second.</param>
    /// <param name="Folded">Cases a second, while the others were stored.</param>
    /// <param name="Left">Cases not yet folded when the last was stored.</param>
    /// <param name="DrainSeconds">Until these were folded.</param>
    private sealed record Backlog(double Stored, double Folded, int Left, double DrainSeconds);
}
