namespace Acsr.Ingest.Otlp;

/// <summary>What a span says went wrong (formats B.8).</summary>
internal static class SpanErrors
{
    /// <summary>The type and the words of the error, as far as they are there; null when the span reports none.</summary>
    public static string? Of(OtlpSpan span)
    {
        var exception = span.Events.LastOrDefault(e => e.Name is "exception" or "gen_ai.client.operation.exception");
        var type = span.Text("error.type") ?? SpanAttributes.TextOf(exception?.Attributes.GetValueOrDefault("exception.type"));
        if (span.StatusCode != 2 && type is null && exception is null) { return null; }
        var words = SpanAttributes.TextOf(exception?.Attributes.GetValueOrDefault("exception.message")) ?? span.StatusMessage;
        return (type, words) switch
        {
            ({ } t, { } w) when !w.Contains(t, StringComparison.Ordinal) => $"{t}: {w}",
            (_, { } w) => w,
            ({ } t, null) => t,
            _ => "error",
        };
    }
}
