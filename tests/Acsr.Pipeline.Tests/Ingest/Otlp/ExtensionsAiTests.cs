using Acsr.Cases;
using static Acsr.Ingest.Otlp.Spans;

namespace Acsr.Ingest.Otlp;

/// <summary>The shapes that Microsoft.Extensions.AI emits, by the order in which a client was built (formats B.2).</summary>
public sealed class ExtensionsAiTests
{
    private static readonly object Instructions = Instructs("Be kind.");
    private static readonly object Question = User("Where is order 7, and can I have my money back?");
    private static readonly object LooksUp = Asks("call_1", "lookup_order", new { order = 7 }, "Let me look.");
    private static readonly object Order = Gives("call_1", new { status = "lost" });
    private static readonly object Refunds = Asks("call_2", "issue_refund", new { order = 7 });
    private static readonly object Failed = Gives("call_2", "Error: Function failed.");
    private static readonly object Answer = Assistant("It was lost; a colleague will refund you.");

    [Fact]
    public void Telemetry_inside_function_calls_gives_model_and_tool_steps_once_and_the_conversation_once()
    {
        var found = SpanNormaliser.Normalise(Inside());

        Assert.Equal(
        [
            (StepKind.Other, "orchestrate_tools"), (StepKind.Message, "Be kind."), (StepKind.Message, "Where is order 7, and can I have my money back?"),
            (StepKind.Model, "gpt-x"), (StepKind.Message, "Let me look."), (StepKind.Tool, "lookup_order"), (StepKind.Model, "gpt-x"),
            (StepKind.Action, "issue_refund"), (StepKind.Model, "gpt-x"), (StepKind.Message, "It was lost; a colleague will refund you."),
        ], Told(found));
        Assert.Equal((600, 60), (found.InputTokens, found.OutputTokens));
        Assert.Equal(600, found.Steps.Sum(step => step.InputTokens));
        Assert.Equal(150, found.Steps.Sum(step => step.CachedTokens));

        var refund = found.Steps.Single(step => step.Kind == StepKind.Action);
        Assert.Equal("System.InvalidOperationException: Card refused", refund.Error);
        Assert.Equal(("call_2", """{"order":7}""", Id(1, 1)), (refund.CallId, refund.Input, refund.Parent));
        Assert.Null(found.Steps.Single(step => step.Name == "lookup_order").Error);
    }

    [Fact]
    public void Messages_keep_the_id_and_time_of_the_first_span_that_has_them()
    {
        var all = SpanNormaliser.Normalise(Inside());
        Assert.Equal([Id(1, 2) + "#in-0", Id(1, 2) + "#in-1", Id(1, 2) + "#out-0", Id(1, 6) + "#out-0"], all.Steps.Where(s => s.Kind == StepKind.Message).Select(s => s.Id));
        Assert.Equal([Role.System, Role.Customer, Role.Agent, Role.Agent], all.Steps.Where(s => s.Kind == StepKind.Message).Select(s => s.Role));
        Assert.Equal(Start.AddMilliseconds(200), all.Steps.Single(s => s.Text == "Let me look.").StartedAt);

        var earlier = SpanNormaliser.Normalise([.. Inside().Take(3)]);
        Assert.Equal(all.Steps.Where(s => s.Kind == StepKind.Message).Take(3).Select(s => (s.Id, s.StartedAt)), earlier.Steps.Where(s => s.Kind == StepKind.Message).Select(s => (s.Id, s.StartedAt)));
    }

    [Fact]
    public void Telemetry_outside_function_calls_gives_the_same_tools_from_the_messages()
    {
        var found = SpanNormaliser.Normalise([Outside()]);

        Assert.Equal(
        [
            (StepKind.Message, "Be kind."), (StepKind.Message, "Where is order 7, and can I have my money back?"), (StepKind.Model, "gpt-x"),
            (StepKind.Message, "Let me look."), (StepKind.Tool, "lookup_order"), (StepKind.Action, "issue_refund"), (StepKind.Message, "It was lost; a colleague will refund you."),
        ], Told(found));
        Assert.Equal((600, 60), (found.InputTokens, found.OutputTokens));
        var lookup = found.Steps.Single(step => step.Name == "lookup_order");
        Assert.Equal((Id(1, 1) + "#call_1", "call_1", """{"status":"lost"}""", (string?)null), (lookup.Id, lookup.CallId, Compact(lookup.Output), lookup.Error));
        Assert.Equal("Error: Function failed.", found.Steps.Single(step => step.Name == "issue_refund").Error);
    }

    [Fact]
    public void A_tool_span_without_a_call_id_stands_for_one_call_of_its_tool()
    {
        OtlpSpan[] spans = [Outside(), Span(1, 9, "execute_tool lookup_order", 100, 150, 1, ("gen_ai.operation.name", "execute_tool"), ("gen_ai.tool.name", "lookup_order"))];
        var calls = SpanNormaliser.Normalise(spans).Steps.Where(step => step.IsToolCall).ToList();
        Assert.Equal([("lookup_order", Id(1, 9)), ("issue_refund", Id(1, 1) + "#call_2")], calls.Select(step => (step.Name, step.Id)));
    }

