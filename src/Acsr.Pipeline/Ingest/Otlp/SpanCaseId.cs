namespace Acsr.Ingest.Otlp;

/// <summary>The case that a span names itself (formats B.8): our attribute on the span, then on its resource, then the conversation.</summary>
public static class SpanCaseId
{
    /// <summary>Longer ids than this are not kept as case ids.</summary>
    public const int MaxLength = 200;

    public static string? Of(OtlpSpan span) =>
        Text(span.Attributes, "acsr.case.id") ?? Text(span.Resource, "acsr.case.id") ?? Text(span.Attributes, "gen_ai.conversation.id");

    private static string? Text(IReadOnlyDictionary<string, OtlpValue> attributes, string key) =>
        attributes.GetValueOrDefault(key)?.Text is { } text && IsId(text) ? text : null;

    /// <summary>Whether a text can be the id of a case: 1 to 200 characters, no control characters, not blank.</summary>
    public static bool IsId(string text) => !string.IsNullOrWhiteSpace(text) && text.Length <= MaxLength && !text.Any(char.IsControl);
}
