using System.IO.Compression;
using System.Text.Json;
using System.Text.Json.Nodes;
using Acsr.Cases;
using Acsr.Ingest.Otlp;

namespace Acsr.Ingest.Langfuse;

/// <summary>Nineteen traces of real frameworks, beside each the conversation as Langfuse reads it.</summary>
public sealed class FrameworkTraceTests
{
    [Theory]
    [InlineData("agno-2025-06-11", 826, 245)]
    [InlineData("autogen-2025-06-06", 41, 3)]
    [InlineData("beeai-2025-08-01", 5542, null)]
    [InlineData("claude-agent-2025-12-22", 34, 232)]
    [InlineData("crewai-2025-07-11", 190, 164)]
    [InlineData("google-adk-2025-08-28", 67, 9)]
    [InlineData("google-gemini-2025-08-01", 6, 2055)]
    [InlineData("koog-2025-08-26", 215, 125)]
    [InlineData("langgraph-js-2025-10-30", 321, 123)]
    [InlineData("langgraph-python-2025-08-22", 168, 66)]
    [InlineData("llamaindex-2025-06-05", 13, 81)]
    [InlineData("microsoft-agent-2025-12-17", 293, 106)]
    [InlineData("openai-agents-2025-09-30", 140, 44)]
    [InlineData("pydantic-ai-2025-06-06", 31, 96)]
    [InlineData("pydantic-ai-tools-2025-06-06", 31, 96)]
    [InlineData("pydantic-ai-tools-2025-12-04", 1315, 209)]
    [InlineData("pydantic-ai-with-gemini-2025-12-24", 40, 159)]
    [InlineData("vercel-aisdk-2025-11-17", 62, 85)]
    [InlineData("vertex-ai-2025-08-01", 5, 845)]
    public void The_conversation_is_the_one_that_Langfuse_reads(string name, int input, int? output)
    {
        var trace = Read(name, "trace");
        var expected = ChatmlConversation.Of(trace, Read(name, "chatml"));
        var found = SpanNormaliser.Normalise(Spans(trace));

        var said = found.Steps.Where(step => step.Kind == StepKind.Message && step.Role != Role.System).Select(step => (step.Role, step.Text!)).ToList();
        Assert.Equal(expected.Said.Where(message => message.Role != Role.System && !IsResult(found, message.Text)), said.Where(message => expected.IsComplete || expected.Said.Contains(message)));
        Assert.Equal(said.Distinct().Count(), said.Count);
        Assert.Equal(expected.Said.Where(message => message.Role == Role.System).Take(1).Select(message => message.Text),
            found.Steps.Where(step => step is { Kind: StepKind.Message, Role: Role.System } && expected.Said.Any(message => message.Role == Role.System)).Select(step => step.Text!));

        foreach (var (tool, arguments) in expected.Calls)
        {
            var call = Assert.Single(found.Steps, step => step.IsToolCall && step.Name == tool && Arguments(step) == arguments);
            Assert.True(call.CallId is not null || call.StartedAt is not null);
        }

        Assert.Equal((input, output), (found.InputTokens, found.OutputTokens));
    }

    /// <summary>The steps of one of the traces.</summary>
    internal static IReadOnlyList<Step> Steps(string name) => SpanNormaliser.Normalise(Spans(Read(name, "trace"))).Steps;

    /// <summary>What Langfuse reads nothing of is plain text; we show it.</summary>
    [Theory]
    [InlineData("autogen-2025-06-06", "Say 'Hello World!'", "Hello World!")]
    [InlineData("llamaindex-2025-06-05", "What is Langfuse?", "Langfuse is a tool designed to help")]
    [InlineData("agno-2025-06-11", "What is currently trending on Twitter?", "To find out what's currently trending")]
    [InlineData("claude-agent-2025-12-22", "What's the weather like in Berlin and New York?", "I'll check the weather in both", "Great! Here's the current weather")]
    [InlineData("crewai-2025-07-11", "Current Task: Define the HTML", "I now can give a great answer")]
    public void What_Langfuse_cannot_read_is_read_all_the_same(string name, params string[] beginnings)
    {
        var said = SpanNormaliser.Normalise(Spans(Read(name, "trace"))).Steps.Where(step => step.Kind == StepKind.Message && step.Role != Role.System).ToList();
        Assert.Equal(beginnings.Length, said.Count);
        Assert.All(said.Zip(beginnings), pair => Assert.StartsWith(pair.Second, pair.First.Text, StringComparison.Ordinal));
        Assert.Equal(Enumerable.Repeat(Role.Agent, said.Count - 1).Prepend(Role.Customer), said.Select(step => step.Role));
    }

    [Theory]
    [InlineData("langgraph-js-2025-10-30", "get_weather", "It's always sunny in San Francisco!")]
    [InlineData("koog-2025-08-26", "HelloTool", "Hello my darling Bob!")]
    [InlineData("google-adk-2025-08-28", "say_hello", "Hello Langfuse 👋")]
    [InlineData("openai-agents-2025-09-30", "get_weather", "The weather in Tokyo is sunny.")]
    [InlineData("vercel-aisdk-2025-11-17", "getWeather", "64")]
    public void A_call_brings_what_the_tool_gave_back(string name, string tool, string part)
    {
        var call = Assert.Single(SpanNormaliser.Normalise(Spans(Read(name, "trace"))).Steps, step => step.IsToolCall && step.Name == tool);
        Assert.Contains(part, call.Output, StringComparison.Ordinal);
        Assert.Null(call.Error);
    }

    [Fact]
    public void Session_user_and_agent_are_kept()
    {
        var spans = Spans(Read("pydantic-ai-2025-06-06", "trace"));
        var found = SpanNormaliser.Normalise(spans);
        Assert.All(spans, span => Assert.Equal("session_abc", SpanCaseId.Of(span)));
        Assert.Equal(("qa_agent", "user_123"), (found.Agent, found.Customer));
    }

    // One adapter of Langfuse's takes what a Gemini tool gave back for something that the user said.
    private static bool IsResult(SpanCase found, string text) =>
        text.StartsWith('{') && found.Steps.Any(step => step.IsToolCall && ChatmlConversation.Compact(step.Output).Contains(ChatmlConversation.Compact(text), StringComparison.Ordinal));

    // LangSmith writes a tool's arguments one level deeper.
    private static string Arguments(Step step) =>
        ChatmlConversation.Compact(step.Input) is { Length: > 0 } json && JsonNode.Parse(json) is JsonObject { Count: 1 } outer && outer["input"] is JsonObject inner ? inner.ToJsonString() : ChatmlConversation.Compact(step.Input);

    private static IReadOnlyList<OtlpSpan> Spans(JsonNode trace)
    {
        var (body, fault) = LangfuseExport.Request(JsonSerializer.SerializeToElement(trace));
        Assert.Null(fault);
        var request = OtlpTraceRequest.Read(body!, OtlpEncoding.Json);
        Assert.Null(request.Message);
        return request.Spans;
    }

    private static JsonNode Read(string name, string kind)
    {
        using var file = File.OpenRead(SharedData.Path($"otlp/langfuse-framework-traces/{name}.{kind}.json.gz"));
        using var text = new GZipStream(file, CompressionMode.Decompress);
        return JsonNode.Parse(text)!;
    }
}
