using System.Globalization;
using System.Text.Json.Nodes;
using Acsr.Tests.Otlp;
using Google.Protobuf.Collections;

namespace Acsr.Ingest.Otlp;

/// <summary>Writes a trace request as OTLP/JSON (formats A.2).</summary>
internal static class WireJson
{
    public static byte[] Of(TraceRequest request) => System.Text.Encoding.UTF8.GetBytes(new JsonObject
    {
        ["resourceSpans"] = List(request.ResourceSpans, resource => new JsonObject
        {
            ["resource"] = new JsonObject { ["attributes"] = Attributes(resource.Resource.Attributes) },
            ["schemaUrl"] = resource.SchemaUrl,
            ["scopeSpans"] = List(resource.ScopeSpans, scope => new JsonObject
            {
                ["scope"] = new JsonObject { ["name"] = scope.Scope.Name, ["version"] = scope.Scope.Version },
                ["spans"] = List(scope.Spans, Span),
                ["notAField"] = 1,
            }),
        }),
    }.ToJsonString());

    private static JsonObject Span(Span span) => new()
    {
        ["traceId"] = Convert.ToHexString(span.TraceId.Span),
        ["spanId"] = Convert.ToHexStringLower(span.SpanId.Span),
        ["parentSpanId"] = Convert.ToHexString(span.ParentSpanId.Span),
        ["traceState"] = span.TraceState,
        ["name"] = span.Name,
        ["kind"] = span.Kind,
        ["startTimeUnixNano"] = span.StartTimeUnixNano.ToString(CultureInfo.InvariantCulture),
        ["endTimeUnixNano"] = span.EndTimeUnixNano,
        ["attributes"] = Attributes(span.Attributes),
        ["events"] = List(span.Events, e => new JsonObject { ["timeUnixNano"] = e.TimeUnixNano, ["name"] = e.Name, ["attributes"] = Attributes(e.Attributes) }),
        ["status"] = new JsonObject { ["code"] = span.Status.Code, ["message"] = span.Status.Message },
        ["flags"] = span.Flags,
        ["trace_state"] = 5,
    };

    private static JsonArray Attributes(RepeatedField<KeyValue> attributes) => List(attributes, pair => new JsonObject { ["key"] = pair.Key, ["value"] = Value(pair.Value) });

    private static JsonObject Value(AnyValue value) => value.ValueCase switch
    {
        AnyValue.ValueOneofCase.StringValue => new() { ["stringValue"] = value.StringValue },
        AnyValue.ValueOneofCase.BoolValue => new() { ["boolValue"] = value.BoolValue },
        AnyValue.ValueOneofCase.IntValue => new() { ["intValue"] = value.IntValue.ToString(CultureInfo.InvariantCulture) },
        AnyValue.ValueOneofCase.DoubleValue => new() { ["doubleValue"] = double.IsFinite(value.DoubleValue) ? value.DoubleValue : value.DoubleValue.ToString(CultureInfo.InvariantCulture) },
        AnyValue.ValueOneofCase.ArrayValue => new() { ["arrayValue"] = new JsonObject { ["values"] = List(value.ArrayValue.Values, Value) } },
        AnyValue.ValueOneofCase.KvlistValue => new() { ["kvlistValue"] = new JsonObject { ["values"] = Attributes(value.KvlistValue.Values) } },
        AnyValue.ValueOneofCase.BytesValue => new() { ["bytesValue"] = value.BytesValue.ToBase64() },
        _ => [],
    };

    private static JsonArray List<T>(IEnumerable<T> items, Func<T, JsonObject> write) => [.. items.Select(write)];
}
