using Acsr.Policies;
using Acsr.Releases.Curation;
using Acsr.Review;

namespace Acsr.Releases;

/// <summary>A review that may train. <c>Citation</c> says whether the words of its clause are still in force; null where it cites none.</summary>
public sealed record ReleaseCandidate(
    long ReviewId, string CaseId, DateTime At, string ReviewerName, Verdict Verdict, string? FinalIntent, string? OriginalAction, string? FinalAction, string? Clause, string? DataPoint, bool Demo, CitationState? Citation = null, string Queue = "");

/// <summary>What a release would hold if it were made now.</summary>
/// <param name="Rows">In the order of the files.</param>
/// <param name="Excluded">Complete reviews that give no row, and why.</param>
/// <param name="Incomplete">As in <see cref="CandidateOverview"/>.</param>
/// <param name="Gates">How each check of the rows ended.</param>
/// <param name="Redacted">Kinds of personal data that were replaced, with counts.</param>
public sealed record ReleasePreview(IReadOnlyList<BuiltRow> Rows, IReadOnlyList<Exclusion> Excluded, int Incomplete, IReadOnlyList<Gate> Gates, IReadOnlyDictionary<string, int> Redacted)
{
    /// <summary>The version that it would be.</summary>
    public string Version { get; init; } = ReleaseVersion.First.ToString();
}

/// <summary>How a release is made.</summary>
public sealed record ReleaseChoices
{
    /// <summary>Which share of customers is held out for testing, 0 to .5; null: one in ten from twenty rows on.</summary>
    public double? HeldOutShare { get; init; }
    /// <summary>Why it leaves although a check blocks; null where none does.</summary>
    public string? Reason { get; init; }
    /// <summary>Who makes it: their approval counts for nothing.</summary>
    public string AuthorId { get; init; } = "";
    /// <summary>The data set whose next version it is to be, with the rows of the version before and the chosen ones; null: a new one.</summary>
    public string? NextOf { get; init; }
    /// <summary>Reviews of the version before that are not wanted any more.</summary>
    public IReadOnlyCollection<long> Dropped { get; init; } = [];
    /// <summary>Put the classifier that the preflight trained into the release.</summary>
    public bool WithModel { get; init; }
}

/// <summary>A release in a list.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Name">Unique.</param>
/// <param name="CreatedAt">When it was frozen.</param>
/// <param name="CreatedBy">A person's name.</param>
/// <param name="Demo">Made of the demo desk's cases.</param>
/// <param name="Sha256">Of the manifest.</param>
/// <param name="Rows">How many.</param>
/// <param name="IsApproved">Every row has been approved by somebody who is not its reviewer.</param>
/// <param name="Approvals">Who let it go, the first one first.</param>
public sealed record ReleaseSummary(
    long Id, string Name, DateTime CreatedAt, string CreatedBy, bool Demo, string Sha256, int Rows, bool IsApproved, IReadOnlyList<ReleaseApproval> Approvals)
{
    /// <summary>Semantic version.</summary>
    public string Version { get; init; } = "1.0.0";
    /// <summary>Who made it and may therefore not approve it; empty where that is not known.</summary>
    public string CreatedById { get; init; } = "";
    /// <summary>The version before; null for the first.</summary>
    public long? PredecessorId { get; init; }
    /// <summary>When it was withdrawn; null where it stands.</summary>
    public DateTime? WithdrawnAt { get; init; }
    /// <summary>Why.</summary>
    public string? WithdrawnBecause { get; init; }
    /// <summary>The version that took its place.</summary>
    public long? SupersededById { get; init; }
    /// <summary>Rows that were withdrawn.</summary>
    public int Tombstones { get; init; }
    /// <summary>A DSSE envelope; null until it is approved.</summary>
    public string? Signature { get; init; }
    /// <summary>It may be taken away.</summary>
    public bool IsPublished => IsApproved && WithdrawnAt is null;
    /// <summary>Name and version.</summary>
    public string Title => $"{Name} {Version}";
}

/// <summary>How the clauses that a release's rows cite stand now; the release itself never changes.</summary>
/// <param name="Rows">All rows.</param>
/// <param name="Citing">Of those, the ones whose review cites a clause.</param>
/// <param name="Outdated">Of those, the ones whose clause has other words now, is gone, or belongs to a policy that is no longer in force.</param>
/// <param name="States">By citation.</param>
public sealed record ReleaseCurrency(int Rows, int Citing, int Outdated, IReadOnlyDictionary<string, CitationState> States);

/// <summary>A release by itself, with its files.</summary>
public sealed record ReleaseDetails(ReleaseSummary Summary, IReadOnlyList<ReleaseFileSummary> Files);

/// <summary>A file without its content; <c>Length</c> in bytes.</summary>
public sealed record ReleaseFileSummary(string Path, long Length, string Sha256);

/// <summary>A row of a release as people look at it.</summary>
/// <param name="Row">The row as frozen.</param>
/// <param name="Review">The review it came from; null when that was erased.</param>
public sealed record ReleaseRowView(ReleaseRow Row, CaseReview? Review);

/// <summary>What became of the wish to make a release.</summary>
public abstract record CreateOutcome
{
    private CreateOutcome() { }

    /// <summary>Frozen; the exclusions are counted in its manifest.</summary>
    public sealed record Created(long Id, int Rows, IReadOnlyList<Exclusion> Excluded) : CreateOutcome;

    /// <summary>Nothing was written; the reason says how to mend it.</summary>
    public sealed record Refused(string Reason) : CreateOutcome;
}

/// <summary>What became of an approval.</summary>
public enum ApproveOutcome
{
    /// <summary>Recorded, and the release may be downloaded.</summary>
    Approved = 1,
    /// <summary>Recorded; rows that this person reviewed wait for somebody else's approval.</summary>
    AnotherNeeded = 2,
    /// <summary>This person's approval is there already.</summary>
    AlreadyApproved = 3,
    /// <summary>This person reviewed every row, so the approval would count for none; nothing was recorded (four eyes).</summary>
    OwnReviewsOnly = 4,
    NotFound = 5,
    /// <summary>This person made the release; somebody else has to approve it.</summary>
    OwnRelease = 6,
    /// <summary>It was withdrawn meanwhile.</summary>
    Withdrawn = 7,
}

/// <summary>A file of a release, or why there is none.</summary>
public abstract record ReleaseFileOutcome
{
    private ReleaseFileOutcome() { }

    /// <summary>The bytes as frozen; each part is compared with its hash on the way out. Whoever gets it disposes of it.</summary>
    public sealed record Found(string ReleaseName, string Path, ReleaseFileStream Content, string Sha256) : ReleaseFileOutcome;

    /// <summary>The release was withdrawn; its manifest is all that is handed out.</summary>
    public sealed record Withdrawn(DateTime At, string Because, long? SupersededBy) : ReleaseFileOutcome;

    /// <summary>Somebody has to approve the release first.</summary>
    public sealed record NotApproved : ReleaseFileOutcome;

    public sealed record NotFound : ReleaseFileOutcome;

    /// <summary>The stored bytes are not those that were frozen, so they are not handed out.</summary>
    public sealed record Damaged(string Path) : ReleaseFileOutcome;
}
