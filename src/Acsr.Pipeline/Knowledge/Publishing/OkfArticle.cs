using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Acsr.Knowledge;

/// <summary>
/// Writes an article as one OKF concept (v0.2, formats E): what OKF names where it names it, and our own keys beside them. Reading it back with
/// <see cref="MarkdownArticle"/> gives the same article. Pure.
/// </summary>
internal static class OkfArticle
{
    public static string Write(ArticleVersion v)
    {
        var text = new StringBuilder("---\n");
        // A JSON string is a YAML string, whatever it holds.
        void Key(string name, string value) => text.Append(name).Append(": ").Append(Quoted(value)).Append('\n');
        void List(string name, IReadOnlyCollection<string> items) { if (items.Count > 0) { text.Append(name).Append(": [").AppendJoin(", ", items.Select(Quoted)).Append("]\n"); } }
        Key("type", "article");
        Key("id", v.ArticleId);
        Key("title", v.Title);
        if (v.Section.Length > 0) { Key("section", v.Section); }
        List("tags", v.Tags);
        if (v.Locale.Length > 0) { Key("locale", v.Locale); }
        if (v.Owner is { } owner) { Key("owner", owner); }
        List("clauses", v.Clauses);
        Key("status", "stable");
        if (v.StaleAfter is { } stale) { Key("stale_after", stale.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)); }
        text.Append(CultureInfo.InvariantCulture, $"version: {v.Version}\n");
        text.Append("generated: {by: ").Append(Quoted("human:" + v.By)).Append(", at: ").Append(Quoted(v.At.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture))).Append("}\n");
        if (v.Clauses.Count > 0) { text.Append("sources: [").AppendJoin(", ", v.Clauses.Select(c => "{resource: " + Quoted("clause:" + c) + "}")).Append("]\n"); }
        return text.Append("---\n\n").Append(v.Body).Append('\n').ToString();
    }

    private static string Quoted(string text) => JsonSerializer.Serialize(text, JsonSerializerOptions.Default);
}
