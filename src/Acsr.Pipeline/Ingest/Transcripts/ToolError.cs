using System.Text.Json;

namespace Acsr.Ingest.Transcripts;

/// <summary>Tells from what a tool brought back whether it failed.</summary>
internal static class ToolError
{
    /// <summary>What went wrong: a text that begins with <c>Error:</c>, or the <c>error</c> of a JSON object; null when nothing did.</summary>
    public static string? In(string? content) =>
        content is null ? null
        : content.StartsWith("Error:", StringComparison.OrdinalIgnoreCase) ? content
        : content.AsSpan().TrimStart().StartsWith("{") ? OfObject(content)
        : null;

    private static string? OfObject(string content)
    {
        try
        {
            using var json = JsonDocument.Parse(content);
            return !json.RootElement.IsReadable() ? null : json.RootElement.Field("error") switch
            {
                null or { ValueKind: JsonValueKind.False } => null,
                { ValueKind: JsonValueKind.String } text => text.GetString() is { Length: > 0 } words ? words : null,
                { ValueKind: JsonValueKind.True } => content,
                { } other => other.GetRawText() is not ("{}" or "[]" or "0") and var raw ? raw : null,
            };
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
