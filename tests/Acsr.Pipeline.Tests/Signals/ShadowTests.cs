using System.Text.Json;
using Acsr.Cases;
using Acsr.Ingest;
using Acsr.Ingest.Otlp;
using Acsr.Review;
using Acsr.Signals.DeadEnds;
using Acsr.Signals.Sentiment;
using static Acsr.Ingest.Otlp.Spans;

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

    [Fact]
    public void Spans_in_shadow_mode_are_proposals_beside_what_the_human_did()
    {
        var agent = SpanNormaliser.Normalise(
        [
            Span(1, 1, "invoke_agent desk", 0, 900, null, ("acsr.case.id", "c"), ("acsr.shadow", true)),
            Span(1, 2, "chat m", 10, 800, 1, ("gen_ai.operation.name", "chat"), ("gen_ai.input.messages", Messages(User("My parcel is broken."))), ("gen_ai.output.messages", Messages(Assistant("I refund it.")))),
            Span(1, 3, "execute_tool get_order", 20, 30, 1, ("gen_ai.operation.name", "execute_tool"), ("gen_ai.tool.name", "get_order")),
            Span(1, 4, "execute_tool refund_order", 40, 50, 1, ("gen_ai.operation.name", "execute_tool"), ("gen_ai.tool.name", "refund_order"), ("gen_ai.tool.call.arguments", """{"order":"A"}""")),
            Span(1, 5, "execute_tool note", 60, 70, 1, ("gen_ai.operation.name", "execute_tool"), ("gen_ai.tool.name", "update_note"), ("acsr.shadow", false)),
        ]);

        Assert.Equal(
        [
            (StepKind.Message, "", false), (StepKind.Tool, "get_order", true), (StepKind.Decision, "refund_order", true), (StepKind.Action, "update_note", false), (StepKind.Other, "proposed answer", true),
        ], agent.Steps.Where(step => step.Kind != StepKind.Model && step.Name != "invoke_agent desk").Select(step => (step.Kind, step.Name, step.Shadow)));
        Assert.Equal("I refund it.", agent.Steps.Single(step => step.Name == "proposed answer").Output);
        var compared = Assert.Single(ShadowComparison.Of([.. agent.Steps.Where(step => step.Name != "update_note"), new Step { Id = "h", Kind = StepKind.Action, Role = Role.Human, Name = "refund_order", Input = """{"order":"B"}""" }]));
        Assert.Equal((true, false), (compared.SameAction, compared.Agreed));
    }

    [Fact]
    public void A_decision_noted_on_its_action_is_one_proposal_and_a_resource_can_say_that_all_is_in_shadow()
    {
        var resource = new Dictionary<string, OtlpValue> { ["acsr.shadow"] = new() { Flag = true } };
        var found = SpanNormaliser.Normalise([Span(1, 1, "execute_tool refund", 0, 9, null, ("gen_ai.tool.name", "refund"), ("gen_ai.operation.name", "execute_tool"), ("acsr.decision.action", "refund"), ("acsr.decision.confidence", 0.7)) with { Resource = resource }]);

        var proposal = Assert.Single(found.Steps, step => step.Kind == StepKind.Decision);
        Assert.Equal(("refund", 0.7, true), (proposal.Name, proposal.Confidence, proposal.Shadow));
        Assert.DoesNotContain(found.Steps, step => step.IsToolCall);
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
