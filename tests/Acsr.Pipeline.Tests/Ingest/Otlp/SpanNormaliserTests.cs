using System.Text.Json;
using Acsr.Cases;
using CsCheck;
using Google.Protobuf;
using static Acsr.Ingest.Otlp.Spans;

namespace Acsr.Ingest.Otlp;

/// <summary>What spans with our own and with GenAI attributes become (formats B.7, B.8).</summary>
public sealed class SpanNormaliserTests
{
    [Theory]
    [InlineData("anything", "acsr.step.kind", "policy_check", StepKind.PolicyCheck)]
    [InlineData("chat gpt-x", "acsr.step.kind", "action", StepKind.Action)]
    [InlineData("x", "gen_ai.operation.name", "generate_content", StepKind.Model)]
    [InlineData("x", "gen_ai.operation.name", "retrieval", StepKind.Retrieval)]
    [InlineData("chat gpt-x", "gen_ai.operation.name", "invoke_agent", StepKind.Other)]
    [InlineData("chat gpt-x", "a", "b", StepKind.Model)]
    [InlineData("embeddings small", "a", "b", StepKind.Model)]
    [InlineData("retrieval faq", "a", "b", StepKind.Retrieval)]
    [InlineData("execute_tool lookup_order", "a", "b", StepKind.Tool)]
    [InlineData("execute_tool cancel_order", "a", "b", StepKind.Action)]
    [InlineData("execute_tool transfer_to_human_agents", "a", "b", StepKind.Handoff)]
    [InlineData("execute_tool check_refund_policy", "a", "b", StepKind.PolicyCheck)]
    [InlineData("tools/call x", "mcp.method.name", "tools/call", StepKind.Tool)]
    [InlineData("x", "gen_ai.tool.name", "issue_refund", StepKind.Action)]
    [InlineData("orchestrate_tools", "a", "b", StepKind.Other)]
    [InlineData("POST /checkout", "a", "b", StepKind.Other)]
    public void A_span_is_what_it_says_then_what_its_operation_says_then_what_its_name_says(string name, string key, string value, StepKind kind) =>
        Assert.Equal(kind, Only(Span(1, 1, name, 0, 1, null, (key, value))).Kind);

    [Theory]
    [InlineData(null, null)]
    [InlineData("null", null)]
    [InlineData("No error found", null)]
    [InlineData("  error: gone", "error: gone")]
    [InlineData("Exception in tool", "Exception in tool")]
    [InlineData("\"Error: gone\"", "Error: gone")]
    [InlineData("{\"error\":\"gone\"}", "gone")]
    [InlineData("{\"error\":{\"code\":4}}", "{\"code\":4}")]
    [InlineData("{\"error\":null,\"id\":1}", null)]
    [InlineData("{\"error\":", null)]
    [InlineData("\"\\ud800\"", null)]
    public void A_result_tells_whether_its_tool_failed(string? result, string? error) => Assert.Equal(error, ToolResults.ErrorOf(result));

