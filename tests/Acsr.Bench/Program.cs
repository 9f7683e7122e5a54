using Acsr.Bench.Ingest;
using Acsr.Bench.Kpis;
using Acsr.Bench.Overview;
using Acsr.Bench.Signals;

namespace Acsr.Bench;

/// <summary>Measures what the design claims, beside its peers in the same run: <c>ingest</c>, <c>fold</c>, <c>signals</c>, <c>overview</c>, <c>kpi</c> or <c>all</c>, shortened by <c>--quick</c>; <c>kpi</c> with 10 million cases by <c>--large</c>.</summary>
internal static class Program
{
    private const string Usage = "Usage: dotnet run -c Release --project tests/Acsr.Bench -- ingest|fold|signals|overview|kpi|all [--quick] [--large] [--folder DIR]";

    private static async Task<int> Main(string[] args)
    {
        var quick = args.Contains("--quick");
        var at = Array.IndexOf(args, "--folder");
        var parent = at < 0 ? Path.GetTempPath() : args.ElementAtOrDefault(at + 1);
        if (args.Length == 0 || args[0] is not ("ingest" or "fold" or "signals" or "overview" or "kpi" or "all") || !Directory.Exists(parent))
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
            if (args[0] is "kpi" or "all") { await KpiBench.RunAsync(folder.FullName, quick, args.Contains("--large")); }
            return 0;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
