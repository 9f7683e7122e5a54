using Acsr.Cases;
using Acsr.Kpis.Columns;

namespace Acsr.Kpis;

/// <summary>The KPIs there are, in the order in which people read them.</summary>
public static class KpiDefinitions
{
    /// <summary>As it was before checks downstream could contradict what the sender says.</summary>
    public static readonly KpiDefinition AutonomousResolutionRateUnchecked = new()
    {
        Id = "autonomous_resolution_rate",
        Name = "Autonomous resolution rate",
        Unit = "ratio",
        Band = KpiBand.Resolution,
        Window = "24 h after the end, unless configured otherwise",
        Rungs = [Resolution.Assumed, Resolution.Confirmed, Resolution.Verified],
        Kind = KpiKind.Rate,
        HigherIsBetter = true,
        Definition = "Cases solved and never handed off to a human, overridden by one, or reopened within the window ÷ cases the agent took part in whose end is known (an outcome is known, or they were handed off). Counts the rungs assumed, confirmed and verified.",
        Population = IsEnded,
        Counted = row => row.Solved == true && !row.HandedOff && !row.Reopened && row.Overrides == 0,
    };

    public static readonly KpiDefinition AutonomousResolutionRate = AutonomousResolutionRateUnchecked with
    {
        Version = 2,
        Since = new DateTime(2026, 11, 24, 0, 0, 0, DateTimeKind.Utc),
        Change = "A case of which a check downstream says that it was not solved no longer counts as resolved.",
        Definition = "Cases solved and never handed off to a human, overridden by one, reopened within the window, or contradicted by a check downstream ÷ cases the agent took part in whose end is known (an outcome is known, or they were handed off). Counts the rungs assumed, confirmed and verified.",
        Counted = IsResolved,
    };

    public static readonly KpiDefinition TaskSuccessRate = new()
    {
        Id = "task_success_rate",
        Name = "Task success rate",
        Unit = "ratio",
        Band = KpiBand.Resolution,
        Kind = KpiKind.Rate,
        HigherIsBetter = true,
        Definition = "Cases that an outcome says were solved, whoever solved them ÷ cases whose outcome is known.",
        Population = row => row.Solved is not null,
        Counted = row => row.Solved == true,
    };

    public static readonly KpiDefinition HandoffRate = new()
    {
        Id = "handoff_rate",
        Name = "Hand-off rate",
        Unit = "ratio",
        Band = KpiBand.Reach,
        Kind = KpiKind.Rate,
        HigherIsBetter = null,
        Definition = "Cases that the agent handed off to a human ÷ cases the agent took part in. A hand-off is not a failure by itself.",
        Population = row => row.AgentInvolved,
        Counted = row => row.HandedOff,
    };

    public static readonly KpiDefinition HandlingTimeMean = HandlingTime("handling_time_mean", "Average handling time", KpiKind.Mean, "Mean");
    public static readonly KpiDefinition HandlingTimeP50 = HandlingTime("handling_time_p50", "Handling time, median", KpiKind.Median, "Median");
    public static readonly KpiDefinition HandlingTimeP90 = HandlingTime("handling_time_p90", "Handling time, 90th percentile", KpiKind.Quantile90, "90th percentile");
    public static readonly KpiDefinition HandlingTimeP95 = HandlingTime("handling_time_p95", "Handling time, 95th percentile", KpiKind.Quantile95, "95th percentile");

    public static readonly KpiDefinition CostPerResolution = new()
    {
        Id = "cost_per_resolution",
        Name = "Cost per resolution",
        Unit = "USD",
        Band = KpiBand.Cost,
        Kind = KpiKind.RatioOfSums,
        HigherIsBetter = false,
        Definition = "All cost of cases, solved or not ÷ solved cases; over cases whose cost and outcome are both known. Undefined where nothing was solved.",
        Population = row => row.CostUsd is not null && row.Solved is not null,
        Column = CaseColumns.CostUsd,
        Weight = row => row.Solved == true ? 1 : 0,
    };

    public static readonly KpiDefinition Sentiment = new()
    {
        Id = "sentiment_mean",
        Name = "Customer sentiment",
        Unit = "score",
        Counts = "scored cases",
        Band = KpiBand.Experience,
        Kind = KpiKind.Mean,
        HigherIsBetter = true,
        Definition = "Mean over cases of the mean sentiment of the customer's messages, −1 to +1, as their sender scored them, or as the console does where the sender did not and the text is English; over cases with a score. A signal, not a verdict.",
        Population = row => row.Sentiment is not null,
        Column = CaseColumns.Sentiment,
    };

