using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace Acsr.Ingest.Otlp;

/// <summary>Writes spans as a trace request in OTLP/JSON, each with its resource.</summary>
internal static class SpanJson
{
    public static byte[] Of(IEnumerable<OtlpSpan> spans) => Encoding.UTF8.GetBytes(new JsonObject
    {
        ["resourceSpans"] = new JsonArray([.. spans.Select(span => new JsonObject
        {
            ["resource"] = new JsonObject { ["attributes"] = Attributes(span.Resource) },
            ["scopeSpans"] = new JsonArray(new JsonObject { ["spans"] = new JsonArray(Span(span)) }),
        })]),
    }.ToJsonString());

    private static JsonObject Span(OtlpSpan span) => new()
    {
        ["traceId"] = span.TraceId,
        ["spanId"] = span.SpanId,
        ["parentSpanId"] = span.ParentSpanId ?? "",
        ["name"] = span.Name,
        ["kind"] = span.Kind,
        ["startTimeUnixNano"] = span.StartNano.ToString(CultureInfo.InvariantCulture),
        ["endTimeUnixNano"] = span.EndNano.ToString(CultureInfo.InvariantCulture),
        ["attributes"] = Attributes(span.Attributes),
        ["status"] = new JsonObject { ["code"] = span.StatusCode, ["message"] = span.StatusMessage ?? "" },
    };

    public static JsonArray Attributes(IReadOnlyDictionary<string, OtlpValue> attributes) =>
        new([.. attributes.Select(pair => new JsonObject { ["key"] = pair.Key, ["value"] = Value(pair.Value) })]);

    public static JsonObject Value(OtlpValue value) => value switch
    {
        { Text: { } text } => new() { ["stringValue"] = text },
        { Flag: { } flag } => new() { ["boolValue"] = flag },
        { Whole: { } whole } => new() { ["intValue"] = whole.ToString(CultureInfo.InvariantCulture) },
        { Number: { } number } => new() { ["doubleValue"] = number },
        { Map: { } map } => new() { ["kvlistValue"] = new JsonObject { ["values"] = new JsonArray([.. map.Select(pair => new JsonObject { ["key"] = pair.Key, ["value"] = Value(pair.Value) })]) } },
        { Items: { } items } => new() { ["arrayValue"] = new JsonObject { ["values"] = new JsonArray([.. items.Select(Value)]) } },
        _ => [],
    };
}
