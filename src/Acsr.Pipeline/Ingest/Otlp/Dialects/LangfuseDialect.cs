using System.Text.Json;
using System.Text.Json.Nodes;
using Acsr.Cases;

namespace Acsr.Ingest.Otlp.Dialects;

/// <summary>Langfuse (formats B.5). Its input and output are whatever the traced function had, so only what is a conversation is read as one.</summary>
internal static class LangfuseDialect
{
    public static SpanReading Read(OtlpSpan span)
    {
        var kind = KindOf(span.Text("langfuse.observation.type"));
        var usage = Numbers(span, "langfuse.observation.usage_details");
        var cost = Numbers(span, "langfuse.observation.cost_details");
        var talks = kind == StepKind.Model || span.ParentSpanId is null;
        var (input, output) = (span.Text("langfuse.observation.input"), span.Text("langfuse.observation.output"));
        return new()
        {
            Kind = kind,
            IsTool = kind == StepKind.Tool,
            Model = span.Text("langfuse.observation.model.name"),
            Given = input,
            Gave = output,
            Error = span.Text("langfuse.observation.level") == "ERROR" ? span.Text("langfuse.observation.status_message") ?? "error" : null,
            // Langfuse counts kinds of input apart from each other; ours is their sum.
            InputTokens = Sum(usage, "input", "prompt_tokens"),
            CachedTokens = One(usage, "input_cached_tokens", "input_cache_read", "cache_read_input_tokens", "prompt_details.cache_read"),
            CacheWriteTokens = One(usage, "input_cache_creation", "cache_creation_input_tokens", "input_cache_write"),
            AudioInputTokens = One(usage, "input_audio_tokens", "input_audio"),
            AudioOutputTokens = One(usage, "output_audio_tokens", "output_audio"),
            OutputTokens = Sum(usage, "output", "completion_tokens"),
            ReasoningTokens = One(usage, "output_reasoning_tokens", "output_reasoning", "completion_details.reasoning"),
            CostUsd = cost.Count == 0 ? null : cost.TryGetValue("total", out var total) ? total : cost.Values.Sum(),
            Agent = span.Text("langfuse.observation.type") == "agent" ? span.Name : null,
            Release = span.Text("langfuse.release") ?? span.Text("langfuse.version"),
            Customer = span.Text("langfuse.user.id"),
            In = Messages(input ?? (span.ParentSpanId is null ? span.Text("langfuse.trace.input") : null), kind, talks, Role.Customer),
            Out = Messages(output ?? (span.ParentSpanId is null ? span.Text("langfuse.trace.output") : null), kind, talks, Role.Agent),
        };
    }

    private static StepKind? KindOf(string? type) => type?.ToLowerInvariant() switch
    {
        "generation" or "embedding" => StepKind.Model,
        "retriever" => StepKind.Retrieval,
        "guardrail" => StepKind.PolicyCheck,
        "tool" => StepKind.Tool,
        "agent" or "chain" or "evaluator" => StepKind.Other,
        _ => null,
    };

    private static bool IsCall(StepKind? kind) => kind is StepKind.Tool or StepKind.Retrieval or StepKind.PolicyCheck;

    private static IReadOnlyList<ChatMessage> Messages(string? value, StepKind? kind, bool talks, Role speaker) =>
        IsCall(kind) ? [] : ChatJson.Of(value, talks ? speaker : Role.None);

    private static Dictionary<string, double> Numbers(OtlpSpan span, string name)
    {
        Dictionary<string, double> numbers = [];
        foreach (var (key, value) in FlatAttributes.Parsed(span.Text(name)) as JsonObject ?? [])
        {
            if (value?.GetValueKind() == JsonValueKind.Number && value.AsValue().TryGetValue<double>(out var number) && number >= 0) { numbers[key] = number; }
        }

        return numbers;
    }

    private static long? Sum(Dictionary<string, double> usage, string kind, string alias)
    {
        var parts = usage.Where(pair => pair.Key.StartsWith(kind, StringComparison.Ordinal)).Select(pair => pair.Value).ToList();
        return parts.Count > 0 ? Whole(parts.Sum()) : One(usage, alias);
    }

    private static long? One(Dictionary<string, double> usage, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (usage.TryGetValue(name, out var count)) { return Whole(count); }
        }

        return null;
    }

    private static long? Whole(double count) => count <= 1e15 ? (long)count : null;
}
