using Acsr.Cases;

namespace Acsr.Ingest.Otlp;

/// <summary>Tells what kind of step a span is (formats B.8): our own attribute, then the GenAI operation, then how the span is named.</summary>
internal static class SpanKinds
{
    private static readonly string[] NamedOperations =
    [
        "chat", "generate_content", "text_completion", "embeddings", "retrieval", "execute_tool",
        "invoke_agent", "create_agent", "invoke_workflow", "orchestrate_tools",
    ];

    /// <summary>Null where nothing says it; <see cref="StepKind.Other"/> for wrappers that are known to be nothing else.</summary>
    public static StepKind? Of(OtlpSpan span) => span.Text("acsr.step.kind") switch
    {
        "intent" => StepKind.Intent,
        "retrieval" => StepKind.Retrieval,
        "policy_check" => StepKind.PolicyCheck,
        "model" => StepKind.Model,
        "tool" => ToolCatalogue.KindOf(ToolName(span)),
        "action" => StepKind.Action,
        "handoff" => StepKind.Handoff,
        "message" => StepKind.Message,
        _ => OfOperation(span),
    };

    /// <summary>The GenAI operation; spans that lack it begin their name with it.</summary>
    public static string? OperationOf(OtlpSpan span)
    {
        if (span.Text("gen_ai.operation.name") is { } operation) { return operation; }
        if (span.Text("mcp.method.name") == "tools/call") { return "execute_tool"; }
        var end = span.Name.IndexOf(' ', StringComparison.Ordinal);
        var word = end < 0 ? span.Name : span.Name[..end];
        return NamedOperations.Contains(word) ? word : span.Text("gen_ai.tool.name") is null ? null : "execute_tool";
    }

    public static string ToolName(OtlpSpan span) => span.Text("gen_ai.tool.name") ?? BehindFirstWord(span.Name, "execute_tool ");

    /// <summary>The name without the operation it begins with.</summary>
    public static string BehindFirstWord(string name, string operation) =>
        name.StartsWith(operation, StringComparison.Ordinal) && name.Length > operation.Length ? name[operation.Length..] : name;

    private static StepKind? OfOperation(OtlpSpan span) => OperationOf(span) switch
    {
        null => null,
        "chat" or "generate_content" or "text_completion" or "plan" or "embeddings" => StepKind.Model,
        "retrieval" or "search_memory" => StepKind.Retrieval,
        "execute_tool" => span.Text("gen_ai.tool.type") == "datastore" ? StepKind.Retrieval : ToolCatalogue.KindOf(ToolName(span)),
        _ => StepKind.Other,
    };
}
