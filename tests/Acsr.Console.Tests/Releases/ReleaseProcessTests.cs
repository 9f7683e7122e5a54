using System.Diagnostics;
using System.Security.Cryptography;
using System.Text.Json;
using Acsr.Cases;
using Acsr.Commands;
using Acsr.Delivery;
using Acsr.Docs;
using Acsr.Releases.Deliveries;
using Acsr.Review;
using Acsr.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Acsr.Releases;

/// <summary>Releases between processes: a consumer that knows our documentation only, and a console that is killed while it delivers.</summary>
public sealed class ReleaseProcessTests
{
    [Fact]
    public async Task A_consumer_takes_a_release_verifies_it_and_lets_go_of_what_was_withdrawn()
    {
        using var console = new ConsoleProcess();
        var key = (await console.RunAsync("keys", "add", "training", "--scope", "read")).Output.Trim();
        var (process, address) = await console.ServeAsync();
        using (process)
        {
            try
            {
                await using var services = Services(console, text: "I write about {0}.");
                var first = await PublishedAsync(services, "refunds", null, 1, 2);
                var folder = Path.Combine(console.Folder, "held");

                var output = await ConsumeAsync(address, key, folder);
                Assert.Contains("took refunds 1.0.0: 2 rows, 1 approvals, signature and hashes hold", output, StringComparison.Ordinal);
                Assert.Contains("holding refunds 1.0.0", await ConsumeAsync(address, key, folder), StringComparison.Ordinal);
                Check(Path.Combine(folder, "1.0.0"));

                await services.GetRequiredService<ReleaseWithdrawal>().WithdrawAsync(new(RowOrigin.Review, "1"), new("It was wrong.", "kim", WithdrawalGround.Withdrawn), default);
                output = await ConsumeAsync(address, key, folder);
                Assert.Contains("let go of refunds 1.0.0: It was wrong.", output, StringComparison.Ordinal);
                Assert.Contains("took refunds 2.0.0: 1 rows", output, StringComparison.Ordinal);
                Assert.Equal(["2.0.0"], Directory.EnumerateDirectories(folder).Select(d => Path.GetFileName(d)));
                Assert.Equal(await services.GetRequiredService<ReleaseDesk>().TombstonesAsync(first), JsonSerializer.Deserialize<string[]>(await File.ReadAllTextAsync(Path.Combine(folder, "tombstones.json")))!);

                // Another key than the one that was trusted is not.
                await File.WriteAllTextAsync(Path.Combine(folder, "trusted-key.json"), $$"""{"key_id":"0000000000000000","public_key":"{{Convert.ToBase64String(new byte[32])}}"}""");
                Directory.Delete(Path.Combine(folder, "2.0.0"), recursive: true);
                Assert.Contains("not the trusted key", await ConsumeAsync(address, key, folder, code: 1), StringComparison.Ordinal);
            }
            finally
            {
                process.Kill();
                await process.WaitForExitAsync();
            }
        }
    }

