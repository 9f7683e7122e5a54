using System.Text.Json.Nodes;
using Acsr.Cases;

namespace Acsr.Ingest.Otlp.Dialects;

/// <summary>Arize OpenInference (formats B.4).</summary>
internal static class OpenInferenceDialect
{
    public static SpanReading Read(OtlpSpan span)
    {
        var kind = KindOf(span.Text("openinference.span.kind"));
        // One agent hands over to another: for us a hand-off is to a human, and counts as one.
        if (kind == StepKind.Tool && span.Text("tool.name") is null && span.Name.StartsWith("handoff to ", StringComparison.Ordinal)) { kind = StepKind.Other; }
        var isTool = kind == StepKind.Tool;
        var talks = kind == StepKind.Model || span.ParentSpanId is null;
        return new()
        {
            Kind = kind,
            IsTool = isTool,
            Name = span.Text("tool.name"),
            Model = span.Text("llm.response.model_name") ?? span.Text("llm.model_name") ?? span.Text("embedding.model_name") ?? span.Text("reranker.model_name"),
            CallId = isTool ? span.Text("tool.id") ?? span.Text("tool_call.id") : null,
            Input = span.Text("reranker.query"),
            Output = kind == StepKind.Retrieval ? FlatAttributes.Text(span, "retrieval.documents") ?? FlatAttributes.Text(span, "reranker.output_documents") : null,
            Given = span.Text("input.value") ?? span.Text("tool.parameters"),
            Gave = span.Text("output.value"),
            InputTokens = span.Count("llm.token_count.prompt"),
            CachedTokens = span.Count("llm.token_count.prompt_details.cache_read"),
            CacheWriteTokens = span.Count("llm.token_count.prompt_details.cache_write"),
            AudioInputTokens = span.Count("llm.token_count.prompt_details.audio"),
            AudioOutputTokens = span.Count("llm.token_count.completion_details.audio"),
            OutputTokens = span.Count("llm.token_count.completion"),
            ReasoningTokens = span.Count("llm.token_count.completion_details.reasoning"),
            CostUsd = span.Cost("llm.cost.total"),
            Agent = span.Text("agent.name"),
            In = Messages(span, "llm.input_messages") ?? Plain(span.Text("llm.prompts") ?? span.Text("input.value"), talks, Role.Customer),
            Out = Messages(span, "llm.output_messages") ?? Plain(span.Text("output.value"), talks, Role.Agent),
        };
    }

    private static IReadOnlyList<ChatMessage>? Messages(OtlpSpan span, string name) =>
        FlatAttributes.Under(span.Attributes, name) is { } tree ? ChatJson.Of(Joined(tree)) : span.Text(name) is { } text ? ChatJson.Of(text) : null;

    private static IReadOnlyList<ChatMessage> Plain(string? value, bool talks, Role speaker) => talks ? ChatJson.Of(value, speaker) : [];

    /// <summary>Some senders tell a streamed answer word by word, each as a message.</summary>
    private static JsonNode Joined(JsonNode messages)
    {
        if (messages is not JsonArray { Count: > 8 } list || !list.All(item => WordIn(item) is { Length: < 40 })) { return messages; }
        return new JsonObject { ["role"] = "assistant", ["content"] = string.Concat(list.Select(WordIn)) };
    }

    private static string? WordIn(JsonNode? item) =>
        (item as JsonObject)?["message"] is JsonObject { Count: <= 2 } message && message["role"]?.ToString() == "assistant" && message["content"] is JsonValue content ? content.ToString() : null;

    private static StepKind? KindOf(string? kind) => kind?.ToUpperInvariant() switch
    {
        "LLM" or "EMBEDDING" => StepKind.Model,
        "RETRIEVER" or "RERANKER" => StepKind.Retrieval,
        "TOOL" => StepKind.Tool,
        "GUARDRAIL" => StepKind.PolicyCheck,
        "CHAIN" or "AGENT" or "EVALUATOR" or "PROMPT" => StepKind.Other,
        _ => null,
    };
}
