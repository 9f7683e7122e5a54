using Acsr.Policies;
using Acsr.Releases.Curation;
using Acsr.Review;

namespace Acsr.Releases;

/// <summary>Reviews that may train and are in no release yet, and how many others were left out.</summary>
/// <param name="Complete">Oldest first.</param>
/// <param name="Incomplete">Reviews in no release that lack a part of the triad, or that could not tell.</param>
/// <param name="Retired">Complete reviews in no release that train no more, and why.</param>
public sealed record ReleaseCandidates(IReadOnlyList<ReleaseCandidate> Complete, int Incomplete, IReadOnlyList<Exclusion> Retired);

/// <summary>A review that may train. <c>Citation</c> says whether the words of its clause are still in force; null where it cites none.</summary>
public sealed record ReleaseCandidate(
    long ReviewId, string CaseId, DateTime At, string ReviewerName, Verdict Verdict, string? FinalIntent, string? OriginalAction, string? FinalAction, string? Clause, string? DataPoint, bool Demo, CitationState? Citation = null, string Queue = "");

/// <summary>What a release would hold if it were made now.</summary>
/// <param name="Rows">In the order of the files.</param>
/// <param name="Excluded">Complete reviews that give no row, and why.</param>
/// <param name="Incomplete">As in <see cref="ReleaseCandidates"/>.</param>
/// <param name="Gates">How each check of the rows ended.</param>
/// <param name="Redacted">Kinds of personal data that were replaced, with counts.</param>
public sealed record ReleasePreview(IReadOnlyList<BuiltRow> Rows, IReadOnlyList<Exclusion> Excluded, int Incomplete, IReadOnlyList<Gate> Gates, IReadOnlyDictionary<string, int> Redacted);

/// <summary>How a release is made.</summary>
public sealed record ReleaseChoices
{
    /// <summary>Which share of customers is held out for testing, 0 to .5; null: one in ten from twenty rows on.</summary>
    public double? HeldOutShare { get; init; }
    /// <summary>Why it leaves although a check blocks; null where none does.</summary>
    public string? Reason { get; init; }
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
    long Id, string Name, DateTime CreatedAt, string CreatedBy, bool Demo, string Sha256, int Rows, bool IsApproved, IReadOnlyList<ReleaseApproval> Approvals);

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
}

/// <summary>A file of a release, or why there is none.</summary>
public abstract record ReleaseFileOutcome
{
    private ReleaseFileOutcome() { }

    /// <summary>The bytes as frozen; their hash was compared on the way out.</summary>
    public sealed record Found(string ReleaseName, string Path, byte[] Content, string Sha256) : ReleaseFileOutcome;

    /// <summary>Somebody has to approve the release first.</summary>
    public sealed record NotApproved : ReleaseFileOutcome;

    public sealed record NotFound : ReleaseFileOutcome;

    /// <summary>The stored bytes are not those that were frozen, so they are not handed out.</summary>
    public sealed record Damaged(string Path) : ReleaseFileOutcome;
}
