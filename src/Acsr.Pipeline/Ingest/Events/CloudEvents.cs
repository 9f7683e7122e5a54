using System.Text.Json;
using Acsr.Ingest.Otlp.Dialects;

namespace Acsr.Ingest.Events;

/// <summary>
/// Reads CloudEvents 1.0 (formats C.3) as native events: <c>type</c> names the native type, <c>data</c> holds its fields, and what the
/// data leaves out is taken from the envelope: <c>id</c> with <c>source</c>, <c>subject</c> for the case, <c>time</c>, <c>traceparent</c>.
/// </summary>
public static class CloudEvents
{
    private const string Prefix = "io.acsr.";
    private const string Suffix = ".v1";
    private const int MaxId = 200;

    /// <summary>Structured mode: one event, or with <paramref name="batch"/> an array of them.</summary>
    /// <exception cref="EventFormatException">The body is not JSON, or not the array or object that its type announces.</exception>
    public static IReadOnlyList<OfferedEvent> Structured(ReadOnlyMemory<byte> body, bool batch)
    {
        var root = Parsed(body);
        return (root.ValueKind, batch) switch
        {
            (JsonValueKind.Array, true) => [.. root.EnumerateArray().Select(Offered)],
            (JsonValueKind.Object, false) => [Offered(root)],
            (_, true) => throw new EventFormatException("application/cloudevents-batch+json holds a JSON array of events; for a single one send application/cloudevents+json."),
            _ => throw new EventFormatException("application/cloudevents+json holds one JSON object; for an array send application/cloudevents-batch+json."),
        };
    }

    /// <summary>Binary mode: the attributes are the <c>ce-</c> headers, the data is the body.</summary>
    /// <param name="attributes">By their names without the prefix, in lower case; values as the headers hold them, percent-encoded.</param>
    /// <param name="body">JSON, or nothing.</param>
    /// <exception cref="EventFormatException">The body is not JSON.</exception>
    public static OfferedEvent Binary(IReadOnlyDictionary<string, string> attributes, ReadOnlyMemory<byte> body)
    {
        JsonElement? data = body.Span.Trim(" \t\r\n"u8).IsEmpty ? null : Parsed(body);
        return Offered(name => attributes.TryGetValue(name, out var value) ? Uri.UnescapeDataString(value) : null, data);
    }

    private static OfferedEvent Offered(JsonElement item)
    {
        if (item.ValueKind != JsonValueKind.Object) { return new(null, null, $"a JSON {item.ValueKind} where a CloudEvent belongs."); }
        if (!item.IsReadable()) { return new(null, null, "holds text that is not valid Unicode; send UTF-8 without lone surrogates."); }
        if (item.Word("data_base64") is not { } encoded) { return Offered(name => item.Word(name), item.Field("data")); }
        if (!item.GetProperty("data_base64").TryGetBytesFromBase64(out var bytes)) { return new(item.Word("id"), null, $"'data_base64' is not base64; it begins with '{encoded[..Math.Min(20, encoded.Length)]}'."); }
        try
        {
            return Offered(name => item.Word(name), Parsed(bytes));
        }
        catch (EventFormatException error)
        {
            return new(item.Word("id"), null, "'data_base64' holds no JSON. " + error.Message);
        }
    }

    private static OfferedEvent Offered(Func<string, string?> attribute, JsonElement? data)
    {
        var id = attribute("id");
        if (Fault(attribute, data) is { } fault) { return new(id, null, fault); }
        if (data is { } readable && !readable.IsReadable()) { return new(id, null, "its data holds text that is not valid Unicode; send UTF-8 without lone surrogates."); }
        var type = attribute("type")!;
        var native = NativeType(type) ?? (data?.Word("type") is { } own && EventJson.Types.Contains(own) ? own : null);
        if (native is null) { return new(id, null, $"'type' is '{type}'; use one of: {string.Join(", ", EventJson.Types.Select(t => Prefix + t + Suffix))}."); }
        var (subject, trace) = (attribute("subject"), TraceIn(attribute("traceparent")));
        var names = data is { } fields && (fields.Has("case") || fields.Has("trace"));
        return new(id, NativeJson.With(
        [
            ("type", native),
            ("id", data?.Has("id") == true ? null : IdOf(attribute("source")!, id!)),
            ("case", names ? null : subject),
            ("trace", names || subject is not null ? null : trace),
            ("time", data?.Has("time") == true ? null : attribute("time")),
        ], data), null);
    }

    private static string? Fault(Func<string, string?> attribute, JsonElement? data) =>
        ((string[])["id", "source", "specversion", "type"]).FirstOrDefault(name => string.IsNullOrEmpty(attribute(name))) is { } missing ? $"'{missing}' is missing; CloudEvents 1.0 asks for id, source, specversion and type."
        : attribute("specversion") != "1.0" ? $"'specversion' is '{attribute("specversion")}'; send 1.0."
        : attribute("datacontenttype") is { } type && !IsJson(type) ? $"'datacontenttype' is '{type}'; the data of an event is JSON."
        : data is not null and not { ValueKind: JsonValueKind.Object } ? $"'data' is a JSON {data.Value.ValueKind}; it must be an object with the fields of the event."
        : null;

    /// <summary>JSON by the rules of media types: <c>application/json</c>, or a type that ends in <c>+json</c>.</summary>
    public static bool IsJson(string mediaType) =>
        mediaType.Split(';')[0].Trim() is var type && (type.Equals("application/json", StringComparison.OrdinalIgnoreCase) || type.EndsWith("+json", StringComparison.OrdinalIgnoreCase));

    /// <summary>For example <c>csat</c> of <c>io.acsr.csat.v1</c>; a signal may say that it is one, as in <c>io.acsr.signal.csat.v1</c>.</summary>
    private static string? NativeType(string type)
    {
        if (!type.StartsWith(Prefix, StringComparison.Ordinal)) { return EventJson.Types.Contains(type) ? type : null; }
        var name = type[Prefix.Length..];
        if (name.EndsWith(Suffix, StringComparison.Ordinal)) { name = name[..^Suffix.Length]; }
        if (name.StartsWith("signal.", StringComparison.Ordinal)) { name = name["signal.".Length..]; }
        return EventJson.Types.Contains(name) ? name : null;
    }

    /// <summary>An event is known by source and id together.</summary>
    private static string IdOf(string source, string id) => $"{source}#{id}" is { Length: <= MaxId } both ? both : "cloudevent:" + NativeJson.Hash(source, id);

    /// <summary>The trace id of a W3C <c>traceparent</c>, version-traceid-spanid-flags.</summary>
    private static string? TraceIn(string? traceparent) => traceparent?.Split('-') is [_, { Length: 32 } trace, ..] ? trace : null;

    private static JsonElement Parsed(ReadOnlyMemory<byte> body)
    {
        try
        {
            var reader = new Utf8JsonReader(body.Span.StartsWith("\uFEFF"u8) ? body.Span[3..] : body.Span);
            var value = JsonElement.ParseValue(ref reader);
            while (reader.Read()) { throw new EventFormatException("The body holds more than one JSON value."); }
            return value;
        }
        catch (JsonException error)
        {
            throw new EventFormatException($"The body is not JSON: {error.Message.Split(" LineNumber:")[0]}");
        }
    }
}
