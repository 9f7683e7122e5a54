using Acsr.Cases;

namespace Acsr.Kpis;

/// <summary>KPIs of how much the agent takes on, and how far what it does holds.</summary>
public static class ReachKpis
{
    public static readonly KpiDefinition Involvement = new()
    {
        Id = "involvement_rate",
        Name = "Involvement",
        Unit = "ratio",
        Band = KpiBand.Reach,
        Kind = KpiKind.Rate,
        HigherIsBetter = null,
        Definition = "Cases the agent took part in, alone or together with a human ÷ cases of which it is known who worked them. All rungs.",
        Population = row => row.Handler != Handler.Unknown,
        Counted = row => row.AgentInvolved,
    };

    public static readonly KpiDefinition Automation = new()
    {
        Id = "automation_rate",
        Name = "Automation",
        Unit = "ratio",
        Band = KpiBand.Reach,
        Window = "24 h after the end, unless configured otherwise",
        Rungs = [Resolution.Assumed, Resolution.Confirmed, Resolution.Verified],
        Kind = KpiKind.Rate,
        HigherIsBetter = true,
        Definition = "Cases the agent resolved autonomously ÷ cases whose end is known, whoever worked them. It is the involvement in those cases times the autonomous resolution rate. Counts the rungs assumed, confirmed and verified.",
        Population = row => row.Handler != Handler.Unknown && (row.Solved is not null || row.HandedOff),
        Counted = row => row.AgentInvolved && KpiDefinitions.IsResolved(row),
    };

    public static readonly KpiDefinition Containment = new()
    {
        Id = "containment_rate",
        Name = "Containment",
        Unit = "ratio",
        Band = KpiBand.Reach,
        OnlyBeside = "autonomous_resolution_rate",
        Kind = KpiKind.Rate,
        HigherIsBetter = null,
        Definition = "Cases that no human took over, solved or not ÷ closed cases the agent took part in. Says nothing about whether the customer was helped: read it beside the autonomous resolution rate.",
        Population = row => row.AgentInvolved && row.Closed,
        Counted = row => !row.HandedOff && row.Overrides == 0 && row.Handler == Handler.Agent,
    };

    /// <summary>The hand-off rate of each reason; together they are the hand-off rate.</summary>
    public static readonly IReadOnlyList<KpiDefinition> HandoffReasons =
    [
        Handoff(HandoffKind.CustomerAsked, "the customer asked for a human"), Handoff(HandoffKind.MissingKnowledge, "knowledge was missing"),
        Handoff(HandoffKind.UnsupportedRequest, "the request is not supported"), Handoff(HandoffKind.Policy, "a policy asks for it"), Handoff(HandoffKind.ToolFailure, "a tool failed"),
        Handoff(HandoffKind.ClarificationPending, "a question stayed open"), Handoff(HandoffKind.Limit, "a limit was reached"), Handoff(HandoffKind.Unknown, "nobody said why"),
    ];

    public static readonly KpiDefinition Abandonment = new()
    {
        Id = "abandonment_rate",
        Name = "Abandonment",
        Unit = "ratio",
        Band = KpiBand.Reach,
        Kind = KpiKind.Rate,
        HigherIsBetter = false,
        Definition = "Cases whose customer left before an end ÷ closed cases, whoever worked them.",
        Population = row => row.Closed,
        Counted = row => row.Abandoned,
    };

    public static readonly KpiDefinition AssumedResolutionRate = new()
    {
        Id = "assumed_resolution_rate",
        Name = "Assumed resolution rate",
        Unit = "ratio",
        Band = KpiBand.Resolution,
        Window = "7 days after the end, unless configured otherwise",
        Rungs = [Resolution.Assumed],
        OnlyBeside = "confirmed_resolution_rate",
        Kind = KpiKind.Rate,
        HigherIsBetter = null,
        Definition = "Cases on the rung assumed: solved by the sender's word alone ÷ cases the agent took part in whose end is known. They leave it upwards as customers or checks confirm them.",
        Population = KpiDefinitions.IsEnded,
        Counted = row => row.Resolution == Resolution.Assumed,
    };

    public static readonly KpiDefinition Contradiction = new()
    {
        Id = "contradiction_rate",
        Name = "Contradicted outcomes",
        Unit = "ratio",
        Counts = "checked cases",
        Band = KpiBand.Resolution,
        Kind = KpiKind.Rate,
        HigherIsBetter = false,
        Definition = "Cases of which the system of record shows otherwise than the agent said, or has no such record ÷ cases that a check downstream looked up. Checks that ended in time only.",
        Population = row => row.Verification is Verification.Confirmed or Verification.Contradicted or Verification.NotFound,
        Counted = row => row.Verification is Verification.Contradicted or Verification.NotFound,
    };

    public static readonly KpiDefinition ShadowAgreement = new()
    {
        Id = "shadow_agreement",
        Name = "Agreement in shadow mode",
        Unit = "ratio",
        Counts = "shadowed cases",
        Band = KpiBand.Compliance,
        Kind = KpiKind.Rate,
        HigherIsBetter = true,
        Definition = "Cases in which the agent, in shadow mode, proposed what the human did ÷ cases in which it ran in shadow mode and the human acted.",
        Population = row => row.ShadowAgreed is not null,
        Counted = row => row.ShadowAgreed == true,
    };

    private static KpiDefinition Handoff(HandoffKind kind, string because) => new()
    {
        Id = $"handoff_{HandoffWords.Of(kind)}_rate",
        Name = $"Handed off because {because}",
        Unit = "ratio",
        Band = KpiBand.Reach,
        Kind = KpiKind.Rate,
        HigherIsBetter = null,
        Definition = $"Cases that the agent handed off because {because} ÷ cases the agent took part in.",
        Population = row => row.AgentInvolved,
        Counted = row => row.HandedOff && (row.HandoffKind ?? HandoffKind.Unknown) == kind,
    };
}
