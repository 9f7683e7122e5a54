using Acsr.Cases;
using static Acsr.Ingest.Otlp.Spans;

namespace Acsr.Ingest.Otlp.Dialects;

/// <summary>One small span in each dialect, and what of it becomes ours (formats B.8).</summary>
public sealed class SpanReadingTests
{
    [Theory]
    [InlineData("LLM", StepKind.Model)]
    [InlineData("EMBEDDING", StepKind.Model)]
    [InlineData("RETRIEVER", StepKind.Retrieval)]
    [InlineData("RERANKER", StepKind.Retrieval)]
    [InlineData("GUARDRAIL", StepKind.PolicyCheck)]
    [InlineData("TOOL", StepKind.Action)]
    [InlineData("AGENT", StepKind.Other)]
    [InlineData("CHAIN", StepKind.Other)]
    [InlineData("SOMETHING", null)]
    public void OpenInference_kinds(string kind, StepKind? expected) => Assert.Equal(expected, Read("x", ("openinference.span.kind", kind), ("tool.name", "cancel_order")).Kind);

    [Theory]
    [InlineData("generation", StepKind.Model)]
    [InlineData("embedding", StepKind.Model)]
    [InlineData("retriever", StepKind.Retrieval)]
    [InlineData("guardrail", StepKind.PolicyCheck)]
    [InlineData("tool", StepKind.Action)]
    [InlineData("agent", StepKind.Other)]
    [InlineData("span", null)]
    public void Langfuse_kinds(string type, StepKind? expected) => Assert.Equal(expected, Read("refund_order", ("langfuse.observation.type", type)).Kind);

    [Theory]
    [InlineData("traceloop.span.kind", "tool", StepKind.Tool)]
    [InlineData("traceloop.span.kind", "workflow", StepKind.Other)]
    [InlineData("llm.request.type", "chat", StepKind.Model)]
    [InlineData("llm.request.type", "rerank", StepKind.Retrieval)]
    [InlineData("db.vector.query.top_k", "3", StepKind.Retrieval)]
    [InlineData("mcp.method.name", "tools/call", StepKind.Tool)]
    [InlineData("mcp.method.name", "resources/read", StepKind.Retrieval)]
    [InlineData("mcp.method.name", "initialize", StepKind.Other)]
    [InlineData("ai.operationId", "ai.generateText.doGenerate", StepKind.Model)]
    [InlineData("ai.operationId", "ai.streamText", StepKind.Other)]
    [InlineData("ai.operationId", "ai.toolCall", StepKind.Tool)]
    [InlineData("gen_ai.prompt.0.content", "Hi", StepKind.Model)]
    public void Kinds_of_others(string name, string value, StepKind expected) => Assert.Equal(expected, Read("x", (name, value)).Kind);

    [Fact]
    public void Where_two_dialects_speak_the_first_holds_field_by_field()
    {
        var reading = Read("x", ("acsr.step.kind", "retrieval"), ("openinference.span.kind", "TOOL"), ("gen_ai.tool.name", "kb"), ("tool.name", "other"),
            ("input.value", "q"), ("llm.cost.total", 0.5), ("acsr.cost.usd", 0.25), ("user.id", "u"), ("langfuse.user.id", "v"));
        Assert.Equal((StepKind.Retrieval, "kb", "q", 0.25, "v"), (reading.Kind, reading.Name, reading.Input, reading.CostUsd, reading.Customer));
        Assert.Equal(SpanDialect.Acsr | SpanDialect.GenAi | SpanDialect.OpenInference | SpanDialect.Langfuse, reading.Dialect);
    }

