using Acsr.Improvement;

namespace Acsr.Commands.Demo;

/// <summary>What the demo's lead wants of the matrix, so that rules have something to hold the cases against.</summary>
public static class DemoTargets
{
    /// <summary>By row, in the unit of its KPI.</summary>
    public static readonly IReadOnlyList<(string Row, double Value)> Targets = [("M1", 0.75), ("M2", 0.04), ("M3", 0.75), ("M4", 5), ("M5", 0), ("M6", 0.98), ("M7", 1_200), ("M8", 0.12)];

    /// <summary>Sets them, unless somebody has set one already.</summary>
    public static async Task SetAsync(MatrixSettings settings, string by, CancellationToken cancellationToken)
    {
        var there = (await settings.TargetsAsync(cancellationToken)).Where(t => t.Segment.Length == 0).Select(t => t.Row).ToHashSet();
        foreach (var (row, value) in Targets.Where(t => !there.Contains(t.Row)))
        {
            await settings.SetTargetAsync(MatrixRows.Find(row)!, Segment.Whole, value, by, demo: true, cancellationToken);
        }
    }
}
