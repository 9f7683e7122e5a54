using System.Text.Json;

namespace Acsr.Ingest.Events;

/// <summary>Reads what the beacon in a page sends: native events without a time, for a customer's clock may be years off; ours is taken.</summary>
public static class BeaconItems
{
    /// <summary>More in one request is no page's.</summary>
    public const int MaxEvents = 50;

    /// <param name="body">A JSON array.</param>
    /// <param name="now">When it came in.</param>
    /// <exception cref="EventFormatException">The body is no list of events, or too long a one.</exception>
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

        if (root.ValueKind != JsonValueKind.Array) { throw new EventFormatException($"A JSON {root.ValueKind} where a list of events belongs."); }
        if (root.GetArrayLength() > MaxEvents) { throw new EventFormatException($"More than {MaxEvents} events in one request; send them in several."); }
        var time = now.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFF'Z'", System.Globalization.CultureInfo.InvariantCulture);
        return [.. root.EnumerateArray().Select(item => item.ValueKind == JsonValueKind.Object && item.IsReadable()
            ? new OfferedEvent(null, NativeJson.With([("time", time)], item), null)
            : new OfferedEvent(null, null, "no event object of valid Unicode."))];
    }
}