    [Fact]
    public async Task A_console_that_is_killed_while_it_delivers_leaves_nothing_half_and_sends_nothing_under_a_second_id()
    {
        using var console = new ConsoleProcess();
        var target = Path.Combine(console.Folder, "out");
        console.Settings["Delivery__AllowedFolders__0"] = target;
        Assert.Equal(0, (await console.RunAsync("keys", "add", "training", "--scope", "read")).Code);
        await using var services = Services(console, text: $"I write about {{0}}. {string.Concat(Enumerable.Repeat("This is a long story of a parcel. ", 60_000))}");
        Assert.Null(await services.GetRequiredService<DestinationDesk>().AddAsync(new("disk", DestinationKind.Folder, target), "ada", default));
        var id = await PublishedAsync(services, "refunds", null, 1, 2, 3);
        var place = Path.Combine(target, "refunds", "1.0.0");
        var kills = 0;
        for (var attempt = 0; attempt < 6 && !Directory.Exists(place); attempt++)
        {
            var (process, _) = await console.ServeAsync();
            using (process)
            {
                // As soon as it has begun to write, and a little later each time.
                var since = Stopwatch.GetTimestamp();
                while (!Directory.Exists(place) && Bytes(target) <= attempt * (1 << 20) && Stopwatch.GetElapsedTime(since) < TimeSpan.FromSeconds(60)) { await Task.Delay(5); }
                process.Kill();
                await process.WaitForExitAsync();
                kills++;
            }

            if (Directory.Exists(place)) { Check(place); }
            // What the killed process held is free again when its lease ends; nobody waits two minutes for that here.
            await SetAsync(services, db => db.ReleaseDeliveries.Where(d => d.State == DeliveryState.Waiting).ExecuteUpdateAsync(d => d.SetProperty(x => x.DueAt, DateTime.UtcNow)));
        }

        var (last, _) = await console.ServeAsync();
        using (last)
        {
            var since = Stopwatch.GetTimestamp();
            while (console.Ask("""SELECT count(*) FROM "ReleaseDeliveries" WHERE "State" = 1""") == 0 && Stopwatch.GetElapsedTime(since) < TimeSpan.FromSeconds(90)) { await Task.Delay(50); }
            last.Kill();
            await last.WaitForExitAsync();
        }

        Assert.True(kills > 0);
        Check(place);
        Assert.Equal((1, 1), (console.Ask("""SELECT count(*) FROM "ReleaseDeliveries" """), console.Ask("""SELECT count(*) FROM "ReleaseDeliveries" WHERE "State" = 1""")));
        Assert.Equal(id, console.Ask("""SELECT "ReleaseId" FROM "ReleaseDeliveries" """));
        Assert.Equal(["1.0.0"], Directory.EnumerateFileSystemEntries(Path.Combine(target, "refunds")).Select(f => Path.GetFileName(f)));
    }

    /// <summary>The process that is killed is this test again, which then does nothing but publish.</summary>
    [Fact]
    public async Task A_process_that_is_killed_while_it_publishes_leaves_no_release_half_and_tells_of_none_twice()
    {
        if (Environment.GetEnvironmentVariable(Publishes) is { Length: > 0 } store) { await PublishOnAsync(store); return; }
        using var console = new ConsoleProcess();
        Assert.Equal(0, (await console.RunAsync("keys", "add", "training", "--scope", "read")).Code);
        await using var services = Services(console.Store, console.Folder, Story);
        Assert.Null(await services.GetRequiredService<DestinationDesk>().AddAsync(new("disk", DestinationKind.Folder, Path.Combine(console.Folder, "out")), "ada", default));
        Assert.Null((await services.GetRequiredService<WebhookDesk>().AddAsync("crm", "https://hooks.example.invalid/acsr", "ada", default)).Problem);
        await ReviewedAsync(services, [.. Enumerable.Range(1, Sets).Select(i => (long)i)]);
        for (var kill = 0; kill < 6; kill++)
        {
            var made = console.Ask("""SELECT count(*) FROM "Releases" """);
            using var process = Again(console.Store);
            var since = Stopwatch.GetTimestamp();
            while (!process.HasExited && console.Ask("""SELECT count(*) FROM "Releases" """) == made && Stopwatch.GetElapsedTime(since) < TimeSpan.FromSeconds(90)) { await Task.Delay(3); }
            // At another moment each time: while it freezes, approves, withdraws.
            await Task.Delay(kill * 7);
            process.Kill();
            await process.WaitForExitAsync();
            Assert.True(console.Ask("""SELECT count(*) FROM "Releases" """) > made, "The process published nothing before it was killed.");
            await WholeAsync(services);
        }

        await PublishOnAsync(console.Store);

        await WholeAsync(services);
        Assert.Equal(Sets, console.Ask("""SELECT count(DISTINCT "Name") FROM "Releases" """));
        Assert.Equal(Sets, console.Ask("""SELECT count(*) FROM "Releases" WHERE "Signature" IS NOT NULL"""));
        Assert.Equal(Sets / 3, console.Ask("""SELECT count(*) FROM "Releases" WHERE "WithdrawnAt" IS NOT NULL"""));
    }

