using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Acsr.Ingest.Events;

/// <summary>Writes what other interfaces sent as native events, for <see cref="EventBatch"/> to judge.</summary>
internal static class NativeJson
{
    private static readonly JsonWriterOptions Relaxed = new() { Encoder = EventJson.Options.Encoder };

    /// <summary>An event, with fields beside it that are kept and not read.</summary>
    /// <param name="item">The event.</param>
    /// <param name="metadata">The sender's own remarks; kept as <c>metadata</c> where they are an object.</param>
    public static JsonElement Of(CaseEvent item, JsonElement? metadata)
    {
        var known = JsonSerializer.SerializeToElement(item, EventJson.Options);
        return metadata is { ValueKind: JsonValueKind.Object } kept ? Written(json =>
        {
            foreach (var field in known.EnumerateObject()) { field.WriteTo(json); }
            json.WritePropertyName("metadata");
            kept.WriteTo(json);
        }) : known;
    }

    /// <summary>An object with fields of ours in place of those of the same name.</summary>
    /// <param name="fields">Ours; null leaves the other's as it is.</param>
    /// <param name="data">An object, or nothing.</param>
    public static JsonElement With(IReadOnlyList<(string Name, string? Value)> fields, JsonElement? data) => Written(json =>
    {
        foreach (var (name, value) in fields.Where(field => field.Value is not null)) { json.WriteString(name, value); }
        foreach (var field in data?.EnumerateObject() ?? default)
        {
            if (!fields.Any(own => own.Value is not null && own.Name == field.Name)) { field.WriteTo(json); }
        }
    });

    /// <summary>32 hexadecimal digits that stand for a text.</summary>
    public static string Hash(params ReadOnlySpan<string?> parts) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', parts))).AsSpan(0, 16));

    private static JsonElement Written(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, Relaxed))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }

        var reader = new Utf8JsonReader(buffer.WrittenSpan);
        return JsonElement.ParseValue(ref reader);
    }
}
