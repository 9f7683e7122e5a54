using Acsr.Cases;
using Acsr.Ingest;
using Acsr.Kpis.Steps;
using Acsr.Store;
using Microsoft.EntityFrameworkCore;

namespace Acsr.Kpis;

public sealed class StepMetricsOnSqlite : StepMetricsTests<SqliteStore>;

public sealed class StepMetricsOnPostgres : StepMetricsTests<PostgresStore>;

/// <summary>Steps of cases from the door to the hours.</summary>
public abstract class StepMetricsTests<TStore> : CaseFixture<TStore> where TStore : TestStore, new()
{
    private static readonly DateTime Start = new(2026, 3, 1, 10, 20, 0, DateTimeKind.Utc);

    [Fact]
    public async Task Steps_are_added_up_by_kind_name_and_version_and_each_counts_once_however_often_its_case_is_folded()
    {
        await SendAsync([Opened("a", "v1"), Step("1", "a", 0, 2, "lookup"), Step("2", "a", 1, 4, "lookup", error: "timeout"), Model("3", "a", 2, .5)]);
        await CountAsync();
        await SendAsync([Opened("b", "v2"), Step("4", "b", 90, 8, "lookup")]);
        await CountAsync();
        // News of the first case: it is folded again.
        await SendAsync([Step("5", "a", 3, 6, "lookup")]);
        await CountAsync();
        await CountAsync();

        var kinds = await Metrics.FiguresAsync(new StepQuery(), StepGrouping.Kind, default);
        Assert.Equal([("tool", 4L, 1L), ("model", 1L, 0L)], kinds.Select(k => (k.Kind, k.Steps, k.Errors)));
        Assert.Equal((100L, 20L, .01, 1L), (kinds[1].InputTokens!.Value, kinds[1].OutputTokens!.Value, kinds[1].CostUsd!.Value, kinds[1].Costed));
        Assert.Equal((null, null, 0L), (kinds[0].InputTokens, kinds[0].CostUsd, kinds[0].Costed));
        var versions = await Metrics.FiguresAsync(new StepQuery(Kind: "tool"), StepGrouping.Version, default);
        Assert.Equal([("lookup", "v1", 3L), ("lookup", "v2", 1L)], versions.Select(v => (v.Name!, v.AgentVersion!, v.Steps)));
        Assert.InRange(versions[0].P50!.Value, 3.96, 4.04);
        Assert.InRange(versions[0].P99!.Value, 5.94, 6.06);
        Assert.Equal(1.0 / 3, versions[0].ErrorRate!.Value.Value);
    }

    [Fact]
    public async Task A_range_takes_the_hours_that_it_touches_and_an_hour_without_steps_is_no_data()
    {
        await SendAsync([Opened("a", "v1"), Step("1", "a", 0, 2, "lookup"), Step("2", "a", 130, 4, "lookup")]);
        await CountAsync();

        var trend = await Metrics.TrendAsync(new StepQuery(Start, Start.AddHours(3)), TimeSpan.FromHours(1), default);

        Assert.Equal([1L, null, 1L, null], trend.Select(p => p.Figures?.Steps));
        Assert.Equal(Start.Date.AddHours(10), trend[0].From);
        Assert.Equal(1, Assert.Single(await Metrics.FiguresAsync(new StepQuery(Start.AddHours(2)), StepGrouping.Name, default)).Steps);
        Assert.Empty(await Metrics.FiguresAsync(new StepQuery(Kind: "nothing"), StepGrouping.Kind, default));
    }

