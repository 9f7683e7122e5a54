using System.Collections.Concurrent;
using System.Data.Common;
using System.Diagnostics;
using Acsr.Review;
using Acsr.Store;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Acsr.Bench.Review;

/// <summary>
/// Fifty reviewers who claim from a long queue, on SQLite and on PostgreSQL with two nodes, every claim checked against all others; beside
/// it the bare statement that anybody would write, on fifty connections of its own.
/// </summary>
internal static class QueueBench
{
    private const int Claimers = 50;

    public static async Task RunAsync(string folder, bool quick)
    {
        var (items, seconds, repeats) = quick ? (20_000, 2, 1) : (100_000, 3, 3);
        await OnSqliteAsync(Path.Combine(folder, "queue.db"), items, seconds, repeats);
        if (Environment.GetEnvironmentVariable("ACSR_TEST_POSTGRES") is { Length: > 0 } server) { await OnPostgresAsync(server, items, seconds, repeats); }
        else { Report.Line($"queue: PostgreSQL left out, ACSR_TEST_POSTGRES is not set"); }
    }

    private static async Task OnSqliteAsync(string file, int items, int seconds, int repeats)
    {
        await using var node = Node(new StoreOptions { ConnectionString = $"Data Source={file}" });
        await MeasureAsync("SQLite", [node], items, seconds, repeats, async () =>
        {
            var connection = new SqliteConnection($"Data Source={file};Default Timeout=60");
            await connection.OpenAsync();
            await ExecuteAsync(connection, "PRAGMA synchronous=FULL");
            return connection;
        }, "50 connections", "");
    }

    private static async Task OnPostgresAsync(string server, int items, int seconds, int repeats)
    {
        var name = $"acsr_bench_{Guid.NewGuid():N}";
        await using (var admin = new NpgsqlConnection(server)) { await admin.OpenAsync(); await ExecuteAsync(admin, $"CREATE DATABASE {name}"); }
        var connection = new NpgsqlConnectionStringBuilder(server) { Database = name, MaxPoolSize = Claimers + 10 }.ConnectionString;
        try
        {
            var options = new StoreOptions { Provider = "Postgres", ConnectionString = connection };
            await using var one = Node(options);
            await using var two = Node(options);
            await MeasureAsync("PostgreSQL, two nodes", [one, two], items, seconds, repeats, async () =>
            {
                var peer = new NpgsqlConnection(connection);
                await peer.OpenAsync();
                return peer;
            }, "SKIP LOCKED", "FOR UPDATE SKIP LOCKED");
        }
        finally
        {
            NpgsqlConnection.ClearAllPools();
            await using var admin = new NpgsqlConnection(server);
            await admin.OpenAsync();
            await ExecuteAsync(admin, $"DROP DATABASE {name} WITH (FORCE)");
        }
    }

    private static async Task MeasureAsync(string store, ServiceProvider[] nodes, int items, int seconds, int repeats, Func<Task<DbConnection>> connect, string peerName, string skipLocked)
    {
        var contexts = nodes[0].GetRequiredService<IDbContextFactory<ConsoleDbContext>>();
        await using (var db = await contexts.CreateDbContextAsync()) { await db.Database.MigrateAsync(); }
        await FillAsync(contexts, items);
        var others = new Machine.OthersWatch();
        Report.Line($"queue: {store}, {items:#,0} items, {Claimers} claimers, {seconds} s, {repeats} repeats");
        var ratios = new List<double>();
        // Nothing is measured that is only compiled: the first second of a process is not how it claims all day.
        var warmed = 0;
        await ClaimAsync(1, claimer => async () => (await nodes[claimer % nodes.Length].GetRequiredService<ReviewQueue>().NextAsync($"early-{Interlocked.Increment(ref warmed)}", default)).Lease?.ItemId);
        await FreeAsync(contexts);
        for (var i = 0; i < repeats; i++)
        {
            var peer = await PeerAsync(connect, skipLocked, seconds);
            Tell($"  {peerName,-16}", peer);
            await FreeAsync(contexts);
            // Nobody has an item twice: each claim is for a person of its own.
            var asked = 0;
            var ours = await ClaimAsync(seconds, claimer => async () =>
                (await nodes[claimer % nodes.Length].GetRequiredService<ReviewQueue>().NextAsync($"person-{Interlocked.Increment(ref asked)}", default)).Lease?.ItemId);
            Tell("  ours            ", ours);
            await FreeAsync(contexts);
            ratios.Add(ours.PerSecond / peer.PerSecond);
        }

        Report.Line($"  ratio to {peerName}   {Report.Median(ratios),8:0.0}");
        Report.Verdict($"queue {store}", others.Cores);
    }

