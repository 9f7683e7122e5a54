using Acsr.Ingest;
using Acsr.Ingest.Otlp;
using Acsr.Ingest.Otlp.Dialects;
using static Acsr.Ingest.Otlp.Spans;

namespace Acsr.Cases;

/// <summary>Tier, strategy, tags, first response, mishaps, and what the catalogue and rules of an operator make of steps.</summary>
public sealed class CaseFactTests
{
    private static readonly DateTime Start = new(2026, 8, 1, 12, 0, 0, DateTimeKind.Utc);

    [Fact]
    public void An_opening_event_may_say_tier_strategy_and_tags()
    {
        var opened = new CaseOpenedEvent { Id = "o", Case = "c", Time = Start, CustomerTier = "gold", Strategy = "rerank-b", Tags = new Dictionary<string, string> { ["region"] = "north", ["brand"] = "x" } };
        var later = opened with { Id = "o2", Time = Start.AddSeconds(5), CustomerTier = null, Strategy = null, Tags = new Dictionary<string, string> { ["region"] = "south" } };
        var facts = Native(opened, later);

        Assert.Equal(("gold", "rerank-b"), (facts.CustomerTier, facts.Strategy));
        Assert.Equal(["brand=x", "region=south"], facts.Tags);
    }

    [Theory]
    [InlineData("acsr.tag.region", "north", "region=north")]
    [InlineData("langfuse.trace.tags", "[\"vip\"]", "vip=true")]
    [InlineData("langfuse.trace.metadata.region", "north", "region=north")]
    [InlineData("traceloop.association.properties.plan", "pro", "plan=pro")]
    [InlineData("ai.telemetry.metadata.plan", "pro", "plan=pro")]
    public void Spans_of_every_dialect_with_tags_bring_them(string attribute, string value, string tag) =>
        Assert.Equal([tag], Traced(Span(1, 1, "turn", 0, 1, null, ("acsr.case.id", "c"), (attribute, value))).Tags);

    [Fact]
    public void References_and_long_texts_are_no_tags()
    {
        var facts = Traced(Span(1, 1, "turn", 0, 1, null, ("openinference.span.kind", "CHAIN"), ("tag.tags", List("beta")),
            ("metadata", """{"session_id":"s","plan":"pro","notes":{"a":1},"seats":3}"""), ("traceloop.association.properties.user_id", "u"), ("acsr.tag.long", new string('x', 200))));

        Assert.Equal(["beta=true", "plan=pro", "seats=3"], facts.Tags);
    }

    [Fact]
    public void Spans_may_say_tier_and_strategy()
    {
        var facts = Traced(Span(1, 1, "turn", 0, 1, null, ("acsr.customer.tier", "gold"), ("acsr.experiment.arm", "b"), ("acsr.human.seconds", 40)));

        Assert.Equal(("gold", "b", 40.0), (facts.CustomerTier, facts.Strategy, facts.HumanSeconds));
        Assert.Equal("a", Traced(Span(1, 1, "turn", 0, 1, null, ("acsr.strategy", "a"), ("acsr.experiment.arm", "b"))).Strategy);
    }

    [Fact]
    public void The_first_response_is_the_first_answer_to_the_customer_unless_the_sender_measured_it()
    {
        CaseEvent[] talk = [new CaseOpenedEvent { Id = "o", Case = "c", Time = Start }, Said(1, "agent"), Said(5, "customer"), Said(12, "agent"), Said(90, "human")];

        Assert.Equal(12, Native(talk).FirstResponseSeconds);
        Assert.Equal(3, Native([.. talk, new CaseClosedEvent { Id = "x", Case = "c", Time = Start.AddSeconds(99), FirstResponseSeconds = 3 }]).FirstResponseSeconds);
        Assert.Null(Native(Said(5, "customer")).FirstResponseSeconds);
    }

    [Fact]
    public void What_could_not_be_parsed_is_counted_however_the_sender_tells_it()
    {
        var facts = Native(
            Step("1") with { ParseFailure = true },
            Step("2") with { Error = "OutputParserException: no JSON" },
            Step("3") with { Error = "order not found" },
            Step("4") with { Input = System.Text.Json.JsonSerializer.SerializeToElement(new { a = 1 }) });
        var traced = Traced(Span(1, 1, "execute_tool x", 0, 1, null, ("gen_ai.tool.call.arguments", """{"a":}""")), Span(1, 2, "execute_tool x", 0, 1, null, ("gen_ai.tool.call.arguments", """{"a":"cut o""")));

        Assert.Equal((2, 1), (facts.ParseFailures, traced.ParseFailures));
    }

