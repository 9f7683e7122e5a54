using Acsr.Policies;

namespace Acsr.Releases;

/// <summary>Which reviews a curator looks at; null takes all. Pure.</summary>
public sealed record CandidateFilter(string? Queue = null, string? Intent = null, string? Reviewer = null, string? Clause = null, DateOnly? From = null, DateOnly? To = null)
{
    public bool IsEmpty => this == new CandidateFilter();

    public bool Takes(ReleaseCandidate review) =>
        (Queue is null || review.Queue == Queue) && (Intent is null || review.FinalIntent == Intent) && (Reviewer is null || review.ReviewerName == Reviewer) && (Clause is null || ClauseOf(review) == Clause)
        && (From is null || DateOnly.FromDateTime(review.At) >= From) && (To is null || DateOnly.FromDateTime(review.At) <= To);

    /// <summary>The clause in whatever version; null where none is cited.</summary>
    public static string? ClauseOf(ReleaseCandidate review) => ClauseCitation.TryParse(review.Clause, out var cited) ? $"{cited.PolicyId}/{cited.ClauseId}" : null;
}
