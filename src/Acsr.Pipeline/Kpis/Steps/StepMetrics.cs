namespace Acsr.Kpis.Steps;

/// <summary>By what step figures are told apart.</summary>
public enum StepGrouping
{
    /// <summary>Kinds of step: model, tool, retrieval, …</summary>
    Kind = 0,
    /// <summary>Kind and name: each tool, each model, each API.</summary>
    Name = 1,
    /// <summary>Kind, name and version of the agent.</summary>
    Version = 2,
}

/// <summary>Which steps are asked about. Every part that is null lets everything through.</summary>
/// <param name="From">First moment, UTC; whole hours count: the hour that it lies in is in.</param>
/// <param name="To">First moment after, UTC; the hour that it lies in is in, unless it is its first moment.</param>
/// <param name="Kind">Only steps of this kind.</param>
/// <param name="Name">Only this tool, model or API.</param>
/// <param name="AgentVersion">Only steps of this version of the agent.</param>
public sealed record StepQuery(DateTime? From = null, DateTime? To = null, string? Kind = null, string? Name = null, string? AgentVersion = null);

/// <summary>What steps of one kind, or one tool or model, did. Null is not known, never zero.</summary>
/// <param name="Kind">As <c>StepKind</c> calls it, in lower case: <c>model</c>, <c>tool</c>, <c>retrieval</c>, …</param>
/// <param name="Name">Tool, model or API; null where steps have none, or where kinds are asked for.</param>
/// <param name="AgentVersion">Of the agent; null where unknown, or where versions are not asked for.</param>
/// <param name="Steps">How many there were.</param>
/// <param name="Errors">How many of them failed.</param>
/// <param name="Timed">Steps whose duration is known: the n of the latencies.</param>
/// <param name="P50">Median duration in seconds, within 0.8 %.</param>
/// <param name="P95">95th percentile in seconds.</param>
/// <param name="P99">99th percentile in seconds.</param>
/// <param name="InputTokens">Sum over steps that say it.</param>
/// <param name="OutputTokens">Sum over steps that say it.</param>
/// <param name="CostUsd">Sum over steps whose cost is known, as sent or by the price of the day.</param>
/// <param name="Costed">Steps whose cost is known: the n of <paramref name="CostUsd"/>.</param>
public sealed record StepFigures(
    string Kind, string? Name, string? AgentVersion, long Steps, long Errors, long Timed, double? P50, double? P95, double? P99, long? InputTokens, long? OutputTokens, double? CostUsd, long Costed)
{
    /// <summary>Watt-hours, the low estimate: sum over steps of which it is known.</summary>
    public double? EnergyLowWh { get; init; }

    /// <summary>The high estimate.</summary>
    public double? EnergyHighWh { get; init; }

    /// <summary>Steps whose energy is known or estimated: the n of the energy.</summary>
    public long Powered { get; init; }

    /// <summary>Share of steps that failed, 0 to 1, with its 95 % interval (Wilson).</summary>
    public (double Value, Statistics.Interval Interval)? ErrorRate => Statistics.Wilson.Interval(Errors, Steps) is { } interval ? ((double)Errors / Steps, interval) : null;
}

/// <summary>Step figures of one stretch of time.</summary>
/// <param name="From">Its first moment, UTC.</param>
/// <param name="Figures">Null where there was no step.</param>
public sealed record StepPoint(DateTime From, StepFigures? Figures);

/// <summary>Latency, errors, tokens and cost of steps, from hourly rollups (S1, S2).</summary>
public interface IStepMetrics
{
    /// <summary>The figures by kind, name or version, the ones with the most steps first.</summary>
    Task<IReadOnlyList<StepFigures>> FiguresAsync(StepQuery query, StepGrouping grouping, CancellationToken cancellationToken);

    /// <summary>The last hour, UTC, in which a step began; null where there is none.</summary>
    Task<DateTime?> LastHourAsync(CancellationToken cancellationToken);

    /// <summary>The figures of all steps of a query together, hour by hour or day by day; empty where nothing is known.</summary>
    /// <param name="query">Which steps.</param>
    /// <param name="bucket">Whole hours.</param>
    /// <param name="cancellationToken">Ends the waiting for the database.</param>
    Task<IReadOnlyList<StepPoint>> TrendAsync(StepQuery query, TimeSpan bucket, CancellationToken cancellationToken);
}
