using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace Acsr.Ingest.Otlp;

/// <summary>Builds log records for tests in few words, and writes them as a logs request in OTLP/JSON.</summary>
internal static class LogRecords
{
    /// <summary>A record of a trace and span by number, 0 for none; times in milliseconds behind <see cref="Spans.Start"/>.</summary>
    public static OtlpLogRecord Record(string name, int trace, int span, int ms, OtlpValue? body = null, params (string Key, OtlpValue Value)[] attributes) => new()
    {
        Name = name,
        TraceId = trace == 0 ? null : trace.ToString("x32", CultureInfo.InvariantCulture),
        SpanId = span == 0 ? null : span.ToString("x16", CultureInfo.InvariantCulture),
        TimeNano = (ulong)(Spans.Start - DateTime.UnixEpoch).Ticks * 100 + ((ulong)ms * 1_000_000),
        Body = body,
        Attributes = attributes.ToDictionary(a => a.Key, a => a.Value),
    };

    /// <summary>A message as GenAI events carried it until 1.36, in the body.</summary>
    public static OtlpLogRecord Said(string name, int trace, int span, int ms, string text, string? caseId = null) =>
        Record(name, trace, span, ms, new OtlpValue { Map = [KeyValuePair.Create("content", Text(text))] },
            caseId is null ? [("gen_ai.system", Text("openai"))] : [("gen_ai.system", Text("openai")), ("gen_ai.conversation.id", Text(caseId))]);

    public static OtlpLogRecord Evaluation(int trace, int span, int ms, string name, double value, string? caseId = null) => Record(GenAiEvents.Evaluation, trace, span, ms, null,
    [
        ("gen_ai.evaluation.name", Text(name)),
        ("gen_ai.evaluation.score.value", new OtlpValue { Number = value }),
        .. caseId is null ? [] : ((string, OtlpValue)[])[("acsr.case.id", Text(caseId))],
    ]);

    public static OtlpValue Text(string text) => new() { Text = text };

    public static byte[] Json(IEnumerable<OtlpLogRecord> records) => Encoding.UTF8.GetBytes(new JsonObject
    {
        ["resourceLogs"] = new JsonArray([.. records.Select(record => new JsonObject
        {
            ["resource"] = new JsonObject { ["attributes"] = SpanJson.Attributes(record.Resource) },
            ["scopeLogs"] = new JsonArray(new JsonObject { ["logRecords"] = new JsonArray(Of(record)) }),
        })]),
    }.ToJsonString());

    private static JsonObject Of(OtlpLogRecord record)
    {
        var json = new JsonObject
        {
            ["timeUnixNano"] = record.TimeNano.ToString(CultureInfo.InvariantCulture),
            ["traceId"] = record.TraceId ?? "",
            ["spanId"] = record.SpanId ?? "",
            ["eventName"] = record.Name,
            ["attributes"] = SpanJson.Attributes(record.Attributes),
        };
        if (record.Body is not null) { json["body"] = SpanJson.Value(record.Body); }
        return json;
    }
}
