using Acsr.Cases;

namespace Acsr.Kpis;

/// <summary>One case as the KPI engine counts it: slim, immutable, in memory. NaN stands for unknown.</summary>
public sealed record KpiRow(
    string Id, DateTime At, string? Agent, string? AgentVersion, string? Channel, string? Intent, string Source, Handler Handler, bool Closed,
    bool? Solved, bool HandedOff, bool Abandoned, bool Reopened, double? HandlingSeconds, double? CostUsd, double? Sentiment, double? Csat, int Overrides, int CompleteTriads,
    Severity DeadEnd, Resolution Resolution, HandoffKind? HandoffKind, bool? Recontacted, bool? FirstContactResolved, bool? DurablyResolved, DateTime? SettlesAt,
    double? Ces, bool? SurveyResolved, double? SentimentShift, int Backtracks, bool Reengages, int PolicyChecks, int PolicyViolations, int PolicyUnknowns, long Sequence)
{
    /// <summary>A survey that asks for satisfaction was sent.</summary>
    public bool SurveyInvited { get; init; }

    /// <summary>The agent took part, alone or with a human.</summary>
    public bool AgentInvolved => Handler is Handler.Agent or Handler.Hybrid;
}
