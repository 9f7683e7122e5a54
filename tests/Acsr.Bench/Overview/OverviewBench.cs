using System.Diagnostics;
using Acsr.Kpis;
using Acsr.Store;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Acsr.Bench.Overview;

/// <summary>The figures of the overview as its page asks for them, from a cold start and warm, beside one of them asked of SQLite.</summary>
internal static class OverviewBench
{
    /// <summary>The tiles of the page; those of handling time show two more figures.</summary>
    private static readonly KpiDefinition[] Tiles = [.. KpiDefinitions.All.Except([KpiDefinitions.HandlingTimeP50, KpiDefinitions.HandlingTimeP95])];

    public static async Task RunAsync(string folder, bool quick)
    {
        foreach (var cases in quick ? [2_000] : new[] { 10_000, 100_000 }) { await MeasureAsync(Path.Combine(folder, $"cases{cases}.db"), cases, quick ? 3 : 9); }
    }

    private static async Task MeasureAsync(string file, int cases, int repeats)
    {
        await using var services = new ServiceCollection().AddLogging()
            .AddStore(new StoreOptions { ConnectionString = $"Data Source={file}" }).AddKpis().BuildServiceProvider();
        var contexts = services.GetRequiredService<IDbContextFactory<ConsoleDbContext>>();
        await using (var db = await contexts.CreateDbContextAsync())
        {
            await db.Database.MigrateAsync();
            await CaseRows.InsertAsync(db, cases);
        }

        var others = new Machine.OthersWatch();
        Report.Line($"overview: {cases:#,0} cases over {CaseRows.Days} days, {repeats} repeats");
        var cold = new List<double>();
        for (var i = 0; i < repeats; i++)
        {
            using var fresh = new KpiEngine(contexts);
            cold.Add(await MillisAsync(() => fresh.RowsAsync(default)));
        }

        Report.Line($"  first load            {Report.Median(cold),8:0.0} ms, the very first {cold[0]:0} ms");

        using var engine = new KpiEngine(contexts);
        using var sql = new SqliteConnection($"Data Source={file}");
        sql.Open();
        Prepare(sql);
        foreach (var days in new[] { 28, 90, CaseRows.Days })
        {
            var query = new KpiQuery(CaseRows.End.AddDays(-days), CaseRows.End);
            await PageAsync(engine, query);
            Peer(sql, query);
            var (page, cpu, one, peer) = (new List<double>(), new List<double>(), new List<double>(), new List<double>());
            for (var i = 0; i < repeats; i++)
            {
                var before = Machine.OwnCpu();
                page.Add(await MillisAsync(() => PageAsync(engine, query)));
                cpu.Add((Machine.OwnCpu() - before) * 1000);
                peer.Add(await MillisAsync(() => Task.FromResult(Peer(sql, query))));
                one.Add(await MillisAsync(() => engine.ValuesAsync([KpiDefinitions.TaskSuccessRate], query, default)));
            }

            Same(Peer(sql, query), (await engine.ValuesAsync([KpiDefinitions.TaskSuccessRate], query, default))[0]);
            Report.Line($"  {days,3} d: page            {Report.Median(page),8:0.0} ms, {Report.Median(cpu):0.0} ms CPU ({Tiles.Length} tiles with previous period and sparkline, main trend)");
            Report.Line($"  {days,3} d: one figure      {Report.Median(one),8:0.00} ms, asked of SQLite {Report.Median(peer):0.00} ms, ratio {Report.Median(peer.Zip(one, (p, o) => p / o)):0.0}");
        }

        Report.Verdict($"overview {cases}", others.Cores);
    }

    /// <summary>All that the overview page asks, one question after the other.</summary>
    private static async Task PageAsync(KpiEngine engine, KpiQuery query)
    {
        var bucket = KpiTrend.BucketOf(query);
        await engine.RowsAsync(default);
        foreach (var kpi in Tiles)
        {
            await engine.ValuesAsync(kpi == KpiDefinitions.HandlingTimeMean ? [kpi, KpiDefinitions.HandlingTimeP50, KpiDefinitions.HandlingTimeP95] : [kpi], query, default);
            await engine.ValuesAsync([kpi], query.Previous()!, default);
            await engine.TrendAsync(kpi, query, bucket, default, intervals: false);
        }

        await engine.TrendAsync(KpiDefinitions.AutonomousResolutionRate, query, bucket, default);
    }

    /// <summary>An index with all that the one figure needs, which we don't have: SQLite at its best.</summary>
    private static void Prepare(SqliteConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = """CREATE INDEX "Covering" ON "Cases" ("At", "Solved"); ANALYZE""";
        command.ExecuteNonQuery();
    }

    /// <summary>The task success rate in SQL.</summary>
    private static (long N, long Solved) Peer(SqliteConnection connection, KpiQuery query)
    {
        using var command = connection.CreateCommand();
        command.CommandText = """SELECT COUNT(*), COALESCE(SUM("Solved"), 0) FROM "Cases" WHERE "At" >= @from AND "At" < @to AND "Solved" IS NOT NULL""";
        command.Parameters.AddWithValue("@from", query.From!.Value);
        command.Parameters.AddWithValue("@to", query.To!.Value);
        using var reader = command.ExecuteReader();
        reader.Read();
        return (reader.GetInt64(0), reader.GetInt64(1));
    }

    // Fast and wrong would be no result.
    private static void Same((long N, long Solved) sql, KpiValue ours)
    {
        if (sql.N != ours.N || Math.Abs(((double)sql.Solved / sql.N) - ours.Value!.Value) > 1e-12) { throw new InvalidOperationException($"SQLite counts {sql.Solved} of {sql.N}, we {ours.Value} of {ours.N}."); }
    }

    private static async Task<double> MillisAsync<T>(Func<Task<T>> work)
    {
        var start = Stopwatch.GetTimestamp();
        await work();
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    private static Task<double> MillisAsync(Func<Task> work) => MillisAsync(async () => { await work(); return 0; });
}