    [Fact]
    public void Our_attributes_become_intent_decision_clauses_and_facts()
    {
        OtlpSpan[] spans =
        [
            Span(1, 1, "turn", 0, 900, null, ("acsr.case.id", "c-1"), ("acsr.case.type", "orders"), ("acsr.channel", "chat"), ("acsr.release", "r7"), ("acsr.customer.ref", "p-1"),
                ("acsr.outcome", "resolved"), ("acsr.handled_by", "agent"), ("acsr.demo", true), ("gen_ai.agent.name", "desk"), ("acsr.cost.usd", 0.5)),
            Span(1, 2, "classify", 10, 20, 1, ("acsr.step.kind", "intent"), ("acsr.intent.name", "refund"), ("acsr.intent.confidence", 0.8), ("acsr.intent.candidates", "[]")),
            Span(1, 3, "faq", 20, 30, 1, ("acsr.step.kind", "retrieval"), ("gen_ai.data_source.id", "kb"), ("acsr.kb.chunk_ids", List("a#1", "b#2"))),
            Span(1, 4, "rules", 30, 40, 1, ("acsr.step.kind", "policy_check"), ("acsr.policy.document", "returns"), ("acsr.policy.version", "3"),
                ("acsr.policy.clause_ids", List("late-1", "other/x@2")), ("acsr.policy.outcome", "deny")),
            Span(1, 5, "commit", 40, 50, 1, ("acsr.decision.action", "issue_refund"), ("acsr.decision.args", """{"order":7}"""), ("acsr.decision.confidence", 0.6)),
            Span(1, 6, "execute_tool issue_refund", 60, 70, 1, ("acsr.decision.action", "issue_refund"), ("acsr.cost.usd", 0.2), ("acsr.decision.confidence", 7.0)),
            Span(1, 7, "say", 80, 90, 1, ("acsr.step.kind", "message"), ("acsr.message.role", "human"), ("acsr.message.text", "I took over.")),
        ];
        var found = SpanNormaliser.Normalise(spans);

        Assert.Equal(
        [
            (Id(1, 1), StepKind.Other, "turn"), (Id(1, 2), StepKind.Intent, "refund"), (Id(1, 3), StepKind.Retrieval, "kb"), (Id(1, 4), StepKind.PolicyCheck, "rules"),
            (Id(1, 5), StepKind.Decision, "issue_refund"), (Id(1, 6) + "#decision", StepKind.Decision, "issue_refund"), (Id(1, 6), StepKind.Action, "issue_refund"), (Id(1, 7), StepKind.Message, ""),
        ], found.Steps.Select(step => (step.Id, step.Kind, step.Name)));
        Assert.Equal(Enumerable.Range(0, 8), found.Steps.Select(step => step.Seq));
        Assert.Equal((0.8, "[]"), (found.Steps[1].Confidence, found.Steps[1].Output));
        Assert.Equal("""["a#1","b#2"]""", found.Steps[2].Output);
        Assert.Equal(["returns/late-1@3", "other/x@2"], found.Steps[3].Clauses);
        Assert.Equal("deny", found.Steps[3].Output);
        Assert.Equal((0.6, """{"order":7}"""), (found.Steps[4].Confidence, found.Steps[4].Input));
        Assert.Null(found.Steps[5].Confidence);
        Assert.Equal((Role.Human, "I took over."), (found.Steps[7].Role, found.Steps[7].Text));
        Assert.Equal(("desk", "r7", "chat", "refund", "p-1"), (found.Agent, found.Release, found.Channel, found.Intent, found.Customer));
        Assert.Equal(("resolved", "agent", true), (found.Outcome, found.HandledBy, found.Demo));
        Assert.Equal(0.2, found.CostUsd);
        Assert.Equal((Start, Start.AddMilliseconds(900)), (found.FirstAt, found.LastAt));
    }

    [Fact]
    public void A_resource_speaks_for_its_spans_and_a_span_for_itself()
    {
        var resource = new Dictionary<string, OtlpValue> { ["service.name"] = new() { Text = "desk" }, ["service.version"] = new() { Text = "2" }, ["acsr.channel"] = new() { Text = "email" } };
        var plain = Span(1, 1, "x", 0, 1) with { Resource = resource };
        var found = SpanNormaliser.Normalise([plain, Span(1, 2, "y", 1, 2, 1, ("acsr.channel", "chat")) with { Resource = resource }]);
        Assert.Equal(("desk", "2", "2", "chat"), (found.Agent, found.AgentVersion, found.Release, found.Channel));
        Assert.Null(SpanNormaliser.Normalise([plain with { Resource = new Dictionary<string, OtlpValue> { ["service.name"] = new() { Text = "unknown_service:dotnet" } } }]).Agent);
    }

    [Fact]
    public void An_outcome_known_at_the_end_wins_over_one_known_before()
    {
        var found = SpanNormaliser.Normalise([Span(1, 1, "turn", 0, 900, null, ("acsr.outcome", "resolved")), Span(1, 2, "step", 10, 20, 1, ("acsr.outcome", "open"))]);
        Assert.Equal("resolved", found.Outcome);
    }