    public static readonly KpiDefinition Csat = new()
    {
        Id = "csat_mean",
        Name = "Customer satisfaction",
        Unit = "ratio",
        Counts = "answers",
        Band = KpiBand.Experience,
        Kind = KpiKind.Mean,
        HigherIsBetter = true,
        Definition = "Mean of the survey score, from 0 (lowest on the survey's scale) to 1 (highest); over cases with an answer.",
        Population = row => row.Csat is not null,
        Column = CaseColumns.Csat,
    };

    public static readonly KpiDefinition ReopenRate = new()
    {
        Id = "reopen_rate",
        Name = "Reopen rate",
        Unit = "ratio",
        Window = "24 h after the end, unless configured otherwise",
        Band = KpiBand.Resolution,
        Kind = KpiKind.Rate,
        HigherIsBetter = false,
        Definition = "Cases opened again within the window (24 h unless configured otherwise) after they were closed as solved ÷ closed cases.",
        Population = row => row.Closed,
        Counted = row => row.Reopened,
    };

    public static readonly KpiDefinition ReopenRateWeek = new()
    {
        Id = "reopen_7d_rate",
        Name = "Reopen rate, 7 days",
        ShortName = "Within 7 days",
        Unit = "ratio",
        Window = "7 days after the end, unless configured otherwise",
        Band = KpiBand.Resolution,
        Kind = KpiKind.Rate,
        HigherIsBetter = false,
        Definition = "Cases opened again within the window for durable resolution (7 days unless configured otherwise) after they were closed as solved ÷ closed cases. Those reopened within 24 h are among them.",
        Population = row => row.ReopenedInDurableWindow is not null,
        Counted = row => row.ReopenedInDurableWindow == true,
    };

    public static readonly KpiDefinition OverrideRate = new()
    {
        Id = "override_rate",
        Name = "Override rate",
        Unit = "ratio",
        Band = KpiBand.Compliance,
        Kind = KpiKind.Rate,
        HigherIsBetter = false,
        Definition = "Cases in which a human overrode the agent's decision ÷ cases the agent took part in.",
        Population = row => row.AgentInvolved,
        Counted = row => row.Overrides > 0,
    };

    public static readonly KpiDefinition TriadCompleteness = new()
    {
        Id = "triad_completeness",
        Name = "Triad completeness",
        Unit = "ratio",
        Counts = "overridden cases",
        Band = KpiBand.Compliance,
        Kind = KpiKind.Rate,
        HigherIsBetter = true,
        Definition = "Overridden cases all of whose overrides came with decision and confidence, final action and rationale, and clause or data point ÷ cases with an override.",
        Population = row => row.Overrides > 0,
        Counted = row => row.CompleteTriads == row.Overrides,
    };

    public static readonly KpiDefinition DeadEndRate = new()
    {
        Id = "dead_end_rate",
        Name = "Dead-end rate",
        Unit = "ratio",
        Band = KpiBand.Reliability,
        Kind = KpiKind.Rate,
        HigherIsBetter = false,
        Definition = "Cases that the detectors call a dead end ÷ cases the agent took part in.",
        Population = row => row.AgentInvolved,
        Counted = row => row.DeadEnd != Severity.None,
    };

    public static readonly KpiDefinition PolicyCompliance = new()
    {
        Id = "policy_compliance",
        Name = "Policy compliance",
        ShortName = "Kept",
        Unit = "ratio",
        Counts = "cases with a decision that a rule could judge",
        Band = KpiBand.Compliance,
        Kind = KpiKind.RatioOfSums,
        HigherIsBetter = true,
        Definition = "Decisions of the agent that kept the policy ÷ decisions that kept or broke it, as the rules on its clauses say; over cases with such a decision. A decision that a rule could not judge, because a fact is missing, is in neither.",
        Population = row => row.PolicyChecks > row.PolicyUnknowns,
        Value = row => row.PolicyChecks - row.PolicyViolations - row.PolicyUnknowns,
        Weight = row => row.PolicyChecks - row.PolicyUnknowns,
    };

