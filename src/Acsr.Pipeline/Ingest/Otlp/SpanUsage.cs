namespace Acsr.Ingest.Otlp;

/// <summary>Tokens and cost as a span reports them, by the names of today and of before (formats B.1).</summary>
internal static class SpanUsage
{
    public static long? Input(OtlpSpan span) => span.Count("gen_ai.usage.input_tokens") ?? span.Count("gen_ai.usage.prompt_tokens");

    public static long? Output(OtlpSpan span) => span.Count("gen_ai.usage.output_tokens") ?? span.Count("gen_ai.usage.completion_tokens");

    public static bool HasTokens(SpanNode node) => Input(node.Span) is not null || Output(node.Span) is not null;

    public static double? Cost(OtlpSpan span) => span.Number("acsr.cost.usd") is >= 0 and var cost ? cost : null;
}
