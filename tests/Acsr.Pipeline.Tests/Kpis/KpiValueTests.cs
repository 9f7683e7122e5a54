using Acsr.Cases;

namespace Acsr.Kpis;

public sealed class KpiValueTests
{
    private static readonly DateTime Day = new(2026, 3, 1, 0, 0, 0, DateTimeKind.Utc);

    [Fact]
    public void No_case_is_no_data_and_not_zero()
    {
        foreach (var kpi in KpiDefinitions.All)
        {
            var value = KpiValue.Of(kpi, []);
            Assert.Equal((null, 0, null, null), (value.Value, value.N, value.Lower, value.Upper));
        }
    }

    [Fact]
    public void A_rate_carries_its_n_and_the_wilson_interval()
    {
        // Newcombe 1998: 81 of 263.
        var rows = Enumerable.Range(0, 263).Select(i => Row(i, c => c.Solved = i < 81));

        var value = KpiValue.Of(KpiDefinitions.TaskSuccessRate, rows);

        Assert.Equal((263, 81.0 / 263), (value.N, value.Value!.Value));
        Assert.Equal((.2553, .3662), (Math.Round(value.Lower!.Value, 4), Math.Round(value.Upper!.Value, 4)));
    }

    [Fact]
    public void Cost_per_resolution_is_undefined_where_nothing_was_solved()
    {
        var value = KpiValue.Of(KpiDefinitions.CostPerResolution, [Row(0, c => (c.CostUsd, c.Solved) = (1, false))]);

        Assert.Null(value.Value);
        Assert.Equal(1, value.N);
    }

    [Fact]
    public void Cost_per_resolution_counts_the_cost_of_failures_too()
    {
        // Formats H6.
        double[] cost = [.12, .40, .22, .95, .10, .31, .18, .66, .27, .09];
        bool[] solved = [true, true, false, false, true, true, true, false, true, true];

        var value = KpiValue.Of(KpiDefinitions.CostPerResolution, cost.Select((c, i) => Row(i, one => (one.CostUsd, one.Solved) = (c, solved[i]))));

        Assert.Equal(.4714285714, value.Value!.Value, 9);
        Assert.Equal(2 * 1.959964 * .2102861826, value.Upper!.Value - value.Lower!.Value, 5);
    }

    [Fact]
    public void An_overridden_reopened_or_contradicted_case_was_not_resolved_autonomously()
    {
        KpiRow[] rows = [Row(0), Row(1, c => c.Overrides = 1), Row(2, c => c.Reopened = true), Row(3, c => c.HandedOff = true), Row(4, c => c.Verification = Verification.Contradicted)];

        var value = KpiValue.Of(KpiDefinitions.AutonomousResolutionRate, rows);

        Assert.Equal((5, .2), (value.N, value.Value!.Value));
        Assert.Equal(.4, KpiValue.Of(KpiDefinitions.Find("autonomous_resolution_rate@1")!, rows).Value);
    }

    [Fact]
    public void Human_only_cases_stay_out_of_the_agents_rates()
    {
        Assert.Equal(0, KpiValue.Of(KpiDefinitions.AutonomousResolutionRate, [Row(0, c => c.Handler = Handler.Human)]).N);
        Assert.Equal(1, KpiValue.Of(KpiDefinitions.TaskSuccessRate, [Row(0, c => c.Handler = Handler.Human)]).N);
    }

    private static KpiRow Row(int i, Action<Case>? change = null)
    {
        var one = new Case { Id = $"c{i}", At = Day.AddMinutes(i), Agent = "a", AgentVersion = "1", Channel = "chat", Intent = "refund", Source = "test", Handler = Handler.Agent, ClosedAt = Day.AddDays(1), Solved = true, Resolution = Resolution.Assumed };
        change?.Invoke(one);
        return KpiRow.Of(one);
    }
}
