using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Acsr.Ingest.Otlp;

namespace Acsr.Ingest;

/// <summary>Writes logs requests as OTLP/JSON; numbers become ids, times are milliseconds behind 2026-03-01.</summary>
internal static class LogBodies
{
    public static JsonObject Record(string name, int trace, int span, int ms = 0, JsonObject? body = null, params (string Key, JsonNode Value)[] attributes)
    {
        var record = new JsonObject
        {
            ["timeUnixNano"] = (1_772_323_200_000L + ms).ToString(CultureInfo.InvariantCulture) + "000000",
            ["severityNumber"] = 9,
            ["eventName"] = name,
            ["attributes"] = new JsonArray([.. attributes.Select(a => new JsonObject { ["key"] = a.Key, ["value"] = a.Value.DeepClone() })]),
        };
        if (trace > 0) { record["traceId"] = trace.ToString("x32", CultureInfo.InvariantCulture); }
        if (span > 0) { record["spanId"] = span.ToString("x16", CultureInfo.InvariantCulture); }
        if (body is not null) { record["body"] = body; }
        return record;
    }

    /// <summary>What a person or the agent said, as GenAI events did until 1.36: the content in the body.</summary>
    public static JsonObject Said(string name, int trace, int span, int ms, string text) =>
        Record(name, trace, span, ms, new JsonObject
        {
            ["kvlistValue"] = new JsonObject { ["values"] = new JsonArray(new JsonObject { ["key"] = "content", ["value"] = new JsonObject { ["stringValue"] = text } }) },
        }, ("gen_ai.system", Text("openai")));

    public static JsonObject Evaluation(int trace, int span, string name, double? value, string? label = null, string? caseId = null) => Record("gen_ai.evaluation.result", trace, span, 50, null,
    [
        ("gen_ai.evaluation.name", Text(name)),
        .. value is { } number ? [("gen_ai.evaluation.score.value", new JsonObject { ["doubleValue"] = number })] : Array.Empty<(string, JsonNode)>(),
        .. label is not null ? [("gen_ai.evaluation.score.label", Text(label)), ("gen_ai.evaluation.explanation", Text("Because."))] : Array.Empty<(string, JsonNode)>(),
        .. caseId is not null ? [("gen_ai.conversation.id", Text(caseId))] : Array.Empty<(string, JsonNode)>(),
    ]);

    public static byte[] Request(params JsonObject[] records) => Encoding.UTF8.GetBytes(new JsonObject
    {
        ["resourceLogs"] = new JsonArray(new JsonObject { ["scopeLogs"] = new JsonArray(new JsonObject { ["logRecords"] = new JsonArray([.. records]) }) }),
    }.ToJsonString());

    /// <summary>The same request in protobuf, other records included.</summary>
    public static byte[] ToProtobuf(byte[] json)
    {
        // What is no GenAI event is left out of a payload, and has to be written by other means.
        var all = OtlpLogRequest.Read(json, OtlpEncoding.Json);
        return all.Rejected == 0 ? all.Payload.ToArray() : [.. all.Payload.ToArray(), .. OtherRecord];
    }

    public static JsonObject Text(string text) => new() { ["stringValue"] = text };

    /// <summary>A request's field with a record that only has a name: <c>resource_logs{scope_logs{log_records{event_name: "x"}}}</c>.</summary>
    private static readonly byte[] OtherRecord = [0x0A, 7, 0x12, 5, 0x12, 3, 0x62, 1, (byte)'x'];
}