    [Fact]
    public async Task The_steps_of_a_removed_case_leave_the_hours()
    {
        await SendAsync([Opened("a", "v1"), Step("1", "a", 0, 2, "lookup"), Opened("b", "v1"), Step("2", "b", 0, 4, "lookup"), Step("3", "b", 0, 4, "order")]);
        await CountAsync();

        await Store.WithAsync(db => StepHours.ForgetAsync(db, ["b"], default));
        await CountAsync();

        var left = Assert.Single(await Metrics.FiguresAsync(new StepQuery(), StepGrouping.Name, default));
        Assert.Equal(("lookup", 1L, 1L), (left.Name, left.Steps, left.Timed));
        Assert.InRange(left.P95!.Value, 1.98, 2.02);
        Assert.Equal(["a"], await Store.WithAsync(db => db.CaseSteps.Select(s => s.CaseId).ToListAsync()));
    }

    [Fact]
    public async Task A_call_whose_cost_its_sender_does_not_say_has_the_price_of_the_day_and_its_energy_is_estimated()
    {
        var unpriced = Model("1", "a", 0, 2) with { Model = "gpt-4o", CostUsd = null, Time = new DateTime(2026, 8, 3, 10, 0, 0, DateTimeKind.Utc), EndTime = new DateTime(2026, 8, 3, 10, 0, 2, DateTimeKind.Utc) };
        await SendAsync([Opened("a", "v1"), unpriced, Model("2", "a", 1, 2)]);
        await CountAsync();

        var models = (await Metrics.FiguresAsync(new StepQuery(Kind: "model"), StepGrouping.Name, default)).ToDictionary(m => m.Name!);
        var facts = await Store.WithAsync(db => db.Cases.SingleAsync());
        var priced = models["gpt-4o"];
        Assert.Equal((1L, 1L), (priced.Costed, priced.Powered));
        Assert.Equal(facts.ModelCostUsd!.Value - .01, priced.CostUsd!.Value, 1e-12);
        Assert.InRange(priced.EnergyLowWh!.Value, 1e-6, priced.EnergyHighWh!.Value);
        Assert.Equal((null, 0L), (models["small-1"].EnergyHighWh, models["small-1"].Powered));
        Assert.Equal(new DateTime(2026, 8, 3, 10, 0, 0, DateTimeKind.Utc), await Metrics.LastHourAsync(default));
    }

    [Fact]
    public void What_was_noted_before_energy_was_can_still_be_taken_out()
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        writer.Write7BitEncodedInt64(Start.Ticks / TimeSpan.TicksPerHour);
        writer.Write((byte)StepKind.Tool);
        writer.Write("lookup");
        writer.Write("v1");
        foreach (var number in new[] { 3L, 1, 0, 0, 0, 2 }) { writer.Write7BitEncodedInt64(number); }
        writer.Write(.5);
        new Statistics.LogSketch().Write(writer);
        writer.Flush();
        var cells = new Dictionary<StepKey, StepCell>();

        StepCells.Read(stream.ToArray(), cells, -1);

        var cell = Assert.Single(cells).Value;
        Assert.Equal((-3L, -1L, -2L, -.5, 0L), (cell.Steps, cell.Errors, cell.Costed, cell.CostUsd, cell.Powered));
    }

    private IStepMetrics Metrics => Get<IStepMetrics>();

    private async Task CountAsync()
    {
        await FoldAsync();
        while (await Get<StepHours>().RunOnceAsync(default)) { }
    }

    private static CaseOpenedEvent Opened(string id, string version) => new() { Id = "o" + id, Case = id, Time = Start, Agent = "bot", AgentVersion = version };

    private static StepEvent Step(string id, string @case, int minute, double seconds, string tool, string? error = null) =>
        new() { Id = id, Case = @case, Time = Start.AddMinutes(minute), EndTime = Start.AddMinutes(minute).AddSeconds(seconds), Kind = "tool", Name = tool, Error = error };

    private static StepEvent Model(string id, string @case, int minute, double seconds) => new()
    {
        Id = id,
        Case = @case,
        Time = Start.AddMinutes(minute),
        EndTime = Start.AddMinutes(minute).AddSeconds(seconds),
        Kind = "model",
        Name = "chat",
        Model = "small-1",
        InputTokens = 100,
        OutputTokens = 20,
        CostUsd = .01,
    };
}
