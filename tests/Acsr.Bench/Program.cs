using System.Globalization;
using Acsr.Bench.Effects;
using Acsr.Bench.Finding;
using Acsr.Bench.Ingest;
using Acsr.Bench.Kpis;
using Acsr.Bench.Overview;
using Acsr.Bench.Pages;
using Acsr.Bench.Releases;
using Acsr.Bench.Review;
using Acsr.Bench.Signals;
using Acsr.Bench.Soak;

namespace Acsr.Bench;

/// <summary>
/// Measures what the design claims, beside its peers in the same run, one part or <c>all</c>, shortened by <c>--quick</c>. <c>kpi</c> takes 10
/// million cases with <c>--large</c>; <c>soak</c> is run by itself.
/// </summary>
internal static class Program
{
    private const string Soak = "soak";

    private static readonly (string Name, Func<Options, Task> Run)[] Parts =
    [
        ("ingest", o => IngestBench.RunAsync(o.Folder, o.Quick)),
        ("fold", o => FoldBench.RunAsync(o.Folder, o.Quick)),
        ("signals", async o =>
        {
            await SignalBench.RunAsync(o.Folder, o.Quick);
            await SignalPagesBench.RunAsync(o.Folder, o.Quick);
        }),
        ("overview", o => OverviewBench.RunAsync(o.Folder, o.Quick)),
        ("kpi", o => KpiBench.RunAsync(o.Folder, o.Quick, o.Large)),
        ("page", o => PageBench.RunAsync(o.Folder, o.Quick)),
        ("effect", o => EffectBench.RunAsync(o.Folder, o.Quick)),
        ("finding", o => FindingBench.RunAsync(o.Folder, o.Quick)),
        ("queue", o => QueueBench.RunAsync(o.Folder, o.Quick)),
        ("release", o => ReleaseBench.RunAsync(o.Folder, o.Quick)),
        ("review", o => ReviewBench.RunAsync(o.Folder, o.Quick)),
    ];

    private static string Usage =>
        $"Usage: dotnet run -c Release --project tests/Acsr.Bench -- {string.Join('|', Parts.Select(p => p.Name))}|all|soak [--quick] [--large] [--folder DIR] [--minutes N] [--seed N]";

    private static async Task<int> Main(string[] args)
    {
        var at = Array.IndexOf(args, "--folder");
        var parent = at < 0 ? Path.GetTempPath() : args.ElementAtOrDefault(at + 1);
        var chosen = args.Length == 0 ? [] : Parts.Where(p => args[0] is "all" || args[0] == p.Name).ToList();
        if (!Directory.Exists(parent) || (chosen.Count == 0 && args.FirstOrDefault() != Soak))
        {
            await Console.Error.WriteLineAsync(Usage);
            return 2;
        }

        // On the disk that is measured, and gone afterwards.
        var folder = Directory.CreateDirectory(Path.Combine(parent, $"acsr-bench-{Guid.NewGuid():N}"));
        var options = new Options(folder.FullName, args.Contains("--quick"), args.Contains("--large"));
        try
        {
            Machine.Describe();
            foreach (var part in chosen) { await part.Run(options); }
            var minutes = Number(args, "--minutes") ?? (options.Quick ? 0.3 : 30);
            return args[0] != Soak || await SoakBench.RunAsync(options.Folder, TimeSpan.FromMinutes(minutes), (int)(Number(args, "--seed") ?? 1)) ? 0 : 1;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static double? Number(string[] args, string option) =>
        Array.IndexOf(args, option) is >= 0 and var at && double.TryParse(args.ElementAtOrDefault(at + 1), CultureInfo.InvariantCulture, out var number) ? number : null;

    private sealed record Options(string Folder, bool Quick, bool Large);
}
