using System.Diagnostics;
using Acsr.Bench.Overview;
using Acsr.Finding;
using Acsr.Kpis;
using Acsr.Store;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Acsr.Bench.Finding;

/// <summary>The list of cases as its page asks for it, beside the usual way in the same database: rows counted off with OFFSET, and all of them counted.</summary>
internal static class FindingBench
{
    private const int Page = 100;

    private static readonly string[] Common = ["order", "please", "hello", "parcel", "thanks", "help", "money", "account"];

    public static async Task RunAsync(string folder, bool quick)
    {
        foreach (var cases in quick ? [2_000] : new[] { 100_000, 1_000_000 }) { await MeasureAsync(Path.Combine(folder, $"finding{cases}.db"), cases, quick ? 3 : 9); }
    }

    private static async Task MeasureAsync(string file, int cases, int repeats)
    {
        await using var services = new ServiceCollection().AddLogging().AddStore(new StoreOptions { ConnectionString = $"Data Source={file}" }).AddKpis().AddSingleton<CaseFinder>().BuildServiceProvider();
        var contexts = services.GetRequiredService<IDbContextFactory<ConsoleDbContext>>();
        await using (var db = await contexts.CreateDbContextAsync())
        {
            await db.Database.MigrateAsync();
            await CaseRows.InsertAsync(db, cases);
            await InsertTextsAsync(db);
        }

        var finder = services.GetRequiredService<CaseFinder>();
        var others = new Machine.OthersWatch();
        Report.Line($"finding: {cases:#,0} cases with words, {repeats} repeats");
        var deep = await CursorAtAsync(finder, Math.Min(cases / 2, CaseFinder.Bound));
        await CompareAsync("first page, newest", repeats, () => finder.PageAsync(new CaseQuery(), null, Page, default), () => OffsetAsync(contexts, 0));
        await CompareAsync("a page far down", repeats, () => finder.PageAsync(new CaseQuery(), deep, Page, default), () => OffsetAsync(contexts, cases / 2));
        await CompareAsync("count and facets", repeats, () => finder.FacetsAsync(new CaseQuery(), default), () => CountAsync(contexts));
        await CompareAsync("page of a rare intent", repeats, () => finder.PageAsync(CaseQuery.Parse("intent=intent-23"), null, Page, default), null);
        await CompareAsync("facets of a rare intent", repeats, () => finder.FacetsAsync(CaseQuery.Parse("intent=intent-23"), default), null);
        await CompareAsync("page, dearest first", repeats, () => finder.PageAsync(new CaseQuery { Sort = CaseSort.Dearest }, null, Page, default), null);
        foreach (var (name, words) in new[] { ("a word of one case", "w77"), ("a word of 1 in 100", "rare"), ("a word of every case", "order") })
        {
            await CompareAsync($"page, {name}", repeats, () => finder.PageAsync(new CaseQuery { Text = words }, null, Page, default), words == "rare" ? () => LikeAsync(contexts, words) : null);
            await CompareAsync($"facets, {name}", repeats, () => finder.FacetsAsync(new CaseQuery { Text = words }, default), null);
        }

        Report.Verdict($"finding {cases}", others.Cores);
    }

    private static async Task CompareAsync(string what, int repeats, Func<Task> ours, Func<Task>? usual)
    {
        await ours();
        var (mine, theirs) = (new List<double>(), new List<double>());
        for (var i = 0; i < repeats; i++)
        {
            mine.Add(await MillisAsync(ours));
            if (usual is not null) { theirs.Add(await MillisAsync(usual)); }
        }

        Report.Line($"  {what,-28} {Report.Median(mine),8:0.0} ms{(usual is null ? "" : FormattableString.Invariant($", the usual way {Report.Median(theirs):0.0} ms, ratio {Report.Median(theirs) / Report.Median(mine):0.0}"))}");
    }

    private static async Task<string?> CursorAtAsync(CaseFinder finder, int place)
    {
        string? at = null;
        for (var seen = 0; seen < place; seen += 1_000) { at = (await finder.PageAsync(new CaseQuery(), at, 1_000, default)).Next; }
        return at;
    }

    private static async Task OffsetAsync(IDbContextFactory<ConsoleDbContext> contexts, int skip)
    {
        await using var db = await contexts.CreateDbContextAsync();
        await db.Cases.AsNoTracking().OrderByDescending(c => c.At).ThenByDescending(c => c.Id).Skip(skip).Take(Page).ToListAsync();
    }

    private static async Task CountAsync(IDbContextFactory<ConsoleDbContext> contexts)
    {
        await using var db = await contexts.CreateDbContextAsync();
        await db.Cases.CountAsync();
        await db.Cases.GroupBy(c => c.Intent).Select(g => g.Count()).ToListAsync();
        await db.Cases.GroupBy(c => c.Resolution).Select(g => g.Count()).ToListAsync();
    }

    private static async Task LikeAsync(IDbContextFactory<ConsoleDbContext> contexts, string word)
    {
        await using var db = await contexts.CreateDbContextAsync();
        await db.Cases.AsNoTracking().Where(c => db.CaseTexts.Any(t => t.CaseId == c.Id && t.Customer.Contains(word))).OrderByDescending(c => c.At).Take(Page).ToListAsync();
    }

    // Some forty words a case; one of a hundred cases holds 'rare', and each a number of its own.
    private static async Task InsertTextsAsync(ConsoleDbContext db)
    {
        var phrase = string.Join(' ', Enumerable.Repeat(string.Join(' ', Common), 4));
        await db.Database.ExecuteSqlRawAsync("""
            INSERT INTO "CaseTexts" ("CaseId", "Customer", "Agent")
            SELECT "Id", {0} || ' w' || "Sequence" || CASE WHEN "Sequence" % 100 = 0 THEN ' rare' ELSE '' END, 'We look into it' FROM "Cases"
            """, phrase);
    }

    private static async Task<double> MillisAsync(Func<Task> work)
    {
        var start = Stopwatch.GetTimestamp();
        await work();
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }
}
