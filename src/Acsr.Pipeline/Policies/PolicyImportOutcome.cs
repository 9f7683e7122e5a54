namespace Acsr.Policies;

/// <summary>What an import did, or would do.</summary>
public abstract record PolicyImportOutcome
{
    private PolicyImportOutcome() { }

    /// <summary>The latest version has this very text.</summary>
    public sealed record Unchanged(int Version) : PolicyImportOutcome;

    /// <summary>A new version, and how many of its clauses are new, reworded or as before, and how many of the last version's are gone.</summary>
    public sealed record Imported(int Version, int Added, int Changed, int Removed, int Same) : PolicyImportOutcome;

    /// <summary>Nothing was written; the reason says how to mend it.</summary>
    public sealed record Refused(string Reason) : PolicyImportOutcome;
}

/// <summary>How the clauses of a new version compare with those of the version before.</summary>
/// <param name="Added">Clauses with a new id, in the new version's order.</param>
/// <param name="Changed">Clauses that keep their id with another text, in the new version's order.</param>
/// <param name="Removed">Clauses that are gone, in the old version's order.</param>
/// <param name="Same">Clauses whose text is as before, wherever they stand now.</param>
public sealed record ClauseComparison(
    IReadOnlyList<Clause> Added, IReadOnlyList<ClauseChange> Changed, IReadOnlyList<Clause> Removed, IReadOnlyList<Clause> Same)
{
    public static ClauseComparison Of(IReadOnlyList<Clause> before, IReadOnlyList<Clause> after)
    {
        var old = before.ToDictionary(c => c.ClauseId);
        var kept = after.Where(c => old.ContainsKey(c.ClauseId)).Select(c => new ClauseChange(old[c.ClauseId], c)).ToList();
        var ids = after.Select(c => c.ClauseId).ToHashSet();
        return new ClauseComparison(
            [.. after.Where(c => !old.ContainsKey(c.ClauseId))],
            [.. kept.Where(c => c.Before.TextHash != c.After.TextHash)],
            [.. before.OrderBy(c => c.Position).Where(c => !ids.Contains(c.ClauseId))],
            [.. kept.Where(c => c.Before.TextHash == c.After.TextHash).Select(c => c.After)]);
    }
}

/// <summary>A clause whose words changed.</summary>
public sealed record ClauseChange(Clause Before, Clause After);

/// <summary>What an import would do, and the clauses behind the counts; no comparison where nothing would be written.</summary>
public sealed record PolicyImportPreview(PolicyImportOutcome Outcome, ClauseComparison? Comparison);