    [Fact]
    public void Falling_back_is_counted_by_step_by_intent_or_by_outcome()
    {
        Assert.Equal(2, Native(Step("1") with { Fallback = true }, Step("2") with { Kind = "intent", Name = "nlu_fallback" }, Step("3")).Fallbacks);
        Assert.Equal(1, Traced(Span(1, 1, "turn", 0, 1, null, ("acsr.outcome", "fallback"))).Fallbacks);
        Assert.Equal(1, Traced(Span(1, 1, "turn", 0, 1, null, ("acsr.outcome", "fallback"), ("acsr.fallback", true))).Fallbacks);
    }

    [Theory]
    [InlineData("openinference.span.kind", "LLM", "llm.token_count.prompt", "llm.token_count.prompt_details.cache_read", "llm.token_count.completion", "llm.token_count.completion_details.reasoning")]
    [InlineData("gen_ai.operation.name", "chat", "gen_ai.usage.input_tokens", "gen_ai.usage.cache_read.input_tokens", "gen_ai.usage.output_tokens", "gen_ai.usage.reasoning.output_tokens")]
    [InlineData("ai.operationId", "ai.generateText.doGenerate", "ai.usage.inputTokens", "ai.usage.cachedInputTokens", "ai.usage.outputTokens", "ai.usage.reasoningTokens")]
    public void Cached_and_reasoning_tokens_come_from_every_dialect(string name, string value, string input, string cached, string output, string reasoning)
    {
        var facts = Traced(Span(1, 1, "x", 0, 1, null, (name, value), (input, 100), (cached, 40), (output, 30), (reasoning, 10)));

        Assert.Equal((100L, 40L, 30L, 10L), (facts.InputTokens, facts.CachedTokens, facts.OutputTokens, facts.ReasoningTokens));
    }

    [Fact]
    public void A_case_says_what_its_sender_tells_and_in_which_dialect()
    {
        var facts = Traced(Span(1, 1, "turn", 0, 9, null, ("acsr.intent.name", "refund"), ("acsr.outcome", "resolved")),
            Span(1, 2, "chat m", 1, 2, 1, ("gen_ai.provider.name", "x"), ("gen_ai.usage.input_tokens", 1)), Span(1, 3, "POST /", 1, 2, 1));

        Assert.Equal(CaseCarries.Intent | CaseCarries.Tokens | CaseCarries.Outcome, facts.Carries);
        Assert.Equal((int)(SpanDialect.Acsr | SpanDialect.GenAi) | Case.PlainDialect, facts.Dialects);
        Assert.Equal((CaseCarries.Override | CaseCarries.Customer, Case.NativeDialect),
            (Native(new CaseOpenedEvent { Id = "o", Case = "c", Time = Start, Customer = "p" }, new OverrideEvent { Id = "x", Case = "c", Time = Start }) is var n ? n.Carries : default, n.Dialects));
    }

    [Fact]
    public void What_an_operator_says_of_a_tool_holds_whatever_its_name_or_sender_says()
    {
        var settings = FoldSettings.None with
        {
            Conventions = new(new ToolCatalogue([Tool("Ledger_Post", StepKind.Action), Tool("refund_status", StepKind.Tool, polled: true), Tool("ring_desk", StepKind.Handoff)]), SpanRules.None),
        };
        CaseEvent[] events = [Step("1") with { Name = "ledger_post" }, Step("2") with { Name = "refund_status", Kind = "action" }, Step("3") with { Name = "update_order" }];
        var folded = CaseFold.Fold(new CaseInput("c", events, [], Start, "test"), new CaseOptions(), settings)!;
        var desk = CaseFold.Fold(new CaseInput("c", [], [Span(1, 1, "execute_tool ring_desk", 0, 1)], Start, "test"), new CaseOptions(), settings)!.Facts;

        Assert.Equal([(StepKind.Action, false), (StepKind.Tool, true), (StepKind.Action, false)], folded.Steps.Select(step => (step.Kind, step.MayRepeat)));
        Assert.True(desk.HandedOff);
        Assert.True(CaseFold.Fold(new CaseInput("c", [Step("1") with { Name = "ring_desk" }], [], Start, "test"), new CaseOptions(), settings)!.Facts.HandedOff);
    }

