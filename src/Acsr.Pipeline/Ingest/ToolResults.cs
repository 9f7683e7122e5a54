using System.Text.Json;
using System.Text.RegularExpressions;

namespace Acsr.Ingest;

/// <summary>Tells from what a tool gave back whether it failed, where nothing else says so (formats B.2, B.8).</summary>
public static partial class ToolResults
{
    private const int MaxLength = 500;

    /// <summary>What went wrong: the text of a result such as <c>Error: …</c>, or the member <c>error</c> of a JSON object; else null.</summary>
    public static string? ErrorOf(string? result)
    {
        if (string.IsNullOrWhiteSpace(result)) { return null; }
        if (ErrorWord().IsMatch(result)) { return Shortened(result.Trim()); }
        if (result.AsSpan().TrimStart() is not ['{' or '"', ..]) { return null; }
        try
        {
            using var json = JsonDocument.Parse(result);
            return json.RootElement.ValueKind switch
            {
                JsonValueKind.String when ErrorWord().IsMatch(json.RootElement.GetString()!) => Shortened(json.RootElement.GetString()!.Trim()),
                JsonValueKind.Object when json.RootElement.TryGetProperty("error", out var error) => ErrorIn(error),
                _ => null,
            };
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            // Text that only looks like JSON, or JSON with text that is not valid Unicode, says nothing about an error.
            return null;
        }
    }

    // {"error": null}, false and "" are how a success is written by those who always send the member.
    private static string? ErrorIn(JsonElement error) => error.ValueKind switch
    {
        JsonValueKind.Null or JsonValueKind.False => null,
        JsonValueKind.String => error.GetString() is { Length: > 0 } text ? Shortened(text) : null,
        _ => Shortened(error.GetRawText()),
    };

    private static string Shortened(string text) => text.Length <= MaxLength ? text : text[..(MaxLength - 1)] + "…";

    [GeneratedRegex(@"^\s*(error|exception)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex ErrorWord();
}
