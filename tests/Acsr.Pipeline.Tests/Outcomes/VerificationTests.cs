using System.Text;
using Acsr.Cases;
using Acsr.Ingest;
using Acsr.Ingest.Events;
using Acsr.Review;
using Acsr.Signals.DeadEnds;
using Acsr.Signals.Sentiment;

namespace Acsr.Signals;

/// <summary>What checks of the system of record make of a case (O1).</summary>
public sealed class VerificationTests
{
    private static readonly DateTime Start = new(2026, 3, 1, 12, 0, 0, DateTimeKind.Utc);

    public static TheoryData<string, Verification, bool?, Resolution, CaseEvent[]> Courses => new()
    {
        { "nobody checked", Verification.None, true, Resolution.Assumed, [Closed("resolved")] },
        { "confirmed", Verification.Confirmed, true, Resolution.Verified, [Closed("resolved"), Checked(2, "confirmed")] },
        { "confirmed, and nobody said how it ended", Verification.Confirmed, true, Resolution.Verified, [Closed(null), Checked(2, "confirmed")] },
        { "confirmed while it is open", Verification.Confirmed, null, Resolution.Open, [Checked(2, "confirmed")] },
        { "confirmed, but the customer says no", Verification.Confirmed, false, Resolution.Contained, [Closed("resolved"), Checked(2, "confirmed"), Survey(3, false)] },
        { "confirmed before it was closed as not solved", Verification.Confirmed, false, Resolution.Contained, [Checked(0.5, "confirmed"), Closed("unresolved")] },
        { "contradicted", Verification.Contradicted, false, Resolution.Contained, [Closed("resolved"), Checked(2, "contradicted")] },
        { "contradicted before it was closed as resolved", Verification.Contradicted, false, Resolution.Contained, [Checked(0.5, "contradicted"), Closed("resolved")] },
        { "contradicted, then put right", Verification.Confirmed, true, Resolution.Verified, [Closed("resolved"), Checked(2, "contradicted"), Checked(3, "confirmed", id: "later")] },
        { "confirmed, then contradicted", Verification.Contradicted, false, Resolution.Contained, [Closed("resolved"), Checked(2, "confirmed"), Checked(3, "contradicted", id: "later")] },
        { "one action confirmed, another contradicted", Verification.Contradicted, false, Resolution.Contained, [Closed("resolved"), Checked(2, "contradicted", "refund"), Checked(3, "confirmed", "cancel", "other")] },
        { "one confirmed, another not found", Verification.NotFound, true, Resolution.Assumed, [Closed("resolved"), Checked(2, "not_found", "refund"), Checked(3, "confirmed", "cancel", "other")] },
        { "could not be read", Verification.TimedOut, true, Resolution.Assumed, [Closed("resolved"), Checked(2, "timed_out")] },
        { "contradicted, and later a check of the whole says solved", Verification.Contradicted, true, Resolution.Verified, [Closed("resolved"), Checked(2, "contradicted"), new OutcomeEvent { Id = "o", Case = "c", Time = Start.AddHours(4), Solved = true, By = "auditor" }] },
        { "handed off", Verification.Confirmed, true, Resolution.Escalated, [new HandoffEvent { Id = "h", Case = "c", Time = Start }, Closed("resolved"), Checked(2, "confirmed")] },
    };

    [Theory]
    [MemberData(nameof(Courses))]
    public void Every_course_has_its_result_its_outcome_and_its_rung(string what, Verification worst, bool? solved, Resolution rung, CaseEvent[] events)
    {
        var facts = Judged(events).Facts;
        Assert.Equal((what, worst, solved, rung), (what, facts.Verification, facts.Solved, facts.Resolution));
    }

    [Theory]
    [MemberData(nameof(Courses))]
    public void Neither_order_nor_repetition_of_what_comes_in_means_anything(string what, Verification worst, bool? solved, Resolution rung, CaseEvent[] events)
    {
        var facts = Judged([.. events.Reverse(), .. events]).Facts;
        Assert.Equal((what, worst, solved, rung), (what, facts.Verification, facts.Solved, facts.Resolution));
    }

    [Fact]
    public void A_contradiction_is_a_signal_on_the_step_and_brings_the_case_to_review()
    {
        var (facts, signals) = Judged([Refund, Closed("resolved"), Checked(2, "contradicted", "refund_order") with { Comment = "status is open" }]);

        var signal = Assert.Single(signals, s => s.Kind == SignalKind.Verification);
        Assert.Equal(("refund_order", "contradicted", Severity.High, "erp: status is open", SignalPolarity.Outcome), (signal.Name, signal.Label, signal.Severity, signal.Text, signal.Polarity));
        Assert.Equal(["s1"], signal.StepIds);
        var item = Assert.Single(ReviewOpener.Plan(new JudgedCase(facts, signals, []), [], Start, new ReviewOptions()).Open);
        Assert.Equal([ReviewReason.Contradicted], item.Reasons);
        Assert.Equal("The system of record contradicts refund_order (erp: status is open).", item.Why);
    }

