using Acsr.Cases;
using Acsr.Signals;

namespace Acsr.Effects;

/// <summary>One case as effects are computed from it: slim, so that a million pass quickly.</summary>
internal readonly record struct EffectCase(
    DateTime At, string? Intent, string? Channel, string? Release, string? AgentVersion, Handler Handler, bool? Solved, bool HandedOff, bool Reopened, int Overrides,
    Resolution Resolution, bool? DurablyResolved, Severity DeadEnd, int PolicyChecks, int PolicyViolations, int PolicyUnknowns, double? Csat, double? HandlingSeconds, double? CostUsd, bool Demo)
{
    /// <summary>The agent took part, alone or with a human.</summary>
    public bool AgentInvolved => Handler is Handler.Agent or Handler.Hybrid;
}

/// <summary>Something that a change may have made better or worse.</summary>
/// <param name="Id">Stable.</param>
/// <param name="Name">For people.</param>
/// <param name="Kpi">Id of the KPI that lists the same cases.</param>
/// <param name="Unit"><c>ratio</c>, <c>s</c>, <c>USD</c> or <c>score</c>.</param>
/// <param name="IsShare">The values are 1 or 0.</param>
/// <param name="HigherIsBetter">Null: neither way is better by itself.</param>
/// <param name="Lag">How long after its opening a case is not counted, because what happens later still changes it.</param>
/// <param name="Value">Of one case; null where the metric is not about it.</param>
internal sealed record EffectMetric(string Id, string Name, string Kpi, string Unit, bool IsShare, bool? HigherIsBetter, EffectLag Lag, Func<EffectCase, double?> Value);

/// <summary>What a metric waits for.</summary>
internal enum EffectLag { None, Reopen, Durable }

/// <summary>The metrics there are; the first is the one that the verdict is about, the others watch that it costs nothing elsewhere.</summary>
internal static class EffectMetrics
{
    public static readonly EffectMetric[] All =
    [
        Share("autonomous", "Resolved by the agent alone", "autonomous_resolution_rate", true, EffectLag.Reopen,
            c => c.AgentInvolved && (c.Solved is not null || c.HandedOff), c => c.Solved == true && !c.HandedOff && !c.Reopened && c.Overrides == 0),
        Share("success", "Solved, by whomever", "task_success_rate", true, EffectLag.None, c => c.AgentInvolved && c.Solved is not null, c => c.Solved == true),
        Share("durable", "Durably resolved", "durable_resolution_rate", true, EffectLag.Durable, c => c.AgentInvolved && c.DurablyResolved is not null, c => c.DurablyResolved == true && c.Resolution.IsResolved()),
        Share("handoff", "Handed to a human", "handoff_rate", null, EffectLag.None, c => c.AgentInvolved, c => c.HandedOff),
        Share("dead-end", "Dead ends", "dead_end_rate", false, EffectLag.None, c => c.AgentInvolved, c => c.DeadEnd != Severity.None),
        Share("violation", "Broke a policy", "policy_compliance", false, EffectLag.None, c => c.PolicyChecks > c.PolicyUnknowns, c => c.PolicyViolations > 0),
        new("csat", "Customer satisfaction", "csat_mean", "ratio", false, true, EffectLag.None, c => c.AgentInvolved ? c.Csat : null),
        new("handling-time", "Handling time", "handling_time_mean", "s", false, false, EffectLag.None, c => c.AgentInvolved ? c.HandlingSeconds : null),
        new("cost", "Cost of a case", "cost_per_resolution", "USD", false, false, EffectLag.None, c => c.AgentInvolved ? c.CostUsd : null),
    ];

    public const int Primary = 0, DeadEnds = 4, Violations = 5;

    private static EffectMetric Share(string id, string name, string kpi, bool? better, EffectLag lag, Func<EffectCase, bool> population, Func<EffectCase, bool> counted) =>
        new(id, name, kpi, "ratio", true, better, lag, c => population(c) ? counted(c) ? 1 : 0 : null);
}
