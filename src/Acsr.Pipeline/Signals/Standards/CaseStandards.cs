using System.Collections.Frozen;
using System.Globalization;
using Acsr.Cases;
using Acsr.Signals.Gaps;

namespace Acsr.Signals.Standards;

/// <summary>What was usual when a case began: the standards in force on that day for its release and intent, and for the sources it may search. Immutable.</summary>
public sealed class CaseStandards(IReadOnlyDictionary<string, double> searchScores, IReadOnlyDictionary<StandardKind, double> budgets)
{
    /// <summary>Nothing is known of cases like it.</summary>
    public static CaseStandards None { get; } = new(FrozenDictionary<string, double>.Empty, FrozenDictionary<StandardKind, double>.Empty);

    /// <summary>There were enough cases of its release and intent.</summary>
    public bool HasBudget => budgets.Count > 0;

    /// <summary>The best document of a search scores lower than nine of ten searches of solved cases in the same source.</summary>
    public bool ScoresTooLow(Step search) =>
        searchScores.Count > 0 && searchScores.TryGetValue(Retrievals.SourceOf(search), out var least) && SearchResult.TopScoreIn(search.Output) is { } score && score < least;

    /// <summary>What the case takes more of than 95 of 100 like it, each as their limit with its unit.</summary>
    public IReadOnlyList<string> Exceeded(Case facts, int steps)
    {
        List<string> over = [];
        Compare(StandardKind.Steps, steps, limit => $"{Number(limit)} steps");
        Compare(StandardKind.ToolCalls, facts.ToolCalls, limit => $"{Number(limit)} tool calls");
        Compare(StandardKind.Tokens, facts.InputTokens + facts.OutputTokens, limit => $"{Number(limit)} tokens");
        Compare(StandardKind.CostUsd, facts.CostUsd, limit => $"${limit.ToString("0.####", CultureInfo.InvariantCulture)}");
        Compare(StandardKind.Seconds, facts.HandlingSeconds, limit => $"{Number(limit)} s");
        return over;

        void Compare(StandardKind kind, double? taken, Func<double, string> say)
        {
            if (budgets.TryGetValue(kind, out var limit) && taken > limit) { over.Add(say(limit)); }
        }
    }

    private static string Number(double value) => value.ToString("#,0.#", CultureInfo.InvariantCulture);
}
