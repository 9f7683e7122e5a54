using Acsr.Cases;
using Acsr.Signals.DeadEnds;
using Acsr.Store;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Acsr.Signals;

public sealed class DeadEndReaderOnSqlite : DeadEndReaderTests<SqliteStore>;

public sealed class DeadEndReaderOnPostgres : DeadEndReaderTests<PostgresStore>;

public abstract class DeadEndReaderTests<TStore> : IAsyncLifetime where TStore : TestStore, new()
{
    private static readonly DateTime Noon = new(2026, 3, 2, 12, 0, 0, DateTimeKind.Utc);

    private readonly TStore _store = new();

    private DeadEndReader Reader => _store.Services.GetRequiredService<DeadEndReader>();

    public async ValueTask InitializeAsync() =>
        await _store.OpenAsync(services => services.AddSingleton<IConfiguration>(new ConfigurationBuilder().Build()).AddSignals());

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return _store.DisposeAsync();
    }

    [Fact]
    public async Task A_case_counts_once_for_a_detector_however_often_it_was_hit_and_only_where_an_agent_took_part()
    {
        await _store.AddAsync(
            Case("agents", Severity.High), Hit("agents", "L1", 0), Hit("agents", "L1", 1), Hit("agents", "L16", 2),
            Case("hybrid", handler: Handler.Hybrid), Hit("hybrid", "L1", 0),
            Case("clean"), Case("clean too"),
            Case("humans", Severity.High, Handler.Human), Hit("humans", "L1", 0),
            Case("thumbed"), new Signal { CaseId = "thumbed", Id = "t", Kind = SignalKind.Thumb, Name = "L1" });

        var overview = await Reader.OverviewAsync(new DeadEndRange(), default);

        Assert.Equal(new DeadEndShare(1, 5), overview.Verdict);
        Assert.Equal(DeadEndRules.All.Select(rule => rule.Id), overview.Detectors.Select(d => d.Id));
        Assert.Equal([("L1", 2), ("L16", 1)], overview.Detectors.Where(d => d.Found.Cases > 0).Select(d => (d.Id, d.Found.Cases)));
        var found = overview.Detectors[0].Found;
        Assert.Equal(0.4, found.Share);
        Assert.Equal((0.1176, 0.7693), (Math.Round(found.Interval!.Value.Lower, 4), Math.Round(found.Interval.Value.Upper, 4)));
        Assert.All(overview.Detectors, d => Assert.NotEmpty(d.Meaning));
    }

    [Fact]
    public async Task No_case_gives_no_share()
    {
        var overview = await Reader.OverviewAsync(new DeadEndRange(), default);

        Assert.Equal((0, null, null), (overview.Verdict.AgentCases, overview.Verdict.Share, overview.Verdict.Interval));
    }

    [Fact]
    public async Task A_range_takes_its_first_moment_and_leaves_its_last()
    {
        await _store.AddAsync([.. Enumerable.Range(0, 4).SelectMany(i => new object[] { Case($"c{i}", at: Noon.AddHours(i)), Hit($"c{i}", "L5", 0) })]);
        var range = new DeadEndRange(Noon.AddHours(1), Noon.AddHours(3));

        Assert.Equal(new DeadEndShare(2, 2), (await Reader.OverviewAsync(range, default)).Detectors.Single(d => d.Id == "L5").Found);
        Assert.Equal(["c2", "c1"], (await Reader.CasesAsync("L5", range, null, 10, default)).Select(c => c.CaseId));
    }

    [Fact]
    public async Task The_cases_of_a_figure_come_newest_first_each_once_over_all_pages_also_at_the_same_moment()
    {
        await _store.AddAsync([.. Enumerable.Range(0, 23).SelectMany(i => new object[] { Case($"shop/{i} ?", at: Noon.AddMinutes(i / 5)), Hit($"shop/{i} ?", "L4", 0) })]);
        await _store.AddAsync(Case("other"), Hit("other", "L1", 0));

        List<DeadEndCase> all = [];
        while (await Reader.CasesAsync("L4", new DeadEndRange(), all.LastOrDefault()?.Cursor, 4, default) is { Count: > 0 } page) { all.AddRange(page); }

        Assert.Equal((await Reader.OverviewAsync(new DeadEndRange(), default)).Detectors.Single(d => d.Id == "L4").Found.Cases, all.Count);
        Assert.Equal(23, all.Select(c => c.CaseId).Distinct().Count());
        Assert.Equal(all.Select(c => c.At).OrderDescending(), all.Select(c => c.At));
    }

    [Fact]
    public async Task Without_a_detector_the_verdicts_are_listed_and_the_findings_stand_worst_first_the_asked_for_before_all()
    {
        await _store.AddAsync(
            Case("dead", Severity.Critical), Hit("dead", "L16", 0, Severity.Medium), Hit("dead", "L4", 1, Severity.Critical), Hit("dead", "L1", 2, Severity.High),
            Case("mild"), Hit("mild", "L16", 0, Severity.Medium));

        var verdicts = await Reader.CasesAsync(null, new DeadEndRange(), null, 10, default);
        var budgets = await Reader.CasesAsync("L16", new DeadEndRange(), null, 10, default);

        Assert.Equal(["L4", "L1", "L16"], Assert.Single(verdicts).Hits.Select(h => h.Name));
        Assert.Equal(["L16", "L4", "L1"], budgets.Single(c => c.CaseId == "dead").Hits.Select(h => h.Name));
    }

    private static Case Case(string id, Severity deadEnd = Severity.None, Handler handler = Handler.Agent, DateTime? at = null) =>
        new() { Id = id, At = at ?? Noon, Handler = handler, DeadEnd = deadEnd };

    private static Signal Hit(string caseId, string detector, int index, Severity severity = Severity.High) =>
        new() { CaseId = caseId, Id = $"dead-end:{detector}:{index}", Kind = SignalKind.DeadEnd, Name = detector, Severity = severity };
}