    [Fact]
    public void Calls_without_ids_are_paired_in_order()
    {
        var chat = Span(1, 1, "chat gpt-x", 0, 900, null, ("gen_ai.input.messages", Messages(User("Both, please."))),
            ("gen_ai.output.messages", Messages(Asks(null, "get_a", new { }), Asks(null, "get_b", new { }), Gives(null, "a"), Gives(null, new { error = "gone" }), Assistant("Done."))));
        var calls = SpanNormaliser.Normalise([chat]).Steps.Where(step => step.IsToolCall).ToList();
        Assert.Equal([("get_a", "a", null), ("get_b", """{"error":"gone"}""", "gone")], calls.Select(step => (step.Name, Compact(step.Output)!, step.Error)));
        Assert.Equal([Id(1, 1) + "#out-0.0", Id(1, 1) + "#out-1.0"], calls.Select(step => step.Id));
    }

    [Fact]
    public void Structured_messages_read_as_those_in_json()
    {
        var part = new OtlpValue { Map = [new("type", new() { Text = "text" }), new("content", new() { Text = "Hello" })] };
        var message = new OtlpValue { Map = [new("role", new() { Text = "user" }), new("parts", new() { Items = [part] })] };
        var found = SpanNormaliser.Normalise([Span(1, 1, "chat m", 0, 1, null, ("gen_ai.input.messages", new OtlpValue { Items = [message] }))]);
        Assert.Equal(("Hello", Role.Customer), found.Steps.Where(step => step.Kind == StepKind.Message).Select(step => (step.Text!, step.Role)).Single());
    }

    [Theory]
    [InlineData("[{\"role\":\"user\",\"parts\":[{\"type\":\"te")]
    [InlineData("[{\"role\":\"user\",\"parts\":[{\"type\":\"text\",\"content\":\"\\ud800\"}]}]")]
    [InlineData("[1, null, {\"role\":5,\"parts\":{}}]")]
    [InlineData("hello")]
    public void Broken_messages_leave_the_span(string messages) =>
        Assert.Equal(StepKind.Model, Assert.Single(SpanNormaliser.Normalise([Span(1, 1, "chat m", 0, 1, null, ("gen_ai.input.messages", messages))]).Steps).Kind);

    /// <summary><c>UseFunctionInvocation().UseOpenTelemetry()</c>: a wrapper with the sums, a chat for each round trip, a span for each tool.</summary>
    private static List<OtlpSpan> Inside() =>
    [
        Span(1, 1, "orchestrate_tools", 0, 1000, null, ("gen_ai.usage.input_tokens", 600), ("gen_ai.usage.output_tokens", 60)),
        Chat(2, 0, 200, [Instructions, Question], LooksUp),
        Tool(3, 200, 300, "lookup_order", "call_1", """{"status":"lost"}"""),
        Chat(4, 300, 500, [Instructions, Question, LooksUp, Order], Refunds),
        Tool(5, 500, 600, "issue_refund", "call_2", "null") with
        {
            StatusCode = 2,
            StatusMessage = "Card refused",
            Attributes = new Dictionary<string, OtlpValue>(Tool(5, 500, 600, "issue_refund", "call_2", "null").Attributes) { ["error.type"] = new() { Text = "System.InvalidOperationException" } },
        },
        Chat(6, 600, 1000, [Instructions, Question, LooksUp, Order, Refunds, Failed], Answer),
    ];

    /// <summary><c>UseOpenTelemetry().UseFunctionInvocation()</c>: one chat, the whole loop in its output.</summary>
    private static OtlpSpan Outside() => Span(1, 1, "chat gpt-x", 0, 1000, null, ("gen_ai.operation.name", "chat"), ("gen_ai.request.model", "gpt-x"),
        ("gen_ai.usage.input_tokens", 600), ("gen_ai.usage.output_tokens", 60),
        ("gen_ai.input.messages", Messages(Instructions, Question)), ("gen_ai.output.messages", Messages(LooksUp, Order, Refunds, Failed, Answer)));

    private static OtlpSpan Chat(int span, int start, int end, object[] input, object output) => Span(1, span, "chat gpt-x", start, end, 1,
        ("gen_ai.operation.name", "chat"), ("gen_ai.request.model", "gpt-x"), ("gen_ai.usage.input_tokens", 200), ("gen_ai.usage.output_tokens", 20),
        ("gen_ai.usage.cache_read.input_tokens", 50), ("gen_ai.response.finish_reasons", """["tool_calls"]"""),
        ("gen_ai.input.messages", Messages(input)), ("gen_ai.output.messages", Messages(output)));

    private static OtlpSpan Tool(int span, int start, int end, string name, string callId, string result) => Span(1, span, "execute_tool " + name, start, end, 1,
        ("gen_ai.operation.name", "execute_tool"), ("gen_ai.tool.name", name), ("gen_ai.tool.call.id", callId), ("gen_ai.tool.call.arguments", """{"order":7}"""), ("gen_ai.tool.call.result", result));

    private static IEnumerable<(StepKind, string)> Told(SpanCase found) => found.Steps.Select(step => (step.Kind, step.Text ?? step.Name));

    private static string? Compact(string? json) => json?.Replace(" ", "", StringComparison.Ordinal).Replace("\n", "", StringComparison.Ordinal);
}
