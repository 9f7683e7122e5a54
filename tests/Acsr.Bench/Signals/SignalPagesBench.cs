using System.Diagnostics;
using System.Globalization;
using Acsr.Cases;
using Acsr.Shell;
using Acsr.Signals;
using Acsr.Signals.Gaps;
using Acsr.Signals.Groups;
using Acsr.Store;
using Microsoft.AspNetCore.Builder;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Acsr.Bench.Signals;

/// <summary>
/// What the pages about groups and gaps ask, over many cases each with a finding and a missed search, beside one plain count over the same
/// cases. On SQLite, and on PostgreSQL where <c>ACSR_TEST_POSTGRES</c> names a server.
/// </summary>
internal static class SignalPagesBench
{
    private const int Groups = 500;
    private static readonly DateTime End = new(2026, 3, 1, 0, 0, 0, DateTimeKind.Utc);

    public static async Task RunAsync(string folder, bool quick)
    {
        var count = quick ? 2_000 : 100_000;
        await OnAsync("SQLite", ["--Store:Provider=Sqlite", $"--Store:ConnectionString=Data Source={Path.Combine(folder, "pages.db")}"], count);
        SqliteConnection.ClearAllPools();
        if (Environment.GetEnvironmentVariable("ACSR_TEST_POSTGRES") is { Length: > 0 } server)
        {
            await OnAsync("PostgreSQL", ["--Store:Provider=Postgres", $"--Store:ConnectionString={server};Database=acsr_bench_{Guid.NewGuid():N}"], count);
        }
    }

    private static async Task OnAsync(string name, string[] store, int count)
    {
        var builder = WebApplication.CreateBuilder([.. store, "--Logging:LogLevel:Default=Warning"]);
        builder.AddPipeline();
        builder.Services.AddSingleton(TimeProvider.System);
        await using var app = builder.Build();
        await app.MigrateAsync();
        var contexts = app.Services.GetRequiredService<IDbContextFactory<ConsoleDbContext>>();
        try
        {
            await FillAsync(contexts, count);
            var worker = app.Services.GetRequiredService<GapWorker>();
            var start = Stopwatch.GetTimestamp();
            while (await worker.RunOnceAsync(default)) { }
            var assigned = Stopwatch.GetElapsedTime(start).TotalSeconds;
            var (groups, gaps) = (app.Services.GetRequiredService<DeadEndGroupReader>(), app.Services.GetRequiredService<GapReader>());
            var key = (await groups.ListAsync(new DeadEndRange(), [], 1, default)).Groups[0].Group.Key;
            var gapList = await gaps.ListAsync(new DeadEndRange(), 1, default);
            var others = new Machine.OthersWatch();
            await using var db = await contexts.CreateDbContextAsync();
            var plain = await MillisAsync(() => db.Cases.CountAsync(c => c.Handler == Handler.Agent || c.Handler == Handler.Hybrid));
            Report.Line($"pages on {name}: {count:#,0} cases with a finding and a missed search each; {Groups} groups, {gapList.Total:#,0} gaps, assigned in {assigned:0.0} s; a plain count of the cases takes {plain:0.0} ms");
            foreach (var (what, ask) in new (string, Func<Task>)[]
            {
                ("groups, all time", () => groups.ListAsync(new DeadEndRange(), [], 50, default)),
                ("groups, 28 days", () => groups.ListAsync(new DeadEndRange(End.AddDays(-28), End), [], 50, default)),
                ("one group with examples", async () => { await groups.FindAsync(key, new DeadEndRange(), default); await groups.CasesAsync(key, new DeadEndRange(), 3, default); }),
                ("gaps, all time", () => gaps.ListAsync(new DeadEndRange(), 50, default)),
                ("gaps, 28 days", () => gaps.ListAsync(new DeadEndRange(End.AddDays(-28), End), 50, default)),
                ("one gap", () => gaps.FindAsync(gapList.Gaps[0].Gap.Key, new DeadEndRange(), default)),
            })
            {
                var millis = await MillisAsync(ask);
                Report.Line($"  {what,-26}{millis,9:0.0} ms ({millis / plain:0.0} x the plain count)");
            }

            Report.Verdict($"pages on {name}", others.Cores);
        }
        finally
        {
            await using var db = await contexts.CreateDbContextAsync();
            await db.Database.EnsureDeletedAsync();
        }
    }

    private static async Task<double> MillisAsync(Func<Task> ask)
    {
        await ask();
        List<double> times = [];
        for (var i = 0; i < 7; i++)
        {
            var start = Stopwatch.GetTimestamp();
            await ask();
            times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }

        return Report.Median(times);
    }

    private static async Task FillAsync(IDbContextFactory<ConsoleDbContext> contexts, int count)
    {
        var random = new Random(1);
        await using (var db = await contexts.CreateDbContextAsync())
        {
            db.AddRange(Enumerable.Range(0, Groups).Select(g => new DeadEndGroup { Key = Key(g), Detector = $"L{1 + (g % 19)}", Intent = $"intent-{g / 19}", Tool = "tool" }));
            await db.SaveChangesAsync();
        }

        foreach (var numbers in Enumerable.Range(0, count).Chunk(2000))
        {
            await using var db = await contexts.CreateDbContextAsync();
            foreach (var n in numbers)
            {
                var id = $"conv-{(ulong)(n + 1) * 0x9E3779B97F4A7C15:x16}";
                var at = End.AddDays(-365.0 * (count - n) / count);
                var (day, group, solved) = (DateOnly.FromDateTime(at).DayNumber, Key((int)(Groups * random.NextDouble() * random.NextDouble())), random.Next(3) switch { 0 => (bool?)null, 1 => true, _ => false });
                db.Add(new Case { Id = id, Handler = Handler.Agent, At = at, OpenedAt = at, Solved = solved, Agent = "agent", AgentVersion = $"v{n % 5}", Intent = $"intent-{n % 24}", Title = "Where is my order?", Sequence = n + 1 });
                db.Add(new Signal { CaseId = id, Id = "dead-end:0", Kind = SignalKind.DeadEnd, Name = "L1", Severity = Severity.Medium, Group = group, Text = "Seen.", StepIds = ["s1", "s2"] });
                db.Add(new DeadEndFinding { Group = group, CaseId = id, At = at, Day = day, Severity = Severity.Medium, Hits = 1, Version = $"v{n % 5}", Solved = solved });
                var words = new Random((int)(20_000 * random.NextDouble() * random.NextDouble()));
                var question = string.Join(' ', Enumerable.Range(0, 4).Select(_ => string.Create(CultureInfo.InvariantCulture, $"topic{(int)(900 * words.NextDouble() * words.NextDouble())}")));
                db.Add(new Retrieval { CaseId = id, StepId = "s3", Source = "kb", Question = question, Form = QuestionWords.Form(QuestionWords.Of(question)), Miss = RetrievalMiss.Empty, At = at, Day = day, Solved = solved });
            }

            await db.SaveChangesAsync();
        }
    }

    private static string Key(int group) => $"l1-{group:x16}";
}
