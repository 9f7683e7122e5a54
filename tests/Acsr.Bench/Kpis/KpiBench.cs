using System.Diagnostics;
using Acsr.Bench.Overview;
using Acsr.Kpis;
using Acsr.Store;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Acsr.Bench.Kpis;

/// <summary>
/// Questions about figures asked of the engine, of DuckDB with a columnar copy of its own, and of SQLite with an index that holds all that is asked: the same
/// cases, the same answers, one after the other in the same run. Besides: what the columns take in memory and on disk, how long a start takes, and how all
/// that grows with the cases.
/// </summary>
internal static class KpiBench
{
    private static readonly KpiDimension Intent = KpiDimension.Find("intent")!;

    private static readonly (string Name, int Days, string? Channel, bool ByIntent)[] Questions =
    [
        ("30 d", 30, null, false), ("30 d by intent", 30, null, true), ("365 d", 365, null, false), ("365 d by intent", 365, null, true),
        ("365 d, one channel", 365, "channel-1", false), ("365 d, one channel, by intent", 365, "channel-1", true),
    ];

    private static readonly KpiDefinition[] Asked = [KpiDefinitions.TaskSuccessRate, KpiDefinitions.HandlingTimeMean, KpiDefinitions.HandlingTimeP95, KpiDefinitions.CostPerResolution];

    public static async Task RunAsync(string folder, bool quick, bool large)
    {
        var sizes = quick ? [5_000] : large ? new[] { 100_000, 1_000_000, 10_000_000 } : [100_000, 1_000_000];
        foreach (var cases in sizes) { await MeasureAsync(Path.Combine(folder, $"kpi{cases}.db"), cases, quick ? 3 : 7); }
    }

    private static async Task MeasureAsync(string file, int cases, int repeats)
    {
        await using var services = new ServiceCollection().AddLogging().AddStore(new StoreOptions { ConnectionString = $"Data Source={file}" }).AddKpis().BuildServiceProvider();
        var contexts = services.GetRequiredService<IDbContextFactory<ConsoleDbContext>>();
        await using (var db = await contexts.CreateDbContextAsync())
        {
            await db.Database.MigrateAsync();
            await CaseRows.InsertAsync(db, cases);
        }

        var others = new Machine.OthersWatch();
        Report.Line($"kpi: {cases:#,0} cases over {CaseRows.Days} days, {repeats} repeats");
        using var engine = await StartsAsync(services, contexts, cases, repeats);
        using var duck = DuckPeer.Copy(file);
        using var sql = new SqliteConnection($"Data Source={file}");
        sql.Open();
        SqlPeer.Prepare(sql);
        var (overDuck, overSql) = (new List<double>(), new List<double>());
        foreach (var question in Questions)
        {
            var (ours, again, theirs, plain) = (new List<double>(), new List<double>(), new List<double>(), new List<double>());
            Same(await OursAsync(engine, Shifted(question, 0), question.ByIntent), duck.Ask(Shifted(question, 0), question.ByIntent), SqlPeer.Ask(sql, Shifted(question, 0), question.ByIntent));
            for (var i = 0; i < repeats; i++)
            {
                var query = Shifted(question, i + 1);
                ours.Add(await MillisAsync(() => OursAsync(engine, query, question.ByIntent)));
                again.Add(await MillisAsync(() => OursAsync(engine, query, question.ByIntent)));
                theirs.Add(await MillisAsync(() => Task.FromResult(duck.Ask(query, question.ByIntent))));
                plain.Add(await MillisAsync(() => Task.FromResult(SqlPeer.Ask(sql, query, question.ByIntent))));
            }

            overDuck.Add(Report.Median(theirs.Zip(ours, (t, o) => t / o)));
            overSql.Add(Report.Median(plain.Zip(ours, (p, o) => p / o)));
            Report.Line($"  {question.Name,-30} {Report.Median(ours),8:0.00} ms, asked again {Report.Median(again):0.00} ms, DuckDB {Report.Median(theirs),8:0.0} ms ({overDuck[^1]:0.0}x), SQLite {Report.Median(plain),8:0.0} ms ({overSql[^1]:0.0}x)");
        }

        Report.Line($"  geometric mean over DuckDB {Mean(overDuck):0.0}x (least {overDuck.Min():0.0}x), over SQLite {Mean(overSql):0.0}x (least {overSql.Min():0.0}x); four figures a question, ours with their 95 % intervals, DuckDB's percentile exact");
        Report.Verdict($"kpi {cases}", others.Cores);
    }

