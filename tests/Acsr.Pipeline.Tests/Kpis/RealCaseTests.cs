using Acsr.Cases;
using Acsr.Ingest.Transcripts;
using Acsr.Store;
using Microsoft.EntityFrameworkCore;

namespace Acsr.Kpis;

/// <summary>Files that others recorded, all the way from the file to the figures, against figures computed from them independently.</summary>
public sealed class RealCaseTests : CaseFixture<SqliteStore>
{
    private const string TauBench = "tau-bench/gpt-4o-airline.trials-0-1.json.gz";
    private const string Tau2 = "tau2-enhanced-gemini/airline_gemini2_5_flash_10tasks_2t.json.gz";
    private const string Tau2Context = "tau2-enhanced-gemini/airline_gemini2_5_flash_10tasks_2t_context_agent.json.gz";

    [Fact]
    public async Task Tau_bench_gives_its_known_figures_and_no_others()
    {
        var report = await ImportAsync(TauBench);

        Assert.Equal((100, 572, 33, 22, 0), (report.Cases, report.ToolCalls, report.ToolErrors, report.Handoffs, report.Duplicates));
        Assert.Empty(report.Refused);
        var kpis = await KpisAsync();
        Assert.Equal((.43, 100), Figure(kpis, "task_success_rate"));
        Assert.Equal((.28, 100), Figure(kpis, "autonomous_resolution_rate"));
        Assert.Equal((.22, 100), Figure(kpis, "handoff_rate"));
        Assert.Equal((null, 0), Figure(kpis, "cost_per_resolution"));
        Assert.Equal((null, 0), Figure(kpis, "handling_time_mean"));

        var cases = await Store.WithAsync(db => db.Cases.ToListAsync());
        Assert.Equal((15, 50), (cases.Count(c => c is { Solved: true, HandedOff: true }), cases.Count(c => c is { Solved: false, HandedOff: false })));
        Assert.Equal((572, 33), (cases.Sum(c => c.ToolCalls), cases.Sum(c => c.ToolErrors)));
        Assert.Equal([19, 31, 38, 51], Quantiles(cases, c => c.Steps));
        Assert.Equal([7, 11, 13, 26], Quantiles(cases, c => c.Turns));
        Assert.Equal([5, 11, 14, 27], Quantiles(cases, c => c.ToolCalls));
        Assert.All(cases, c => Assert.Null(c.CostUsd ?? c.HandlingSeconds ?? c.InputTokens ?? c.OutputTokens));
        Assert.All(cases, c => Assert.Equal(SentimentFrom.Console, c.SentimentFrom));
    }

    [Theory]
    [InlineData(Tau2, 13, 0.206528, 0.017211, 25.960, 21.907, 760_602, 33_504)]
    [InlineData(Tau2Context, 10, 0.217053, 0.018088, 27.626, 25.673, 777_321, 37_310)]
    public async Task Tau2_gives_its_known_figures(string file, int handedOff, double cost, double perResolution, double mean, double median, long input, long output)
    {
        await ImportAsync(file);

        var kpis = await KpisAsync();
        Assert.Equal((12 / 20.0, 20), Figure(kpis, "task_success_rate"));
        Assert.Equal((4 / 20.0, 20), Figure(kpis, "autonomous_resolution_rate"));
        Assert.Equal((handedOff / 20.0, 20), Figure(kpis, "handoff_rate"));
        Assert.Equal(perResolution, Figure(kpis, "cost_per_resolution").Value!.Value, 5e-7);
        Assert.Equal(mean, Figure(kpis, "handling_time_mean").Value!.Value, 5e-4);
        Assert.Equal(median, Figure(kpis, "handling_time_p50").Value!.Value, 5e-4);
        var cases = await Store.WithAsync(db => db.Cases.ToListAsync());
        Assert.Equal(cost, cases.Sum(c => c.CostUsd!.Value), 5e-7);
        Assert.Equal((input, output), (cases.Sum(c => c.InputTokens!.Value), cases.Sum(c => c.OutputTokens!.Value)));
    }

    [Fact]
    public async Task A_second_import_of_all_files_makes_no_new_case_and_changes_none()
    {
        string[] files = [TauBench, Tau2, Tau2Context];
        foreach (var file in files) { await ImportAsync(file); }
        var once = await DerivedAsync();

        foreach (var file in files)
        {
            var report = await ImportAsync(file);
            Assert.Equal((0, file == TauBench ? 100 : 20), (report.Cases, report.Duplicates));
        }

        Assert.Equal(once, await DerivedAsync());
        Assert.Equal(140, await Store.WithAsync(db => db.Cases.CountAsync()));
        await AssertDerivedAnewAsync();
    }

    private async Task<TranscriptReport> ImportAsync(string file)
    {
        await using var stream = File.OpenRead(SharedData.Path(file));
        var source = Path.GetFileName(file).Split('.')[0];
        var report = await Get<TranscriptImport>().RunAsync(TranscriptFile.Read(stream, new TranscriptOptions { Source = source }), source, null, default);
        await FoldAsync();
        return report;
    }

    private Task<IReadOnlyList<KpiValue>> KpisAsync() => Get<KpiEngine>().ValuesAsync(KpiDefinitions.All, new KpiQuery(), default);

    private static (double? Value, int N) Figure(IReadOnlyList<KpiValue> kpis, string id) => kpis.Where(k => k.Id == id).Select(k => (k.Value, k.N)).Single();

    /// <summary>The median, the 90th and 95th percentile, and the largest.</summary>
    private static int[] Quantiles(List<Case> cases, Func<Case, int> of)
    {
        double[] sorted = [.. cases.Select(c => (double)of(c)).Order()];
        return [At(.5), At(.9), At(.95), At(1)];

        int At(double q) => (int)Math.Round(Statistics.Quantile.Of(sorted, q)!.Value);
    }
}