    private const string Publishes = "ACSR_TEST_PUBLISHES";
    private const int Sets = 60;
    private static readonly string Story = $"I write about {{0}}. {string.Concat(Enumerable.Repeat("This is a long story of a parcel. ", 4_000))}";

    /// <summary>Freezes and approves what is not yet, and withdraws every third.</summary>
    private static async Task PublishOnAsync(string store)
    {
        await using var services = Services(store, Path.GetDirectoryName(store)!, Story);
        var (desk, withdrawal) = (services.GetRequiredService<ReleaseDesk>(), services.GetRequiredService<ReleaseWithdrawal>());
        for (var i = 1; i <= Sets; i++)
        {
            var release = (await desk.ListAsync()).FirstOrDefault(r => r.Name == $"set-{i}");
            var id = release?.Id ?? Assert.IsType<CreateOutcome.Created>(await desk.CreateAsync($"set-{i}", [i], "kim", new() { AuthorId = "kim", Reason = "It is right." })).Id;
            if (release is not { IsApproved: true }) { Assert.Equal(ApproveOutcome.Approved, await desk.ApproveAsync(id, "ken", "Ken")); }
            if (i % 3 == 0) { await withdrawal.WithdrawAsync(new RowSelection(RowOrigin.Review, $"{i}"), new("It was wrong.", "kim", WithdrawalGround.Withdrawn), default); }
        }
    }

    private static Process Again(string store)
    {
        const string name = $"{nameof(Acsr)}.{nameof(Releases)}.{nameof(ReleaseProcessTests)}.{nameof(A_process_that_is_killed_while_it_publishes_leaves_no_release_half_and_tells_of_none_twice)}";
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", ["exec", typeof(ReleaseProcessTests).Assembly.Location, "--filter-method", name]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment[Publishes] = store;
        var process = Process.Start(start)!;
        _ = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        return process;
    }

    /// <summary>Each release is there with all its rows and bytes or not at all, and each that is signed was told once, by one message and one delivery.</summary>
    private static async Task WholeAsync(ServiceProvider services)
    {
        await using var db = await services.GetRequiredService<IDbContextFactory<ConsoleDbContext>>().CreateDbContextAsync();
        var messages = (await db.WebhookDeliveries.AsNoTracking().ToListAsync()).ConvertAll(m => (m.Type, m.MessageId, Release: JsonSerializer.Deserialize<JsonElement>(m.Body).GetProperty("data").GetProperty("release_id").GetInt64()));
        Assert.Equal(messages.Count, messages.DistinctBy(m => m.MessageId).Count());
        foreach (var release in await db.Releases.AsNoTracking().Include(r => r.Rows).Include(r => r.Files).ToListAsync())
        {
            Assert.Single(release.Rows);
            foreach (var file in release.Files) { Assert.Equal(file.Length, await db.ReleaseFileParts.Where(p => p.FileSha256 == file.Sha256).SumAsync(p => (long)p.Content.Length)); }
            var (told, taken) = (release.Signature is null ? 0 : 1, release.WithdrawnAt is null ? 0 : 1);
            Assert.Equal(told == 1, await db.Releases.Approved().AnyAsync(r => r.Id == release.Id));
            Assert.Equal((told, taken), (await db.ReleaseDeliveries.CountAsync(d => d.ReleaseId == release.Id && d.Task == DeliveryTask.Publish), await db.ReleaseDeliveries.CountAsync(d => d.ReleaseId == release.Id && d.Task == DeliveryTask.Withdraw)));
            Assert.Equal((told, taken), (messages.Count(m => m.Release == release.Id && m.Type == "io.acsr.dataset.published.v1"), messages.Count(m => m.Release == release.Id && m.Type == "io.acsr.dataset.withdrawn.v1")));
            Assert.Equal(taken == 1, release.Rows[0].WithdrawnAt is not null);
        }
    }