    private static async Task<KpiEngine> StartsAsync(ServiceProvider services, IDbContextFactory<ConsoleDbContext> contexts, int cases, int repeats)
    {
        var (before, table) = (Memory(), Stopwatch.GetTimestamp());
        var engine = services.GetRequiredService<KpiEngine>();
        await engine.ValuesAsync(Asked, new KpiQuery(), default);
        Report.Line($"  first figure from the table      {Stopwatch.GetElapsedTime(table).TotalMilliseconds,8:0} ms");
        var columns = Memory() - before;
        await engine.ValuesAsync(KpiDefinitions.All, new KpiQuery(), default);
        Report.Line($"  memory: columns {columns / (double)cases:0} B a case ({columns >> 20} MiB), with the bits of all {KpiDefinitions.All.Count} KPIs {(Memory() - before) / (double)cases:0} B a case");
        var save = Stopwatch.GetTimestamp();
        await services.GetRequiredService<KpiSaver>().SaveAsync(default);
        await using (var db = await contexts.CreateDbContextAsync())
        {
            var stored = await db.StoredChunks.SumAsync(c => c.Data.Length);
            Report.Line($"  storing the columns              {Stopwatch.GetElapsedTime(save).TotalMilliseconds,8:0} ms, {stored / (double)cases:0.0} B a case on disk");
        }

        var starts = new List<double>();
        for (var i = 0; i < repeats; i++)
        {
            using var fresh = new KpiEngine(contexts);
            starts.Add(await MillisAsync(() => fresh.ValuesAsync(Asked, new KpiQuery(), default)));
        }

        Report.Line($"  first figure from stored columns {Report.Median(starts),8:0} ms");
        return engine;
    }

    // Each time another hour, because the engine remembers what it was asked.
    private static KpiQuery Shifted((string Name, int Days, string? Channel, bool ByIntent) question, int hours) =>
        new(CaseRows.End.AddDays(-question.Days).AddHours(-hours), CaseRows.End.AddHours(-hours), Channel: question.Channel);

    /// <summary>For each group: cases with a known outcome, the share that was solved, mean handling time, its 95th percentile, cost per resolution.</summary>
    private static async Task<Dictionary<string, Figures>> OursAsync(KpiEngine engine, KpiQuery query, bool byIntent)
    {
        if (!byIntent)
        {
            var values = await engine.ValuesAsync(Asked, query, default);
            return new() { [""] = Of([.. values]) };
        }

        var groups = new List<IReadOnlyList<KpiGroup>>();
        foreach (var kpi in Asked) { groups.Add(await engine.BreakdownAsync(kpi, query, Intent, null, default)); }
        return groups[0].ToDictionary(g => g.First ?? "", g => Of([.. groups.Select(other => other.First(o => o.First == g.First).Value)]));
    }

    private static Figures Of(KpiValue[] values) => new(values[0].N, values[0].Value ?? double.NaN, values[1].Value ?? double.NaN, values[2].Value ?? double.NaN, values[3].Value ?? double.NaN);

    // Fast and wrong would be no result.
    private static void Same(Dictionary<string, Figures> ours, Dictionary<string, Figures> duck, Dictionary<string, Figures> sql)
    {
        foreach (var (group, mine) in ours)
        {
            foreach (var theirs in new[] { duck[group], sql[group] })
            {
                if (mine.N != theirs.N || Off(mine.Solved, theirs.Solved) > 1e-9 || Off(mine.Mean, theirs.Mean) > 1e-9 || Off(mine.Cost, theirs.Cost) > 1e-9 || (!double.IsNaN(theirs.P95) && Off(mine.P95, theirs.P95) > .01))
                {
                    throw new InvalidOperationException($"'{group}': we say {mine}, the peer {theirs}.");
                }
            }
        }

        if (ours.Count != duck.Count || ours.Count != sql.Count) { throw new InvalidOperationException($"We have {ours.Count} groups, DuckDB {duck.Count}, SQLite {sql.Count}."); }
    }

    private static double Off(double one, double other) => double.IsNaN(one) && double.IsNaN(other) ? 0 : Math.Abs(one - other) / Math.Abs(other);

    private static double Mean(List<double> ratios) => Math.Exp(ratios.Average(Math.Log));

    private static long Memory() => GC.GetTotalMemory(forceFullCollection: true);

    private static async Task<double> MillisAsync<T>(Func<Task<T>> work)
    {
        var start = Stopwatch.GetTimestamp();
        await work();
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }
}

/// <summary>What all three answer. NaN: not asked.</summary>
internal sealed record Figures(long N, double Solved, double Mean, double P95, double Cost);
