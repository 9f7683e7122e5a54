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
    /// <param name="Reason">For people.</param>
    /// <param name="Field">Where it is mended.</param>
    public sealed record Refused(string Reason, RefusalField Field = RefusalField.Text) : PolicyImportOutcome;
}

/// <summary>What has to change before a refused import is taken.</summary>
public enum RefusalField { Text = 0, Id = 1, Dates = 2, Owner = 3, Source = 4 }

/// <summary>What to import, and what a person decided about it.</summary>
/// <param name="PolicyId">Lower-case words and hyphens.</param>
/// <param name="Markdown">The whole document.</param>
/// <param name="By">Name of the person, for people to read.</param>
/// <param name="Demo">Whether it belongs to the demo desk; a policy never changes sides.</param>
public sealed record PolicyImportRequest(string PolicyId, string Markdown, string By, bool Demo)
{
    /// <summary>From when on the text is in force; null: as the document says, or else from now on.</summary>
    public DateTime? EffectiveFrom { get; init; }
    /// <summary>When it ends, itself not included; null: as the document says, or else without an end.</summary>
    public DateTime? EffectiveTo { get; init; }
    /// <summary>Null: as the document says.</summary>
    public string? Owner { get; init; }
    /// <summary>An absolute http or https address; null: as the document says.</summary>
    public string? SourceUri { get; init; }
    /// <summary>Which clauses are the same, as <see cref="ClauseIds.Assign"/> takes it.</summary>
    public IReadOnlyDictionary<int, string> Chosen { get; init; } = new Dictionary<int, string>();
    /// <summary>The version that a person saw a preview against, 0 for none; an import on top of another one is refused. Null: on top of whatever is there.</summary>
    public int? BasedOn { get; init; }
}

/// <summary>What an import would do, and the clauses behind the counts; no comparison where nothing would be written.</summary>
/// <param name="Outcome">As the import would answer.</param>
/// <param name="Comparison">Clause by clause.</param>
public sealed record PolicyImportPreview(PolicyImportOutcome Outcome, ClauseComparison? Comparison)
{
    /// <summary>What the document says about itself.</summary>
    public FrontMatter Front { get; init; } = FrontMatter.None;
    /// <summary>When the new version would be in force.</summary>
    public PolicySpan? Span { get; init; }
    /// <summary>Where the matching may be wrong, in the new version's order.</summary>
    public IReadOnlyList<ClauseDoubt> Doubts { get; init; } = [];
    /// <summary>Clauses of the version before that a person may name as the same: all but those whose very text is still there.</summary>
    public IReadOnlyList<Clause> Nameable { get; init; } = [];
    /// <summary>What to know before importing, in whole sentences.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];
}
