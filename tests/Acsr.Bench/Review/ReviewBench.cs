using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using Acsr.Access;
using Acsr.Bench.Ingest;
using Acsr.Cases;
using Acsr.Review;
using Microsoft.Playwright;

namespace Acsr.Bench.Review;

/// <summary>
/// Reviewers at work, each in a page of Chromium with a circuit of its own: from the key that submits to the address of the next item, and from there
/// to its form. Beside it the same for one reviewer alone, in the same run. Every error of a page or a console counts, and every review is counted in the store.
/// </summary>
internal static class ReviewBench
{
    private const string Password = "a long enough sentence";
    private const string Listens = "() => document.querySelector('.review-form')?.getAttribute('aria-keyshortcuts')";

    public static async Task RunAsync(string folder, bool quick)
    {
        var (people, seconds, alone, think) = quick ? (8, 20, 5, 3.0) : (50, 300, 20, 10.0);
        var server = await ConsoleServer.StartAsync(Path.Combine(folder, "review.db"), fold: true);
        await FillAsync(server, alone + 1 + people + (int)(people * seconds / think * 1.5));
        var names = Enumerable.Range(0, people + 1).Select(n => string.Create(CultureInfo.InvariantCulture, $"reviewer-{n:00}")).ToList();
        foreach (var name in names) { await server.Get<Users>().AddAsync(name, [Roles.Reviewer], "bench", Password, oneTime: false, demo: false, default); }

        using var playwright = await Playwright.CreateAsync();
        await using var browser = await playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = Environment.GetEnvironmentVariable("CHROMIUM_PATH") ?? "/usr/bin/chromium",
            Args = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--blink-settings=imagesEnabled=false"],
        });
        Report.Line($"review: {people} circuits for {seconds} s, a review each {think:0} s or so, SQLite; client on the same cores");
        var single = new Times();
        await using (var first = await Person.SignInAsync(browser, server, names[^1], single))
        {
            await first.StartAsync();
            for (var n = 0; n < alone; n++) { await first.ReviewAsync(); }
        }

        var many = new Times();
        var all = new ConcurrentBag<Person>();
        await Parallel.ForEachAsync(names.Take(people), new ParallelOptions { MaxDegreeOfParallelism = 3 }, async (name, _) => all.Add(await Person.SignInAsync(browser, server, name, many)));
        var watch = Stopwatch.StartNew();
        await Task.WhenAll(all.Select((person, n) => WorkAsync(person, n, TimeSpan.FromSeconds(think), () => watch.Elapsed.TotalSeconds < seconds)));
        foreach (var person in all) { await person.DisposeAsync(); }

        Tell("one alone", single);
        Tell($"{people} at once", many);
        Report.Line($"  ratio to one alone   submit {Report.Rank([.. many.Submit.Order()], 0.5) / Report.Rank([.. single.Submit.Order()], 0.5):0.0}, next {Report.Rank([.. many.Next.Order()], 0.5) / Report.Rank([.. single.Next.Order()], 0.5):0.0} (medians)");
        var stored = (await server.Get<ReviewLists>().CountsAsync(default)).DoneToday;
        Report.Line($"  errors {single.Errors.Count + many.Errors.Count}; reviews submitted {single.Submit.Count + many.Submit.Count}, in the store {stored}");
        foreach (var error in many.Errors.Concat(single.Errors).Distinct().Take(5)) { Report.Line($"    {error}"); }
        Report.Line($"review: the browser has the same cores, so other programs cannot be told from it; run it on a machine that is quiet otherwise");
        await server.StopAsync();
    }

    private static async Task WorkAsync(Person person, int n, TimeSpan think, Func<bool> goesOn)
    {
        var random = new Random(n);
        try
        {
            // Nobody begins their day on the same second.
            await Task.Delay(think * random.NextDouble());
            await person.StartAsync();
            while (goesOn())
            {
                await Task.Delay(think * (0.5 + random.NextDouble()));
                await person.ReviewAsync();
            }
        }
        catch (Exception failure) when (failure is PlaywrightException or TimeoutException)
        {
            person.Times.Errors.Add(failure.Message.Split('\n')[0]);
        }
    }

    private static void Tell(string who, Times times)
    {
        foreach (var (what, all) in new[] { ("claim", times.Claim), ("submit", times.Submit), ("next", times.Next) })
        {
            double[] sorted = [.. all.Order()];
            Report.Line($"  {who,-12} {what,-7} n {sorted.Length,5:#,0}   p50 {Report.Rank(sorted, 0.5),6:0} ms   p95 {Report.Rank(sorted, 0.95),6:0} ms   p99 {Report.Rank(sorted, 0.99),6:0} ms");
        }
    }

    /// <summary>Overridden cases of a shop: one item each.</summary>
    private static async Task FillAsync(ConsoleServer server, int cases)
    {
        using var http = new HttpClient { BaseAddress = new Uri($"http://{server.Address}"), DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", server.Key) } };
        for (var from = 0; from < cases; from += 200)
        {
            var lines = new StringBuilder();
            for (var n = from; n < Math.Min(cases, from + 200); n++)
            {
                var at = DateTime.UtcNow.AddHours(-2).AddSeconds(n / 10.0);
                void Tell(int second, string rest) =>
                    lines.Append(CultureInfo.InvariantCulture, $$"""{"id":"b{{n}}-{{second}}","case":"bench-{{n}}","time":"{{at.AddSeconds(second):yyyy-MM-dd'T'HH:mm:ss.fff'Z'}}",{{rest}}}""").Append('\n');
                Tell(0, "\"type\":\"case.opened\",\"intent\":\"lost_parcel\",\"agent\":\"bench\",\"language\":\"en\"");
                for (var turn = 0; turn < 4; turn++)
                {
                    Tell((turn * 3) + 1, $"\"type\":\"message\",\"role\":\"customer\",\"text\":\"Order {n} has not arrived, and I have asked {turn} times.\"");
                    Tell((turn * 3) + 2, $"\"type\":\"step\",\"kind\":\"tool\",\"name\":\"get_order\",\"input\":{{\"order\":{n},\"turn\":{turn}}},\"output\":{{\"late\":\"9 days\"}}");
                    Tell((turn * 3) + 3, "\"type\":\"message\",\"role\":\"agent\",\"text\":\"Your parcel is still on its way.\"");
                }

                Tell(20, $"\"type\":\"decision\",\"action\":\"refuse_refund\",\"arguments\":{{\"order\":{n}}},\"confidence\":0.8");
                Tell(30, "\"type\":\"override\",\"original\":{\"action\":\"refuse_refund\"},\"final\":{\"action\":\"refund_order\"},\"by\":\"colleague\"");
                Tell(40, "\"type\":\"case.closed\",\"outcome\":\"resolved\"");
            }

            using var body = new StringContent(lines.ToString(), Encoding.UTF8, "application/x-ndjson");
            using var answer = await http.PostAsync("/api/v1/events", body);
            answer.EnsureSuccessStatusCode();
        }

        await server.Get<CaseFolder>().FoldAllAsync(default);
    }

    private sealed class Times
    {
        public ConcurrentBag<double> Claim { get; } = [];
        public ConcurrentBag<double> Submit { get; } = [];
        public ConcurrentBag<double> Next { get; } = [];
        public ConcurrentBag<string> Errors { get; } = [];
    }

    /// <summary>One reviewer in a browser's context of their own.</summary>
    private sealed class Person(IBrowserContext context, IPage page, Times times) : IAsyncDisposable
    {
        public Times Times => times;

        public static async Task<Person> SignInAsync(IBrowser browser, ConsoleServer server, string name, Times times)
        {
            var context = await browser.NewContextAsync(new() { BaseURL = $"http://{server.Address}", ReducedMotion = ReducedMotion.Reduce });
            context.SetDefaultTimeout(60_000);
            var page = await context.NewPageAsync();
            page.Console += (_, said) => { if (said.Type == "error") { times.Errors.Add(said.Text); } };
            page.PageError += (_, error) => times.Errors.Add(error);
            await page.GotoAsync("/review");
            await page.FillAsync("input[name='Form.Name']", name);
            await page.FillAsync("input[type=password]", Password);
            await page.ClickAsync("button[type=submit]");
            await page.Locator("#app-state[data-interactive=true]").WaitForAsync(new() { State = WaitForSelectorState.Attached });
            if (!page.Url.EndsWith("/review", StringComparison.Ordinal)) { await page.GotoAsync("/review"); }
            await page.Locator("#app-state[data-interactive=true]").WaitForAsync(new() { State = WaitForSelectorState.Attached });
            await page.WaitForSelectorAsync(".review-list");
            return new Person(context, page, times);
        }

        public async Task StartAsync()
        {
            var watch = Stopwatch.StartNew();
            await page.ClickAsync("text=Start reviewing");
            await page.WaitForFunctionAsync(Listens, null, new() { PollingInterval = 20 });
            times.Claim.Add(watch.Elapsed.TotalMilliseconds);
        }

        public async Task ReviewAsync()
        {
            await page.FillAsync("#review-rationale", "Nine days late: the parcel counts as lost, and the customer gets the money back.");
            await page.FillAsync("#review-data-point", "late = 9 days");
            // Measured in the page itself, so that the other pages' messages to this program do not count.
            var took = await page.EvaluateAsync<double[]>("""
                async () => {
                    const until = async done => { while (!done()) { await new Promise(go => setTimeout(go, 5)); } return performance.now(); };
                    const [from, began] = [location.pathname, performance.now()];
                    document.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', code: 'Enter', ctrlKey: true, bubbles: true, cancelable: true }));
                    const moved = await until(() => location.pathname !== from || document.querySelector('.review-problem:not(:empty)'));
                    if (location.pathname === from) { throw new Error(document.querySelector('.review-problem').textContent); }
                    const item = location.pathname.split('/').at(-1);
                    const shown = await until(() => document.querySelector(`.review-form[data-item="${item}"]`)?.getAttribute('aria-keyshortcuts'));
                    return [moved - began, shown - moved];
                }
                """);
            times.Submit.Add(took[0]);
            times.Next.Add(took[1]);
        }

        public async ValueTask DisposeAsync() => await context.CloseAsync();
    }
}
