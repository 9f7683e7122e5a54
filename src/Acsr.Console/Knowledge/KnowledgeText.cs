using System.Globalization;

namespace Acsr.Knowledge;

/// <summary>Words of the knowledge base as people read them.</summary>
public static class KnowledgeText
{
    public static string Of(ArticleStatus status) => status switch
    {
        ArticleStatus.Draft => "draft",
        ArticleStatus.Published => "published",
        ArticleStatus.Retired => "retired",
    };

    public static string Of(ArticleOrigin origin) => origin switch
    {
        ArticleOrigin.Import => "import",
        ArticleOrigin.Edit => "edit",
        ArticleOrigin.Rollback => "roll-back",
    };

    public static string Of(EditKind kind) => kind switch
    {
        EditKind.Create => "new article",
        EditKind.Change => "changes an article",
        EditKind.Retire => "retires an article",
    };

    public static string Of(EditState state) => state switch
    {
        EditState.Proposed => "proposed",
        EditState.Drafted => "drafted",
        EditState.Tested => "tested",
        EditState.Approved => "approved",
        EditState.Published => "published",
        EditState.Verified => "verified",
        EditState.RolledBack => "taken back",
        EditState.Withdrawn => "withdrawn",
    };

    /// <summary>Found of asked, with the share and its interval.</summary>
    public static string Of(Recall recall) => recall.Of == 0 ? "no such questions"
        : $"{recall.Found} of {recall.Of} ({Components.Quantity.Text(recall.Share, Components.ChartUnit.Share)}, 95 % interval {Components.Quantity.Interval(recall.Interval?.Lower, recall.Interval?.Upper, Components.ChartUnit.Share)})";

    /// <summary>A rank among the results; a dash where it is none of them.</summary>
    public static string Rank(int? rank) => rank?.ToString(CultureInfo.InvariantCulture) ?? Components.Quantity.Unknown;

    public static string Of(ImportStep step) => step switch
    {
        ImportStep.New => "new",
        ImportStep.Changed => "changed",
        ImportStep.Same => "the same",
        ImportStep.Gone => "gone",
        ImportStep.EditedHere => "edited here since",
        ImportStep.OfAnother => "of another import",
    };

    public static string Day(DateTime? day) => day?.ToString("d MMM yyyy", CultureInfo.InvariantCulture) ?? Components.Quantity.Unknown;
}
