namespace Acsr.Kpis;

/// <summary>KPIs of what goes wrong in the machine room.</summary>
public static class ReliabilityKpis
{
    public static readonly IReadOnlyList<KpiDefinition> All =
    [
        new()
        {
            Id = "tool_error_rate",
            Name = "Tool error rate",
            Unit = "ratio",
            Counts = "cases with a tool call",
            Band = KpiBand.Reliability,
            Kind = KpiKind.RatioOfSums,
            HigherIsBetter = false,
            Definition = "Tool calls that failed ÷ tool calls; over cases with one.",
            Population = row => row.ToolCalls > 0,
            Value = row => row.ToolErrors,
            Weight = row => row.ToolCalls,
        },
        OfAgent("error_rate", "Cases with an error", "Cases with a failed tool call or an answer that could not be parsed", row => row.ToolErrors > 0 || row.ParseFailures > 0),
        OfAgent("fallback_rate", "Fallback rate", "Cases in which the agent fell back to something simpler than it had tried", row => row.Fallbacks > 0),
        OfAgent("parse_failure_rate", "Parse failure rate", "Cases with a model answer or tool arguments that could not be parsed", row => row.ParseFailures > 0),
    ];

    private static KpiDefinition OfAgent(string id, string name, string what, Func<KpiRow, bool> counted) => new()
    {
        Id = id,
        Name = name,
        Unit = "ratio",
        Band = KpiBand.Reliability,
        Kind = KpiKind.Rate,
        HigherIsBetter = false,
        Definition = $"{what} ÷ cases the agent took part in.",
        Population = row => row.AgentInvolved,
        Counted = counted,
    };
}