    [Fact]
    public void OpenInference_messages_tokens_and_documents()
    {
        var model = Read("ChatCompletion", ("openinference.span.kind", "LLM"), ("llm.model_name", "m"), ("llm.token_count.prompt", 10), ("llm.token_count.completion", 2),
            ("llm.token_count.prompt_details.cache_read", 4), ("llm.token_count.completion_details.reasoning", 1), ("llm.cost.total", 0.1),
            ("llm.input_messages.10.message.role", "user"), ("llm.input_messages.10.message.content", "last"),
            ("llm.input_messages.2.message.role", "user"), ("llm.input_messages.2.message.contents.0.message_content.type", "text"), ("llm.input_messages.2.message.contents.0.message_content.text", "first"),
            ("llm.output_messages.0.message.role", "assistant"), ("llm.output_messages.0.message.tool_calls.0.tool_call.id", "c1"),
            ("llm.output_messages.0.message.tool_calls.0.tool_call.function.name", "get_x"), ("llm.output_messages.0.message.tool_calls.0.tool_call.function.arguments", """{"a":1}"""));
        Assert.Equal(("m", 10, 4, 2, 1, 0.1), (model.Model, model.InputTokens, model.CachedTokens, model.OutputTokens, model.ReasoningTokens, model.CostUsd));
        Assert.Equal(["first", "last"], model.In.Select(message => message.Text));
        Assert.Equal(new ChatCall("c1", "get_x", """{"a":1}"""), Assert.Single(model.Out[0].Calls));

        var search = Read("search", ("openinference.span.kind", "RETRIEVER"), ("input.value", "late flights"), ("retrieval.documents.0.document.id", "d1"), ("retrieval.documents.0.document.score", 0.5));
        Assert.Equal(("late flights", """[{"document":{"id":"d1","score":0.5}}]"""), (search.Input, search.Output));
    }

    [Fact]
    public void A_streamed_answer_that_is_told_word_by_word_is_one_message()
    {
        var words = "It is sunny in Tokyo , and warm .".Split(' ').SelectMany((word, place) =>
            new (string, object)[] { ($"llm.output_messages.{place}.message.role", "assistant"), ($"llm.output_messages.{place}.message.content", word + " ") });
        Assert.Equal("It is sunny in Tokyo , and warm .", Assert.Single(Read("x", [("openinference.span.kind", "LLM"), .. words]).Out).Text);
    }

    [Fact]
    public void Langfuse_usage_is_the_sum_of_its_kinds_and_errors_have_a_level()
    {
        var reading = Read("answer", ("langfuse.observation.type", "generation"), ("langfuse.observation.model.name", "m"), ("langfuse.observation.level", "ERROR"), ("langfuse.observation.status_message", "too long"),
            ("langfuse.observation.usage_details", """{"input":10,"input_cached_tokens":5,"output":3,"output_reasoning_tokens":2,"total":20}"""), ("langfuse.observation.cost_details", """{"input":0.1,"output":0.2}"""),
            ("langfuse.observation.input", """{"messages":[{"role":"system","content":"Be kind."},{"role":"user","content":"Hi"}]}"""), ("langfuse.observation.output", "Hello"), ("langfuse.release", "r1"));
        Assert.Equal((15, 5, 5, 2), (reading.InputTokens, reading.CachedTokens, reading.OutputTokens, reading.ReasoningTokens));
        Assert.Equal(0.3, reading.CostUsd!.Value, 9);
        Assert.Equal(("m", "too long", "r1"), (reading.Model, reading.Error, reading.Release));
        Assert.Equal([Role.System, Role.Customer, Role.Agent], reading.In.Concat(reading.Out).Select(message => message.Role));
    }

    [Fact]
    public void What_a_function_was_given_is_no_conversation_except_at_the_root()
    {
        (string, object)[] step = [("langfuse.observation.type", "span"), ("langfuse.observation.input", "chunk 7"), ("langfuse.observation.output", "done")];
        Assert.Empty(SpanReading.Of(Span(1, 2, "step", 0, 1, 1, step)).In);
        Assert.Equal(["chunk 7"], SpanReading.Of(Span(1, 1, "root", 0, 1, null, step)).In.Select(message => message.Text));
    }

