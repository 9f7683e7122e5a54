using System.Text.Json;
using Acsr.Releases.Formats;

namespace Acsr.Releases;

/// <summary>Arguments of calls as JSON objects.</summary>
public static class JsonArguments
{
    private static readonly JsonElement Empty = JsonElement.Parse("{}");

    /// <summary>The object that a text holds, an empty one for an empty text; null when it holds anything else.</summary>
    public static JsonElement? ReadObject(string? json) =>
        string.IsNullOrWhiteSpace(json) ? Empty : Read(json) is { ValueKind: JsonValueKind.Object } value ? value : null;

    /// <summary>The object that a text holds; anything else becomes the one member <c>input</c> of an object, for formats know only objects.</summary>
    public static JsonElement Wrap(string? json) =>
        ReadObject(json) ?? JsonSerializer.SerializeToElement(new Dictionary<string, JsonElement> { ["input"] = Read(json!) ?? JsonSerializer.SerializeToElement(json) });

    /// <summary>The value that a text holds; null when it is no JSON, or JSON that cannot be written again.</summary>
    public static JsonElement? Read(string json)
    {
        try
        {
            var value = JsonElement.Parse(json);
            // Half a surrogate pair in an escape passes the parser and breaks the writer: one such text must not stop a whole release.
            ReleaseJson.Write(value.WriteTo);
            return value;
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or ArgumentException)
        {
            return null;
        }
    }
}