    [Fact]
    public void A_rule_on_the_name_makes_a_span_a_step_unless_it_says_itself_what_it_is()
    {
        var settings = FoldSettings.None with
        {
            Conventions = new(ToolCatalogue.Empty, new SpanRules([
                new SpanRule { Pattern = "kb.*", Kind = StepKind.Retrieval, Position = 2, ChangedBy = "test" },
                new SpanRule { Pattern = "KB.write*", Kind = StepKind.Action, Position = 1, ChangedBy = "test" },
            ])),
        };
        var spans = new[] { Span(1, 1, "kb.find", 0, 1), Span(1, 2, "kb.write.note", 1, 2), Span(1, 3, "kb.own", 2, 3, null, ("acsr.step.kind", "model")), Span(1, 4, "other", 3, 4) };

        Assert.Equal([StepKind.Retrieval, StepKind.Action, StepKind.Model, StepKind.Other], CaseFold.Fold(new CaseInput("c", [], spans, Start, "test"), new CaseOptions(), settings)!.Steps.Select(step => step.Kind));
    }

    [Theory]
    [InlineData("a*c", "abbc", true)]
    [InlineData("a*c", "abbd", false)]
    [InlineData("*find*", "kb.find.all", true)]
    [InlineData("a*b*c", "a-b-b-c", true)]
    [InlineData("abc", "ABC", true)]
    [InlineData("abc", "abcd", false)]
    [InlineData("abc*", "abc", true)]
    [InlineData("", "", true)]
    [InlineData("*a", "", false)]
    public void A_star_stands_for_any_characters(string pattern, string name, bool fits) => Assert.Equal(fits, SpanRules.Fits(pattern, name));

    [Fact]
    public void Thumbs_reading_dismissals_and_flows_are_counted_and_what_nobody_tells_stays_unknown()
    {
        var facts = Native(
            new ThumbsEvent { Id = "t1", Case = "c", Time = Start, Value = "up" }, new ThumbsEvent { Id = "t2", Case = "c", Time = Start, Value = "down" },
            new EngagementEvent { Id = "e1", Case = "c", Time = Start, DwellSeconds = 2, Dismissed = true }, new EngagementEvent { Id = "e2", Case = "c", Time = Start, DwellSeconds = 20, ScrollDepth = .5, Dismissed = true },
            new FlowEvent { Id = "f1", Case = "c", Time = Start, Flow = "return", Run = "1", State = "started" }, new FlowEvent { Id = "f2", Case = "c", Time = Start.AddSeconds(9), Flow = "return", Run = "1", State = "completed" },
            new FlowEvent { Id = "f3", Case = "c", Time = Start, Flow = "return", Run = "2", State = "started" });

        Assert.Equal((2, 1, 2, 1, 2, 1), (facts.Thumbs, facts.ThumbsUp, facts.Suggestions, facts.RapidDismissals, facts.Flows, facts.FlowsFinished));
        Assert.Equal((11.0, .5), (facts.DwellSeconds, facts.ScrollDepth));
        var silent = Native(Said(1, "customer"));
        Assert.Equal((0, null, null), (silent.Suggestions, silent.DwellSeconds, silent.ScrollDepth));
    }

    private static Case Native(params CaseEvent[] events) => CaseFold.Fold(new CaseInput("c", events, [], Start, "test"), new CaseOptions())!.Facts;

    private static Case Traced(params OtlpSpan[] spans) => CaseFold.Fold(new CaseInput("c", [], spans, Start, "test"), new CaseOptions())!.Facts;

    private static MessageEvent Said(int second, string role) => new() { Id = $"m{second}", Case = "c", Time = Start.AddSeconds(second), Role = role, Text = $"text {second}" };

    private static StepEvent Step(string id) => new() { Id = id, Case = "c", Time = Start, Name = "look_up", Seq = int.Parse(id, System.Globalization.CultureInfo.InvariantCulture) };

    private static ToolEntry Tool(string name, StepKind kind, bool polled = false) => new() { Name = name, Kind = kind, MayBePolled = polled, ChangedBy = "test" };
}
