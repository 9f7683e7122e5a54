using Acsr.Cases.Prices;

namespace Acsr.Cases;

/// <summary>
/// What a case cost, in parts, and what energy its model calls took. What a sender reports wins over what the table says; a call whose model
/// has no price makes the cost of the case unknown, never smaller (S3, S4).
/// </summary>
internal sealed class CaseCosts
{
    private const int MaxModels = 4;
    private const int MaxName = 100;

    private readonly SortedSet<string> _unpriced = new(StringComparer.Ordinal);
    private readonly List<StepCost> _steps = [];
    private StepCost _step;
    private double? _total;
    private double? _model;
    private double? _tool;
    private double? _human;
    private double? _low;
    private double? _high;
    private bool _sent;
    private bool _reckoned;
    private bool _dark;

    /// <param name="steps">Of the case.</param>
    /// <param name="course">What its closing says.</param>
    /// <param name="facts">When it was, and how long a human worked on it.</param>
    /// <param name="prices">In force when.</param>
    public static CaseCosts Of(IReadOnlyList<Step> steps, CaseCourse course, Case facts, PriceBook prices)
    {
        var costs = new CaseCosts();
        var around = Containers(steps);
        foreach (var step in steps)
        {
            var at = step.StartedAt ?? facts.At;
            costs._step = default;
            if (step.IsToolCall) { costs.TakeCall(step, prices, at); }
            else { costs.TakeModel(step, prices, at, around); }
            costs.TakeEnergy(step, prices, at, around);
            costs._steps.Add(costs._step);
        }

        var unknownTime = costs.TakeHuman(facts, prices);
        costs._total = course.CostUsd ?? (costs._unpriced.Count > 0 || unknownTime ? null : Sum(Sum(costs._model, costs._tool), costs._human));
        if (course.CostUsd is not null) { (costs._sent, costs._reckoned) = (true, false); }
        if (costs._unpriced.Count > 0) { costs._model = null; }
        if (costs._dark) { (costs._low, costs._high) = (null, null); }
        return costs;
    }

    /// <summary>What each step adds, in their order.</summary>
    public IReadOnlyList<StepCost> Steps => _steps;

    public void ApplyTo(Case facts)
    {
        (facts.CostUsd, facts.ModelCostUsd, facts.ToolCostUsd, facts.HumanCostUsd) = (_total, _model, _tool, _human);
        (facts.EnergyLowWh, facts.EnergyHighWh) = (_low, _high);
        facts.CostFrom = _total is null ? CostFrom.None : (_sent, _reckoned) switch { (true, true) => CostFrom.Both, (true, false) => CostFrom.Sent, _ => CostFrom.Table };
        facts.UnpricedModels = [.. _unpriced.Take(MaxModels)];
    }

    private void TakeCall(Step step, PriceBook prices, DateTime at)
    {
        var usd = step.CostUsd ?? prices.OfCall(step.Name, at);
        if (usd is null) { return; }
        _tool = Sum(_tool, usd);
        _step = _step with { Usd = usd };
        Note(step.CostUsd is not null);
    }

    private void TakeModel(Step step, PriceBook prices, DateTime at, Dictionary<string, Step> around)
    {
        if (step.CostUsd is { } sent)
        {
            _model = Sum(_model, sent);
            _step = _step with { Usd = sent };
            Note(sent: true);
            return;
        }

        // A cost on the span around it is the cost of what is inside.
        if (!HasTokens(step) || IsInside(step, around, outer => outer.CostUsd is not null)) { return; }
        if (prices.Of(step.Model, at) is { } price)
        {
            var usd = TokenCost.Of(TokenUse.Of(step), price);
            _model = Sum(_model, usd);
            _step = _step with { Usd = usd };
            Note(sent: false);
        }
        else
        {
            _unpriced.Add(CaseFacts.Clean(step.Model, MaxName) ?? "(no model named)");
        }
    }

    private void TakeEnergy(Step step, PriceBook prices, DateTime at, Dictionary<string, Step> around)
    {
        if (step.EnergyWh is { } measured)
        {
            TakeEnergy(measured, measured);
            return;
        }

        if (step.IsToolCall || step.OutputTokens is not > 0 || IsInside(step, around, outer => outer.EnergyWh is not null)) { return; }
        var seconds = step.Kind == StepKind.Model && step.EndedAt > step.StartedAt ? (step.EndedAt - step.StartedAt)?.TotalSeconds : null;
        if (prices.Of(step.Model, at) is { } price && EnergyEstimate.Of(price, step.OutputTokens.Value, seconds) is var (low, high)) { TakeEnergy(low, high); }
        else { _dark = true; }
    }

    private void TakeEnergy(double low, double high)
    {
        (_low, _high) = (Sum(_low, low), Sum(_high, high));
        _step = _step with { EnergyLowWh = low, EnergyHighWh = high };
    }

    /// <summary>True where a human worked on it and a minute has no price.</summary>
    private bool TakeHuman(Case facts, PriceBook prices)
    {
        if (facts.HumanSeconds is not { } seconds) { return false; }
        if (prices.OfMinute(facts.At) is not { } rate) { return seconds > 0; }
        _human = seconds / 60 * rate;
        Note(sent: false);
        return false;
    }

    private void Note(bool sent)
    {
        _sent |= sent;
        _reckoned |= !sent;
    }

    private static bool HasTokens(Step step) => step.InputTokens is not null || step.OutputTokens is not null;

    /// <summary>Steps that others are part of and that report a cost or energy: few, and mostly none.</summary>
    private static Dictionary<string, Step> Containers(IReadOnlyList<Step> steps)
    {
        if (!steps.Any(step => step.CostUsd is not null || step.EnergyWh is not null)) { return []; }
        return steps.Where(step => step.Parent is not null || step.CostUsd is not null || step.EnergyWh is not null).DistinctBy(step => step.Id).ToDictionary(step => step.Id);
    }

    private static bool IsInside(Step step, Dictionary<string, Step> around, Func<Step, bool> reports)
    {
        if (around.Count == 0) { return false; }
        // A damaged trace may go in a circle.
        var left = around.Count;
        for (var at = step.Parent; at is not null && left-- > 0 && around.TryGetValue(at, out var outer); at = outer.Parent)
        {
            if (reports(outer)) { return true; }
        }

        return false;
    }

    private static double? Sum(double? a, double? b) => a is null ? b : b is null ? a : a + b;
}
