using System.Globalization;
using System.Text.Json.Nodes;

namespace Acsr.Ingest.Otlp.Dialects;

/// <summary>
/// Reads spans of bodies that our door refuses for their encoding (base64 ids, enums by name, Jaeger's form), so that what their
/// attributes mean can be tested all the same.
/// </summary>
internal static class LooseOtlp
{
    public static List<OtlpSpan> Body(string file) =>
    [
        .. from resource in Parse(file)["resourceSpans"]!.AsArray()
           from scope in resource!["scopeSpans"]!.AsArray()
           from span in scope!["spans"]!.AsArray()
           select new OtlpSpan
           {
               TraceId = Hex((string)span["traceId"]!, 16),
               SpanId = Hex((string)span["spanId"]!, 8),
               ParentSpanId = (string?)span["parentSpanId"] is { Length: > 0 } parent ? Hex(parent, 8) : null,
               Name = (string)span["name"]!,
               StartNano = Nano(span["startTimeUnixNano"]),
               EndNano = Nano(span["endTimeUnixNano"]),
               StatusCode = span["status"]?["code"]?.ToString() is "STATUS_CODE_ERROR" or "2" ? 2 : 0,
               StatusMessage = (string?)span["status"]?["message"],
               Scope = (string?)scope["scope"]?["name"] ?? "",
               Attributes = Attributes(span["attributes"]),
               Resource = Attributes(resource["resource"]?["attributes"]),
               Events = [.. (span["events"]?.AsArray() ?? []).Select(e => new OtlpSpanEvent(Nano(e!["timeUnixNano"]), (string)e["name"]!, Attributes(e["attributes"])))],
           },
    ];

    /// <summary>A Jaeger export: tags instead of attributes, microseconds.</summary>
    public static List<OtlpSpan> Jaeger(string file) =>
    [
        .. from trace in Parse(file)["data"]!.AsArray()
           from span in trace!["spans"]!.AsArray()
           select new OtlpSpan
           {
               TraceId = (string)span["traceID"]!,
               SpanId = (string)span["spanID"]!,
               ParentSpanId = (string?)span["references"]!.AsArray().FirstOrDefault()?["spanID"],
               Name = (string)span["operationName"]!,
               StartNano = Nano(span["startTime"]) * 1000,
               EndNano = (Nano(span["startTime"]) + Nano(span["duration"])) * 1000,
               Attributes = span["tags"]!.AsArray().DistinctBy(tag => (string)tag!["key"]!).ToDictionary(tag => (string)tag!["key"]!, tag => Value(tag!["value"])),
           },
    ];

    /// <summary>Spans as the OpenAI Agents SDK's tests of others keep them: attributes as one plain object.</summary>
    public static List<OtlpSpan> Plain(string file) =>
    [
        .. from span in (Parse(file) as JsonArray ?? Parse(file)["spans"]!.AsArray())
           select new OtlpSpan
           {
               TraceId = (string)span["trace_id"]!,
               SpanId = (string)span["span_id"]!,
               ParentSpanId = (string?)span["parent_span_id"],
               Name = (string)span["name"]!,
               StartNano = Nano(span["start_time"]),
               EndNano = Nano(span["end_time"]),
               Scope = (string?)span["scope"]?["name"] ?? "",
               Attributes = span["attributes"]!.AsObject().ToDictionary(pair => pair.Key, pair => Value(pair.Value)),
           },
    ];

    private static JsonNode Parse(string file) => JsonNode.Parse(File.ReadAllText(SharedData.Path("otlp/" + file)))!;

    private static Dictionary<string, OtlpValue> Attributes(JsonNode? list) =>
        (list?.AsArray() ?? []).Where(pair => pair!["value"] is not null).ToDictionary(pair => (string)pair!["key"]!, pair => Any(pair!["value"]!));

    private static OtlpValue Any(JsonNode value) => value.AsObject().Single() switch
    {
        ("arrayValue", var list) => new() { Items = [.. list!["values"]!.AsArray().Select(item => Any(item!))] },
        ("intValue", var whole) => new() { Whole = long.Parse(whole!.ToString(), CultureInfo.InvariantCulture) },
        (_, var plain) => Value(plain),
    };

    private static OtlpValue Value(JsonNode? value) => value?.GetValueKind() switch
    {
        System.Text.Json.JsonValueKind.True or System.Text.Json.JsonValueKind.False => new() { Flag = (bool)value },
        System.Text.Json.JsonValueKind.Number when value.AsValue().TryGetValue<long>(out var whole) => new() { Whole = whole },
        System.Text.Json.JsonValueKind.Number => new() { Number = (double)value },
        System.Text.Json.JsonValueKind.String => new() { Text = (string)value! },
        null => new(),
        _ => new() { Text = value.ToJsonString() },
    };

    private static string Hex(string id, int bytes) => id.Length == bytes * 2 ? id : Convert.ToHexStringLower(Convert.FromBase64String(id));

    private static ulong Nano(JsonNode? value) => value is null ? 0 : ulong.Parse(value.ToString(), CultureInfo.InvariantCulture);
}
