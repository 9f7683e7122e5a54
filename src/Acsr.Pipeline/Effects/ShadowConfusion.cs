using Acsr.Statistics;

namespace Acsr.Effects;

/// <summary>Which action the agent proposed where the human did which (formats H4).</summary>
/// <param name="Actions">The most frequent first; the last may stand for all others.</param>
/// <param name="Counts">Proposals: a row for what the human did, a column for what the agent proposed, in the order of <paramref name="Actions"/>.</param>
/// <param name="N">Proposals of which both actions are known.</param>
/// <param name="Kappa">Cohen's κ of all actions, 1: always the same, 0: as chance alone would, with its 95 % interval; null where chance alone agrees wholly.</param>
public sealed record ShadowConfusion(IReadOnlyList<string> Actions, IReadOnlyList<IReadOnlyList<int>> Counts, int N, Estimate? Kappa)
{
    /// <summary>Rows and columns that a table shows by name.</summary>
    public const int MostActions = 8;

    /// <summary>What the last row and column are called where there are more.</summary>
    public const string Others = "all others";

    /// <summary>Of pairs; null where no pair tells both actions. Pure.</summary>
    public static ShadowConfusion? Of(IReadOnlyList<ShadowPair> pairs)
    {
        var known = pairs.Where(p => p is { Proposed: not null, Done: not null }).ToList();
        if (known.Count == 0) { return null; }
        List<string> all = [.. known.SelectMany(p => new[] { p.Done!, p.Proposed! }).GroupBy(a => a, StringComparer.OrdinalIgnoreCase).OrderByDescending(g => g.Count()).ThenBy(g => g.Key, StringComparer.OrdinalIgnoreCase).Select(g => g.Key)];
        var shown = all.Count <= MostActions ? all : [.. all.Take(MostActions - 1), Others];
        return new ShadowConfusion(shown, [.. Table(known, all, shown.Count).Select(row => row.ConvertAll(n => (int)n))], known.Count, PairedShares.Kappa(Table(known, all, all.Count)));
    }

    // Actions beyond the last row share it.
    private static List<List<double>> Table(List<ShadowPair> pairs, List<string> actions, int size)
    {
        var places = actions.Select((action, i) => (action, i)).ToDictionary(a => a.action, a => Math.Min(a.i, size - 1), StringComparer.OrdinalIgnoreCase);
        var table = Enumerable.Range(0, size).Select(_ => Enumerable.Repeat(0.0, size).ToList()).ToList();
        foreach (var pair in pairs) { table[places[pair.Done!]][places[pair.Proposed!]]++; }
        return table;
    }
}
