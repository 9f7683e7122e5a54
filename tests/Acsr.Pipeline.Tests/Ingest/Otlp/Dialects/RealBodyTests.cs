using Acsr.Cases;

namespace Acsr.Ingest.Otlp.Dialects;

/// <summary>What real producers put into their spans; the encoding of these bodies is refused at the door, with the reason.</summary>
public sealed class RealBodyTests
{
    [Fact]
    public void OpenInference_of_OpenAI() => Is(LooseOtlp.Body("langwatch/otlp_openInferenceOpenAIRequest.json"), SpanDialect.OpenInference,
        "my-test-session", "my-test-user", "gpt-5", null,
        "System: You are a helpful assistant that only reply in short tweet-like responses, using lots of emojis.", "Customer: hi", "Agent: Hey there! 😊👋 What's up? 🌟");

    [Fact]
    public void OpenLLMetry_of_OpenAI() => Is(LooseOtlp.Body("langwatch/otlp_openllmetryOpenAIRequest.json"), SpanDialect.LegacyGenAi | SpanDialect.Traceloop,
        null, null, "gpt-5", null,
        "System: You are a helpful assistant that only reply in short tweet-like responses, using lots of emojis.", "Customer: yous", "Agent: Hey there! 😊 What's on your mind? 💬✨");

    [Fact]
    public void OpenLLMetry_of_LangChain()
    {
        var found = SpanNormaliser.Normalise(LooseOtlp.Body("langwatch/otlp_openllmetryLangChainRequest.json"));
        Assert.Equal(["Other: RunnableSequence.workflow", "Agent: 👋 Hi there! How can I help you today?"], Told(found));
    }

    [Fact]
    public void Strands() => Is(LooseOtlp.Body("langwatch/otlp_strandsTrace.json"), SpanDialect.LegacyGenAi,
        null, null, "openai/gpt-4.1-nano", (24, 10), "Customer: yo", "Agent: Hello! What would you like to look at or explore today?");

    [Fact]
    public void Spring_AI() => Is(LooseOtlp.Body("langwatch/otlp_springAITrace.json"), SpanDialect.LegacyGenAi, null, null, "gpt-5", (11, 13));

    [Fact]
    public void A_web_request_speaks_no_dialect_and_keeps_its_error()
    {
        var plain = SpanNormaliser.Normalise(LooseOtlp.Body("langwatch/otlp_fastApiOpenTelemetryRequest.json"));
        Assert.Equal([StepKind.Other, StepKind.Other], plain.Steps.Select(step => step.Kind));
        Assert.Equal([new(SpanDialect.None, 2)], plain.Dialects);
        Assert.Equal("Exception: BROKEN", Assert.Single(SpanNormaliser.Normalise(LooseOtlp.Body("langwatch/otlp_traceWithException.json")).Steps).Error);
    }

    [Theory]
    [InlineData("helm", "list all Helm releases", "There are two Helm releases installed", "helm_list_releases", "kagent-crds", "ctx-7ed9780f-3688-4fc0-b10b-2e4df2f83cf0", 1820 + 1956, 13 + 117)]
    [InlineData("k8s", "list all Helm releases", "To list all Helm releases, I would typically use", null, "", "ctx-d8251ac3-6289-464a-8404-0fc4e312e823", 2203, 139)]
    public void Google_ADK_over_Jaeger(string file, string asked, string answered, string? tool, string result, string conversation, int input, int output)
    {
        var spans = LooseOtlp.Jaeger($"agentevals/{file}.json");
        var found = SpanNormaliser.Normalise(spans);
        Assert.Equal([conversation], spans.Select(SpanCaseId.Of).OfType<string>().Distinct());
        Assert.Equal([Role.System, Role.Customer, Role.Agent], found.Steps.Where(step => step.Kind == StepKind.Message).Select(step => step.Role));
        Assert.Equal(asked, found.Steps.Single(step => step.Role == Role.Customer).Text);
        Assert.StartsWith(answered, found.Steps.Single(step => step.Role == Role.Agent).Text, StringComparison.Ordinal);
        Assert.Equal(tool, found.Steps.SingleOrDefault(step => step.IsToolCall)?.Name);
        Assert.Contains(result, found.Steps.SingleOrDefault(step => step.IsToolCall)?.Output ?? "", StringComparison.Ordinal);
        // Two instrumentations trace each call; the inner one's tokens count.
        Assert.Equal((input, output), (found.InputTokens, found.OutputTokens));
    }

    [Theory]
    [InlineData("openai_agents_genai_adot_spans", "What is 42 * 7", "The product of 42 and 7 is 294.", 692, 102, "multiply_numbers")]
    [InlineData("openai_agents_openinference_adot_spans", "What is 42 * 7", "The product of", 692, 107, "transfer_to_math_specialist", "transfer_to_research_specialist", "multiply_numbers")]
    [InlineData("openai_agents_openinference_live_spans", "What is 42 multiplied by 17", "The result of", 1228, 194, "ask_math_specialist", "multiply_numbers", "divide_numbers", "divide_numbers")]
    public void OpenAI_agents(string file, string asked, string answered, int input, int output, params string[] tools)
    {
        var found = SpanNormaliser.Normalise(LooseOtlp.Plain($"strands-evals/{file}.json"));
        var said = found.Steps.Where(step => step.Kind == StepKind.Message && step.Role != Role.System).ToList();
        Assert.Equal([Role.Customer, Role.Agent], said.Select(step => step.Role));
        Assert.StartsWith(asked, said[0].Text, StringComparison.Ordinal);
        Assert.StartsWith(answered, said[1].Text, StringComparison.Ordinal);
        Assert.Equal(tools, found.Steps.Where(step => step.IsToolCall).Select(step => step.Name));
        Assert.DoesNotContain(found.Steps, step => step.Kind == StepKind.Handoff);
        Assert.Equal((input, output), (found.InputTokens, found.OutputTokens));
    }

    private static void Is(List<OtlpSpan> spans, SpanDialect dialect, string? session, string? user, string model, (long, long)? tokens, params string[] said)
    {
        var found = SpanNormaliser.Normalise(spans);
        Assert.Equal(dialect, SpanDialects.Of(spans[0]));
        Assert.Equal((session, user), (SpanCaseId.Of(spans[0]), found.Customer));
        Assert.Equal((StepKind.Model, model), found.Steps.Where(step => step.Kind != StepKind.Message).Select(step => (step.Kind, step.Name)).Single());
        Assert.Equal(said, found.Steps.Where(step => step.Kind == StepKind.Message).Select(step => $"{step.Role}: {step.Text}"));
        Assert.Equal(tokens, found.InputTokens is null ? null : (found.InputTokens.Value, found.OutputTokens!.Value));
    }

    private static IEnumerable<string> Told(SpanCase found) => found.Steps.Select(step => step.Kind == StepKind.Message ? $"{step.Role}: {step.Text}" : $"{step.Kind}: {step.Name}");
}
