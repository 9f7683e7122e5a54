using Acsr.Kpis;

namespace Acsr.Improvement;

public sealed class RuleEvaluatorTests
{
    private static readonly MatrixRow Csat = MatrixRows.Find("M1")!;
    private static readonly MatrixRow Overrides = MatrixRows.Find("M2")!;
    private static readonly MatrixRow HandlingTime = MatrixRows.Find("M7")!;

    [Fact]
    public void A_level_that_is_wholly_below_its_target_is_found_with_its_figures()
    {
        var rows = Rows.InOrder(Rows.Spread(100, 28, 0, i => Rows.At(0, csat: i % 2 == 0 ? 0.5 : 0.7)));

        var found = Assert.Single(Evaluate(Csat, Csat.DefaultRule, rows, ("", 0.8)));

        Assert.Equal(("M1|", 0.8, 100), (found.Key, found.Reference, found.Value.N));
        Assert.Equal(0.6, found.Value.Value!.Value, 1e-9);
        Assert.Equal((Rows.Now.AddDays(-28), Rows.Now), (found.From, found.To));
        Assert.Contains("60 %", found.Why, StringComparison.Ordinal);
        Assert.Contains("n = 100", found.Why, StringComparison.Ordinal);
        Assert.Equal(100 / 4.0 * 0.2, found.ExpectedValue, 1e-6);
    }

    [Theory]
    [InlineData(0.62)]
    [InlineData(0.5)]
    [InlineData(null)]
    public void A_target_within_the_interval_or_met_or_missing_finds_nothing(double? target)
    {
        var rows = Rows.InOrder(Rows.Spread(100, 28, 0, i => Rows.At(0, csat: i % 2 == 0 ? 0.3 : 0.9)));

        Assert.Empty(target is { } t ? Evaluate(Csat, Csat.DefaultRule, rows, ("", t)) : Evaluate(Csat, Csat.DefaultRule, rows));
    }

    [Fact]
    public void Below_the_minimum_n_nothing_is_said()
    {
        var rows = Rows.InOrder(Rows.Spread(29, 28, 0, _ => Rows.At(0, csat: 0.1)));

        Assert.Empty(Evaluate(Csat, Csat.DefaultRule, rows, ("", 0.8)));
        Assert.Single(Evaluate(Csat, new MatrixRule { Row = "M1", MinimumN = 29 }, rows, ("", 0.8)));
    }

    [Fact]
    public void A_segment_speaks_up_only_where_it_is_worse_than_all_cases_together()
    {
        var rows = Rows.InOrder(
            Rows.Spread(200, 28, 0, i => Rows.At(0, "refund", overrides: i % 2)),
            Rows.Spread(200, 28, 0, i => Rows.At(0, "return", overrides: i % 10 == 0 ? 1 : 0)));

        var found = Evaluate(Overrides, Overrides.DefaultRule, rows, ("", 0.05));

        Assert.Equal(["M2|", "M2|intent=refund"], found.Select(f => f.Key).Order(StringComparer.Ordinal));
        Assert.Equal(found.OrderByDescending(f => f.ExpectedValue).Select(f => f.Key), found.Select(f => f.Key));
    }

    [Fact]
    public void A_segment_with_a_target_of_its_own_is_judged_by_that()
    {
        var rows = Rows.InOrder(
            Rows.Spread(200, 28, 0, i => Rows.At(0, "refund", overrides: i % 2)),
            Rows.Spread(200, 28, 0, i => Rows.At(0, "return", overrides: i % 10 == 0 ? 1 : 0)));

        var found = Evaluate(Overrides, Overrides.DefaultRule, rows, ("", 0.9), ("intent=return", 0.02));

        Assert.Equal("M2|intent=return", Assert.Single(found).Key);
    }

    [Fact]
    public void A_change_for_the_worse_is_found_and_one_for_the_better_is_not()
    {
        var worse = Rows.InOrder(
            Rows.Spread(200, 56, 28, i => Rows.At(0, seconds: 100 + (i % 20))),
            Rows.Spread(200, 28, 0, i => Rows.At(0, seconds: 140 + (i % 20))));
        var better = Rows.InOrder(
            Rows.Spread(200, 56, 28, i => Rows.At(0, seconds: 200 - (i % 20))),
            Rows.Spread(200, 28, 0, i => Rows.At(0, seconds: 160 - (i % 20))));

        var found = Assert.Single(Evaluate(HandlingTime, HandlingTime.DefaultRule, worse));

        Assert.Equal(109.5, found.Reference!.Value, 0.01);
        Assert.Contains("went from", found.Why, StringComparison.Ordinal);
        Assert.Empty(Evaluate(HandlingTime, HandlingTime.DefaultRule, better));
        Assert.Empty(Evaluate(HandlingTime, new MatrixRule { Row = "M7", Check = RuleCheck.Change, MinimumChange = 41 }, worse));
    }

