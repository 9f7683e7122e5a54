using Acsr.Kpis;

namespace Acsr.Improvement;

/// <summary>What a rule saw: which segment crossed what, and the figures that show it.</summary>
/// <param name="Row">Whose rule.</param>
/// <param name="Segment">Where.</param>
/// <param name="Value">The figure with n and interval, over the cases from <paramref name="From"/> to <paramref name="To"/>.</param>
/// <param name="Reference">What it was held against.</param>
/// <param name="From">First moment, UTC.</param>
/// <param name="To">First moment after.</param>
/// <param name="Why">In words with figures.</param>
/// <param name="ExpectedValue">Cases a week.</param>
public sealed record Evidence(MatrixRow Row, Segment Segment, KpiValue Value, double? Reference, DateTime From, DateTime To, string Why, double ExpectedValue)
{
    /// <summary>What the action is about; see <see cref="ImprovementAction.Key"/>.</summary>
    public string Key => ActionKey.Of(Row, Segment);
}

/// <summary>How actions are told apart: at most one for each key.</summary>
public static class ActionKey
{
    public static string Of(MatrixRow row, Segment segment) => $"{row.Id}|{segment.Key}";

    /// <summary>Of a KPI that is no row's level.</summary>
    public static string OfKpi(string kpiId, Segment segment) => $"{kpiId}|{segment.Key}";

    public static string OfDeadEnd(string group) => $"dead-end|{group}";
}
