using Acsr.Cases;

namespace Acsr.Ingest.Otlp.Dialects;

/// <summary>Model Context Protocol (formats B.1): a call is a tool, a resource that is read is a retrieval.</summary>
internal static class McpDialect
{
    public static SpanReading Read(OtlpSpan span) => span.Text("mcp.method.name") switch
    {
        "tools/call" => new() { Kind = StepKind.Tool, IsTool = true, Name = span.Text("mcp.tool.name") ?? GenAiDialect.BehindFirstWord(GenAiDialect.ToolNameOf(span), "tools/call ") },
        "resources/read" => new() { Kind = StepKind.Retrieval, Name = span.Text("mcp.resource.uri") },
        null => new(),
        _ => new() { Kind = StepKind.Other },
    };
}
