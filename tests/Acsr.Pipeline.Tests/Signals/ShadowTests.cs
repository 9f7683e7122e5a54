using System.Text.Json;
using Acsr.Cases;
using Acsr.Ingest;
using Acsr.Review;
using Acsr.Signals.DeadEnds;
using Acsr.Signals.Sentiment;

namespace Acsr.Signals;

/// <summary>Proposals in shadow mode beside what the human did (C2).</summary>
public sealed class ShadowTests
{
    private static readonly DateTime Start = new(2026, 3, 1, 12, 0, 0, DateTimeKind.Utc);

    public static TheoryData<string, bool?, string?, CaseEvent[]> Courses => new()
    {
        { "no shadow mode", null, null, [Did(2, "refund")] },
        { "nothing was done yet", null, null, [Proposed(1, "refund")] },
        { "the same", true, "agreed", [Proposed(1, "refund", """{"order":"A","amount":30}"""), Did(2, "Refund", """{"amount":30.0,"order":"A"}""")] },
        { "the same, arguments told by one side", true, "agreed", [Proposed(1, "refund", """{"order":"A"}"""), Did(2, "refund")] },
        { "other arguments", false, "other arguments", [Proposed(1, "refund", """{"amount":30}"""), Did(2, "refund", """{"amount":20}""")] },
        { "another action", false, "another action", [Proposed(1, "refund"), Did(2, "offer_return")] },
        { "what was done before does not count", null, null, [Did(1, "refund"), Proposed(2, "refund")] },
        { "a later proposal takes the place of an earlier one", true, "agreed", [Proposed(1, "refund"), Proposed(2, "cancel"), Did(3, "cancel")] },
        { "an override tells what was done", false, "another action", [Proposed(1, "refund"), new OverrideEvent { Id = "v", Case = "c", Time = Start.AddMinutes(2), Final = new("voucher") }] },
        { "a step that changes something does", true, "agreed", [Proposed(1, "refund_order"), new StepEvent { Id = "s", Case = "c", Time = Start.AddMinutes(2), Name = "refund_order" }] },
        { "a decision that is marked as shadow is a proposal", false, "another action", [new DecisionEvent { Id = "p1", Case = "c", Time = Start.AddMinutes(1), Action = "refund", Shadow = true }, Did(2, "cancel")] },
    };

    [Theory]
    [MemberData(nameof(Courses))]
    public void Every_course_agrees_or_not(string what, bool? agreed, string? name, CaseEvent[] events)
    {
        var (facts, signals) = Judged(events);

        Assert.Equal((what, agreed), (what, facts.ShadowAgreed));
        Assert.Equal(name, signals.SingleOrDefault(s => s.Kind == SignalKind.Shadow)?.Name);
    }

    [Fact]
    public void A_disagreement_brings_the_case_to_review_and_an_agreement_does_not()
    {
        var (facts, signals) = Judged([Proposed(1, "refund") with { Confidence = 0.71 }, Did(2, "offer_return"), Proposed(3, "close"), Did(4, "close")]);

        Assert.False(facts.ShadowAgreed);
        var item = Assert.Single(ReviewOpener.Plan(new JudgedCase(facts, signals, []), [], Start, new ReviewOptions()).Open);
        Assert.Equal([ReviewReason.ShadowDisagreement], item.Reasons);
        Assert.Equal("The agent proposed refund (71 % sure); the human did offer_return.", item.Why);
        Assert.Equal(["p1"], item.SignalIds);
    }

    [Fact]
    public void A_case_in_shadow_mode_is_the_humans_and_what_they_did_is_no_call_of_the_agents()
    {
        var (facts, _) = Judged([new CaseOpenedEvent { Id = "o", Case = "c", Time = Start, Handler = "human" }, Proposed(1, "refund_order"), Did(2, "refund_order")]);

        Assert.Equal((Handler.Human, 0), (facts.Handler, facts.ToolCalls));
    }

    private static ShadowProposalEvent Proposed(int minute, string action, string? arguments = null) =>
        new() { Id = $"p{minute}", Case = "c", Time = Start.AddMinutes(minute), Action = action, Arguments = Json(arguments) };

    private static HumanActionEvent Did(int minute, string action, string? arguments = null) =>
        new() { Id = $"h{minute}", Case = "c", Time = Start.AddMinutes(minute), Action = action, Arguments = Json(arguments) };

    private static JsonElement? Json(string? text) => text is null ? null : JsonSerializer.Deserialize<JsonElement>(text);

    private static (Case Facts, IReadOnlyList<Signal> Signals) Judged(IReadOnlyList<CaseEvent> events)
    {
        var folded = CaseFold.Fold(new CaseInput("c", [new CaseOpenedEvent { Id = "o0", Case = "c", Time = Start }, .. events], [], Start, "test"), new CaseOptions())!;
        var signals = CaseSignals.Of(folded, new DeadEndOptions(), new SentimentScorer(Lexicon.Own), now: Start.AddHours(5));
        signals.ApplyTo(folded.Facts);
        return (folded.Facts, signals.Signals);
    }
}
