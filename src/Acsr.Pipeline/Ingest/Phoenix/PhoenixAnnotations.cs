using System.Text.Json;
using Acsr.Ingest.Events;
using Acsr.Ingest.Otlp.Dialects;

namespace Acsr.Ingest.Phoenix;

/// <summary>What the annotations of a request are about.</summary>
public enum PhoenixTarget { Span, Trace, Session }

/// <summary>
/// Reads annotations as Arize Phoenix takes them (<c>POST /v1/span_annotations</c> and its sisters, formats C.1) as native scores. A span's
/// annotation must say which trace the span is in: a span's id alone is unique only within its trace, and nothing is kept by it.
/// </summary>
public static class PhoenixAnnotations
{
    /// <summary>One for each annotation, with the id that the answer gives it.</summary>
    /// <param name="body">JSON: <c>{"data":[…]}</c>.</param>
    /// <param name="about">What the address says they are about.</param>
    /// <param name="now">Annotations carry no time of their own.</param>
    /// <exception cref="EventFormatException">The body is not JSON or has no list of annotations.</exception>
    public static IReadOnlyList<OfferedEvent> Read(ReadOnlyMemory<byte> body, PhoenixTarget about, DateTime now)
    {
        JsonElement root;
        try
        {
            root = JsonSerializer.Deserialize<JsonElement>(body.Span);
        }
        catch (JsonException error)
        {
            throw new EventFormatException($"The body is not JSON: {error.Message.Split(" LineNumber:")[0]}");
        }

        return root.Field("data") is { ValueKind: JsonValueKind.Array } data
            ? [.. data.EnumerateArray().Select(item => Offered(item, about, now))]
            : throw new EventFormatException("'data' is missing: a list of annotations.");
    }

    private static OfferedEvent Offered(JsonElement item, PhoenixTarget about, DateTime now)
    {
        if (item.ValueKind != JsonValueKind.Object) { return new(null, null, $"a JSON {item.ValueKind} where an annotation belongs."); }
        if (!item.IsReadable()) { return new(null, null, "holds text that is not valid Unicode."); }
        var (span, trace, session) = (item.Word("span_id"), Anywhere(item, "trace_id"), Anywhere(item, "session_id"));
        if (Missing(about, span, trace, session) is { } missing) { return new(null, null, missing); }
        if (Kind(item.Word("annotator_kind"), out var source) is { } fault) { return new(null, null, fault); }

        var name = item.Word("name") ?? "";
        var id = NativeJson.Hash(about.ToString(), session, trace, span, name, item.Word("identifier"));
        var result = item.Field("result");
        var score = result?.Field("score");
        if (score is { } given && (given.ValueKind != JsonValueKind.Number || !given.TryGetDouble(out _))) { return new(id, null, "'result.score' must be a number."); }
        return new(id, NativeJson.Of(new ScoreEvent
        {
            Id = "phoenix:" + id,
            Case = session ?? "",
            Trace = trace,
            Time = now,
            Name = name,
            Value = score?.GetDouble(),
            Label = result?.Word("label"),
            Comment = result?.Word("explanation"),
            Target = about == PhoenixTarget.Span && trace is not null ? $"{trace}/{span}".ToLowerInvariant() : null,
            Source = source,
        }, item.Field("metadata")), null);
    }

    /// <summary>Phoenix's own clients have no field for it but let their callers send metadata.</summary>
    private static string? Anywhere(JsonElement item, string name) => item.Word(name) ?? item.Field("metadata")?.Word(name);

    private static string? Missing(PhoenixTarget about, string? span, string? trace, string? session) => about switch
    {
        PhoenixTarget.Session => string.IsNullOrEmpty(session) ? "'session_id' is missing." : null,
        PhoenixTarget.Trace => trace is null ? "'trace_id' is missing: 32 hexadecimal digits." : null,
        PhoenixTarget.Span => span is not { Length: 16 } || !span.All(char.IsAsciiHexDigit) ? "'span_id' must be the span's id: 16 hexadecimal digits."
            : trace is null ? "'trace_id' is missing: give it beside 'span_id' or in 'metadata', for the console keeps spans by their trace." : null,
    };

    private static string? Kind(string? kind, out string? source)
    {
        source = kind switch { "HUMAN" => "human", "LLM" => "llm", "CODE" => "code", _ => null };
        return source is null ? $"'annotator_kind' is '{kind}'; use one of: HUMAN, LLM, CODE." : null;
    }
}
