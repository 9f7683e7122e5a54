using System.Globalization;
using Markdig;
using Markdig.Syntax;
using YamlDotNet.Core;
using YamlDotNet.Serialization;

namespace Acsr.Knowledge;

/// <summary>
/// Reads one Markdown file with YAML front matter: <c>id</c>, <c>title</c>, <c>section</c>, <c>tags</c>, <c>locale</c>, <c>status</c>, <c>owner</c>,
/// <c>stale_after</c>, <c>clauses</c>. Other keys belong to other tools and are passed over. Pure.
/// </summary>
public static class MarkdownArticle
{
    private const string Fence = "---";

    public static ArticleReading Read(string path, string content)
    {
        var text = content.TrimStart('\uFEFF').ReplaceLineEndings("\n");
        if (text.Contains('\0', StringComparison.Ordinal)) { return ArticleReading.Fault(path, "It holds bytes that are no text; save it as UTF-8."); }
        var (yaml, body) = Split(text);
        var keys = new Dictionary<string, object?>(StringComparer.OrdinalIgnoreCase);
        if (yaml is not null)
        {
            try
            {
                foreach (var (key, value) in new DeserializerBuilder().Build().Deserialize<Dictionary<object, object?>?>(yaml) ?? []) { keys[key.ToString() ?? ""] = value; }
            }
            catch (YamlException error)
            {
                return ArticleReading.Fault(path, $"Line {error.Start.Line + 1}: the front matter is no YAML ({error.Message}). Put a text with a colon in it into quotes.");
            }
        }

        var (status, wrong) = Status(Text(keys, "status"));
        if (wrong is not null) { return ArticleReading.Fault(path, wrong); }
        var (staleAfter, noDay) = Day(Text(keys, "stale_after"));
        if (noDay is not null) { return ArticleReading.Fault(path, noDay); }
        var id = Text(keys, "id") is { Length: > 0 } given ? ArticleIds.Slug(given) : ArticleIds.OfPath(path);
        var read = new ArticleText
        {
            Title = Text(keys, "title") ?? FirstHeading(body) ?? "",
            Section = Text(keys, "section") ?? "",
            Tags = List(keys, "tags"),
            Locale = Text(keys, "locale") ?? Text(keys, "lang") ?? "",
            Owner = Text(keys, "owner"),
            StaleAfter = staleAfter,
            Clauses = List(keys, "clauses"),
            Body = body,
        }.Settled();
        if (id.Length == 0) { return ArticleReading.Fault(path, "Neither its name nor its front matter gives it an id; write id: … into the front matter."); }
        return read.Fault() is { } fault ? ArticleReading.Fault(path, fault) : new([new(path, id, read, status)], []);
    }

    /// <summary>The first heading of level 1; null where there is none.</summary>
    internal static string? FirstHeading(string body)
    {
        try
        {
            return Markdown.Parse(body).OfType<HeadingBlock>().FirstOrDefault(h => h.Level == 1) is { } heading ? ArticleChunks.Plain(body.Substring(heading.Span.Start, heading.Span.Length)) : null;
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    private static (string? Yaml, string Body) Split(string text)
    {
        var lines = text.Split('\n');
        if (lines[0].TrimEnd() != Fence) { return (null, text); }
        var end = Array.FindIndex(lines, 1, line => line.TrimEnd() is Fence or "...");
        return end < 0 ? (null, text) : (string.Join('\n', lines[1..end]), string.Join('\n', lines[(end + 1)..]));
    }

    private static (ArticleStatus Status, string? Fault) Status(string? said) => said?.ToLowerInvariant() switch
    {
        null or "" or "stable" or "published" or "live" or "active" => (ArticleStatus.Published, null),
        "draft" => (ArticleStatus.Draft, null),
        "deprecated" or "retired" or "archived" => (ArticleStatus.Retired, null),
        _ => (default, $"status '{said}' is not known; write draft, published or retired."),
    };

    private static (DateTime? Day, string? Fault) Day(string? text) =>
        string.IsNullOrEmpty(text) ? (null, null)
        : DateTime.TryParseExact(text, ["yyyy-MM-dd", "yyyy-MM-dd'T'HH:mm:ss'Z'"], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var day) ? (day.Date, null)
        : (null, $"stale_after '{text}' is no day; write it as 2026-12-31.");

    private static string? Text(Dictionary<string, object?> keys, string key) => keys.GetValueOrDefault(key) as string;

    private static string[] List(Dictionary<string, object?> keys, string key) => keys.GetValueOrDefault(key) switch
    {
        string text => text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries),
        IEnumerable<object?> items => [.. items.OfType<string>()],
        _ => [],
    };
}
