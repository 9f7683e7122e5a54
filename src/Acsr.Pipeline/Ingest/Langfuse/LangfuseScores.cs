using System.Text;
using System.Text.Json;
using Acsr.Ingest.Events;
using Acsr.Ingest.Otlp.Dialects;

namespace Acsr.Ingest.Langfuse;

/// <summary>Reads a score as Langfuse takes it (<c>POST /api/public/scores</c>, formats C.1) as a native one.</summary>
public static class LangfuseScores
{
    private const string Prefix = "langfuse:";
    private static readonly string[] DataTypes = ["NUMERIC", "BOOLEAN", "CATEGORICAL", "CORRECTION", "TEXT"];

    /// <summary>The score, and the id that the sender knows it by: its own, or one made from what it sent.</summary>
    /// <param name="body">JSON.</param>
    /// <param name="now">Langfuse's scores carry no time of their own.</param>
    /// <exception cref="EventFormatException">The body is no JSON object.</exception>
    public static (string Id, OfferedEvent Score) Read(ReadOnlyMemory<byte> body, DateTime now)
    {
        JsonElement item;
        try
        {
            item = JsonSerializer.Deserialize<JsonElement>(body.Span);
        }
        catch (JsonException error)
        {
            throw new EventFormatException($"The body is not JSON: {error.Message.Split(" LineNumber:")[0]}");
        }

        if (item.ValueKind != JsonValueKind.Object) { throw new EventFormatException("The body must be one JSON object: a score."); }
        if (!item.IsReadable()) { throw new EventFormatException("The body holds text that is not valid Unicode."); }
        // Without an id of its own the same score is known by all that it says.
        var id = item.Word("id") is { Length: > 0 } own ? own : NativeJson.Hash(Encoding.UTF8.GetString(body.Span));
        var fault = Score(item, out var score);
        return (id, fault is null ? new(id, NativeJson.Of(score! with { Id = Prefix + id, Time = now }, item.Field("metadata")), null) : new(id, null, fault));
    }

    private static string? Score(JsonElement item, out ScoreEvent? score)
    {
        score = null;
        var (trace, session) = (item.Word("traceId"), item.Word("sessionId"));
        if (string.IsNullOrEmpty(trace) && string.IsNullOrEmpty(session))
        {
            return item.Has("datasetRunId") ? "'datasetRunId': scores of dataset runs belong to no case; send scores of traces or sessions." : "give 'traceId' (with 'observationId' for one step) or 'sessionId'.";
        }

        var type = item.Word("dataType");
        if (type is not null && !DataTypes.Contains(type)) { return $"'dataType' is '{type}'; use one of: {string.Join(", ", DataTypes)}."; }
        var (number, text) = Value(item);
        if (number is null && text is null && type != "CORRECTION") { return "'value' is missing: a number or a text."; }
        var traceId = string.IsNullOrEmpty(trace) ? null : LangfuseExport.Hex(trace, 16);
        var made = new ScoreEvent
        {
            Case = string.IsNullOrEmpty(session) ? "" : session,
            Trace = traceId,
            Name = item.Word("name") ?? "",
            Target = traceId is not null && item.Word("observationId") is { Length: > 0 } step ? $"{traceId}/{LangfuseExport.Hex(step, 8)}" : null,
            Source = item.Word("source") == "ANNOTATION" ? "human" : null,
        };
        return Typed(type ?? (number is null ? "CATEGORICAL" : "NUMERIC"), made, number, text, item, out score);
    }

    private static string? Typed(string type, ScoreEvent made, double? number, string? text, JsonElement item, out ScoreEvent? score)
    {
        var comment = item.Word("comment");
        score = type switch
        {
            "NUMERIC" => made with { Value = number, Comment = comment },
            "BOOLEAN" => made with { Value = number, Label = number == 1 ? "true" : "false", ScaleMin = 0, ScaleMax = 1, Comment = comment },
            "CATEGORICAL" => made with { Label = text, Comment = comment },
            // What should have been said, in place of what was.
            "CORRECTION" => made with { Name = "output", Label = "correction", Comment = item.Word("stringValue") ?? text },
            _ => made with { Comment = comment is null ? text : $"{text}\n{comment}" },
        };
        return type switch
        {
            "NUMERIC" when number is null => "'value' must be a number where 'dataType' is NUMERIC.",
            "BOOLEAN" when number is not (0 or 1) => "'value' must be 0 or 1 where 'dataType' is BOOLEAN.",
            "CATEGORICAL" or "TEXT" when text is null => $"'value' must be a text where 'dataType' is {type}.",
            "TEXT" when text!.Length is 0 or > 500 => $"'value' has {text.Length} characters; a TEXT score has 1 to 500.",
            "CORRECTION" when score.Comment is null => "'stringValue' is missing: the corrected output.",
            _ => null,
        };
    }

    private static (double? Number, string? Text) Value(JsonElement item) => item.Field("value") switch
    {
        { ValueKind: JsonValueKind.Number } value when value.TryGetDouble(out var number) && double.IsFinite(number) => (number, null),
        { ValueKind: JsonValueKind.String } value => (null, value.GetString()),
        _ => (null, null),
    };
}