    [Fact]
    public void Indexed_prompts_of_the_legacy_form()
    {
        var reading = Read("openai.chat", ("gen_ai.system", "openai"), ("gen_ai.usage.prompt_tokens", 7), ("gen_ai.usage.completion_tokens", 3), ("gen_ai.prompt.0.role", "user"), ("gen_ai.prompt.0.content", "Hi"),
            ("gen_ai.prompt.1.role", "assistant"), ("gen_ai.prompt.1.tool_calls.0.id", "c1"), ("gen_ai.prompt.1.tool_calls.0.name", "get_x"), ("gen_ai.prompt.1.tool_calls.0.arguments", "{}"),
            ("gen_ai.prompt.2.role", "tool"), ("gen_ai.prompt.2.tool_call_id", "c1"), ("gen_ai.prompt.2.content", "42"), ("gen_ai.completion.0.content", "It is 42."));
        Assert.Equal((StepKind.Model, 7, 3), (reading.Kind, reading.InputTokens, reading.OutputTokens));
        Assert.Equal(["Hi", "", ""], reading.In.Select(message => message.Text));
        Assert.Equal((new ChatCall("c1", "get_x", "{}"), new ChatResult("c1", "42")), (reading.In[1].Calls[0], reading.In[2].Results[0]));
        Assert.Equal((Role.Agent, "It is 42."), (reading.Out[0].Role, reading.Out[0].Text));
    }

    [Fact]
    public void Span_events_of_the_legacy_form()
    {
        OtlpSpanEvent Event(ulong at, string name, params (string Key, string Value)[] attributes) => new(at, name, attributes.ToDictionary(a => a.Key, a => new OtlpValue { Text = a.Value }));
        var reading = SpanReading.Of(Span(1, 1, "chat m", 0, 1) with
        {
            Events =
            [
                Event(3, "gen_ai.choice", ("index", "0"), ("message", """{"role":"assistant","content":"Sunny."}""")),
                Event(1, "gen_ai.user.message", ("content", "Weather?")),
                Event(2, "gen_ai.assistant.message", ("tool_calls", """[{"id":"c1","type":"function","function":{"name":"get_weather","arguments":"{}"}}]""")),
                Event(2, "gen_ai.tool.message", ("id", "c1"), ("content", "sun")),
            ],
        });
        Assert.Equal((Role.Customer, "Weather?"), (reading.In[0].Role, reading.In[0].Text));
        Assert.Equal((new ChatCall("c1", "get_weather", "{}"), new ChatResult("c1", "sun")), (reading.In[1].Calls[0], reading.In[2].Results[0]));
        Assert.Equal((Role.Agent, "Sunny."), (reading.Out[0].Role, reading.Out[0].Text));
        Assert.Equal(SpanDialect.LegacyGenAi, reading.Dialect);
    }

    [Fact]
    public void Vercel_prompts_answers_and_tools()
    {
        var reading = Read("ai.streamText.doStream", ("ai.operationId", "ai.streamText.doStream"), ("ai.model.id", "m"), ("ai.usage.inputTokens", 5), ("ai.usage.outputTokens", 2),
            ("ai.prompt.messages", """[{"role":"user","content":[{"type":"text","text":"Weather?"}]},{"role":"assistant","content":[{"type":"tool-call","toolCallId":"c1","toolName":"getWeather","input":{}}]},{"role":"tool","content":[{"type":"tool-result","toolCallId":"c1","toolName":"getWeather","output":{"type":"text","value":"sun"}}]}]"""),
            ("ai.response.text", "Sunny."), ("ai.response.toolCalls", """[{"toolCallId":"c2","toolName":"getWind","input":"{}"}]"""));
        Assert.Equal(("m", 5, 2), (reading.Model, reading.InputTokens, reading.OutputTokens));
        Assert.Equal("Weather?", reading.In[0].Text);
        Assert.Equal((new ChatCall("c1", "getWeather", "{}"), new ChatResult("c1", """{"type":"text","value":"sun"}""")), (reading.In[1].Calls[0], reading.In[2].Results[0]));
        Assert.Equal(("Sunny.", new ChatCall("c2", "getWind", "{}")), (reading.Out[0].Text, reading.Out[1].Calls[0]));

        var tool = Read("ai.toolCall", ("ai.operationId", "ai.toolCall"), ("ai.toolCall.name", "getWeather"), ("ai.toolCall.id", "c1"), ("ai.toolCall.args", "{}"), ("ai.toolCall.result", "\"sun\""));
        Assert.Equal(("getWeather", "c1", "{}", "\"sun\""), (tool.Name, tool.CallId, tool.Input, tool.Output));
    }

