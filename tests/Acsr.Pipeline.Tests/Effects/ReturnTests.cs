using Acsr.Cases;
using Acsr.Kpis;

namespace Acsr.Effects;

public sealed class ReturnTests
{
    private static readonly ReturnAssumptions Given = new() { By = "lea", MinutesLow = 5, MinutesHigh = 10, ReviewMinutesLow = 1, ReviewMinutesHigh = 2, ReopenMinutesLow = 4, ReopenMinutesHigh = 8, MonthlyLow = 100, MonthlyHigh = 200 };

    private static Case Of(int i, string intent, bool solved, double? cost = .5, bool reopened = false) =>
        new() { Id = $"{intent}-{i}-{solved}", At = DateTime.UnixEpoch, Intent = intent, Handler = Handler.Agent, Solved = solved, CostUsd = cost, ModelCostUsd = cost is null ? null : .3, Reopened = reopened };

    [Fact]
    public void A_return_is_what_was_saved_less_all_that_was_spent_from_low_to_high()
    {
        var cases = KpiRow.Of([.. Enumerable.Range(0, 10).Select(i => Of(i, "refund", true)), .. Enumerable.Range(0, 5).Select(i => Of(i, "refund", false, reopened: i == 0))]);
        var report = ReturnReport.Of(cases, [], new Dictionary<string, ReviewEffort> { ["refund"] = new(3, 120, 1) }, new ReturnBasis(Given, new LowHigh(.5, 1), true, 3));

        var line = Assert.Single(report.Lines);
        Assert.Equal((15, 10, 1), (line.Cases, line.Resolved, line.Reopened));
        Assert.Equal(new LowHigh(25, 100), line.Saved);
        Assert.Equal(new LowHigh(7.5, 7.5), line.Agent);
        Assert.Equal(4.5, line.Model, 1e-9);
        Assert.Equal(3, line.Undivided, 1e-9);
        Assert.Equal(new LowHigh(1.5, 4), line.Review);
        Assert.Equal(new LowHigh(2, 8), line.Reopenings);
        Assert.Equal(new LowHigh(25 - 7.5 - 4 - 8, 100 - 7.5 - 1.5 - 2), line.Net);
        Assert.Equal(new LowHigh(300, 600), report.Monthly);
        Assert.Equal(line.Net, report.Total.Net);
    }

    [Fact]
    public void What_is_not_known_is_named_and_is_never_taken_for_nothing()
    {
        var cases = KpiRow.Of([.. Enumerable.Range(0, 4).Select(i => Of(i, "refund", true)), Of(9, "refund", true, cost: null), Of(1, "exchange", true, cost: null)]);
        var report = ReturnReport.Of(cases, [], new Dictionary<string, ReviewEffort>(), new ReturnBasis(Given, new LowHigh(1, 1), true, 1));

        Assert.Equal(2.5, report.Lines[0].Agent!.Value.Low, 1e-9);
        Assert.Null(report.Lines[1].Net);
        Assert.Contains("what the agent costs", Assert.Single(report.Lines[1].Missing), StringComparison.Ordinal);
        Assert.Null(report.Total.Net);
        Assert.Equal((1, report.Lines[0].Net), (report.KnownLines, report.Known));
        Assert.Null(ReturnReport.Of(cases, [], new Dictionary<string, ReviewEffort>(), new ReturnBasis(null, null, false, 1)).Lines[0].Saved);
    }

    [Fact]
    public void Minutes_of_people_are_measured_where_they_worked_enough_of_the_same()
    {
        var people = KpiRow.Of([.. Enumerable.Range(0, 30).Select(i => new Case { Id = $"h{i}", At = DateTime.UnixEpoch, Intent = "refund", Handler = Handler.Human, HumanSeconds = i % 2 == 0 ? 300 : 420, Baseline = true })]);
        var line = ReturnReport.Of(KpiRow.Of([Of(1, "refund", true)]), people, new Dictionary<string, ReviewEffort>(), new ReturnBasis(Given, new LowHigh(1, 1), true, 1)).Lines[0];

        Assert.Equal(30, line.MeasuredN);
        Assert.Equal(6, (line.MinutesEach!.Value.Low + line.MinutesEach.Value.High) / 2, 1e-9);
        Assert.InRange(line.MinutesEach.Value.Low, 5.5, 5.7);
    }

    [Theory]
    [InlineData(5.0, null, "both ends")]
    [InlineData(-1.0, 2.0, "below zero")]
    [InlineData(3.0, 2.0, "above the high end")]
    public void Assumptions_that_make_no_sense_are_refused_with_a_reason(double? low, double? high, string words) =>
        Assert.Contains(words, ReturnDesk.Fault(new ReturnAssumptions { By = "", MinutesLow = low, MinutesHigh = high }), StringComparison.Ordinal);
}
