using System.Text.Json;

namespace Acsr.Signals.DeadEnds;

/// <summary>Which documents a search brought back, as far as its output says so.</summary>
internal static class RetrievedDocuments
{
    private static readonly string[] Lists = ["documents", "results", "hits", "matches", "items", "chunks", "articles", "passages"];
    private static readonly string[] Ids = ["id", "document_id", "doc_id", "chunk_id", "article_id", "path", "url", "title"];

    /// <summary>
    /// One id for each document, sorted; empty when none was found; null when the output is of a shape that does not tell. A document
    /// without an id stands for itself.
    /// </summary>
    public static IReadOnlyList<string>? Of(string? output)
    {
        if (string.IsNullOrWhiteSpace(output)) { return null; }
        try
        {
            using var json = JsonDocument.Parse(output);
            return ListIn(json.RootElement) is { } list ? [.. list.EnumerateArray().Select(IdOf).Order(StringComparer.Ordinal)] : null;
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            // Plain text may be one document, several, or the sentence that there is none.
            return null;
        }
    }

    private static JsonElement? ListIn(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Array => value,
        JsonValueKind.Object => Lists.Select(name => value.TryGetProperty(name, out var list) && list.ValueKind == JsonValueKind.Array ? list : (JsonElement?)null)
            .FirstOrDefault(list => list is not null),
        _ => null,
    };

    private static string IdOf(JsonElement document) => document.ValueKind != JsonValueKind.Object ? document.GetRawText()
        : Ids.Select(name => document.TryGetProperty(name, out var id) ? id.GetRawText() : null).FirstOrDefault(id => id is not null) ?? document.GetRawText();
}
