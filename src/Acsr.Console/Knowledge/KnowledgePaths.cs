using Acsr.Signals;

namespace Acsr.Knowledge;

/// <summary>Addresses of the pages about the knowledge base.</summary>
public static class KnowledgePaths
{
    public const string Articles = "/knowledge";
    public const string Import = "/knowledge/import";
    public const string Gaps = "/knowledge/gaps";
    public const string Edits = "/knowledge/edits";
    public const string Intents = "/knowledge/intents";
    public const string Changesets = "/knowledge/changesets";

    public static string Article(string id, int? version = null) => $"/knowledge/articles/{Uri.EscapeDataString(id)}{(version is { } v ? $"?version={v}" : "")}";

    public static string Edit(long id) => $"{Edits}/{id}";

    public static string Changeset(long id) => $"{Changesets}/{id}";

    /// <summary>The form for a new edit, with what it is about.</summary>
    public static string NewEdit(string? article = null, string? gap = null, string? caseId = null, long? review = null, string? title = null) =>
        $"{Edits}/new" + SignalPaths.Query(("article", article), ("gap", gap), ("case", caseId), ("review", review?.ToString(System.Globalization.CultureInfo.InvariantCulture)), ("title", title));
}
