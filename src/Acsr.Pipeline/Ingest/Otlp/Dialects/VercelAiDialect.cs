using Acsr.Cases;

namespace Acsr.Ingest.Otlp.Dialects;

/// <summary>Vercel AI SDK (formats B.6); the outer span of an operation repeats what its inner <c>.doGenerate</c> says.</summary>
internal static class VercelAiDialect
{
    public static SpanReading Read(OtlpSpan span)
    {
        var operation = span.Text("ai.operationId") ?? span.Text("operation.name");
        return new()
        {
            Kind = operation switch
            {
                null => null,
                "ai.toolCall" => StepKind.Tool,
                _ when operation.Contains(".do", StringComparison.Ordinal) => StepKind.Model,
                _ => StepKind.Other,
            },
            IsTool = operation == "ai.toolCall",
            Name = span.Text("ai.toolCall.name"),
            Model = span.Text("ai.response.model") ?? span.Text("ai.model.id"),
            CallId = span.Text("ai.toolCall.id"),
            Input = span.Text("ai.toolCall.args"),
            Output = span.Text("ai.toolCall.result"),
            InputTokens = span.Count("ai.usage.inputTokens") ?? span.Count("ai.usage.promptTokens"),
            CachedTokens = span.Count("ai.usage.cachedInputTokens"),
            OutputTokens = span.Count("ai.usage.outputTokens") ?? span.Count("ai.usage.completionTokens"),
            ReasoningTokens = span.Count("ai.usage.reasoningTokens"),
            Agent = span.Text("ai.telemetry.functionId"),
            Customer = span.Text("ai.telemetry.metadata.userId"),
            In = ChatJson.Of(span.Text("ai.prompt.messages") ?? span.Text("ai.prompt"), Role.Customer),
            Out =
            [
                .. ChatJson.Of(span.Text("ai.response.text") ?? span.Text("ai.response.object") ?? span.Text("ai.result.text"), Role.Agent),
                .. ChatJson.Of(span.Text("ai.response.toolCalls") ?? span.Text("ai.result.toolCalls"), Role.Agent),
            ],
        };
    }
}
