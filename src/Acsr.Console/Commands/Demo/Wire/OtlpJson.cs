using System.Globalization;
using System.Text.Json;
using Acsr.Ingest.Events;

namespace Acsr.Commands.Demo.Wire;

/// <summary>Writes spans as an OTLP/JSON trace request (formats A.2): hexadecimal ids, enums as numbers, 64-bit numbers as text.</summary>
internal static class OtlpJson
{
    private static readonly JsonWriterOptions Options = new() { Encoder = EventJson.Options.Encoder };

    /// <param name="spans">Of one version of the agent.</param>
    /// <param name="version">That version.</param>
    public static byte[] Write(IReadOnlyList<DemoSpan> spans, string version)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, Options))
        {
            json.WriteStartObject();
            json.WriteStartArray("resourceSpans");
            json.WriteStartObject();
            json.WriteStartObject("resource");
            Attributes(json, [("service.name", DemoDesk.AgentName), ("service.version", version)]);
            json.WriteEndObject();
            json.WriteStartArray("scopeSpans");
            json.WriteStartObject();
            json.WriteStartObject("scope");
            json.WriteString("name", "harbour.finch.assistant");
            json.WriteEndObject();
            json.WriteStartArray("spans");
            foreach (var span in spans)
            {
                Span(json, span);
            }

            json.WriteEndArray();
            json.WriteEndObject();
            json.WriteEndArray();
            json.WriteEndObject();
            json.WriteEndArray();
            json.WriteEndObject();
        }

        return stream.ToArray();
    }

    private static void Span(Utf8JsonWriter json, DemoSpan span)
    {
        json.WriteStartObject();
        json.WriteString("traceId", span.TraceId);
        json.WriteString("spanId", span.SpanId);
        if (span.ParentSpanId is { } parent)
        {
            json.WriteString("parentSpanId", parent);
        }

        json.WriteString("name", span.Name);
        json.WriteNumber("kind", span.Kind);
        json.WriteString("startTimeUnixNano", Nanoseconds(span.Start));
        json.WriteString("endTimeUnixNano", Nanoseconds(span.End));
        Attributes(json, span.Attributes);
        json.WriteStartObject("status");
        if (span.Error is { } error)
        {
            json.WriteNumber("code", 2);
            json.WriteString("message", error);
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void Attributes(Utf8JsonWriter json, IEnumerable<(string Key, object Value)> attributes)
    {
        json.WriteStartArray("attributes");
        foreach (var (key, value) in attributes)
        {
            json.WriteStartObject();
            json.WriteString("key", key);
            json.WritePropertyName("value");
            Value(json, value);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void Value(Utf8JsonWriter json, object value)
    {
        json.WriteStartObject();
        switch (value)
        {
            case bool flag:
                json.WriteBoolean("boolValue", flag);
                break;
            case long whole:
                json.WriteString("intValue", whole.ToString(CultureInfo.InvariantCulture));
                break;
            case double number:
                json.WriteNumber("doubleValue", number);
                break;
            case string[] texts:
                json.WriteStartObject("arrayValue");
                json.WriteStartArray("values");
                foreach (var text in texts)
                {
                    Value(json, text);
                }

                json.WriteEndArray();
                json.WriteEndObject();
                break;
            default:
                json.WriteString("stringValue", (string)value);
                break;
        }

        json.WriteEndObject();
    }

    private static string Nanoseconds(DateTime time) => ((time - DateTime.UnixEpoch).Ticks * 100).ToString(CultureInfo.InvariantCulture);
}
