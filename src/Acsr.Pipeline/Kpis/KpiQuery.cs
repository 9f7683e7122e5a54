using Acsr.Cases;

namespace Acsr.Kpis;

/// <summary>Which cases are asked about. Every part that is null lets everything through.</summary>
/// <param name="From">First moment, UTC.</param>
/// <param name="To">First moment after, UTC.</param>
/// <param name="Handoff">Only cases that the agent handed off for this reason.</param>
public sealed record KpiQuery(DateTime? From = null, DateTime? To = null, string? Agent = null, string? AgentVersion = null, string? Channel = null, string? Intent = null, string? Source = null, HandoffKind? Handoff = null)
{
    public bool Matches(KpiRow row) =>
        (From is null || row.At >= From) && (To is null || row.At < To)
        && (Agent is null || row.Agent == Agent) && (AgentVersion is null || row.AgentVersion == AgentVersion)
        && (Channel is null || row.Channel == Channel) && (Intent is null || row.Intent == Intent) && (Source is null || row.Source == Source)
        && (Handoff is null || row.HandoffKind == Handoff);

    /// <summary>The period of the same length that ends where this one begins; null where this one has no beginning.</summary>
    public KpiQuery? Previous() => From is { } from && To is { } to ? this with { From = from - (to - from), To = from } : null;
}

/// <summary>Which of a KPI's cases are meant.</summary>
public enum KpiPart
{
    /// <summary>All that it is computed over: the n.</summary>
    Population = 0,
    /// <summary>Those of them that count: the numerator of a rate; for other KPIs the same as the population.</summary>
    Counted = 1,
}
