using System.Text.Json;

namespace Acsr.Ingest.Otlp;

/// <summary>
/// Puts GenAI events that came as log records where they belong: messages onto the span they were emitted in, as if they had stood on it,
/// and evaluations beside it as scores. Pure, and indifferent to order and repetition. Where the span has not come in, or never will, its
/// events make one.
/// </summary>
internal static class SpanLogs
{
    /// <param name="caseId">The case that all of it belongs to.</param>
    /// <param name="spans">Its spans, repeated ones included.</param>
    /// <param name="records">Its log records, repeated ones included.</param>
    public static (IReadOnlyList<OtlpSpan> Spans, IReadOnlyList<ScoreEvent> Scores) Join(string caseId, IReadOnlyList<OtlpSpan> spans, IReadOnlyList<OtlpLogRecord> records)
    {
        if (records.Count == 0) { return (spans, []); }
        var once = records.GroupBy(record => record.Id()).Select(same => (Id: same.Key, Record: same.MinBy(record => record.Place)!))
            .OrderBy(item => item.Record.TimeNano).ThenBy(item => item.Record.Place).ThenBy(item => item.Id, StringComparer.Ordinal).Select(item => item.Record).ToList();
        var bySpan = once.Where(record => record.Name != GenAiEvents.Evaluation).ToLookup(record => record.Step!);
        var known = spans.Select(IdOf).ToHashSet();
        List<OtlpSpan> joined =
        [
            .. spans.Select(span => bySpan[IdOf(span)].ToList() is { Count: > 0 } events ? span with { Events = [.. span.Events, .. New(span, events)] } : span),
            .. bySpan.Where(events => !known.Contains(events.Key)).Select(events => Made([.. events])),
        ];
        return (joined, [.. once.Where(record => record.Name == GenAiEvents.Evaluation).Select(record => GenAiEvents.Score(record, caseId, TargetOf(record, joined)))]);
    }

    /// <summary>Some senders write an event onto the span and emit it too.</summary>
    private static IEnumerable<OtlpSpanEvent> New(OtlpSpan span, List<OtlpLogRecord> events)
    {
        var told = span.Events.Select(Everything).ToHashSet();
        return events.Select(Event).Where(item => !told.Contains(Everything(item)));
    }

    private static string Everything(OtlpSpanEvent item) => item.Name + "\n" + OtlpLogRecord.Everything(item.Attributes);

    private static string IdOf(OtlpSpan span) => $"{span.TraceId}/{span.SpanId}";

    /// <summary>The span an evaluation was emitted in; an evaluator that runs later names the answer instead.</summary>
    private static string? TargetOf(OtlpLogRecord record, List<OtlpSpan> spans)
    {
        if (record.Step is not null) { return record.Step; }
        return GenAiEvents.Text(record, "gen_ai.response.id") is { } response
            ? spans.Where(span => span.Text("gen_ai.response.id") == response).Select(IdOf).Order(StringComparer.Ordinal).FirstOrDefault()
            : null;
    }

    private static OtlpSpanEvent Event(OtlpLogRecord record) => new(record.TimeNano, record.Name, WithBody(record));

    /// <summary>Until 1.36 the message was the event's body, since then all stands in attributes.</summary>
    private static IReadOnlyDictionary<string, OtlpValue> WithBody(OtlpLogRecord record)
    {
        var body = record.Body switch
        {
            { Map: { } map } => map,
            { Text: { Length: > 0 } text } => OfText(text),
            _ => [],
        };
        if (body.Count == 0) { return record.Attributes; }
        var all = new Dictionary<string, OtlpValue>(record.Attributes);
        foreach (var (name, value) in body) { all[name] = value; }
        return all;
    }

    private static IReadOnlyList<KeyValuePair<string, OtlpValue>> OfText(string text)
    {
        try
        {
            if (text.AsSpan().TrimStart() is ['{', ..] && JsonSerializer.Deserialize<JsonElement>(text) is { ValueKind: JsonValueKind.Object } json && json.IsReadable())
            {
                return [.. json.EnumerateObject().Select(field => KeyValuePair.Create(field.Name,
                    new OtlpValue { Text = field.Value.ValueKind == JsonValueKind.String ? field.Value.GetString() : field.Value.GetRawText() }))];
            }
        }
        catch (JsonException)
        {
            // It only looked like JSON: it is what was said.
        }

        return [KeyValuePair.Create("content", new OtlpValue { Text = text })];
    }

    private static OtlpSpan Made(List<OtlpLogRecord> events)
    {
        Dictionary<string, OtlpValue> attributes = [];
        foreach (var (name, value) in events.SelectMany(record => record.Attributes).Where(attribute => attribute.Key != "event.name")) { attributes.TryAdd(name, value); }
        var isCall = events.Any(record => record.Name != "gen_ai.client.operation.exception");
        var operation = attributes.GetValueOrDefault("gen_ai.operation.name")?.Text ?? (isCall ? "chat" : events[0].Name);
        var model = attributes.GetValueOrDefault("gen_ai.request.model")?.Text;
        return new()
        {
            TraceId = events[0].TraceId!,
            SpanId = events[0].SpanId!,
            Name = model is null ? operation : $"{operation} {model}",
            StartNano = events.Min(record => record.TimeNano),
            EndNano = events.Max(record => record.TimeNano),
            Attributes = attributes,
            Resource = events[0].Resource,
            Scope = events[0].Scope,
            Events = [.. events.Select(Event)],
        };
    }
}
