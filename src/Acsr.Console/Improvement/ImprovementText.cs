using System.Globalization;
using Acsr.Access;
using Acsr.Components;
using Acsr.Kpis;

namespace Acsr.Improvement;

/// <summary>How actions and rows of the matrix are written and linked.</summary>
public static class ImprovementText
{
    public static string Of(ActionState state) => state switch
    {
        ActionState.Open => "open",
        ActionState.InWork => "in work",
        ActionState.ResolvedByRelease => "resolved by release",
        ActionState.Resolved => "resolved",
        ActionState.Dismissed => "dismissed",
    };

    public static string ColourOf(ActionState state) => state switch
    {
        ActionState.Open => "is-error",
        ActionState.InWork => "is-warn",
        ActionState.Dismissed => "",
        _ => "is-good",
    };

    public static string Of(ActionSource source) => source switch
    {
        ActionSource.Rule => "a rule of the matrix",
        ActionSource.Matrix => "the matrix",
        ActionSource.Kpi => "a KPI",
        ActionSource.DeadEnd => "a group of dead ends",
    };

    public static string Of(RuleCheck check) => check switch
    {
        RuleCheck.Level => "Level against target",
        RuleCheck.Change => "Change against the period before",
        RuleCheck.Ewma => "Control chart: weighted mean (EWMA)",
        RuleCheck.Cusum => "Control chart: cumulative sum (CUSUM)",
        RuleCheck.PChart => "Control chart: share of each day (p-chart)",
    };

    public static string Of(ActionFilter filter) => filter switch { ActionFilter.Open => "Open", ActionFilter.InWork => "In work", ActionFilter.Done => "Done" };

    /// <summary>What one line of the history says before its text.</summary>
    public static string Of(ActionNoteKind kind) => kind switch
    {
        ActionNoteKind.Opened => "opened it",
        ActionNoteKind.Reopened => "opened it again",
        ActionNoteKind.Comment => "wrote",
        ActionNoteKind.Owner => "gave it to",
        ActionNoteKind.Started => "began work",
        ActionNoteKind.Release => "named the release",
        ActionNoteKind.Resolved => "resolved it",
        ActionNoteKind.Dismissed => "dismissed it",
        ActionNoteKind.PutBack => "put it back",
    };

    public static Segment SegmentOf(ImprovementAction action) => new(action.Agent, action.AgentVersion, action.Channel, action.Intent, action.CaseSource);

    public static ChartUnit UnitOf(string unit) => unit switch { "ratio" => ChartUnit.Share, "s" => ChartUnit.Seconds, "USD" => ChartUnit.Usd, _ => ChartUnit.Number };

    /// <summary>A number of cases a week, for example <c>6.3 cases a week</c>.</summary>
    public static string Worth(double cases) => cases <= 0 ? "cannot be said" : string.Create(CultureInfo.InvariantCulture, $"{cases:0.#} cases a week");

    /// <summary>The address of the cases behind an action's figure.</summary>
    public static string CasesLink(ImprovementAction action) => action.DeadEndGroup is { } group ? $"/cases?deadend={Uri.EscapeDataString(group)}"
        : KpiFilter.CasesLink(SegmentOf(action).Query(action.CasesFrom, action.CasesTo), KpiDefinitions.Find(action.Kpi), KpiPart.Population);

    /// <summary>The address of a group of dead ends.</summary>
    public static string GroupLink(string group) => $"/signals/groups/{Uri.EscapeDataString(group)}";

    /// <summary>The address where an action about a row of the matrix is opened.</summary>
    public static string NewLink(MatrixRow row, KpiQuery query) => NewLink("matrix", ("row", row.Id), query);

    /// <summary>The address where an action about a KPI is opened.</summary>
    public static string NewLink(KpiDefinition kpi, KpiQuery query) => NewLink("kpi", ("kpi", kpi.Id), query);

    private static string NewLink(string source, (string, string) about, KpiQuery query) => "/actions/new?" + string.Join('&', new (string Name, string? Value)[]
    {
        ("source", source), about, ("agent", query.Agent), ("version", query.AgentVersion), ("channel", query.Channel), ("intent", query.Intent), ("caseSource", query.Source),
        ("from", Moment(query.From)), ("to", Moment(query.To)),
    }.Where(p => !string.IsNullOrEmpty(p.Value)).Select(p => $"{p.Name}={Uri.EscapeDataString(p.Value!)}"));

    private static string? Moment(DateTime? time) => time?.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    /// <summary>What an alert does when there is too little to say anything.</summary>
    public static string Of(NoDataBehaviour behaviour) => behaviour switch
    {
        NoDataBehaviour.Keep => "It stays as it is",
        NoDataBehaviour.Fire => "It fires: silence is the news",
        NoDataBehaviour.Resolve => "It resolves",
    };

    /// <summary>The roles that have a bell.</summary>
    public static IReadOnlyList<string> BellRoles => AccessTable.RolesOf[AccessPolicies.CanSeeReviews];

    /// <summary>A role, in the plural.</summary>
    public static string RoleName(string role) => role switch { Roles.KnowledgeEngineer => "knowledge engineers", _ => role + "s" };

    /// <summary>Who is told when an alert fires or resolves.</summary>
    public static string Recipients(AlertRule alert)
    {
        var people = alert.Recipients.Except(BellRoles).Count();
        string[] told = [.. alert.Recipients.Intersect(BellRoles).Select(RoleName), .. people == 0 ? Array.Empty<string>() : [Quantity.Count(people, "colleague") + " by name"]];
        return (told.Length == 0 ? "Everybody who has a bell" : string.Join(", ", told)) + (alert.Webhooks ? ", and the webhooks" : "");
    }
}