    [Fact]
    public void A_contradiction_that_a_later_result_replaced_brings_nobody_to_review()
    {
        var (facts, signals) = Judged([Refund, Closed("resolved"), Checked(2, "contradicted", "refund_order"), Checked(3, "confirmed", "refund_order", "later")]);

        Assert.Equal(2, signals.Count(s => s.Kind == SignalKind.Verification));
        Assert.Empty(ReviewOpener.Plan(new JudgedCase(facts, signals, []), [], Start, new ReviewOptions()).Open);
    }

    [Fact]
    public void Results_become_events_with_an_id_and_a_time_and_bad_ones_cost_nothing_beside_them()
    {
        var batch = Read("""
            [{"case":"c1","result":"confirmed","action":"refund_order","by":"erp"},
             {"case":"c1","result":"maybe"},
             {"result":"confirmed"},
             17,
             {"id":"own","case":"c2","result":"not_found","time":"2026-03-01T10:00:00+02:00","type":"verification"},
             {"case":"c3","result":"confirmed","type":"csat"}]
            """);

        Assert.Equal((2, 4), (batch.Accepted, batch.Refused));
        Assert.Equal([2, 3, 4, 6], batch.Errors.Select(e => e.Line));
        Assert.Equal("'result' is 'maybe'; use one of: confirmed, contradicted, not_found, timed_out.", batch.Errors[0].Error);
        Assert.Contains("'case' is missing", batch.Errors[1].Error, StringComparison.Ordinal);
        var events = EventBatch.ReadPayload(batch.Payload).Cast<VerificationEvent>().ToList();
        Assert.Equal((Start, "confirmed"), (events[0].Time, events[0].Result));
        Assert.Equal(("own", Start.AddHours(-4)), (events[1].Id, events[1].Time));
    }

    [Fact]
    public void Without_an_id_the_same_check_has_the_same_one_and_another_check_another()
    {
        string Id(string json) => EventBatch.ReadPayload(Read(json).Payload).Single().Id;

        var id = Id("""{"case":"c1","result":"timed_out","action":"refund_order","by":"erp"}""");

        Assert.Equal(id, Id("""{"case":"c1","result":"confirmed","action":"refund_order","by":"erp","comment":"now it is there"}"""));
        Assert.NotEqual(id, Id("""{"case":"c1","result":"timed_out","action":"refund_order","by":"crm"}"""));
        Assert.NotEqual(id, Id("""{"case":"c1","result":"timed_out","action":"refund_order","by":"erp","target":"s1"}"""));
    }

    [Theory]
    [InlineData("not json", "The body is not JSON")]
    [InlineData("", "The body is not JSON")]
    public void What_is_no_json_is_refused_as_a_whole(string body, string reason) =>
        Assert.StartsWith(reason, Assert.Throws<EventFormatException>(() => Read(body)).Message, StringComparison.Ordinal);

    private static EventBatch Read(string body) => EventBatch.Read(OutcomeItems.Read(Encoding.UTF8.GetBytes(body), Start));

    private static readonly StepEvent Refund = new() { Id = "s1", Case = "c", Time = Start, Kind = "action", Name = "refund_order" };

    private static CaseClosedEvent Closed(string? outcome) => new() { Id = "x", Case = "c", Time = Start.AddHours(1), Outcome = outcome };

    private static VerificationEvent Checked(double hours, string result, string? action = null, string id = "check") =>
        new() { Id = id, Case = "c", Time = Start.AddHours(hours), Result = result, Action = action, By = "erp" };

    private static SurveyEvent Survey(double hours, bool resolved) => new() { Id = "y", Case = "c", Time = Start.AddHours(hours), Resolved = resolved };

    private static (Case Facts, IReadOnlyList<Signal> Signals) Judged(IReadOnlyList<CaseEvent> events)
    {
        var folded = CaseFold.Fold(new CaseInput("c", [new CaseOpenedEvent { Id = "o0", Case = "c", Time = Start }, .. events], [], Start, "test"), new CaseOptions())!;
        var signals = CaseSignals.Of(folded, new DeadEndOptions(), new SentimentScorer(Lexicon.Own), now: Start.AddHours(5));
        signals.ApplyTo(folded.Facts);
        return (folded.Facts, signals.Signals);
    }
}