    [Theory]
    [InlineData(RuleCheck.Ewma)]
    [InlineData(RuleCheck.Cusum)]
    [InlineData(RuleCheck.PChart)]
    public void A_control_chart_finds_the_days_that_leave_the_normal_and_is_quiet_before(RuleCheck check)
    {
        var rule = new MatrixRule { Row = "M2", Check = check, WindowDays = 7, BaselineDays = 56, Sigmas = check == RuleCheck.Cusum ? 5 : 3 };
        var quiet = Rows.InOrder(Enumerable.Range(0, 63).SelectMany(day => Rows.Spread(40, day + 1, day, i => Rows.At(0, overrides: i < 4 + (day % 3) ? 1 : 0))));
        var loud = Rows.InOrder(Enumerable.Range(0, 63).SelectMany(day => Rows.Spread(40, day + 1, day, i => Rows.At(0, overrides: day < 4 || i < 4 + (day % 3) ? 1 : 0))));

        Assert.Empty(Evaluate(Overrides, rule, quiet));
        var found = Evaluate(Overrides, rule, loud);

        Assert.Equal("M2|", Assert.Single(found).Key);
        Assert.NotNull(found[0].Reference);
    }

    [Fact]
    public void What_lay_before_a_resolution_counts_no_more()
    {
        var rows = Rows.InOrder(Rows.Spread(100, 28, 14, _ => Rows.At(0, csat: 0.1)), Rows.Spread(100, 14, 0, _ => Rows.At(0, csat: 0.9)));

        Assert.Single(Evaluate(Csat, Csat.DefaultRule, rows, ("", 0.8)));
        Assert.Empty(new RuleEvaluator(Csat, Csat.DefaultRule, Targets(("", 0.8))).Evaluate(rows, Rows.Now, _ => Rows.Now.AddDays(-14)));
    }

    [Fact]
    public void A_rule_that_is_off_finds_nothing() =>
        Assert.Empty(Evaluate(Csat, new MatrixRule { Row = "M1", Enabled = false }, Rows.InOrder(Rows.Spread(100, 28, 0, _ => Rows.At(0, csat: 0.1))), ("", 0.8)));

    [Fact]
    public void A_preview_tells_each_segment_once_on_the_first_day_that_it_crossed()
    {
        var rows = Rows.InOrder(Rows.Spread(300, 100, 30, _ => Rows.At(0, csat: 0.9)), Rows.Spread(300, 30, 0, _ => Rows.At(0, csat: 0.2)));

        var preview = RulePreview.Run(Csat, Csat.DefaultRule, Targets(("", 0.8)), rows, Rows.Now, default);

        var one = Assert.Single(preview);
        Assert.InRange(one.Day, Rows.Now.AddDays(-30), Rows.Now.AddDays(-15));
        Assert.True(one.Evidence.To <= one.Day);
    }

    [Theory]
    [InlineData(100, 7, 0.6, 0.8, 1, 20)]
    [InlineData(100, 14, 0.6, 0.8, 3, 30)]
    [InlineData(100, 7, 0.9, 0.8, 1, 0)]
    public void The_expected_value_is_cases_a_week_times_gap_times_weight(int n, double days, double value, double reference, double weight, double expected) =>
        Assert.Equal(expected, ExpectedValue.Of(Csat, n, days, value, reference, weight), 1e-9);

    [Fact]
    public void Every_row_has_a_kpi_that_knows_which_way_is_better_and_a_coverage_that_fits_it()
    {
        var one = Rows.At(1, csat: 0.5, seconds: 5);
        (one.Sentiment, one.Ces, one.FirstContactResolved, one.Recontacted, one.PolicyChecks) = (0, 4, true, false, 1);
        var row = KpiRow.Of(one);

        Assert.Equal(["M1", "M2", "M3", "M4", "M5", "M6", "M7", "M8"], MatrixRows.All.Select(r => r.Id));
        Assert.All(MatrixRows.All, r =>
        {
            Assert.NotNull(r.Kpi.HigherIsBetter);
            Assert.True(r.Kpi.Population(row) && r.Coverage.Population(row) && r.Coverage.Counted(row), r.Id);
            Assert.Equal(r.Coverage.Id, CoverageDefinitions.Find(r.Coverage.Id)!.Id);
        });
    }

    private static IReadOnlyList<Evidence> Evaluate(MatrixRow row, MatrixRule rule, IReadOnlyList<KpiRow> rows, params (string Segment, double Value)[] targets) =>
        new RuleEvaluator(row, rule, Targets(targets)).Evaluate(rows, Rows.Now);

    private static Dictionary<string, double> Targets(params (string Segment, double Value)[] targets) => targets.ToDictionary(t => t.Segment, t => t.Value);
}