    [Fact]
    public void A_model_says_why_it_stopped()
    {
        Assert.Equal("length", Only(Span(1, 1, "chat m", 0, 1, null, ("gen_ai.response.finish_reasons", List("stop", "length")))).FinishReason);
        Assert.Null(Only(Span(1, 1, "chat m", 0, 1)).FinishReason);
        Assert.Null(Only(Span(1, 1, "execute_tool x", 0, 1, null, ("gen_ai.response.finish_reasons", List("stop")))).FinishReason);
    }

    [Fact]
    public void A_handoff_by_our_attribute_is_no_tool_call_and_one_by_a_tool_is()
    {
        var noted = SpanNormaliser.Normalise([Span(1, 1, "give up", 0, 1, null, ("acsr.step.kind", "handoff"), ("acsr.handoff.reason", "angry"))]);
        Assert.Equal((StepKind.Handoff, false, "angry"), (noted.Steps[0].Kind, noted.Steps[0].IsToolCall, noted.HandoffReason));
        Assert.True(Only(Span(1, 1, "execute_tool transfer_to_human", 0, 1)).IsToolCall);
    }

    [Theory]
    [InlineData(new[] { "invoke_agent:100" }, 100)]
    [InlineData(new[] { "invoke_agent:100", "chat:60", "chat:40" }, 100)]
    [InlineData(new[] { "invoke_agent:100", "orchestrate_tools:100", "chat:60" }, 60)]
    [InlineData(new[] { "chat:100", "execute_tool x:0", "embeddings:7" }, 7)]
    public void Tokens_are_counted_on_the_innermost_spans_only(string[] chain, int expected)
    {
        // The first is the root and the second inside it; further ones are inside the second, except siblings of the same name.
        var spans = chain.Select((text, index) => (Name: text.Split(':')[0], Tokens: int.Parse(text.Split(':')[1], System.Globalization.CultureInfo.InvariantCulture), index)).ToList();
        var built = spans.Select(s => Span(1, s.index + 1, s.Name, s.index, 100, s.index == 0 ? null : s.index > 1 && s.Name == spans[s.index - 1].Name ? s.index - 1 : s.index,
            s.Tokens == 0 ? [] : [("gen_ai.usage.prompt_tokens", s.Tokens), ("gen_ai.usage.completion_tokens", 1)])).ToList();
        var found = SpanNormaliser.Normalise(built);
        Assert.Equal(expected, found.InputTokens);
        Assert.Equal(expected, found.Steps.Sum(step => step.InputTokens ?? 0));
    }

    [Fact]
    public void What_nobody_reports_is_unknown_and_not_zero()
    {
        var found = SpanNormaliser.Normalise([Span(1, 1, "chat m", 0, 1)]);
        Assert.Equal((null, null, null), (found.InputTokens, found.OutputTokens, found.CostUsd));
        Assert.Equal(new SpanCase().FirstAt, SpanNormaliser.Normalise([]).FirstAt);
        Assert.Empty(SpanNormaliser.Normalise([]).Steps);
    }

    [Theory]
    [InlineData(0, null, null, null)]
    [InlineData(2, null, null, "error")]
    [InlineData(2, "refused", null, "refused")]
    [InlineData(0, null, "timeout", "timeout")]
    [InlineData(2, "refused", "Http", "Http: refused")]
    public void Errors_are_told_with_type_and_words(int status, string? message, string? type, string? error)
    {
        var span = Span(1, 1, "execute_tool x", 0, 1, null, type is null ? [] : [("error.type", type)]) with { StatusCode = status, StatusMessage = message };
        Assert.Equal(error, Only(span).Error);
    }

    [Fact]
    public void An_exception_event_is_an_error()
    {
        var thrown = new OtlpSpanEvent(1, "exception", new Dictionary<string, OtlpValue> { ["exception.type"] = new() { Text = "IOException" }, ["exception.message"] = new() { Text = "disk" } });
        Assert.Equal("IOException: disk", Only(Span(1, 1, "execute_tool x", 0, 1) with { Events = [thrown] }).Error);
    }

