using Acsr.Cases.Prices;
using Acsr.Ingest;
using static Acsr.Ingest.Otlp.Spans;

namespace Acsr.Cases;

/// <summary>What a case costs, in parts, and where the figures come from (S3, S4).</summary>
public sealed class CaseCostTests
{
    private static readonly DateTime Start = new(2026, 8, 1, 12, 0, 0, DateTimeKind.Utc);

    private static readonly FoldSettings Settings = FoldSettings.None with
    {
        Prices = new PriceBook(
            [new ModelPrice { Model = "m", Input = 1, Output = 2, CacheRead = .5, From = Start.AddDays(-9), ActiveLow = 8, ActiveHigh = 70, TotalLow = 8, TotalHigh = 70, Pue = 1.2, ChangedBy = "test" }],
            [
                new UnitPrice { Unit = PricedUnit.ToolCall, Name = "search", Usd = .25, From = Start.AddDays(-9), ChangedBy = "test" },
                new UnitPrice { Unit = PricedUnit.HumanMinute, Usd = .6, From = Start.AddDays(-9), ChangedBy = "test" },
            ]),
    };

    [Fact]
    public void Tokens_calls_and_minutes_make_the_cost_and_its_parts()
    {
        var facts = Fold(Model("1", 1_000_000, 500_000) with { CachedTokens = 400_000 }, Call("2", "search"), Call("3", "free"), Closed() with { HumanSeconds = 120 });

        Assert.Equal((1.8, .25, 1.2), (facts.ModelCostUsd, facts.ToolCostUsd, facts.HumanCostUsd));
        Assert.Equal(3.25, facts.CostUsd!.Value, 12);
        Assert.Equal((CostFrom.Table, 400_000L), (facts.CostFrom, facts.CachedTokens));
    }

    [Fact]
    public void An_unknown_model_makes_the_cost_unknown_and_is_named()
    {
        var facts = Fold(Model("1", 10, 10), Model("2", 10, 10) with { Model = "mystery" }, Model("3", 10, 10) with { Model = null }, Call("4", "search"));

        Assert.Null(facts.CostUsd);
        Assert.Null(facts.ModelCostUsd);
        Assert.Equal(CostFrom.None, facts.CostFrom);
        Assert.Equal(["(no model named)", "mystery"], facts.UnpricedModels);
        Assert.Equal(.25, facts.ToolCostUsd);
        Assert.Null(facts.EnergyLowWh);
    }

    [Fact]
    public void What_the_sender_reports_wins_over_the_table()
    {
        var step = Fold(Model("1", 1_000_000, 0) with { CostUsd = .1, Model = "mystery" }, Model("2", 1_000_000, 0), Call("3", "search") with { CostUsd = .01 });
        var whole = Fold(Model("1", 1_000_000, 0) with { Model = "mystery" }, Closed() with { CostUsd = 7 });

        Assert.Equal((1.1, .01, CostFrom.Both), (step.ModelCostUsd, step.ToolCostUsd, step.CostFrom));
        Assert.Equal((7.0, CostFrom.Sent), (whole.CostUsd, whole.CostFrom));
        Assert.Equal(["mystery"], whole.UnpricedModels);
    }

    [Fact]
    public void A_cost_on_the_span_around_is_the_cost_of_what_is_inside()
    {
        var facts = CaseFold.Fold(new CaseInput("c", [],
        [
            Span(1, 1, "agent", 0, 90, null, ("acsr.cost.usd", .5), ("acsr.energy.wh", 2.0)),
            Span(1, 2, "chat m", 10, 20, 1, ("gen_ai.request.model", "mystery"), ("gen_ai.usage.input_tokens", 10), ("gen_ai.usage.output_tokens", 10)),
        ], Start, "test"), new CaseOptions(), Settings)!.Facts;

        Assert.Equal((.5, CostFrom.Sent), (facts.CostUsd, facts.CostFrom));
        Assert.Empty(facts.UnpricedModels);
        Assert.Equal((2.0, 2.0), (facts.EnergyLowWh, facts.EnergyHighWh));
    }

    [Fact]
    public void Human_time_without_a_rate_leaves_the_cost_unknown_and_a_machines_handling_time_is_nobodys()
    {
        CaseEvent[] human = [new CaseOpenedEvent { Id = "o", Case = "c", Time = Start.AddYears(-1), Handler = "human" }, Closed() with { HandlingSeconds = 300 }];

        Assert.Equal((300.0, (double?)null, (double?)null), (Fold(human).HumanSeconds, Fold(human).HumanCostUsd, Fold(human).CostUsd));
        Assert.Null(Fold(Model("1", 1, 1), Closed() with { HandlingSeconds = 300 }).HumanSeconds);
    }

    [Fact]
    public void Energy_is_a_range_over_the_calls_and_what_was_measured_counts_as_it_is()
    {
        var facts = Fold(Model("1", 10, 400), Model("2", 10, 5) with { EnergyWh = 1 }, Call("3", "search"));

        Assert.Equal((1.035661, 1.263012), (Math.Round(facts.EnergyLowWh!.Value, 6), Math.Round(facts.EnergyHighWh!.Value, 6)));
    }

    [Fact]
    public void A_case_without_calls_has_neither_cost_nor_energy()
    {
        var facts = Fold(new MessageEvent { Id = "m", Case = "c", Time = Start, Role = "customer", Text = "Hi" });

        Assert.Equal(((double?)null, (double?)null, CostFrom.None), (facts.CostUsd, facts.EnergyHighWh, facts.CostFrom));
    }

    private static Case Fold(params CaseEvent[] events) => CaseFold.Fold(new CaseInput("c", events, [], Start, "test"), new CaseOptions(), Settings)!.Facts;

    private static StepEvent Model(string id, long input, long output) =>
        new() { Id = id, Case = "c", Time = Start, Kind = "model", Name = "m", Model = "m", InputTokens = input, OutputTokens = output };

    private static StepEvent Call(string id, string tool) => new() { Id = id, Case = "c", Time = Start, Name = tool };

    private static CaseClosedEvent Closed() => new() { Id = "close", Case = "c", Time = Start.AddMinutes(9), Outcome = "resolved" };
}
