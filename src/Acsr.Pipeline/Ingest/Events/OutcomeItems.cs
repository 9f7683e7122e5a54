using System.Text.Json;

namespace Acsr.Ingest.Events;

/// <summary>
/// Reads what a checker of the system of record found (<c>POST /api/v1/outcomes</c>) as native events of type <c>verification</c>. A
/// checker knows cases and results; the id and the time that an event needs are made for it where it sends none.
/// </summary>
public static class OutcomeItems
{
    private const string Type = "verification";

    /// <summary>One for each result, in the order of the request.</summary>
    /// <param name="body">A JSON object, or an array of them.</param>
    /// <param name="now">When a result was found that says no time.</param>
    /// <exception cref="EventFormatException">The body is not JSON, or holds too many.</exception>
    public static IReadOnlyList<OfferedEvent> Read(ReadOnlyMemory<byte> body, DateTime now)
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

        if (root.ValueKind != JsonValueKind.Array) { return [Offered(root, now)]; }
        return root.GetArrayLength() > EventBatch.MaxEvents
            ? throw new EventFormatException($"More than {EventBatch.MaxEvents} results in one request; send them in several.")
            : [.. root.EnumerateArray().Select(item => Offered(item, now))];
    }

    /// <summary>The id of a result that names none: one check has one, so that a later result of it takes the place of the one before.</summary>
    public static string IdOf(string? under, string? action, string? target, string? by) => "outcome:" + NativeJson.Hash(under, action, target, by);

    private static OfferedEvent Offered(JsonElement item, DateTime now)
    {
        if (item.ValueKind != JsonValueKind.Object) { return new(null, null, $"a JSON {item.ValueKind} where a result belongs: an object with 'case' and 'result'."); }
        if (!item.IsReadable()) { return new(null, null, "holds text that is not valid Unicode; send UTF-8 without lone surrogates."); }
        string? Word(string name) => item.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
        if (Word("type") is { } other && other != Type) { return new(Word("id"), null, $"'type' is '{other}'; leave it out here, or send the event to /api/v1/events."); }
        var id = item.TryGetProperty("id", out _) ? null : IdOf(Word("case") ?? Word("trace")?.ToLowerInvariant(), Word("action"), Word("target"), Word("by"));
        return new(Word("id"), NativeJson.With(
            [("type", Type), ("id", id), ("time", item.TryGetProperty("time", out _) ? null : now.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFF'Z'", System.Globalization.CultureInfo.InvariantCulture))], item), null);
    }
}
