namespace Acsr.Ingest.Otlp;

/// <summary>The case that a span names itself (formats B.8): our attribute on the span, then on its resource, then the conversation or session of its dialect.</summary>
public static class SpanCaseId
{
    /// <summary>Longer ids than this are not kept as case ids.</summary>
    public const int MaxLength = 200;

    /// <summary>What the dialects call a conversation; the first that holds a usable id counts.</summary>
    internal static readonly string[] Conversations =
    [
        "gen_ai.conversation.id",
        "session.id",
        "langfuse.session.id",
        "traceloop.association.properties.case_id",
        "traceloop.association.properties.session_id",
        "traceloop.association.properties.conversation_id",
        "ai.telemetry.metadata.sessionId",
    ];

    public static string? Of(OtlpSpan span) => Of(span.Attributes, span.Resource);

    /// <summary>The same of a log record.</summary>
    public static string? Of(OtlpLogRecord record) => Of(record.Attributes, record.Resource);

    private static string? Of(IReadOnlyDictionary<string, OtlpValue> own, IReadOnlyDictionary<string, OtlpValue> resource) =>
        Text(own, "acsr.case.id") ?? Text(resource, "acsr.case.id") ?? Conversation(own);

    private static string? Conversation(IReadOnlyDictionary<string, OtlpValue> own)
    {
        foreach (var name in Conversations)
        {
            if (Text(own, name) is { } id) { return id; }
        }

        return null;
    }

    private static string? Text(IReadOnlyDictionary<string, OtlpValue> attributes, string key) =>
        attributes.GetValueOrDefault(key)?.Text is { } text && IsId(text) ? text : null;

    private static bool HasControl(string text)
    {
        foreach (var c in text)
        {
            if (char.IsControl(c)) { return true; }
        }

        return false;
    }

    /// <summary>Whether a text can be the id of a case: 1 to 200 characters, no control characters, not blank.</summary>
    public static bool IsId(string text) => !string.IsNullOrWhiteSpace(text) && text.Length <= MaxLength && !HasControl(text);
}