    private static void Tell(string who, Claims claims) =>
        Report.Line($"{who} {claims.PerSecond,8:#,0} claims/s, p50 {Report.Rank(claims.Millis, 0.5):0.0} ms, p99 {Report.Rank(claims.Millis, 0.99):0.0} ms, {claims.Double} double claims of {claims.Millis.Length:#,0}");

    /// <summary>The statement without queues, skills, skips or tokens.</summary>
    private static async Task<Claims> PeerAsync(Func<Task<DbConnection>> connect, string skipLocked, int seconds)
    {
        var connections = new List<DbConnection>();
        for (var i = 0; i < Claimers; i++) { connections.Add(await connect()); }
        try
        {
            return await ClaimAsync(seconds, claimer =>
            {
                var command = connections[claimer].CreateCommand();
                command.CommandText = $"""
                    UPDATE "ReviewItems" SET "LeasedBy" = 'p', "LeasedUntil" = {(skipLocked.Length > 0 ? "now() + interval '15 minutes'" : "'9999-01-01 00:00:00'")}, "Token" = "Token" + 1
                    WHERE "Id" = (SELECT "Id" FROM "ReviewItems" WHERE "DoneAt" IS NULL AND "LeasedUntil" IS NULL ORDER BY "Priority" DESC, "Id" LIMIT 1 {skipLocked}) RETURNING "Id"
                    """;
                // SQLite's calls never wait elsewhere than in the call itself: without a thread of its own one claimer would be all of them.
                return () => Task.Run(async () => (long?)await command.ExecuteScalarAsync());
            });
        }
        finally
        {
            foreach (var connection in connections) { await connection.DisposeAsync(); }
        }
    }

    private static async Task<Claims> ClaimAsync(int seconds, Func<int, Func<Task<long?>>> claimerOf)
    {
        var taken = new ConcurrentDictionary<long, bool>();
        var twice = 0;
        var start = Stopwatch.GetTimestamp();
        var millis = await Task.WhenAll(Enumerable.Range(0, Claimers).Select(claimer => Task.Run(async () =>
        {
            var claim = claimerOf(claimer);
            List<double> mine = [];
            while (Stopwatch.GetElapsedTime(start).TotalSeconds < seconds)
            {
                var began = Stopwatch.GetTimestamp();
                if (await claim() is not { } item) { break; }
                mine.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
                if (!taken.TryAdd(item, true)) { Interlocked.Increment(ref twice); }
            }

            return mine;
        })));
        double[] all = [.. millis.SelectMany(m => m).Order()];
        return new(all.Length / Stopwatch.GetElapsedTime(start).TotalSeconds, all, twice);
    }

    private static async Task FillAsync(IDbContextFactory<ConsoleDbContext> contexts, int items)
    {
        for (var from = 0; from < items; from += 10_000)
        {
            await using var db = await contexts.CreateDbContextAsync();
            db.ReviewItems.AddRange(Enumerable.Range(from, Math.Min(10_000, items - from)).Select(i => new ReviewItem
            {
                CaseId = $"case-{i}",
                Reasons = [ReviewReason.DeadEnd],
                Why = "Because.",
                Priority = (i * 7919 % 1000) / 1000.0,
                Group = $"group-{i % 100}",
                OpenedAt = DateTime.UnixEpoch,
            }));
            await db.SaveChangesAsync();
        }
    }

    private static async Task FreeAsync(IDbContextFactory<ConsoleDbContext> contexts)
    {
        await using var db = await contexts.CreateDbContextAsync();
        await db.ReviewItems.ExecuteUpdateAsync(i => i.SetProperty(x => x.LeasedBy, (string?)null).SetProperty(x => x.LeasedUntil, (DateTime?)null));
    }

    private static async Task ExecuteAsync(DbConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }

    private static ServiceProvider Node(StoreOptions options) => new ServiceCollection().AddLogging().AddSingleton<IConfiguration>(new ConfigurationBuilder().Build())
        .AddStore(options).AddReview().BuildServiceProvider();

    private sealed record Claims(double PerSecond, double[] Millis, int Double);
}
