using System.Diagnostics;
using Acsr.Cases;
using Acsr.Delivery;
using Acsr.Releases;
using Acsr.Releases.Deliveries;
using Acsr.Review;
using Acsr.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Acsr.Bench.Releases;

/// <summary>
/// A release of many rows from the preview's gates to the folder, step by step, on SQLite, and what a page waits meanwhile; beside it the same bytes written to the
/// same disk and flushed, which nobody can undercut.
/// </summary>
internal static class ReleaseBench
{
    public static async Task RunAsync(string folder, bool quick)
    {
        var rows = quick ? 5_000 : 100_000;
        var target = Directory.CreateDirectory(Path.Combine(folder, "out")).FullName;
        await using var services = Services(Path.Combine(folder, "release.db"), target);
        var contexts = services.GetRequiredService<IDbContextFactory<ConsoleDbContext>>();
        await using (var db = await contexts.CreateDbContextAsync())
        {
            await db.Database.MigrateAsync();
            for (var i = 0; i < rows; i += 1_000)
            {
                db.AddRange(Enumerable.Range(i + 1, Math.Min(1_000, rows - i)).Select(Reviewed));
                await db.SaveChangesAsync();
                db.ChangeTracker.Clear();
            }
        }

        if (await services.GetRequiredService<DestinationDesk>().AddAsync(new("disk", DestinationKind.Folder, target), "bench", default) is { } problem) { throw new InvalidOperationException(problem); }
        var desk = services.GetRequiredService<ReleaseDesk>();
        using var watching = new CancellationTokenSource();
        var pages = WatchAsync(desk, watching.Token);

        var started = Stopwatch.GetTimestamp();
        var created = (CreateOutcome.Created)await desk.CreateAsync("bench", [.. Enumerable.Range(1, rows).Select(i => (long)i)], "bench", new() { Reason = "A bench." });
        var made = Stopwatch.GetElapsedTime(started);
        started = Stopwatch.GetTimestamp();
        await desk.ApproveAsync(created.Id, "ken", "Ken");
        var approved = Stopwatch.GetElapsedTime(started);
        started = Stopwatch.GetTimestamp();
        await services.GetRequiredService<ReleaseDeliveryWorker>().RunOnceAsync(default);
        var delivered = Stopwatch.GetElapsedTime(started);
        await watching.CancelAsync();
        var waits = await pages;

        var files = Directory.EnumerateFiles(target, "*", SearchOption.AllDirectories).Where(f => !f.Contains("plain-", StringComparison.Ordinal)).ToList();
        var bytes = files.Sum(f => new FileInfo(f).Length);
        var plain = Plain(files, Path.Combine(folder, "plain.bin"));
        Report.Line($"release: {created.Rows} rows, {bytes / 1e6:0} MB in {files.Count} files");
        Report.Line($"release: gates, files and freezing {made.TotalSeconds:0.0} s ({created.Rows / made.TotalSeconds:0} rows/s), approval with signature {approved.TotalMilliseconds:0} ms");
        Report.Line($"release: to the folder {delivered.TotalSeconds:0.00} s; the same bytes written plainly and flushed {plain.TotalSeconds:0.00} s; ratio {delivered / plain:0.0}");
        Report.Line($"release: a list of releases meanwhile: median {Report.Median(waits):0.0} ms, 95th percentile {Report.Rank([.. waits.Order()], .95):0.0} ms, longest {waits.DefaultIfEmpty(double.NaN).Max():0.0} ms, n {waits.Count}");
    }

    private static TimeSpan Plain(List<string> files, string target)
    {
        var started = Stopwatch.GetTimestamp();
        foreach (var file in files)
        {
            using var from = File.OpenRead(file);
            using var to = new FileStream(target, FileMode.Create, FileAccess.Write);
            from.CopyTo(to);
            to.Flush(flushToDisk: true);
        }

        return Stopwatch.GetElapsedTime(started);
    }

    /// <summary>Milliseconds that a reader waits, five times a second.</summary>
    private static async Task<List<double>> WatchAsync(ReleaseDesk desk, CancellationToken cancellationToken)
    {
        List<double> waits = [];
        while (!cancellationToken.IsCancellationRequested)
        {
            var started = Stopwatch.GetTimestamp();
            await desk.ListAsync(CancellationToken.None);
            waits.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            await Task.Delay(200, CancellationToken.None);
        }

        return waits;
    }

    private static ServiceProvider Services(string file, string target)
    {
        Func<string, CancellationToken, Task<FoldedCase?>> cases = (id, _) => Task.FromResult<FoldedCase?>(Case(id));
        return new ServiceCollection().AddLogging().AddStore(new StoreOptions { ConnectionString = $"Data Source={file}" })
            .AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection([new("Delivery:AllowedFolders:0", target)]).Build())
            .AddSingleton(cases).AddDelivery().AddReleases().BuildServiceProvider();
    }

    /// <summary>Words by their number, so that no two cases are nearly the same and all have the length of a real one.</summary>
    private static FoldedCase Case(string id)
    {
        var random = new Random(string.GetHashCode(id, StringComparison.Ordinal));
        string Said(int words) => string.Join(' ', Enumerable.Range(0, words).Select(_ => $"word{random.Next(5_000)}"));
        return new FoldedCase(new Case { Id = id, Customer = "customer " + id, Intent = $"intent {random.Next(20)}" },
        [
            new Step { Id = "s0", Kind = StepKind.Message, Role = Role.System, Text = "You may refund at most $20." },
            new Step { Id = "s1", Kind = StepKind.Message, Role = Role.Customer, Text = Said(60) },
            new Step { Id = "s2", Kind = StepKind.Tool, Name = "get_order", Input = $$"""{"id":{{random.Next()}}}""", Output = $$"""{"total":50,"note":"{{Said(20)}}"}""" },
            new Step { Id = "s3", Kind = StepKind.Action, Name = "refund", Input = """{"amount":50}""", Output = "refunded" },
        ], [], []);
    }

    private static CaseReview Reviewed(int id) => new()
    {
        Id = id,
        ItemId = id,
        SetId = id,
        CaseId = $"c{id}",
        ReviewerId = "rita",
        ReviewerName = "Rita",
        At = DateTime.UnixEpoch,
        Verdict = id % 4 == 0 ? Verdict.AgentWasRight : Verdict.Corrected,
        StepId = "s3",
        OriginalAction = "refund",
        OriginalConfidence = .9,
        FinalAction = "refund",
        FinalArguments = $$"""{"amount":{{id % 20}}}""",
        Rationale = "The limit is $20.",
        Clause = "fees/refunds-1@1",
    };
}