    [Fact]
    public void Of_a_span_sent_twice_the_one_that_knows_more_is_kept()
    {
        var open = Span(1, 1, "execute_tool x", 0, 0);
        var ended = Span(1, 1, "execute_tool x", 0, 5, null, ("gen_ai.tool.call.result", "ok"));
        Assert.Equal("ok", Assert.Single(SpanNormaliser.Normalise([ended, open, ended]).Steps).Output);
    }

    [Fact]
    public void Times_are_utc_to_the_tick()
    {
        var step = Only(Span(1, 1, "x", 0, 0) with { StartNano = 1_700_000_000_123_456_789, EndNano = 0 });
        Assert.Equal((DateTimeKind.Utc, 4567), (step.StartedAt!.Value.Kind, step.StartedAt.Value.Ticks % 10_000));
        Assert.Null(step.EndedAt);
    }

    [Fact]
    public void Neither_order_nor_repetition_changes_anything()
    {
        var anySpan =
            from place in Gen.Select(Gen.Int[1, 3], Gen.Int[1, 4], Gen.Int[0, 5])
            from times in Gen.Select(Gen.Int[0, 5], Gen.Int[0, 5])
            from name in Gen.OneOf(Gen.Const("chat m"), Gen.Const("execute_tool cancel_order"), Gen.Const("orchestrate_tools"), Gen.Const("x"))
            from attributes in Gen.OneOf(
                Gen.Int[0, 9].Select(n => ("gen_ai.usage.input_tokens", (object)n)),
                Gen.Int[0, 9].Select(n => ("acsr.outcome", (object)$"o{n}")),
                Gen.Int[0, 9].Select(n => ("acsr.decision.action", (object)$"d{n}")),
                Gen.Int[0, 3].Select(n => ("gen_ai.input.messages", (object)Messages(User("Hi"), Assistant("Hello"), User($"m{n}"), Asks($"c{n}", "get_x", new { n })))),
                Gen.Int[0, 3].Select(n => ("gen_ai.output.messages", (object)Messages(Assistant($"a{n}"), Asks(null, "get_y", new { n })))),
                Gen.Const(("gen_ai.tool.call.id", (object)"c1"))).Array[0, 4]
            select Span(place.Item1, place.Item2, name, times.Item1, times.Item2, place.Item3 == 0 ? null : place.Item3, [.. attributes.DistinctBy(a => a.Item1)]);
        Gen.Select(anySpan.Array[0, 10], Gen.Int).Sample((spans, seed) =>
        {
            var shuffled = spans.Concat(spans.Take(3)).ToArray();
            new Random(seed).Shuffle(shuffled);
            Assert.Equal(JsonSerializer.Serialize(SpanNormaliser.Normalise(spans)), JsonSerializer.Serialize(SpanNormaliser.Normalise(shuffled)));
            var steps = SpanNormaliser.Normalise(spans).Steps;
            Assert.Equal(steps.Count, steps.Select(step => step.Id).Distinct().Count());
            Assert.Subset(steps.Select(step => step.Id).ToHashSet(), spans.Select(span => $"{span.TraceId}/{span.SpanId}").ToHashSet());
        }, iter: 2_000);
    }

    [Fact]
    public void Any_value_under_any_name_leaves_every_span_a_step() => WireRequests.Good.Sample(request =>
    {
        var spans = OtlpTraceRequest.Read(request.ToByteArray(), OtlpEncoding.Protobuf).Spans;
        var steps = SpanNormaliser.Normalise(spans).Steps.Select(step => step.Id).ToHashSet();
        Assert.All(spans, span => Assert.Contains($"{span.TraceId}/{span.SpanId}", steps));
    });

    private static Step Only(OtlpSpan span) => Assert.Single(SpanNormaliser.Normalise([span]).Steps);
}
