using System.Text.Json;

namespace Acsr.Signals.Gaps;

/// <summary>What a search asked and what came back, as far as its step tells. Pure.</summary>
internal static class SearchResult
{
    private static readonly string[] Questions = ["query", "question", "q", "search_query", "text", "search", "input", "keywords"];
    private static readonly string[] Scores = ["score", "similarity", "relevance", "relevance_score", "@search.score"];
    private static readonly string[] Names = ["title", "name", "id", "document_id", "doc_id", "chunk_id", "article_id", "path", "url"];
    private static readonly string[] Lists = ["documents", "results", "hits", "matches", "items", "chunks", "articles", "passages"];

    /// <summary>The question in a search's arguments; null where they hold none.</summary>
    public static string? QuestionIn(string? input)
    {
        if (string.IsNullOrWhiteSpace(input)) { return null; }
        if (input.AsSpan().TrimStart() is not ['{' or '[' or '"', ..]) { return input.Trim(); }
        try
        {
            using var json = JsonDocument.Parse(input);
            return json.RootElement.ValueKind switch
            {
                JsonValueKind.String => json.RootElement.GetString(),
                JsonValueKind.Object => Questions.Select(name => Text(json.RootElement, name)).FirstOrDefault(text => !string.IsNullOrWhiteSpace(text)),
                _ => null,
            };
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            return input.Trim();
        }
    }

    /// <summary>The best score among the documents that came back; null where none has a number of a name that means "larger is better".</summary>
    public static double? TopScoreIn(string? output) => Read(output, documents => documents
        .SelectMany(document => Scores.Select(name => Number(document, name))).Where(score => score is not null && double.IsFinite(score.Value)).Max());

    /// <summary>The first documents that came back, by title, name or id.</summary>
    public static IReadOnlyList<string> NamesIn(string? output, int take) => Read(output, documents => documents
        .Select(document => document.ValueKind == JsonValueKind.String ? document.GetString() : Names.Select(name => Text(document, name)).FirstOrDefault(text => !string.IsNullOrWhiteSpace(text)))
        .OfType<string>().Take(take).ToList()) ?? [];

    private static T? Read<T>(string? output, Func<List<JsonElement>, T> read)
    {
        if (string.IsNullOrWhiteSpace(output)) { return default; }
        try
        {
            using var json = JsonDocument.Parse(output);
            var list = json.RootElement.ValueKind == JsonValueKind.Array ? json.RootElement
                : json.RootElement.ValueKind == JsonValueKind.Object
                    ? Lists.Select(name => json.RootElement.TryGetProperty(name, out var found) && found.ValueKind == JsonValueKind.Array ? found : default).FirstOrDefault(found => found.ValueKind == JsonValueKind.Array)
                    : default;
            return list.ValueKind == JsonValueKind.Array ? read([.. list.EnumerateArray()]) : default;
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            return default;
        }
    }

    private static string? Text(JsonElement value, string name) =>
        value.ValueKind == JsonValueKind.Object && value.TryGetProperty(name, out var text)
            ? text.ValueKind switch { JsonValueKind.String => text.GetString(), JsonValueKind.Number => text.GetRawText(), _ => null }
            : null;

    private static double? Number(JsonElement value, string name) =>
        value.ValueKind == JsonValueKind.Object && value.TryGetProperty(name, out var number) && number.ValueKind == JsonValueKind.Number ? number.GetDouble() : null;
}
