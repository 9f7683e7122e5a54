namespace Acsr.Components;

/// <summary>How a chart is drawn.</summary>
public enum ChartKind { Line = 0, Bar = 1 }

/// <summary>What a chart's numbers are, which decides how they are written.</summary>
public enum ChartUnit
{
    Number = 0,
    /// <summary>Values from 0 to 1, written as per cent.</summary>
    Share = 1,
    Seconds = 2,
    /// <summary>US dollars.</summary>
    Usd = 3,
}

/// <summary>A chart without any word of the library that draws it. Equal references are drawn once: make a new one to change it.</summary>
/// <param name="Title">What it shows.</param>
/// <param name="Summary">The same in one sentence for people who do not see it.</param>
/// <param name="X">Unix milliseconds, ascending; at most 1,000.</param>
/// <param name="Series">Each with one value per x.</param>
public sealed record ChartSpec(string Title, string Summary, IReadOnlyList<long> X, IReadOnlyList<ChartSeries> Series)
{
    public ChartKind Kind { get; init; }

    public ChartUnit Unit { get; init; }

    /// <summary>Bars of one x stand on each other instead of side by side.</summary>
    public bool Stacked { get; init; }

    /// <summary>Points in time worth a line: releases, changes of policy.</summary>
    public IReadOnlyList<ChartMarker> Markers { get; init; } = [];
}

/// <summary>One line or one set of bars.</summary>
/// <param name="Name">Shown in the legend; any text.</param>
/// <param name="Values">Null is a gap: nobody knows, which is not zero.</param>
public sealed record ChartSeries(string Name, IReadOnlyList<double?> Values)
{
    /// <summary>Lower and upper bounds of a band around a line, one pair per x, both or neither.</summary>
    public IReadOnlyList<double?>? Lower { get; init; }

    public IReadOnlyList<double?>? Upper { get; init; }
}

/// <summary>A vertical line with a word at it.</summary>
/// <param name="X">Unix milliseconds.</param>
/// <param name="Label">Short.</param>
public sealed record ChartMarker(long X, string Label);
