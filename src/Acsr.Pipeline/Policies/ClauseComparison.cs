namespace Acsr.Policies;

/// <summary>How the clauses of a new version compare with those of the version before. Pure.</summary>
/// <param name="Added">Clauses with a new id, in the new version's order.</param>
/// <param name="Changed">Clauses that keep their id with another text, in the new version's order.</param>
/// <param name="Removed">Clauses that are gone, in the old version's order.</param>
/// <param name="Same">Clauses whose text is as before, wherever they stand now.</param>
/// <param name="Moved">Of those, the ones that stand under another heading or in another order.</param>
public sealed record ClauseComparison(
    IReadOnlyList<Clause> Added, IReadOnlyList<ClauseChange> Changed, IReadOnlyList<Clause> Removed, IReadOnlyList<Clause> Same, IReadOnlyList<ClauseChange> Moved)
{
    /// <summary>Clauses whose old words hold no more.</summary>
    public IEnumerable<ClauseRevision> Revised => [.. Changed.Select(c => new ClauseRevision(c.Before, c.After)), .. Removed.Select(c => new ClauseRevision(c, null))];

    public static ClauseComparison Of(IReadOnlyList<Clause> before, IReadOnlyList<Clause> after)
    {
        var old = before.ToDictionary(c => c.ClauseId);
        var kept = after.OrderBy(c => c.Position).Where(c => old.ContainsKey(c.ClauseId)).Select(c => new ClauseChange(old[c.ClauseId], c)).ToList();
        var ids = after.Select(c => c.ClauseId).ToHashSet();
        var still = InOrder(kept);
        return new ClauseComparison(
            [.. after.Where(c => !old.ContainsKey(c.ClauseId))],
            [.. kept.Where(c => !c.IsSameText)],
            [.. before.OrderBy(c => c.Position).Where(c => !ids.Contains(c.ClauseId))],
            [.. kept.Where(c => c.IsSameText).Select(c => c.After)],
            [.. kept.Where(c => c.IsSameText && (c.Before.Heading != c.After.Heading || !still.Contains(c.After.ClauseId)))]);
    }

    /// <summary>
    /// The most clauses that stand in the same order as before (longest increasing subsequence): all others were moved. So a clause that
    /// was put in or taken out moves none, and a clause that was moved moves itself alone.
    /// </summary>
    private static HashSet<string> InOrder(List<ClauseChange> kept)
    {
        var ends = new List<int>();
        var previous = new int[kept.Count];
        for (var i = 0; i < kept.Count; i++)
        {
            var at = ends.FindIndex(end => kept[end].Before.Position >= kept[i].Before.Position);
            if (at < 0) { at = ends.Count; ends.Add(i); } else { ends[at] = i; }
            previous[i] = at == 0 ? -1 : ends[at - 1];
        }

        var still = new HashSet<string>();
        for (var i = ends.Count == 0 ? -1 : ends[^1]; i >= 0; i = previous[i]) { still.Add(kept[i].After.ClauseId); }
        return still;
    }
}

/// <summary>A clause before and after.</summary>
public sealed record ClauseChange(Clause Before, Clause After)
{
    /// <summary>Its words are the same, white space and case aside.</summary>
    public bool IsSameText => Before.TextHash == After.TextHash;
}

/// <summary>A clause whose old words hold no more: it has others, or (null) it is gone.</summary>
public sealed record ClauseRevision(Clause Before, Clause? After);
