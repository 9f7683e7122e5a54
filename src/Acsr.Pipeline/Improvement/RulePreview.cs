using Acsr.Kpis;

namespace Acsr.Improvement;

/// <summary>An action that a rule would have opened on a past day.</summary>
public sealed record PreviewedAction(DateTime Day, Evidence Evidence);

/// <summary>Runs a rule over past days as if it had been on: before it is switched on, one sees what it would have brought.</summary>
public static class RulePreview
{
    public const int Days = 90;

    /// <summary>The actions that it would have opened in the last 90 days, oldest first: one for each segment, at its first crossing.</summary>
    /// <param name="row">Whose rule.</param>
    /// <param name="rule">As it would be.</param>
    /// <param name="targets">Of the row, by segment key.</param>
    /// <param name="rows">All cases in order of time.</param>
    /// <param name="now">UTC.</param>
    /// <param name="cancellationToken">Stops between two days.</param>
    public static IReadOnlyList<PreviewedAction> Run(
        MatrixRow row, MatrixRule rule, IReadOnlyDictionary<string, double> targets, IReadOnlyList<KpiRow> rows, DateTime now, CancellationToken cancellationToken)
    {
        var evaluator = new RuleEvaluator(row, rule, targets);
        var relevant = rows.Where(row.Kpi.Population).ToList();
        var found = new Dictionary<string, PreviewedAction>();
        for (var day = now.AddDays(1 - Days); day <= now && relevant.Count > 0; day = day.AddDays(1))
        {
            cancellationToken.ThrowIfCancellationRequested();
            foreach (var one in evaluator.Evaluate(relevant, day)) { found.TryAdd(one.Key, new PreviewedAction(day, one)); }
        }

        return [.. found.Values.OrderBy(f => f.Day).ThenByDescending(f => f.Evidence.ExpectedValue)];
    }
}