    public static readonly KpiDefinition PolicyNotJudged = new()
    {
        Id = "policy_not_judged",
        Name = "Policy not judged",
        ShortName = "Not judged",
        Unit = "ratio",
        Counts = "cases with a decision that a rule applies to",
        Band = KpiBand.Compliance,
        Kind = KpiKind.RatioOfSums,
        HigherIsBetter = false,
        Definition = "Decisions that rules could not judge, because a fact is missing ÷ decisions that a rule applies to; over cases with such a decision. The part of which policy compliance says nothing.",
        Population = row => row.PolicyChecks > 0,
        Value = row => row.PolicyUnknowns,
        Weight = row => row.PolicyChecks,
    };

    public static readonly IReadOnlyList<KpiDefinition> All =
    [
        ReachKpis.Involvement, ReachKpis.Automation, ReachKpis.Containment, HandoffRate, .. ReachKpis.HandoffReasons, ReachKpis.Abandonment,
        AutonomousResolutionRate, ReachKpis.AssumedResolutionRate, SignalKpis.ConfirmedResolutionRate, SignalKpis.DurableResolutionRate, ReachKpis.Contradiction, TaskSuccessRate, SignalKpis.FirstContactResolution,
        ReopenRate, ReopenRateWeek, SignalKpis.RecontactRate, SignalKpis.ReengagementRate,
        Csat, ExperienceKpis.CsatTop, SignalKpis.CsatResponseRate, SignalKpis.CesMean, SignalKpis.CesTop, SignalKpis.SurveyResolvedRate, .. BehaviourKpis.All, Sentiment, SignalKpis.SentimentShift,
        OverrideRate, ReachKpis.ShadowAgreement, TriadCompleteness, PolicyCompliance, PolicyNotJudged,
        HandlingTimeMean, HandlingTimeP50, HandlingTimeP90, HandlingTimeP95, .. ExperienceKpis.HumanTime, .. ExperienceKpis.FirstResponse, .. ExperienceKpis.ResolutionTime,
        CostPerResolution, .. CostKpis.All,
        DeadEndRate, SignalKpis.BacktrackingRate, .. ReliabilityKpis.All,
    ];

    /// <summary>Versions that another has taken the place of; they can still be asked for.</summary>
    public static readonly IReadOnlyList<KpiDefinition> Earlier = [AutonomousResolutionRateUnchecked];

    /// <summary>All cases of a query: what counts are made of.</summary>
    internal static readonly KpiDefinition Cases = new()
    {
        Id = "cases",
        Name = "Cases",
        Unit = "ratio",
        Kind = KpiKind.Rate,
        Definition = "All cases.",
        Population = _ => true,
    };

    /// <summary>The KPI of that id, or of that id and version (<c>fcr@1</c>); null when there is none.</summary>
    public static KpiDefinition? Find(string? id) => id?.Contains('@', StringComparison.Ordinal) == true
        ? All.Concat(Earlier).FirstOrDefault(d => d.Key == id)
        : All.FirstOrDefault(d => d.Id == id);

    /// <summary>Every version of a KPI, the newest first.</summary>
    public static IReadOnlyList<KpiDefinition> Versions(string id) => [.. All.Concat(Earlier).Where(d => d.Id == id).OrderByDescending(d => d.Version)];

    /// <summary>The agent took part, and it is known how that ended.</summary>
    internal static bool IsEnded(KpiRow row) => row.AgentInvolved && (row.Solved is not null || row.HandedOff);

    /// <summary>Solved by the agent without a human, and nothing says otherwise.</summary>
    internal static bool IsResolved(KpiRow row) => row is { Solved: true, HandedOff: false, Reopened: false, Overrides: 0 } && row.Verification != Verification.Contradicted;

    private static KpiDefinition HandlingTime(string id, string name, KpiKind kind, string what) => new()
    {
        Id = id,
        Name = name,
        ShortName = what,
        Unit = "s",
        Counts = "timed cases",
        Band = KpiBand.Time,
        Kind = kind,
        HigherIsBetter = false,
        Definition = $"{what} over closed cases of the seconds from opening to closing, or of the handling time that the sender measured; over cases where it is known.",
        Population = row => row.HandlingSeconds is not null,
        Column = CaseColumns.HandlingSeconds,
    };
}
