using Acsr.Kpis;

namespace Acsr.Improvement;

/// <summary>One row of the matrix: a source of signals, how far it is told of, and what to do where it is bad.</summary>
public sealed record MatrixRow
{
    /// <summary>M1 to M8.</summary>
    public required string Id { get; init; }
    /// <summary>The source of the signal.</summary>
    public required string Name { get; init; }
    /// <summary>Said by a person or a checker (explicit), or seen in behaviour (implicit).</summary>
    public required bool IsExplicit { get; init; }
    public required string CollectedFrom { get; init; }
    /// <summary>The primary improvement action.</summary>
    public required string Action { get; init; }
    /// <summary>What to do first, in a sentence or two.</summary>
    public required string SuggestedWork { get; init; }
    /// <summary>Id of the KPI that is its level.</summary>
    public required string KpiId { get; init; }
    /// <summary>Ids of KPIs over the same cases that stand beside the level.</summary>
    public IReadOnlyList<string> BesideIds { get; init; } = [];
    /// <summary>What one piece of the volume is called, in the plural.</summary>
    public required string VolumeUnit { get; init; }
    /// <summary>How much of the volume a case of the KPI's population brings.</summary>
    public Func<KpiRow, int> VolumeOf { get; init; } = _ => 1;
    /// <summary>What to send so that the row fills.</summary>
    public required string HowToFill { get; init; }
    /// <summary>An example of it: a line for <c>POST /api/v1/events</c>.</summary>
    public required string Example { get; init; }
    /// <summary>How much of the KPI's unit lies between the worst and the best; null: the gap is taken in relation to the reference.</summary>
    public double? Scale { get; init; }
    /// <summary>What one case weighs in the expected value unless a lead says otherwise.</summary>
    public double Weight { get; init; } = 1;
    /// <summary>How its rule looks at it unless a lead says otherwise.</summary>
    public RuleCheck Check { get; init; } = RuleCheck.Level;

    /// <summary>Its level.</summary>
    public KpiDefinition Kpi => KpiDefinitions.Find(KpiId) ?? throw new InvalidOperationException($"There is no KPI '{KpiId}'.");

    /// <summary>Figures beside its level.</summary>
    public IEnumerable<KpiDefinition> Beside => BesideIds.Select(KpiDefinitions.Find).OfType<KpiDefinition>();

    /// <summary>How many of the cases that could carry the signal do.</summary>
    public KpiDefinition Coverage => CoverageDefinitions.Of(Kpi)!;

    /// <summary>Its rule as nobody changed it.</summary>
    public MatrixRule DefaultRule => new() { Row = Id, Check = Check, Weight = Weight };

    /// <summary>Whether a figure is worse than another.</summary>
    public bool IsWorse(double value, double than) => Kpi.HigherIsBetter == true ? value < than : value > than;
}
