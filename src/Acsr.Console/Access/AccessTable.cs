using static Acsr.Access.AccessPolicies;

namespace Acsr.Access;

/// <summary>
/// Who may do what, in one place: which roles and keys satisfy a policy, and which policy guards an address. The menu reads it, the
/// policies are built from it, and a test holds every page and endpoint against it.
/// </summary>
/// <remarks>
/// An administrator runs the console and does not thereby read or judge cases beyond what everybody sees: whoever needs both gets
/// both roles.
/// </remarks>
public static class AccessTable
{
    /// <summary>The roles that satisfy a policy; one of them is enough.</summary>
    public static IReadOnlyDictionary<string, string[]> RolesOf { get; } = new Dictionary<string, string[]>
    {
        [CanSeeKpis] = [Roles.Lead, Roles.Reviewer, Roles.KnowledgeEngineer, Roles.Administrator],
        [CanSeeReviews] = [Roles.Lead, Roles.Reviewer, Roles.KnowledgeEngineer],
        [CanReview] = [Roles.Reviewer],
        [CanLeadReview] = [Roles.Lead],
        [CanImprove] = [Roles.Lead, Roles.KnowledgeEngineer],
        [CanSetTargets] = [Roles.Lead],
        [CanSeeReleases] = [Roles.Lead, Roles.KnowledgeEngineer],
        [CanCurate] = [Roles.KnowledgeEngineer],
        [CanEditPolicies] = [Roles.KnowledgeEngineer, Roles.Administrator],
        [CanProposeEdits] = [Roles.Lead, Roles.Reviewer, Roles.KnowledgeEngineer],
        [CanSetRules] = [Roles.Lead, Roles.KnowledgeEngineer],
        [CanSeeSources] = [Roles.Lead, Roles.Administrator],
        [CanExport] = [Roles.Lead, Roles.KnowledgeEngineer],
        [CanAdminister] = [Roles.Administrator],
    };

    /// <summary>The key scopes that satisfy a policy.</summary>
    public static IReadOnlyDictionary<string, KeyScope[]> ScopesOf { get; } = new Dictionary<string, KeyScope[]>
    {
        [IngestKey] = [KeyScope.Ingest],
        [FeedbackKey] = [KeyScope.Ingest, KeyScope.Browser],
        [BrowserKey] = [KeyScope.Browser],
        [ReadKey] = [KeyScope.Read],
    };

    /// <summary>Addresses and their policies. A row holds for all that lies below it, unless a longer row does.</summary>
    public static IReadOnlyList<AccessRow> Rows { get; } =
    [
        new("/", CanSeeKpis),
        new("/explore", CanSeeKpis),
        new("/explore/dashboards", CanSeeKpis),
        new("/cases", CanSeeKpis),
        new("/exports", CanExport),
        new("/signals", CanSeeKpis),
        new("/system", CanSeeKpis),
        new("/matrix", CanSeeKpis),
        new("/actions", CanSeeReviews),
        new("/alerts", CanSeeKpis),
        new("/alerts/new", CanSetTargets),
        new("/actions/new", CanImprove),
        new("/effects", CanSeeKpis),
        new("/effects/experiments/new", CanImprove),
        new("/policies", CanSeeKpis),
        new("/policies/{PolicyId}/blast-radius", CanSeeReviews),
        new("/policy-rules", CanSeeKpis),
        new("/policy-rules/rule", CanSetRules),
        new("/review", CanSeeReviews),
        new("/review/me", CanReview),
        new("/review/groups", CanReview),
        new("/review/queues", CanLeadReview),
        new("/review/import", CanLeadReview),
        new("/knowledge", CanSeeKpis),
        new("/knowledge/import", CanCurate),
        new("/knowledge/intents", CanCurate),
        new("/knowledge/edits/new", CanProposeEdits),
        new("/knowledge/gaps", CanSeeReviews),
        new("/knowledge/edits", CanSeeReviews),
        new("/knowledge/changesets/{id:long}/files", CanCurate),
        new("/review/team", CanLeadReview),
        new("/review/known-answers", CanLeadReview),
        new("/review/export.jsonl", CanLeadReview),
        new("/releases", CanSeeReleases),
        new("/releases/new", CanCurate),
        new("/releases/{id:long}/files", CanCurate),
        new("/sources", CanSeeSources),
        new("/settings", CanAdminister),

        new("/account", Anyone),
        new("/account/sign-out", SignedIn),
        new("/account/sign-out-everywhere", SignedIn),
        new("/account/change-password", SignedIn),

        new("/v1", IngestKey),
        new("/opentelemetry.proto.collector.trace.v1.TraceService", IngestKey),
        new("/opentelemetry.proto.collector.logs.v1.LogsService", IngestKey),
        new("/opentelemetry.proto.collector.metrics.v1.MetricsService", IngestKey),
        new("/api/public/scores", IngestKey),
        new("/api/v1/events", FeedbackKey),
        new("/api/v1/outcomes", IngestKey),
        new("/api/v1/beacon", BrowserKey),
        new("/api/v1/surveys", IngestKey),
        new("/api/v1/assignments", IngestKey),
        new("/api/v1/configuration", IngestKey),
        new("/api/v1/deployments", IngestKey),
        new("/api/v1", ReadKey),

        new("/not-found", Anyone),
        new("/error", Anyone),
        new("/health", Anyone),
        new("/openapi", Anyone),
        new("/.well-known/acsr-release-keys.json", Anyone),
        new("/beacon.js", Anyone),
        new("/survey", Anyone),
    ];

    /// <summary>The row that an address falls under; null when none does, which a test forbids.</summary>
    /// <param name="path">A path or a route pattern, with or without the leading slash.</param>
    public static AccessRow? Find(string path)
    {
        var full = "/" + path.Trim('/');
        return Rows.Where(row => row.Covers(full)).MaxBy(row => row.Path.Length);
    }
}

/// <summary>One line of the table: all addresses at and below <paramref name="Path"/> need <paramref name="Policy"/>.</summary>
public sealed record AccessRow(string Path, string Policy)
{
    // The overview's "/" is one page and not the root of everything: what is in no row must be found missing.
    internal bool Covers(string path) =>
        path == Path || (Path != "/" && path.StartsWith(Path, StringComparison.Ordinal) && path[Path.Length] == '/');
}