    [Fact]
    public void Traceloop_tools_and_vector_searches()
    {
        var tool = Read("get_x.tool", ("traceloop.span.kind", "tool"), ("traceloop.entity.name", "get_x"), ("traceloop.entity.input", """{"a":1}"""), ("traceloop.entity.output", "42"), ("traceloop.association.properties.user_id", "u"));
        Assert.Equal(("get_x", """{"a":1}""", "42", "u"), (tool.Name, tool.Input, tool.Output, tool.Customer));
        var found = new OtlpSpanEvent(1, "db.query.result", new Dictionary<string, OtlpValue> { ["db.query.result.id"] = new() { Text = "d1" } });
        var search = SpanReading.Of(Span(1, 1, "chroma.query", 0, 1, null, ("db.system", "chroma"), ("db.vector.query.top_k", 3)) with { Events = [found] });
        Assert.Equal((StepKind.Retrieval, "chroma", """{"db.query.result.id":"d1"}"""), (search.Kind, search.Name, search.Output));
    }

    [Fact]
    public void A_message_between_executors_of_a_workflow_is_no_handoff_to_a_human()
    {
        var found = SpanNormaliser.Normalise(
        [
            Span(1, 1, "workflow_invoke", 0, 9, null, ("workflow.id", "w")),
            Span(1, 2, "executor.process", 1, 3, 1, ("executor.id", "triage"), ("executor.input", "Hi"), ("executor.output", "billing")),
            Span(1, 3, "message.send", 3, 4, 1, ("message.source_id", "triage"), ("message.target_id", "billing"), ("message.content", "Hi")),
        ]);
        Assert.Equal(["workflow_invoke", "triage", "message.send"], found.Steps.Select(step => step.Name));
        Assert.All(found.Steps, step => Assert.Equal(StepKind.Other, step.Kind));
        Assert.Equal(("Hi", "billing"), (found.Steps[1].Input, found.Steps[1].Output));
        Assert.Equal([new(SpanDialect.None, 1), new(SpanDialect.AgentFramework, 2)], found.Dialects);
    }

    [Fact]
    public void An_agent_that_is_a_tool_does_not_speak_to_the_customer()
    {
        var found = SpanNormaliser.Normalise(
        [
            Span(1, 1, "chat m", 0, 2, null, ("gen_ai.input.messages", Messages(User("Tax on 100?"))), ("gen_ai.output.messages", Messages(Asks("c1", "ask_expert", new { q = 1 })))),
            Span(1, 2, "execute_tool ask_expert", 2, 6, null, ("gen_ai.tool.call.id", "c1")),
            Span(1, 3, "chat m", 3, 5, 2, ("gen_ai.input.messages", Messages(User("q=1"))), ("gen_ai.output.messages", Messages(Assistant("19")))),
            Span(1, 4, "chat m", 6, 9, null, ("gen_ai.input.messages", Messages(User("Tax on 100?"), Asks("c1", "ask_expert", new { q = 1 }), Gives("c1", "19"))), ("gen_ai.output.messages", Messages(Assistant("19 euros.")))),
        ]);
        Assert.Equal(["Tax on 100?", "19 euros."], found.Steps.Where(step => step.Kind == StepKind.Message).Select(step => step.Text!));
    }

    [Fact]
    public void What_is_sent_only_once_because_the_provider_keeps_the_history_is_told()
    {
        var found = SpanNormaliser.Normalise(
        [
            Span(1, 1, "chat m", 0, 2, null, ("gen_ai.input.messages", Messages(User("Weather?"))), ("gen_ai.output.messages", Messages(Asks("c1", "get_weather", new { })))),
            Span(1, 2, "chat m", 3, 5, null, ("gen_ai.input.messages", Messages(Gives("c1", "sun"))), ("gen_ai.output.messages", Messages(Assistant("Sunny.")))),
        ]);
        Assert.Equal(["Weather?", "Sunny."], found.Steps.Where(step => step.Kind == StepKind.Message).Select(step => step.Text!));
        Assert.Equal("sun", Assert.Single(found.Steps, step => step.IsToolCall).Output);
    }

    private static SpanReading Read(string name, params (string, object)[] attributes) => SpanReading.Of(Span(1, 2, name, 0, 1, 1, attributes));
}
