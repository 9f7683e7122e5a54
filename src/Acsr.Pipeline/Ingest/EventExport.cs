using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Acsr.Ingest.Events;
using Acsr.Ingest.Otlp;
using Acsr.Store;
using Microsoft.EntityFrameworkCore;

namespace Acsr.Ingest;

/// <summary>Reads back what is stored, one event or span at a time, each once however often it came in.</summary>
public sealed class EventExport(IDbContextFactory<ConsoleDbContext> contexts)
{
    /// <summary>Every stored event as one line of JSON with its <c>id</c>, in the order it was received.</summary>
    public async IAsyncEnumerable<string> LinesAsync([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var seen = new HashSet<string>();
        long last = 0;
        while (true)
        {
            await using var db = await contexts.CreateDbContextAsync(cancellationToken);
            var segments = await db.Segments.AsNoTracking().Where(s => s.Id > last).OrderBy(s => s.Id).Take(64).ToListAsync(cancellationToken);
            if (segments.Count == 0) { yield break; }
            foreach (var segment in segments)
            {
                foreach (var (id, line) in LinesOf(segment))
                {
                    if (seen.Add(id)) { yield return line; }
                }
            }

            last = segments[^1].Id;
        }
    }

    private static IEnumerable<(string Id, string Line)> LinesOf(Segment segment)
    {
        var payload = Zstd.Decompress(segment.Payload);
        return segment.Format switch
        {
            SegmentFormat.Otlp => OtlpTraceRequest.ReadPayload(payload).Select(Line),
            SegmentFormat.OtlpLogs => OtlpLogRequest.ReadPayload(payload).Select(Line),
            SegmentFormat.Events => EventBatch.ReadPayload(payload).Select(e => (e.Id, JsonSerializer.Serialize(e, EventJson.Options))),
        };
    }

    private static (string, string) Line(OtlpLogRecord record)
    {
        var id = record.Id();
        var json = new JsonObject
        {
            ["id"] = id,
            ["type"] = "log",
            ["case"] = SpanCaseId.Of(record),
            ["name"] = record.Name,
            ["span"] = record.Step,
            ["timeUnixNano"] = record.TimeNano.ToString(CultureInfo.InvariantCulture),
            ["body"] = record.Body is null ? null : Node(record.Body),
            ["attributes"] = new JsonObject(record.Attributes.Select(a => KeyValuePair.Create(a.Key, Node(a.Value)))),
        };
        return (id, json.ToJsonString(EventJson.Options));
    }

    private static (string, string) Line(OtlpSpan span)
    {
        var id = $"{span.TraceId}/{span.SpanId}";
        var json = new JsonObject
        {
            ["id"] = id,
            ["type"] = "span",
            ["case"] = SpanCaseId.Of(span),
            ["name"] = span.Name,
            ["startTimeUnixNano"] = span.StartNano.ToString(CultureInfo.InvariantCulture),
            ["endTimeUnixNano"] = span.EndNano.ToString(CultureInfo.InvariantCulture),
            ["attributes"] = new JsonObject(span.Attributes.Select(a => KeyValuePair.Create(a.Key, Node(a.Value)))),
        };
        return (id, json.ToJsonString(EventJson.Options));
    }

    private static JsonNode? Node(OtlpValue value) =>
        value.Text is not null ? JsonValue.Create(value.Text)
        : value.Flag is not null ? JsonValue.Create(value.Flag)
        : value.Whole is not null ? JsonValue.Create(value.Whole)
        : value.Number is { } number ? double.IsFinite(number) ? JsonValue.Create(number) : JsonValue.Create(number.ToString(CultureInfo.InvariantCulture))
        : value.Items is not null ? new JsonArray([.. value.Items.Select(Node)])
        : value.Map is not null ? new JsonObject(value.Map.DistinctBy(m => m.Key).Select(m => KeyValuePair.Create(m.Key, Node(m.Value))))
        : value.Bytes is not null ? JsonValue.Create(Convert.ToBase64String(value.Bytes))
        : null;
}
