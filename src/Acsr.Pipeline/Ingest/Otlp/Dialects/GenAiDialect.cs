using Acsr.Cases;

namespace Acsr.Ingest.Otlp.Dialects;

/// <summary>OpenTelemetry GenAI (formats B.1, B.2), with the names that its versions have in common.</summary>
internal static class GenAiDialect
{
    private static readonly string[] NamedOperations =
    [
        "chat", "generate_content", "text_completion", "embeddings", "retrieval", "execute_tool",
        "invoke_agent", "create_agent", "invoke_workflow", "orchestrate_tools",
    ];

    public static SpanReading Read(OtlpSpan span)
    {
        var operation = OperationOf(span);
        return new()
        {
            Kind = KindOf(span, operation),
            IsTool = operation == "execute_tool",
            Name = span.Text("gen_ai.tool.name") ?? span.Text("gen_ai.data_source.id"),
            Model = span.Text("gen_ai.response.model") ?? span.Text("gen_ai.request.model"),
            CallId = span.Text("gen_ai.tool.call.id"),
            Input = span.Text("gen_ai.tool.call.arguments") ?? span.Text("gen_ai.retrieval.query.text"),
            Output = span.Text("gen_ai.tool.call.result") ?? span.Text("gen_ai.retrieval.documents"),
            InputTokens = span.Count("gen_ai.usage.input_tokens"),
            CachedTokens = span.Count("gen_ai.usage.cache_read.input_tokens") ?? span.Count("gen_ai.usage.cache_read_input_tokens"),
            CacheWriteTokens = span.Count("gen_ai.usage.cache_creation.input_tokens") ?? span.Count("gen_ai.usage.cache_write.input_tokens") ?? span.Count("gen_ai.usage.cache_creation_input_tokens"),
            AudioInputTokens = span.Count("gen_ai.usage.audio.input_tokens"),
            AudioOutputTokens = span.Count("gen_ai.usage.audio.output_tokens"),
            OutputTokens = span.Count("gen_ai.usage.output_tokens"),
            ReasoningTokens = span.Count("gen_ai.usage.reasoning.output_tokens") ?? span.Count("gen_ai.usage.reasoning_tokens"),
            Agent = span.Text("gen_ai.agent.name"),
            In = ChatJson.Of(span.Text("gen_ai.input.messages")),
            Out = ChatJson.Of(span.Text("gen_ai.output.messages") ?? span.Text("pydantic_ai.all_messages")),
            Instructions = ChatJson.Instructions(span.Text("gen_ai.system_instructions")),
        };
    }

    /// <summary>What the name alone says of a span that lacks the attributes: it begins with the operation.</summary>
    public static SpanReading ReadName(OtlpSpan span) => NamedOperation(span) is { } operation
        ? new() { Kind = KindOf(span, operation), IsTool = operation == "execute_tool" } : new();

    /// <summary>Whether a name begins with an operation that holds others and is no step by itself.</summary>
    public static bool NamesWrapper(string name) =>
        name.Split(' ', 2)[0] is "invoke_agent" or "create_agent" or "invoke_workflow" or "orchestrate_tools";

    /// <summary>A tool's name, or what the span's own name says of it.</summary>
    public static string ToolNameOf(OtlpSpan span) => BehindFirstWord(span.Name, "execute_tool ");

    /// <summary>The name without the operation it begins with.</summary>
    public static string BehindFirstWord(string name, string operation) =>
        name.StartsWith(operation, StringComparison.Ordinal) && name.Length > operation.Length ? name[operation.Length..] : name;

    private static string? OperationOf(OtlpSpan span) =>
        span.Text("gen_ai.operation.name") ?? NamedOperation(span) ?? (span.Text("gen_ai.tool.name") is null ? null : "execute_tool");

    private static string? NamedOperation(OtlpSpan span)
    {
        var end = span.Name.IndexOf(' ', StringComparison.Ordinal);
        var word = end < 0 ? span.Name : span.Name[..end];
        return NamedOperations.Contains(word) ? word : null;
    }

    private static StepKind? KindOf(OtlpSpan span, string? operation) => operation switch
    {
        null => null,
        "chat" or "generate_content" or "text_completion" or "plan" or "embeddings" => StepKind.Model,
        "retrieval" or "search_memory" => StepKind.Retrieval,
        "execute_tool" => span.Text("gen_ai.tool.type") == "datastore" ? StepKind.Retrieval : StepKind.Tool,
        _ => StepKind.Other,
    };
}
