using Acsr.Knowledge;
using Acsr.Policies;
using Acsr.Review;

namespace Acsr.Revisions;

/// <summary>How a review of old words stands.</summary>
public enum ReviewStanding
{
    /// <summary>As it was: it trains, or may.</summary>
    Standing = 1,
    /// <summary>Its case is back in the queue; it stands until a new review is submitted.</summary>
    SentBack = 2,
    /// <summary>A later review took its place.</summary>
    Superseded = 3,
    /// <summary>A person retired it.</summary>
    Retired = 4,
}

/// <summary>A clause whose old words hold no more, and how much rests on them.</summary>
/// <param name="Before">Its words in the version before.</param>
/// <param name="After">Its words now; null where it is gone.</param>
/// <param name="Reviews">Reviews that cite the old words.</param>
/// <param name="Decisions">Decisions of the agent that do.</param>
/// <param name="Overrides">Overrides by people that do.</param>
/// <param name="PublishedRows">Training rows in releases whose review does.</param>
/// <param name="Cases">Cases with such a decision or override.</param>
/// <param name="DraftRows">Reviews in no release yet that may train and do.</param>
public sealed record BlastClause(Clause Before, Clause? After, int Reviews, int Decisions, int Overrides, int Cases, int PublishedRows, int DraftRows)
{
    public string ClauseId => Before.ClauseId;

    /// <summary>Chunks of articles, published or draft, that do.</summary>
    public int Chunks { get; init; }

    /// <summary>Edits of articles that wait and do.</summary>
    public int Edits { get; init; }

    public bool IsUnused => Reviews + Decisions + Overrides + PublishedRows + DraftRows + Chunks + Edits == 0;
}

/// <summary>A piece of an article that cites old words.</summary>
/// <param name="ArticleId">The article.</param>
/// <param name="Title">Its title.</param>
/// <param name="ChunkId">The piece.</param>
/// <param name="ClauseId">The clause.</param>
/// <param name="Version">The version whose words it cites.</param>
/// <param name="IsLive">Agents are answered from it.</param>
public sealed record BlastChunk(string ArticleId, string Title, string ChunkId, string ClauseId, int Version, bool IsLive);

/// <summary>An edit of an article that has not left yet and cites old words.</summary>
/// <param name="Id">The edit.</param>
/// <param name="ArticleId">Its article.</param>
/// <param name="Title">As the article is to be called.</param>
/// <param name="Kind">What it does.</param>
/// <param name="State">How far it has come.</param>
/// <param name="Cited">The old words that it cites, each as <c>policy/clause@version</c>.</param>
/// <param name="SentBack">It was sent back because of this version, or began because of it.</param>
public sealed record BlastEdit(long Id, string ArticleId, string Title, EditKind Kind, EditState State, IReadOnlyList<ClauseCitation> Cited, bool SentBack);

/// <summary>A review that cites old words.</summary>
/// <param name="Id">The review.</param>
/// <param name="ItemId">The queue item that it settled.</param>
/// <param name="CaseId">Its case.</param>
/// <param name="Title">The case's title; null when the case is gone.</param>
/// <param name="ClauseId">The clause.</param>
/// <param name="Version">The version whose words it cites.</param>
/// <param name="At">When it was written.</param>
/// <param name="By">Who wrote it.</param>
/// <param name="Verdict">What it found.</param>
/// <param name="Standing">How it stands.</param>
/// <param name="RetiredBy">Who retired it, where somebody did.</param>
/// <param name="Release">The release that it trains in; null where it is in none.</param>
public sealed record BlastReview(
    long Id, long ItemId, string CaseId, string? Title, string ClauseId, int Version, DateTime At, string By, Verdict Verdict, ReviewStanding Standing, string? RetiredBy, BlastRelease? Release);

/// <summary>A release that trains on old words. It never changes.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Name">Its name.</param>
/// <param name="Rows">Rows whose review cites old words.</param>
/// <param name="Total">All its rows.</param>
public sealed record BlastRelease(long Id, string Name, int Rows, int Total);

/// <summary>A case in which a decision or an override cites old words.</summary>
/// <param name="CaseId">The case.</param>
/// <param name="Title">Its title; null when it is gone.</param>
/// <param name="StepId">A step that cites.</param>
/// <param name="ClauseId">The clause.</param>
/// <param name="Version">The highest version whose words it cites.</param>
/// <param name="Decisions">Decisions that cite.</param>
/// <param name="Overrides">Overrides that cite.</param>
/// <param name="At">When last; null where the sender gave no time.</param>
/// <param name="SentBack">The case was sent back because of this clause and version.</param>
public sealed record BlastCase(string CaseId, string? Title, string StepId, string ClauseId, int Version, int Decisions, int Overrides, DateTime? At, bool SentBack);

/// <summary>What rests on words that a version of a policy replaced.</summary>
/// <param name="PolicyId">The policy.</param>
/// <param name="Version">The version with the new words.</param>
/// <param name="Clauses">Reworded ones in the document's order, then those that are gone.</param>
/// <param name="Reviews">Newest first.</param>
/// <param name="Releases">Newest first.</param>
/// <param name="Cases">How many cases have a decision or an override that cites old words.</param>
public sealed record BlastRadius(
    string PolicyId, int Version, IReadOnlyList<BlastClause> Clauses, IReadOnlyList<BlastReview> Reviews, IReadOnlyList<BlastRelease> Releases, int Cases)
{
    /// <summary>Pieces of articles that cite old words, by article.</summary>
    public IReadOnlyList<BlastChunk> Chunks { get; init; } = [];

    /// <summary>Edits of articles that have not left yet and cite old words, the newest first.</summary>
    public IReadOnlyList<BlastEdit> Edits { get; init; } = [];

    public int Decisions => Clauses.Sum(c => c.Decisions);
    public int Overrides => Clauses.Sum(c => c.Overrides);
    public int PublishedRows => Releases.Sum(r => r.Rows);
    public int DraftRows => Clauses.Sum(c => c.DraftRows);
}
