using Acsr.Tests.Otlp;
using Google.Protobuf;

namespace Acsr.Ingest.Otlp;

/// <summary>Writes spans of either reader as the same text, so that they can be compared.</summary>
internal static class WireText
{
    public static string Of(IEnumerable<OtlpSpan> spans) => string.Join('\n', spans.Select(span => string.Join('|',
        span.TraceId, span.SpanId, span.ParentSpanId, span.Name, span.Kind, span.StartNano, span.EndNano, span.StatusCode, span.StatusMessage, span.Scope,
        Of(span.Attributes), Of(span.Resource), string.Join(';', span.Events.Select(e => $"{e.TimeNano},{e.Name},{Of(e.Attributes)}")))));

    /// <summary>Only spans whose ids are good, as the reader under test must see them.</summary>
    public static string Of(TraceRequest request) => string.Join('\n',
        from resource in request.ResourceSpans
        from scope in resource.ScopeSpans
        from span in scope.Spans
        where IsGood(span)
        let end = span.EndTimeUnixNano
        select string.Join('|',
            Hex(span.TraceId), Hex(span.SpanId), span.ParentSpanId.All(b => b == 0) ? null : Hex(span.ParentSpanId), span.Name, span.Kind, span.StartTimeUnixNano,
            end != 0 && end < span.StartTimeUnixNano ? span.StartTimeUnixNano : end,
            span.Status?.Code ?? 0, span.Status?.Message is { Length: > 0 } message ? message : null, scope.Scope?.Name ?? "",
            Of(span.Attributes), Of(resource.Resource?.Attributes ?? []),
            string.Join(';', span.Events.Select(e => $"{e.TimeUnixNano},{e.Name},{Of(e.Attributes)}"))));

    public static bool IsGood(Span span) =>
        span.TraceId.Length == 16 && span.TraceId.Any(b => b != 0) && span.SpanId.Length == 8 && span.SpanId.Any(b => b != 0)
        && span.ParentSpanId.Length is 0 or 8;

    private static string Of(IReadOnlyDictionary<string, OtlpValue> attributes) => Sorted(attributes.Select(pair => (pair.Key, Of(pair.Value))));

    private static string Of(IEnumerable<KeyValue> attributes) =>
        Sorted(attributes.GroupBy(pair => pair.Key).Select(group => (group.Key, Of(group.Last().Value))));

    private static string Sorted(IEnumerable<(string Key, string Value)> pairs) =>
        string.Join(',', pairs.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key}={pair.Value}"));

    private static string Of(OtlpValue value) => value switch
    {
        { Text: { } text } => $"text:{text}",
        { Flag: { } flag } => $"flag:{flag}",
        { Whole: { } whole } => $"whole:{whole}",
        { Number: { } number } => $"number:{BitConverter.DoubleToInt64Bits(number)}",
        { Items: { } items } => $"[{string.Join(',', items.Select(Of))}]",
        { Map: { } map } => $"{{{string.Join(',', map.Select(pair => $"{pair.Key}={Of(pair.Value)}"))}}}",
        { Bytes: { } bytes } => $"bytes:{Convert.ToHexString(bytes)}",
        _ => "nothing",
    };

    private static string Of(AnyValue? value) => value?.ValueCase switch
    {
        AnyValue.ValueOneofCase.StringValue => $"text:{value.StringValue}",
        AnyValue.ValueOneofCase.BoolValue => $"flag:{value.BoolValue}",
        AnyValue.ValueOneofCase.IntValue => $"whole:{value.IntValue}",
        AnyValue.ValueOneofCase.DoubleValue => $"number:{BitConverter.DoubleToInt64Bits(value.DoubleValue)}",
        AnyValue.ValueOneofCase.ArrayValue => $"[{string.Join(',', value.ArrayValue.Values.Select(Of))}]",
        AnyValue.ValueOneofCase.KvlistValue => $"{{{string.Join(',', value.KvlistValue.Values.Select(pair => $"{pair.Key}={Of(pair.Value)}"))}}}",
        AnyValue.ValueOneofCase.BytesValue => $"bytes:{Convert.ToHexString(value.BytesValue.Span)}",
        _ => "nothing",
    };

    private static string Hex(ByteString id) => Convert.ToHexStringLower(id.Span);
}
