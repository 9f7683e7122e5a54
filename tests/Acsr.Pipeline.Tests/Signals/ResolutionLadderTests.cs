using Acsr.Cases;
using Acsr.Ingest;
using Acsr.Kpis;
using Acsr.Signals.DeadEnds;
using Acsr.Signals.Sentiment;

namespace Acsr.Signals;

public sealed class ResolutionLadderTests
{
    private static readonly DateTime Start = new(2026, 3, 1, 12, 0, 0, DateTimeKind.Utc);

    public static TheoryData<string, Resolution, CaseEvent[]> Courses => new()
    {
        { "not ended", Resolution.Open, [] },
        { "ended, nobody knows how", Resolution.Contained, [Closed(null)] },
        { "ended as not solved", Resolution.Contained, [Closed("unresolved")] },
        { "ended as solved", Resolution.Assumed, [Closed("resolved")] },
        { "and the customer says so", Resolution.Confirmed, [Closed("resolved"), Survey(2, true)] },
        { "only the customer says so", Resolution.Confirmed, [Closed("unresolved"), Survey(2, true)] },
        { "an outcome by the customer", Resolution.Confirmed, [Closed("resolved"), Checked(2, true, "customer survey")] },
        { "a check says so", Resolution.Verified, [Closed("resolved"), Checked(2, true, "shop-system")] },
        { "a check, then the customer", Resolution.Verified, [Closed("resolved"), Checked(2, true, "shop-system"), Survey(3, true)] },
        { "a check, then the customer denies it", Resolution.Contained, [Closed("resolved"), Checked(2, true, "shop-system"), Survey(3, false)] },
        { "denied, then checked", Resolution.Verified, [Closed("resolved"), Survey(2, false), Checked(3, true, "shop-system")] },
        { "the customer denies it", Resolution.Contained, [Closed("resolved"), Survey(2, false)] },
        { "left", Resolution.Abandoned, [Closed("abandoned")] },
        { "left, and solved all the same", Resolution.Verified, [Closed("abandoned"), Checked(2, true, "shop-system")] },
        { "handed off", Resolution.Escalated, [new HandoffEvent { Id = "h", Case = "c", Time = Start }, Closed("resolved")] },
        { "closed as escalated", Resolution.Escalated, [Closed("escalated")] },
        { "overridden", Resolution.Escalated, [new OverrideEvent { Id = "v", Case = "c", Time = Start }, Closed("resolved")] },
        { "reopened within the window", Resolution.Reopened, [Closed("resolved"), Reopened(5)] },
        { "reopened later", Resolution.Assumed, [Closed("resolved"), Reopened(30)] },
        { "reopened and solved again", Resolution.Reopened, [Closed("resolved"), Reopened(5), new CaseClosedEvent { Id = "x2", Case = "c", Time = Start.AddHours(9), Outcome = "resolved" }] },
    };

    [Theory]
    [MemberData(nameof(Courses))]
    public void Every_course_of_a_case_stands_on_one_rung(string what, Resolution rung, CaseEvent[] events) => Assert.Equal((what, rung), (what, Judged(events).Resolution));

    [Fact]
    public void The_rungs_that_count_as_resolved_are_the_cases_that_the_autonomous_resolution_rate_counts() => Assert.All(Courses, course =>
    {
        var facts = Judged(course.Data.Item3);
        var row = KpiRow.Of(facts);

        Assert.Equal(KpiDefinitions.AutonomousResolutionRate.Counted(row), facts.Resolution.IsResolved());
        Assert.Equal(SignalKpis.ConfirmedResolutionRate.Counted(row), facts.Resolution is Resolution.Confirmed or Resolution.Verified);
    });

    [Theory]
    [InlineData(4, 1, 7, null, 4)]
    [InlineData(7, 1, 7, null, 7)]
    [InlineData(2, 1, 5, "low", 5.5)]
    [InlineData(5, 1, 5, "low", 1)]
    [InlineData(0, 0, 10, "high", 1)]
    [InlineData(1, -2, 2, null, 5.5)]
    public void Effort_on_any_scale_is_brought_onto_one_to_seven(double score, double min, double max, string? easy, double expected)
    {
        var facts = Judged([new CesEvent { Id = "e", Case = "c", Time = Start, Score = score, ScaleMin = min, ScaleMax = max, Easy = easy }]);

        Assert.Equal(expected, facts.Ces!.Value, 12);
    }

    [Theory]
    [InlineData(null, true)]
    [InlineData("csat", true)]
    [InlineData("ces", false)]
    public void Only_an_invitation_that_asks_for_satisfaction_counts_for_its_response_rate(string? asks, bool counts) =>
        Assert.Equal(counts, Judged([new SurveyInvitedEvent { Id = "i", Case = "c", Time = Start, Asks = asks is null ? null : [asks] }]).SurveyInvited);

    private static Case Judged(CaseEvent[] events)
    {
        var opened = new CaseOpenedEvent { Id = "o", Case = "c", Time = Start, Handler = "agent" };
        var folded = CaseFold.Fold(new CaseInput("c", [opened, .. events], [], Start, "test"), new CaseOptions())!;
        CaseSignals.Of(folded, new DeadEndOptions(), new SentimentScorer(Lexicon.Own)).ApplyTo(folded.Facts);
        return folded.Facts;
    }

    private static CaseClosedEvent Closed(string? outcome) => new() { Id = "x", Case = "c", Time = Start.AddHours(1), Outcome = outcome };

    private static OutcomeEvent Checked(int hour, bool solved, string by) => new() { Id = $"k{hour}", Case = "c", Time = Start.AddHours(hour), Solved = solved, By = by };

    private static SurveyEvent Survey(int hour, bool resolved) => new() { Id = $"s{hour}", Case = "c", Time = Start.AddHours(hour), Resolved = resolved };

    private static ReopenedEvent Reopened(int hour) => new() { Id = $"r{hour}", Case = "c", Time = Start.AddHours(hour), By = "customer" };
}
