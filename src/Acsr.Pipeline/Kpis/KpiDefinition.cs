namespace Acsr.Kpis;

/// <summary>How a KPI is computed from its cases.</summary>
public enum KpiKind { Rate, Mean, Median, Quantile95, RatioOfSums }

/// <summary>
/// A KPI: what it is called, what it counts over what, and in which unit. The same predicates make the figure, its trend and the
/// list of cases behind it, so that they cannot disagree.
/// </summary>
public sealed record KpiDefinition
{
    /// <summary>Stable, snake_case; used by the command line and the API.</summary>
    public required string Id { get; init; }
    public required string Name { get; init; }
    /// <summary>What it is called beside a KPI of the same cases, for example <c>Median</c>.</summary>
    public string ShortName { get => field ?? Name; init; }
    /// <summary><c>ratio</c> (0 to 1), <c>s</c>, <c>USD</c> or <c>score</c>.</summary>
    public required string Unit { get; init; }
    /// <summary>In words: what is counted over what.</summary>
    public required string Definition { get; init; }
    public required KpiKind Kind { get; init; }
    /// <summary>True where more is better, false where less is, null where it depends.</summary>
    public bool? HigherIsBetter { get; init; }
    /// <summary>The cases it is computed over.</summary>
    public required Func<KpiRow, bool> Population { get; init; }
    /// <summary>Of a rate: those that count. Else all of the population.</summary>
    public Func<KpiRow, bool> Counted { get; init; } = _ => true;
    /// <summary>Of means and quantiles: the value of a case. Of a ratio of sums: what the case adds above.</summary>
    public Func<KpiRow, double> Value { get; init; } = _ => 0;
    /// <summary>Of a ratio of sums: what the case adds below.</summary>
    public Func<KpiRow, double> Weight { get; init; } = _ => 1;
}
