namespace Acsr.Kpis;

/// <summary>How a KPI is computed from its cases.</summary>
public enum KpiKind { Rate = 0, Mean = 1, Median = 2, Quantile95 = 3, RatioOfSums = 4, Quantile90 = 5 }

/// <summary>What part of the work a KPI is about; the overview has a band for each of the first four.</summary>
public enum KpiBand { Reach = 0, Resolution = 1, Experience = 2, Compliance = 3, Time = 4, Cost = 5, Reliability = 6 }

/// <summary>
/// A KPI: what it is called, what it counts over what, and in which unit. The same predicates make the figure, its trend and the
/// list of cases behind it, so that they cannot disagree. A definition never changes: what is to be counted otherwise gets a new version, and the old one can still be asked for.
/// </summary>
public sealed record KpiDefinition
{
    /// <summary>Stable, snake_case; used by the command line and the API.</summary>
    public required string Id { get; init; }
    /// <summary>Counts up from 1.</summary>
    public int Version { get; init; } = 1;
    /// <summary>The day on which this version took the place of the one before; null: it is the first.</summary>
    public DateTime? Since { get; init; }
    /// <summary>What this version counts otherwise than the one before; null: it is the first.</summary>
    public string? Change { get; init; }
    /// <summary>Id and version, for example <c>fcr@1</c>: what a link or a stored view asks for.</summary>
    public string Key => $"{Id}@{Version}";
    public required string Name { get; init; }
    /// <summary>What it is called beside a KPI of the same cases, for example <c>Median</c>.</summary>
    public string ShortName { get => field ?? Name; init; }
    /// <summary><c>ratio</c> (0 to 1), <c>s</c>, <c>USD</c>, <c>Wh</c>, <c>tokens</c> or <c>score</c>.</summary>
    public required string Unit { get; init; }
    /// <summary>What its n counts, in the plural.</summary>
    public string Counts { get; init; } = "cases";
    public KpiBand Band { get; init; }
    /// <summary>In words: what is counted over what.</summary>
    public required string Definition { get; init; }
    /// <summary>What stands above the line of the formula; null: it has no line.</summary>
    public string? Numerator => Definition.Split(" ÷ ") is [var above, _] ? above : null;
    /// <summary>What stands below the line of the formula; null: it has no line.</summary>
    public string? Denominator => Definition.Split(" ÷ ") is [_, var below] ? below[..(below.IndexOf(". ", StringComparison.Ordinal) is var end and > 0 ? end : below.Length)].TrimEnd('.') : null;
    /// <summary>Which time after a case it has to wait for, in words; null: it is known as soon as the case is.</summary>
    public string? Window { get; init; }
    /// <summary>The rungs of the resolution ladder that it counts; empty: the ladder plays no part.</summary>
    public IReadOnlyList<Cases.Resolution> Rungs { get; init; } = [];
    /// <summary>A KPI without which this one misleads, and beside which it is shown; null: it stands by itself.</summary>
    public string? OnlyBeside { get; init; }
    public required KpiKind Kind { get; init; }
    /// <summary>True where more is better, false where less is, null where it depends.</summary>
    public bool? HigherIsBetter { get; init; }
    /// <summary>The cases it is computed over.</summary>
    public required Func<KpiRow, bool> Population { get; init; }
    /// <summary>Of a rate: those that count. Else all of the population.</summary>
    public Func<KpiRow, bool> Counted { get; init; } = _ => true;
    /// <summary>Of means and quantiles: the value of a case. Of a ratio of sums: what the case adds above.</summary>
    public Func<KpiRow, double> Value { get; init; } = _ => 0;
    /// <summary>The measure that <see cref="Value"/> is, where it is one as it stands: then it is read without asking case by case.</summary>
    internal int? Column
    {
        get;
        init
        {
            field = value;
            if (value is { } column) { Value = row => row.Number(column)!.Value; }
        }
    }

    /// <summary>Of a ratio of sums: what the case adds below.</summary>
    public Func<KpiRow, double> Weight { get; init; } = _ => 1;

    /// <summary>Of a quantile: which, from 0 to 1; null: it is none.</summary>
    public double? Quantile => Kind switch { KpiKind.Median => .5, KpiKind.Quantile90 => .9, KpiKind.Quantile95 => .95, _ => null };
}
