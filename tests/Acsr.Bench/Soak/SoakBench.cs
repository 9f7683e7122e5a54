using System.Diagnostics;

namespace Acsr.Bench.Soak;

/// <summary>
/// Mixed traffic against the console as a process of its own, which is killed, stopped, denied its disk and kept from its database at
/// random; in the end everything that was acknowledged is stored, nothing is stored twice, and all of it is folded.
/// </summary>
internal static class SoakBench
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    /// <returns>Whether all counts add up.</returns>
    public static async Task<bool> RunAsync(string folder, TimeSpan time, int seed)
    {
        Report.Line($"soak: {time.TotalMinutes:0.0} minutes, seed {seed}");
        using var console = new SoakConsole(folder);
        var key = (await console.RunAsync("keys", "add", "agent", "--scope", "ingest")).Output.Trim();
        await console.ServeAsync();
        var traffic = new SoakTraffic(console, key);
        var sending = traffic.RunAsync();
        var troubles = await TroubleAsync(console, time, new Random(seed));
        traffic.End();
        await sending.WaitAsync(Patience);
        await FoldedAsync(console);
        troubles.StopErrors.AddRange(await console.StopAsync());

        Report.Line($"  {troubles.Kills} times killed, {troubles.Stops} times stopped, {troubles.Full} times without disk, {troubles.Locked} times without its database; {traffic.Failures:#,0} attempts failed, {traffic.Duplicates:#,0} requests were sent again although acknowledged");
        var check = await console.RunAsync("db", "check");
        var good = new List<bool>
        {
            Same("requests acknowledged, stored", traffic.Requests, console.Ask("""SELECT count(*) FROM "Segments" """)),
            Same("spans and events acknowledged, stored", traffic.Items, console.Ask("""SELECT sum("Count") FROM "Segments" """)),
            Same("cases told of, folded", traffic.Cases, console.Ask("""SELECT count(*) FROM "Cases" """)),
            Same("customers' messages in events, counted in cases", traffic.EventMessages, console.Ask("""SELECT sum("Turns") FROM "Cases" WHERE "Id" LIKE 'e-%' """)),
            Same("tool calls in spans, counted in cases", traffic.ToolCalls, console.Ask("""SELECT sum("ToolCalls") FROM "Cases" """)),
            Same("cases that could not be folded", 0, console.Ask("""SELECT count(*) FROM "CaseWork" """)),
            Same("exit code of db check", 0, check.Code),
            Same("errors logged while it was stopped", 0, troubles.StopErrors.Count),
        };
        foreach (var line in troubles.StopErrors.Take(10)) { Report.Line($"    {line}"); }
        if (check.Code != 0) { Report.Line($"    {check.Output}"); }
        Report.Line($"soak: {(good.TrueForAll(one => one) ? "everything adds up" : "DOES NOT ADD UP")}");
        return good.TrueForAll(one => one);
    }

    private static async Task<Troubles> TroubleAsync(SoakConsole console, TimeSpan time, Random random)
    {
        var troubles = new Troubles();
        var start = Stopwatch.GetTimestamp();
        // A short soak meets each trouble at least once.
        for (var next = 0; Stopwatch.GetElapsedTime(start) < time || next < 4; next++)
        {
            await Task.Delay(TimeSpan.FromSeconds(Math.Min(time.TotalSeconds / 6, 3 + random.Next(12))));
            switch (next < 4 ? next : random.Next(4))
            {
                case 0:
                    await console.KillAsync();
                    await console.ServeAsync();
                    troubles.Kills++;
                    break;
                case 1:
                    // Beyond this place nothing can be written, so commits begin to fail at once or after a while.
                    await console.LimitFilesAsync(64 << 10 << random.Next(8));
                    await Task.Delay(TimeSpan.FromSeconds(1 + random.Next(3)));
                    if (random.Next(3) == 0) { await console.KillAsync(); await console.ServeAsync(); } else { await console.LimitFilesAsync(null); }
                    troubles.Full++;
                    break;
                case 2:
                    await console.LockAsync(TimeSpan.FromSeconds(1 + random.Next(4)));
                    troubles.Locked++;
                    break;
                default:
                    troubles.StopErrors.AddRange(await console.StopAsync());
                    await console.ServeAsync();
                    troubles.Stops++;
                    break;
            }
        }

        return troubles;
    }

    private static async Task FoldedAsync(SoakConsole console)
    {
        var start = Stopwatch.GetTimestamp();
        while (console.Ask("""SELECT (SELECT count(*) FROM "CaseWork") + (SELECT count(*) FROM "UnfiledSegments")""") > 0 && Stopwatch.GetElapsedTime(start) < Patience) { await Task.Delay(250); }
        Report.Line($"  folded {Stopwatch.GetElapsedTime(start).TotalSeconds:0.0} s after the last request");
    }

    private static bool Same(string what, long expected, long found)
    {
        Report.Line($"  {(expected == found ? "ok " : "NOT")} {what}: {expected:#,0}, {found:#,0}");
        return expected == found;
    }

    private sealed class Troubles
    {
        public int Kills { get; set; }
        public int Stops { get; set; }
        public int Full { get; set; }
        public int Locked { get; set; }
        public List<string> StopErrors { get; } = [];
    }
}
