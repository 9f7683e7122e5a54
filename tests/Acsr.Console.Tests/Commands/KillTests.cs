using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;
using System.Text.Json.Nodes;
using Acsr.Ingest;

namespace Acsr.Commands;

public sealed class KillTests
{
    private static readonly TimeSpan Load = TimeSpan.FromSeconds(2);

    [Fact]
    public async Task What_was_acknowledged_is_there_once_after_a_kill()
    {
        using var console = new ConsoleProcess();
        var key = (await console.RunAsync("keys", "add", "agent", "--scope", "ingest")).Output.Trim();
        var (first, address) = await console.ServeAsync();
        var acknowledged = new ConcurrentBag<string>();
        using (first)
        {
            using var client = new HttpClient { BaseAddress = address };
            var senders = Enumerable.Range(0, 4).Select(sender => Task.Run(() => SendUntilItBreaksAsync(client, key, sender, acknowledged))).ToList();
            await Task.Delay(Load);
            first.Kill();
            await Task.WhenAll(senders).WaitAsync(TimeSpan.FromSeconds(20));
        }

        var (second, _) = await console.ServeAsync();
        using (second)
        {
            await FoldedAsync(console);
            second.Kill();
        }

        var export = await console.RunAsync("export", "events", "--json");
        var check = await console.RunAsync("db", "check");

        Assert.True(acknowledged.Count > 50, $"only {acknowledged.Count} events were acknowledged");
        var stored = export.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!["id"]!.GetValue<string>()).ToList();
        Assert.Equal(stored.Count, stored.Distinct().Count());
        Assert.Empty(acknowledged.Except(stored));
        Assert.Equal((0, 0), (export.Code, check.Code));
        Assert.DoesNotContain("waiting", check.Output, StringComparison.Ordinal);
        Assert.Equal(stored.Count(id => id.StartsWith('m')), console.Ask("""SELECT sum("Turns") FROM "Cases" """));
    }

    [Fact]
    public async Task A_full_disk_refuses_what_it_cannot_keep_and_loses_nothing()
    {
        using var console = new ConsoleProcess();
        var key = (await console.RunAsync("keys", "add", "agent", "--scope", "ingest")).Output.Trim();
        var (process, address) = await console.ServeAsync();
        using (process)
        {
            using var client = new HttpClient { BaseAddress = address };
            List<string> acknowledged = [], refused = [];
            async Task<bool> SendAsync(string id)
            {
                var body = Encoding.UTF8.GetBytes($$"""{"id":"{{id}}","type":"message","case":"c-{{id}}","role":"customer","text":"Where is {{id}}?","time":"2026-03-01T12:00:05Z"}""");
                using var answer = await client.SendAsync(TraceBodies.Post("/api/v1/events", body, "application/x-ndjson", key));
                Assert.True(answer.IsSuccessStatusCode || answer is { StatusCode: System.Net.HttpStatusCode.ServiceUnavailable, Headers.RetryAfter: not null }, $"{answer.StatusCode}: {await answer.Content.ReadAsStringAsync()}");
                (answer.IsSuccessStatusCode ? acknowledged : refused).Add(id);
                return answer.IsSuccessStatusCode;
            }

            Assert.True(await SendAsync("before"));
            // Both files are longer than that, so nothing can be written at their ends any more.
            await LimitFilesAsync(process, "4096:");
            for (var i = 0; refused.Count == 0 && i < 1_000; i++) { await SendAsync($"m{i}"); }
            Assert.NotEmpty(refused);

            await LimitFilesAsync(process, "unlimited:");
            foreach (var id in refused.ToList())
            {
                var since = Stopwatch.GetTimestamp();
                while (!await SendAsync(id) && Stopwatch.GetElapsedTime(since) < TimeSpan.FromSeconds(60)) { await Task.Delay(100); }
            }

            await FoldedAsync(console);
            var told = acknowledged.Distinct().Count();
            Assert.Equal((told, told, told), (console.Ask("""SELECT count(*) FROM "Segments" """), console.Ask("""SELECT count(*) FROM "Cases" """), console.Ask("""SELECT sum("Turns") FROM "Cases" """)));
            process.Kill();
        }

        Assert.Equal(0, (await console.RunAsync("db", "check")).Code);
    }

    private static async Task LimitFilesAsync(Process process, string limit)
    {
        using var tool = Process.Start("prlimit", ["--pid", process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture), $"--fsize={limit}"]);
        await tool.WaitForExitAsync();
        Assert.Equal(0, tool.ExitCode);
    }

    private static async Task SendUntilItBreaksAsync(HttpClient client, string key, int sender, ConcurrentBag<string> acknowledged)
    {
        for (var i = 0; ; i++)
        {
            var (trace, span) = ((sender * 1_000_000) + i + 1, i + 1);
            string[] ids = i % 3 == 0 ? [$"{trace:x32}/{span:x16}"] : [.. Enumerable.Range(0, 1 + (i % 4)).Select(n => $"m-{sender}-{i}-{n}")];
            var request = i % 3 == 0
                ? TraceBodies.Post("/v1/traces", TraceBodies.Request(TraceBodies.Span(trace, span, attributes: ("acsr.case.id", $"c{i % 7}"))), TraceBodies.Json, key)
                : TraceBodies.Post("/api/v1/events", Encoding.UTF8.GetBytes(string.Join('\n', ids.Select(id =>
                    $$"""{"id":"{{id}}","type":"message","case":"c{{i % 7}}","role":"customer","text":"Where is {{id}}?","time":"2026-03-01T12:00:05Z"}"""))), "application/x-ndjson", key);
            try
            {
                using var answer = await client.SendAsync(request);
                if (!answer.IsSuccessStatusCode) { continue; }
                foreach (var id in ids) { acknowledged.Add(id); }
            }
            catch (HttpRequestException)
            {
                return;
            }
        }
    }

    private static async Task FoldedAsync(ConsoleProcess console)
    {
        // What the killed process held is free again when its lease ends.
        var since = Stopwatch.GetTimestamp();
        while (console.Ask("""SELECT (SELECT count(*) FROM "CaseWork") + (SELECT count(*) FROM "UnfiledSegments")""") > 0 && Stopwatch.GetElapsedTime(since) < TimeSpan.FromSeconds(90)) { await Task.Delay(100); }
    }
}
