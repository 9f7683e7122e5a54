using Acsr.Cases;

namespace Acsr.Kpis;

/// <summary>What the steps of one case add to the hours that they began in. Written by the fold; the worker that adds up writes <see cref="Counted"/>.</summary>
public sealed class CaseSteps
{
    public required string CaseId { get; set; }
    /// <summary>As last folded.</summary>
    public required byte[] Data { get; set; }
    /// <summary>What of it is in the hours already; empty: nothing. Taken out again before <see cref="Data"/> is put in, so that no step counts twice however often its case is folded.</summary>
    public byte[] Counted { get; set; } = [];
    /// <summary>The two differ.</summary>
    public bool Waiting { get; set; }
}

/// <summary>Steps of one kind, name and agent version that began in one hour. Written by Kpis.</summary>
public sealed class StepHour
{
    /// <summary>First moment of the hour, UTC.</summary>
    public DateTime Hour { get; set; }
    public StepKind Kind { get; set; }
    /// <summary>Tool, model or data source; empty where steps have none.</summary>
    public string Name { get; set; } = "";
    /// <summary>Empty where it is unknown.</summary>
    public string AgentVersion { get; set; } = "";
    public long Steps { get; set; }
    public long Errors { get; set; }
    public long InputTokens { get; set; }
    /// <summary>Steps that say how many tokens they used.</summary>
    public long Metered { get; set; }
    public long OutputTokens { get; set; }
    /// <summary>US dollars of the <see cref="Costed"/> ones, as sent or by the price of the day.</summary>
    public double CostUsd { get; set; }
    /// <summary>Steps whose cost is known.</summary>
    public long Costed { get; set; }
    /// <summary>Watt-hours of the <see cref="Powered"/> ones, the low estimate.</summary>
    public double EnergyLowWh { get; set; }
    /// <summary>The high estimate.</summary>
    public double EnergyHighWh { get; set; }
    /// <summary>Steps whose energy is known or estimated.</summary>
    public long Powered { get; set; }
    /// <summary>Durations in buckets; see <c>LogSketch</c>.</summary>
    public byte[] Latency { get; set; } = [];
}
