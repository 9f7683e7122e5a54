using System.Globalization;
using System.Text.Json;

namespace Acsr.Knowledge;

/// <summary>
/// Reads articles as Zendesk Guide and Intercom export them (formats E): one object, a list, or a page with <c>articles</c> or <c>data</c>. Which
/// of the two it is shows in the fields. Pure.
/// </summary>
public static class HelpdeskArticles
{
    public static ArticleReading Read(string path, string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json, new JsonDocumentOptions { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip });
            var root = document.RootElement;
            var list = root.ValueKind == JsonValueKind.Array ? root.EnumerateArray().ToList()
                : List(root, "articles") ?? List(root, "data") ?? (Member(root, "article") is { } one ? [one] : [root]);
            return ArticleReading.Of(list.Select((article, i) => One(list.Count == 1 ? path : string.Create(CultureInfo.InvariantCulture, $"{path}, article {i + 1}"), article)));
        }
        catch (JsonException error)
        {
            return ArticleReading.Fault(path, string.Create(CultureInfo.InvariantCulture, $"Line {(error.LineNumber ?? 0) + 1}: it is no JSON. Export the articles again, or give Markdown files."));
        }
    }

    private static ArticleReading One(string path, JsonElement article)
    {
        if (article.ValueKind != JsonValueKind.Object) { return ArticleReading.Fault(path, "It is no article: an object with id, title and body is wanted."); }
        var number = Member(article, "id") is { } id ? id.ValueKind == JsonValueKind.String ? id.GetString() : id.GetRawText() : null;
        if (string.IsNullOrWhiteSpace(number)) { return ArticleReading.Fault(path, "It has no id, so it could not be told from others the next time."); }
        // Zendesk tells drafts by a flag and the section by a number; Intercom has a state and a parent.
        var zendesk = Member(article, "section_id") is not null || Member(article, "draft") is not null || Member(article, "source_locale") is not null;
        var body = Text(article, "body_markdown") ?? HtmlArticle.ToMarkdown(Text(article, "body") ?? "");
        var tags = (List(article, "label_names") ?? List(article, "tags") ?? []).Select(t => t.ValueKind == JsonValueKind.String ? t.GetString() : Text(t, "name")).OfType<string>();
        var section = zendesk ? Number(article, "section_id") : Number(article, "parent_id");
        var text = new ArticleText
        {
            Title = Text(article, "title") ?? Text(article, "name") ?? "",
            Section = Text(article, "section_name") ?? section ?? "",
            Tags = [.. tags],
            Locale = Text(article, "locale") ?? Text(article, "source_locale") ?? Text(article, "default_locale") ?? "",
            Owner = Number(article, "author_id") is { } author ? (zendesk ? "Zendesk user " : "Intercom admin ") + author : null,
            Body = body,
        }.Settled();
        var draft = Member(article, "draft") is { ValueKind: JsonValueKind.True } || Text(article, "state") == "draft";
        var status = Member(article, "archived") is { ValueKind: JsonValueKind.True } ? ArticleStatus.Retired : draft ? ArticleStatus.Draft : ArticleStatus.Published;
        return text.Fault() is { } fault ? ArticleReading.Fault(path, fault)
            : new([new(path, ArticleIds.Slug((zendesk ? "zendesk-" : "intercom-") + number), text, status)], []);
    }

    private static JsonElement? Member(JsonElement value, string name) => value.ValueKind == JsonValueKind.Object && value.TryGetProperty(name, out var found) && found.ValueKind != JsonValueKind.Null ? found : null;

    private static List<JsonElement>? List(JsonElement value, string name) => Member(value, name) switch
    {
        { ValueKind: JsonValueKind.Array } array => [.. array.EnumerateArray()],
        { ValueKind: JsonValueKind.Object } nested when name == "tags" => List(nested, name),
        _ => null,
    };

    private static string? Text(JsonElement value, string name) => Member(value, name) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;

    private static string? Number(JsonElement value, string name) => Member(value, name) switch
    {
        { ValueKind: JsonValueKind.String } text => text.GetString(),
        { ValueKind: JsonValueKind.Number } number => number.GetRawText(),
        _ => null,
    };
}
