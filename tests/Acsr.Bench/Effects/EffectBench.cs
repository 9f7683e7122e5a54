using System.Diagnostics;
using Acsr.Bench.Overview;
using Acsr.Cases;
using Acsr.Delivery;
using Acsr.Effects;
using Acsr.Ingest;
using Acsr.Policies;
using Acsr.Signals;
using Acsr.Store;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Acsr.Bench.Effects;

/// <summary>What the page of an effect asks for, and the computing behind it, over a million cases and fifty deployments; beside SQLite reading the same table once.</summary>
internal static class EffectBench
{
    private const int Deployments = 50;

    public static async Task RunAsync(string folder, bool quick)
    {
        var cases = quick ? 20_000 : 1_000_000;
        var file = Path.Combine(folder, "effects.db");
        await using var services = new ServiceCollection().AddLogging().AddSingleton<IConfiguration>(new ConfigurationBuilder().Build()).AddSingleton<TimeProvider>(new AtTheEnd())
            .AddStore(new StoreOptions { ConnectionString = $"Data Source={file}" }).AddIngest().AddCases().AddPolicies().AddSignals().AddDelivery().AddEffects().BuildServiceProvider();
        await using (var db = await services.GetRequiredService<IDbContextFactory<ConsoleDbContext>>().CreateDbContextAsync())
        {
            await db.Database.MigrateAsync();
            await CaseRows.InsertAsync(db, cases);
        }

        var desk = services.GetRequiredService<DeploymentDesk>();
        for (var i = 0; i < Deployments; i++)
        {
            await desk.TellAsync(new DeploymentDraft($"change-{i}", CaseRows.End.AddDays(-280 + (i * 5)), [$"intent-{i % 24}"]), "bench", default);
        }

        Report.Line($"effect: {cases:#,0} cases, {Deployments} deployments");
        var worker = services.GetRequiredService<EffectWorker>();
        var compute = await MillisAsync(() => worker.ComputeAsync(default));
        Report.Line($"  computing all         {compute,8:0} ms, in the background");
        using var sql = new SqliteConnection($"Data Source={file}");
        sql.Open();
        using var peer = sql.CreateCommand();
        peer.CommandText = """SELECT "Intent", "Channel", date("At") AS d, count(*), sum("Solved") FROM "Cases" GROUP BY "Intent", "Channel", d""";
        var one = await MillisAsync(() => { using var reader = peer.ExecuteReader(); while (reader.Read()) { } return Task.CompletedTask; });
        Report.Line($"  SQLite, one metric    {one,8:0} ms for one GROUP BY; all metrics of all deployments take {compute / one:0.0} times as long");

        var id = (await desk.ListAsync())[0].Id;
        var (page, list) = (new List<double>(), new List<double>());
        for (var i = 0; i < 9; i++)
        {
            list.Add(await MillisAsync(() => desk.ListAsync()));
            page.Add(await MillisAsync(() => desk.GetAsync(id, default)));
        }

        Report.Line($"  page of one effect    {Report.Median(page),8:0.0} ms, the list {Report.Median(list):0.0} ms (claimed: below 2,000 ms)");
    }

    private static async Task<double> MillisAsync(Func<Task> work)
    {
        var watch = Stopwatch.StartNew();
        await work();
        return watch.Elapsed.TotalMilliseconds;
    }

    private sealed class AtTheEnd : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => CaseRows.End;
    }
}
