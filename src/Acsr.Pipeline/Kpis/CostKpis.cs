using Acsr.Cases;

namespace Acsr.Kpis;

/// <summary>KPIs of money, energy and tokens. A part that is not known keeps a case out; it is never taken for zero.</summary>
public static class CostKpis
{
    public static readonly IReadOnlyList<KpiDefinition> All =
    [
        PerResolution("cost_per_autonomous_resolution", "Cost per resolution, agent alone", "All cost of cases that the agent worked alone, solved or not", "USD", row => row.CostUsd, row => row.Handler == Handler.Agent),
        PerResolution("cost_per_human_resolution", "Cost per resolution, with a human", "All cost of cases that a human worked, alone or together with the agent, solved or not", "USD", row => row.CostUsd, row => row.Handler is Handler.Human or Handler.Hybrid),
        PerResolution("model_cost_per_resolution", "Model cost per resolution", "Cost of the model calls of cases, solved or not", "USD", row => row.ModelCostUsd),
        PerResolution("tool_cost_per_resolution", "Tool cost per resolution", "Cost of the tool calls that have a price, of cases solved or not", "USD", row => row.ToolCostUsd),
        PerResolution("human_cost_per_resolution", "Human cost per resolution", "Cost of the human minutes of cases, solved or not", "USD", row => row.HumanCostUsd),
        PerCase("cost_per_case", "Cost per case", "Mean of all cost of a case, solved or not; over cases whose cost is known.", "USD", row => row.CostUsd),
        PerResolution("energy_per_resolution_low", "Energy per resolution, low estimate", "Estimated watt-hours of the model calls of cases, solved or not, at the low end", "Wh", row => row.EnergyLowWh),
        PerResolution("energy_per_resolution_high", "Energy per resolution, high estimate", "Estimated watt-hours of the model calls of cases, solved or not, at the high end", "Wh", row => row.EnergyHighWh),
        PerCase("input_tokens_mean", "Input tokens per case", "Mean of the tokens read by models, cached ones included; over cases where they are known.", "tokens", row => row.InputTokens),
        PerCase("output_tokens_mean", "Output tokens per case", "Mean of the tokens written by models, reasoning included; over cases where they are known.", "tokens", row => row.OutputTokens),
        Share("cached_share", "Cached input", "Input tokens read from the provider's cache ÷ input tokens; over cases where both are known.", row => row.CachedTokens, row => row.InputTokens, true),
        Share("reasoning_share", "Reasoning output", "Output tokens of reasoning ÷ output tokens; over cases where both are known.", row => row.ReasoningTokens, row => row.OutputTokens, null),
    ];

    private static KpiDefinition PerResolution(string id, string name, string what, string unit, Func<KpiRow, double?> of, Func<KpiRow, bool>? which = null) => new()
    {
        Id = id,
        Name = name,
        Unit = unit,
        Band = KpiBand.Cost,
        Kind = KpiKind.RatioOfSums,
        HigherIsBetter = false,
        Definition = $"{what} ÷ solved ones of these cases; over cases where the outcome and this {(unit == "Wh" ? "estimate" : "cost")} are known. Undefined where nothing was solved.",
        Population = row => of(row) is not null && row.Solved is not null && which?.Invoke(row) != false,
        Value = row => of(row)!.Value,
        Weight = row => row.Solved == true ? 1 : 0,
    };

    private static KpiDefinition PerCase(string id, string name, string definition, string unit, Func<KpiRow, double?> of) => new()
    {
        Id = id,
        Name = name,
        Unit = unit,
        Band = KpiBand.Cost,
        Kind = KpiKind.Mean,
        HigherIsBetter = false,
        Definition = definition,
        Population = row => of(row) is not null,
        Value = row => of(row)!.Value,
    };

    private static KpiDefinition Share(string id, string name, string definition, Func<KpiRow, double?> above, Func<KpiRow, double?> below, bool? up) => new()
    {
        Id = id,
        Name = name,
        Unit = "ratio",
        Band = KpiBand.Cost,
        Kind = KpiKind.RatioOfSums,
        HigherIsBetter = up,
        Definition = definition,
        Population = row => above(row) is not null && below(row) is not null,
        Value = row => above(row)!.Value,
        Weight = row => below(row)!.Value,
    };
}
