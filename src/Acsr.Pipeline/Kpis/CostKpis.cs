using Acsr.Cases;

using Acsr.Kpis.Columns;

namespace Acsr.Kpis;

/// <summary>KPIs of money, energy and tokens. A part that is not known keeps a case out; it is never taken for zero.</summary>
public static class CostKpis
{
    public static readonly IReadOnlyList<KpiDefinition> All =
    [
        PerResolution("cost_per_autonomous_resolution", "Cost per resolution, agent alone", "All cost of cases that the agent worked alone, solved or not", "USD", CaseColumns.CostUsd, row => row.Handler == Handler.Agent),
        PerResolution("cost_per_human_resolution", "Cost per resolution, with a human", "All cost of cases that a human worked, alone or together with the agent, solved or not", "USD", CaseColumns.CostUsd, row => row.Handler is Handler.Human or Handler.Hybrid),
        PerResolution("model_cost_per_resolution", "Model cost per resolution", "Cost of the model calls of cases, solved or not", "USD", CaseColumns.ModelCostUsd),
        PerResolution("tool_cost_per_resolution", "Tool cost per resolution", "Cost of the tool calls that have a price, of cases solved or not", "USD", CaseColumns.ToolCostUsd),
        PerResolution("human_cost_per_resolution", "Human cost per resolution", "Cost of the human minutes of cases, solved or not", "USD", CaseColumns.HumanCostUsd),
        PerCase("cost_per_case", "Cost per case", "Mean of all cost of a case, solved or not; over cases whose cost is known.", "USD", CaseColumns.CostUsd),
        PerResolution("energy_per_resolution_low", "Energy per resolution, low estimate", "Estimated watt-hours of the model calls of cases, solved or not, at the low end", "Wh", CaseColumns.EnergyLowWh),
        PerResolution("energy_per_resolution_high", "Energy per resolution, high estimate", "Estimated watt-hours of the model calls of cases, solved or not, at the high end", "Wh", CaseColumns.EnergyHighWh),
        PerCase("input_tokens_mean", "Input tokens per case", "Mean of the tokens read by models, cached ones included; over cases where they are known.", "tokens", CaseColumns.InputTokens),
        PerCase("output_tokens_mean", "Output tokens per case", "Mean of the tokens written by models, reasoning included; over cases where they are known.", "tokens", CaseColumns.OutputTokens),
        Share("cached_share", "Cached input", "Input tokens read from the provider's cache ÷ input tokens; over cases where both are known.", CaseColumns.CachedTokens, CaseColumns.InputTokens, true),
        Share("reasoning_share", "Reasoning output", "Output tokens of reasoning ÷ output tokens; over cases where both are known.", CaseColumns.ReasoningTokens, CaseColumns.OutputTokens, null),
    ];

    private static KpiDefinition PerResolution(string id, string name, string what, string unit, int column, Func<KpiRow, bool>? which = null) => new()
    {
        Id = id,
        Name = name,
        Unit = unit,
        Band = KpiBand.Cost,
        Kind = KpiKind.RatioOfSums,
        HigherIsBetter = false,
        Definition = $"{what} ÷ solved ones of these cases; over cases where the outcome and this {(unit == "Wh" ? "estimate" : "cost")} are known. Undefined where nothing was solved.",
        Population = row => row.Number(column) is not null && row.Solved is not null && which?.Invoke(row) != false,
        Column = column,
        Weight = row => row.Solved == true ? 1 : 0,
    };

    private static KpiDefinition PerCase(string id, string name, string definition, string unit, int column) => new()
    {
        Id = id,
        Name = name,
        Unit = unit,
        Band = KpiBand.Cost,
        Kind = KpiKind.Mean,
        HigherIsBetter = false,
        Definition = definition,
        Population = row => row.Number(column) is not null,
        Column = column,
    };

    private static KpiDefinition Share(string id, string name, string definition, int above, int below, bool? up) => new()
    {
        Id = id,
        Name = name,
        Unit = "ratio",
        Band = KpiBand.Cost,
        Kind = KpiKind.RatioOfSums,
        HigherIsBetter = up,
        Definition = definition,
        Population = row => row.Number(above) is not null && row.Number(below) is not null,
        Column = above,
        Weight = row => row.Number(below)!.Value,
    };
}