    /// <summary>All files that the manifest names are there, byte for byte.</summary>
    private static void Check(string folder)
    {
        using var manifest = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, "manifest.json")));
        Assert.All(manifest.RootElement.GetProperty("files").EnumerateArray(), file =>
            Assert.Equal(file.GetProperty("sha256").GetString(), Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(Path.Combine(folder, file.GetProperty("path").GetString()!))))));
    }

    private static long Bytes(string folder) => Directory.Exists(folder) ? Directory.EnumerateFiles(folder, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = 0, IgnoreInaccessible = true }).Sum(f => new FileInfo(f) is { Exists: true } file ? file.Length : 0) : 0;

    private static async Task SetAsync(ServiceProvider services, Func<ConsoleDbContext, Task<int>> change)
    {
        await using var db = await services.GetRequiredService<IDbContextFactory<ConsoleDbContext>>().CreateDbContextAsync();
        await change(db);
    }

    /// <summary>The desk on the same store as the process, with cases of its own.</summary>
    private static ServiceProvider Services(ConsoleProcess console, string text) => Services(console.Store, console.Folder, text);

    private static ServiceProvider Services(string store, string folder, string text)
    {
        Func<string, CancellationToken, Task<FoldedCase?>> cases = (id, _) => Task.FromResult<FoldedCase?>(new FoldedCase(new Case { Id = id },
        [
            new Step { Id = "s1", Kind = StepKind.Message, Role = Role.Customer, Text = text.Replace("{0}", id, StringComparison.Ordinal) },
            new Step { Id = "s2", Kind = StepKind.Action, Name = "refund", Input = """{"amount":50}""", Output = "refunded" },
        ], [], []));
        return new ServiceCollection().AddLogging().AddStore(new StoreOptions { ConnectionString = $"Data Source={store}" })
            .AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection([new("Delivery:AllowedFolders:0", Path.Combine(folder, "out"))]).Build())
            .AddSingleton(cases).AddDelivery().AddReleases().BuildServiceProvider();
    }

    private static async Task<long> PublishedAsync(ServiceProvider services, string name, string? next, params long[] reviews)
    {
        await ReviewedAsync(services, reviews);
        var desk = services.GetRequiredService<ReleaseDesk>();
        var made = Assert.IsType<CreateOutcome.Created>(await desk.CreateAsync(name, reviews, "kim", new() { NextOf = next, AuthorId = "kim", Reason = "All of them are right." }));
        Assert.Equal(ApproveOutcome.Approved, await desk.ApproveAsync(made.Id, "ken", "Ken"));
        return made.Id;
    }

    private static Task ReviewedAsync(ServiceProvider services, long[] reviews) =>
        SetAsync(services, async db =>
        {
            db.AddRange(reviews.Select(id => new CaseReview
            {
                Id = id,
                ItemId = id,
                CaseId = $"c{id}",
                ReviewerId = "rita",
                ReviewerName = "Rita",
                At = DateTime.UtcNow,
                Verdict = Verdict.Corrected,
                StepId = "s2",
                OriginalAction = "refund",
                FinalAction = "refund",
                FinalArguments = $$"""{"amount":{{id}}}""",
                Rationale = "The limit is lower.",
                Clause = "fees/refunds-1@1",
                SetId = id,
            }));
            return await db.SaveChangesAsync();
        });

    private static async Task<string> ConsumeAsync(Uri address, string key, string folder, int code = 0)
    {
        var start = new ProcessStartInfo("python3", [Path.Combine(Document.Folder("docs/samples/consumer"), "release.py"), folder, "refunds"]) { RedirectStandardOutput = true, RedirectStandardError = true };
        (start.Environment["ACSR_URL"], start.Environment["ACSR_KEY"]) = (address.ToString().TrimEnd('/'), key);
        using var process = Process.Start(start)!;
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        var (output, error) = (process.StandardOutput.ReadToEndAsync(patience.Token), process.StandardError.ReadToEndAsync(patience.Token));
        await process.WaitForExitAsync(patience.Token);
        Assert.True(process.ExitCode == code, $"it ended with {process.ExitCode}: {await output} {await error}");
        return await output + await error;
    }
}
