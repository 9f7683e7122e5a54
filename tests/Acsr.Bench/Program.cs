using System.Globalization;
using Acsr.Bench.Ingest;
using Acsr.Bench.Overview;
using Acsr.Bench.Review;
using Acsr.Bench.Signals;
using Acsr.Bench.Soak;

namespace Acsr.Bench;

/// <summary>
/// Measures what the design claims, beside its peers in the same run: <c>ingest</c>, <c>fold</c>, <c>signals</c>, <c>overview</c>, <c>queue</c> or <c>all</c>, shortened by <c>--quick</c>;
/// <c>soak</c> is run by itself.
/// </summary>
internal static class Program
{
    private const string Usage = "Usage: dotnet run -c Release --project tests/Acsr.Bench -- ingest|fold|signals|overview|queue|all|soak [--quick] [--folder DIR] [--minutes N] [--seed N]";

    private static async Task<int> Main(string[] args)
    {
        var quick = args.Contains("--quick");
        var at = Array.IndexOf(args, "--folder");
        var parent = at < 0 ? Path.GetTempPath() : args.ElementAtOrDefault(at + 1);
        if (args.Length == 0 || args[0] is not ("ingest" or "fold" or "signals" or "overview" or "queue" or "all" or "soak") || !Directory.Exists(parent))
        {
            await Console.Error.WriteLineAsync(Usage);
            return 2;
        }

        // On the disk that is measured, and gone afterwards.
        var folder = Directory.CreateDirectory(Path.Combine(parent, $"acsr-bench-{Guid.NewGuid():N}"));
        try
        {
            Machine.Describe();
            if (args[0] is "ingest" or "all") { await IngestBench.RunAsync(folder.FullName, quick); }
            if (args[0] is "fold" or "all") { await FoldBench.RunAsync(folder.FullName, quick); }
            if (args[0] is "signals" or "all") { await SignalBench.RunAsync(folder.FullName, quick); await SignalPagesBench.RunAsync(folder.FullName, quick); }
            if (args[0] is "overview" or "all") { await OverviewBench.RunAsync(folder.FullName, quick); }
            if (args[0] is "queue" or "all") { await QueueBench.RunAsync(folder.FullName, quick); }
            var minutes = Number(args, "--minutes") ?? (quick ? 0.3 : 30);
            return args[0] != "soak" || await SoakBench.RunAsync(folder.FullName, TimeSpan.FromMinutes(minutes), (int)(Number(args, "--seed") ?? 1)) ? 0 : 1;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static double? Number(string[] args, string option) =>
        Array.IndexOf(args, option) is >= 0 and var at && double.TryParse(args.ElementAtOrDefault(at + 1), CultureInfo.InvariantCulture, out var number) ? number : null;
}
