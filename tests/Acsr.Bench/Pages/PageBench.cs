using System.Diagnostics;
using Acsr.Access;
using Acsr.Bench.Overview;
using Acsr.Cases;
using Acsr.Kpis;
using Acsr.Shell;
using Acsr.Store;
using Microsoft.AspNetCore.Builder;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace Acsr.Bench.Pages;

/// <summary>
/// What a lead waits for in the browser with a million cases behind the page: the first tile, the last tile, and the last tile after a filter was changed. Beside it the
/// same page over a hundredth of the cases, so that what the browser itself takes can be told from what the cases do.
/// </summary>
internal static class PageBench
{
    private const string Name = "bench", Password = "a long enough sentence";

    // A tile that has loaded shows a figure or that there is none; while it loads it holds a skeleton.
    private const string Loaded = "document.querySelectorAll('.kpi-tile .kpi-value').length", Waiting = "document.querySelectorAll('.kpi-tile .acsr-skeleton').length";

    // Another filter changes the n of every figure that has data; tiles about the queue and releases are about no filter.
    private const string Remember = "document.querySelectorAll('.kpi-tile:has(.kpi-definition) .kpi-evidence').forEach(e => { if (!e.textContent.trim().startsWith('n = 0')) e.dataset.old = e.textContent })";
    private const string Changed = "[...document.querySelectorAll('.kpi-evidence[data-old]')].every(e => e.dataset.old !== e.textContent)";

    public static async Task RunAsync(string folder, bool quick)
    {
        foreach (var cases in quick ? [5_000] : new[] { 10_000, 1_000_000 }) { await MeasureAsync(Path.Combine(folder, $"page{cases}.db"), cases, quick ? 2 : 5); }
    }

    private static async Task MeasureAsync(string file, int cases, int repeats)
    {
        await using var app = await StartAsync(file, cases);
        var others = new Machine.OthersWatch();
        Report.Line($"page: {cases:#,0} cases, the overview over 365 days in Chromium, {repeats} repeats");
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = Environment.GetEnvironmentVariable("CHROMIUM_PATH") ?? "/usr/bin/chromium", Args = ["--no-sandbox", "--disable-gpu"] });
        // The page allows no script but its own, and waiting for a state is one.
        var page = await browser.NewPageAsync(new() { BaseURL = app.Urls.First(), ViewportSize = new() { Width = 1440, Height = 900 }, BypassCSP = true });
        page.SetDefaultTimeout(120_000);
        await SignInAsync(page);
        var range = $"/?range=custom&from={CaseRows.End.AddDays(-CaseRows.Days):yyyy-MM-dd}&to={CaseRows.End.AddDays(-1):yyyy-MM-dd}";
        var (first, last, filtered) = (new List<double>(), new List<double>(), new List<double>());
        for (var i = 0; i <= repeats; i++)
        {
            // Another first day each time, because the engine remembers what it was asked; the first round only warms up.
            var address = range.Replace($"from={CaseRows.End.AddDays(-CaseRows.Days):yyyy-MM-dd}", $"from={CaseRows.End.AddDays(i - CaseRows.Days):yyyy-MM-dd}", StringComparison.Ordinal);
            var start = Stopwatch.GetTimestamp();
            await page.GotoAsync(address, new() { WaitUntil = WaitUntilState.Commit });
            // What the server renders before the circuit is up is not taken for the page.
            await page.WaitForFunctionAsync($"document.querySelector('#app-state')?.dataset.interactive === 'true' && {Loaded} > 0");
            var toFirst = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
            await page.WaitForFunctionAsync($"{Waiting} === 0 && {Loaded} > 10");
            var toLast = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
            var agent = page.GetByRole(AriaRole.Combobox, new() { Name = "Agent" });
            await agent.WaitForAsync();
            await page.EvaluateAsync(Remember);
            start = Stopwatch.GetTimestamp();
            await agent.SelectOptionAsync($"agent-{i % 4}");
            await page.WaitForFunctionAsync($"location.search.includes('agent=') && {Waiting} === 0 && {Loaded} > 10 && {Changed}");
            var toFiltered = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
            if (i == 0) { continue; }
            first.Add(toFirst);
            last.Add(toLast);
            filtered.Add(toFiltered);
        }

        Report.Line($"  first tile {Report.Median(first),8:0} ms, last tile {Report.Median(last),8:0} ms, last tile after another filter {Report.Median(filtered),8:0} ms");
        await page.CloseAsync();
        await app.StopAsync();
        SqliteConnection.ClearAllPools();
        Report.Verdict($"page {cases}", others.Cores);
    }

    private static async Task<WebApplication> StartAsync(string file, int cases)
    {
        string[] settings = ["--urls=http://127.0.0.1:0", "--Store:Provider=Sqlite", $"--Store:ConnectionString=Data Source={file}", "--Logging:LogLevel:Default=Error"];
        var app = ConsoleApp.Build(WebApplication.CreateBuilder(new WebApplicationOptions { Args = settings, ApplicationName = "Acsr.Console", EnvironmentName = "Production", ContentRootPath = AppContext.BaseDirectory }));
        await app.MigrateAsync();
        // The rows have no events behind them: an update that folds stored cases again would take them away.
        await app.Services.GetRequiredService<RefoldQueue>().AddOutdatedAsync(default);
        await using (var db = await app.Services.GetRequiredService<IDbContextFactory<ConsoleDbContext>>().CreateDbContextAsync()) { await CaseRows.InsertAsync(db, cases); }
        await app.StartAsync();
        await app.Services.GetRequiredService<Users>().AddAsync(Name, [Roles.Lead], "bench", Password, oneTime: false, demo: false, default);
        await app.Services.GetRequiredService<KpiEngine>().ValuesAsync(KpiDefinitions.All, new KpiQuery(), default);
        return app;
    }

    private static async Task SignInAsync(IPage page)
    {
        await page.GotoAsync("/account/sign-in");
        await page.GetByRole(AriaRole.Textbox, new() { Name = "Name or e-mail" }).FillAsync(Name);
        await page.GetByLabel("Password").FillAsync(Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in", Exact = true }).ClickAsync();
        await page.Locator("#app-state[data-interactive=true]").WaitForAsync(new() { State = WaitForSelectorState.Attached });
    }
}
