using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Acsr.Store;
using Markdig;
using Microsoft.EntityFrameworkCore;

namespace Acsr.Knowledge;

/// <summary>A file of a changeset.</summary>
public sealed record ChangesetFile(string Name, string ContentType, byte[] Content);

/// <summary>
/// Writes a changeset for those who do not follow the feed: its lines, the knowledge base as it then was as a zip (OKF, formats E), <c>llms.txt</c>,
/// and what a helpdesk has to be told. Everything is made from what never changes, so the same changeset gives the same bytes at any time.
/// </summary>
public sealed class ChangesetFiles(IDbContextFactory<ConsoleDbContext> contexts)
{
    public const string Feed = "changes.ndjson";
    public const string Folder = "knowledge-base.zip";
    public const string Llms = "llms.txt";
    public const string Zendesk = "zendesk.json";
    public const string Intercom = "intercom.json";

    public static readonly IReadOnlyList<string> Names = [Feed, Folder, Llms, Zendesk, Intercom];

    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, WriteIndented = true, NewLine = "\n" };
    private static readonly MarkdownPipeline Html = new MarkdownPipelineBuilder().DisableHtml().UsePipeTables().Build();

    /// <summary>Null when there is no such changeset or file.</summary>
    /// <param name="version">As in <see cref="Changeset.Version"/>.</param>
    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <param name="cancellationToken">Ends the writing.</param>
    public async Task<ChangesetFile?> FindAsync(string version, string name, CancellationToken cancellationToken = default)
    {
        var parts = version.Split('.').Select(p => int.TryParse(p, NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? n : -1).ToArray();
        if (parts is not [var major, var minor, var patch]) { return null; }
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var set = await db.Changesets.AsNoTracking().FirstOrDefaultAsync(c => c.Major == major && c.Minor == minor && c.Patch == patch, cancellationToken);
        return set is null ? null : name switch
        {
            Feed => new(name, "application/x-ndjson", Utf8(string.Concat((await db.ChunkChanges.Where(c => c.ChangesetId == set.Id).OrderBy(c => c.Sequence).Select(c => c.Line).ToListAsync(cancellationToken)).Select(l => l + "\n")))),
            Folder => new(name, "application/zip", Zip(set, await LiveAsync(db, set, cancellationToken))),
            Llms => new(name, "text/plain", Utf8(LlmsOf(set, await LiveAsync(db, set, cancellationToken)))),
            Zendesk => new(name, "application/json", Utf8(Patch(set, await ChangedAsync(db, set, cancellationToken), ZendeskOf).ToJsonString(Json) + "\n")),
            Intercom => new(name, "application/json", Utf8(Patch(set, await ChangedAsync(db, set, cancellationToken), IntercomOf).ToJsonString(Json) + "\n")),
            _ => null,
        };
    }

    /// <summary>The articles that were live once the changeset had left, by id.</summary>
    private static async Task<List<ArticleVersion>> LiveAsync(ConsoleDbContext db, Changeset set, CancellationToken cancellationToken)
    {
        // A version that changed nothing published has no changeset of its own; it lies between two that have.
        var versions = await db.ArticleVersions.AsNoTracking().Where(v => v.ChangesetId != null && v.ChangesetId <= set.Id && !db.ArticleVersions.Any(later => later.ArticleId == v.ArticleId && later.Version > v.Version && later.ChangesetId != null && later.ChangesetId <= set.Id))
            .Where(v => v.Status == ArticleStatus.Published).ToListAsync(cancellationToken);
        return [.. versions.OrderBy(v => v.ArticleId, StringComparer.Ordinal)];
    }

    private static async Task<List<(ArticleVersion Version, bool IsNew)>> ChangedAsync(ConsoleDbContext db, Changeset set, CancellationToken cancellationToken)
    {
        var rows = await db.ArticleVersions.AsNoTracking().Where(v => v.ChangesetId == set.Id).ToListAsync(cancellationToken);
        var known = (await db.ArticleVersions.Where(v => v.ChangesetId < set.Id && db.ArticleVersions.Any(x => x.ArticleId == v.ArticleId && x.ChangesetId == set.Id)).Select(v => v.ArticleId).Distinct().ToListAsync(cancellationToken)).ToHashSet();
        return [.. rows.OrderBy(v => v.ArticleId, StringComparer.Ordinal).Select(v => (v, !known.Contains(v.ArticleId)))];
    }

    private static byte[] Zip(Changeset set, IReadOnlyList<ArticleVersion> live)
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            void Add(string path, string text)
            {
                var entry = zip.CreateEntry(path, CompressionLevel.Optimal);
                // The time of writing would make other bytes of the same knowledge base.
                entry.LastWriteTime = new DateTimeOffset(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);
                using var stream = entry.Open();
                stream.Write(Utf8(text));
            }

            Add("index.md", $"---\nokf_version: \"0.2\"\ntitle: Knowledge base\nversion: {set.Version}\n---\n\n# Knowledge base {set.Version}\n\n" + string.Concat(live.Select(v => $"- [{Link(v.Title)}]({v.ArticleId}.md)\n")));
            Add("log.md", $"# Log\n\n## {Day(set.At)}\n\n**Update**: {set.Version}, {set.Title}\n");
            foreach (var version in live) { Add($"{version.ArticleId}.md", OkfArticle.Write(version)); }
            Add("llms.txt", LlmsOf(set, live));
        }

        return bytes.ToArray();
    }

    private static string LlmsOf(Changeset set, IReadOnlyList<ArticleVersion> live) =>
        $"# Knowledge base\n\n> {live.Count} articles, version {set.Version} of {Day(set.At)}.\n"
        + string.Concat(live.GroupBy(v => v.Section.Length == 0 ? "Articles" : v.Section).OrderBy(g => g.Key, StringComparer.Ordinal)
            .Select(g => $"\n## {g.Key}\n\n" + string.Concat(g.Select(v => $"- [{Link(v.Title)}]({v.ArticleId}.md){(v.Tags.Count == 0 ? "" : ": " + string.Join(", ", v.Tags))}\n"))));

    private static JsonObject Patch(Changeset set, IEnumerable<(ArticleVersion Version, bool IsNew)> changed, Func<ArticleVersion, bool, JsonObject> of) =>
        new() { ["changeset"] = set.Version, ["articles"] = new JsonArray([.. changed.Select(c => of(c.Version, c.IsNew))]) };

    private static JsonObject ZendeskOf(ArticleVersion v, bool isNew)
    {
        var number = NumberOf(v.ArticleId, "zendesk-");
        var retired = v.Status != ArticleStatus.Published;
        var article = new JsonObject { ["title"] = v.Title, ["body"] = Body(v), ["locale"] = v.Locale.Length == 0 ? "en-us" : v.Locale, ["label_names"] = new JsonArray([.. v.Tags.Select(t => (JsonNode)t)]) };
        if (isNew || number is null) { article["draft"] = false; }
        return new JsonObject { ["external_id"] = v.ArticleId, ["id"] = number, ["operation"] = retired ? "archive" : number is null ? "create" : "update", ["article"] = retired ? null : article };
    }

    private static JsonObject IntercomOf(ArticleVersion v, bool isNew)
    {
        var number = NumberOf(v.ArticleId, "intercom-");
        var retired = v.Status != ArticleStatus.Published;
        return new JsonObject
        {
            ["external_id"] = v.ArticleId,
            ["id"] = number,
            ["operation"] = retired ? "unpublish" : number is null ? "create" : "update",
            ["article"] = retired ? new JsonObject { ["state"] = "draft" } : new JsonObject { ["title"] = v.Title, ["body"] = Body(v), ["state"] = "published" },
        };
    }

    private static string? NumberOf(string id, string prefix) => id.StartsWith(prefix, StringComparison.Ordinal) ? id[prefix.Length..] : null;

    private static string Body(ArticleVersion v)
    {
        try { return Markdown.ToHtml(v.Body, Html); }
        catch (ArgumentException) { return System.Net.WebUtility.HtmlEncode(v.Body); }
    }

    private static string Link(string title) => title.Replace("[", "\\[", StringComparison.Ordinal).Replace("]", "\\]", StringComparison.Ordinal);

    private static string Day(DateTime at) => at.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);
}
