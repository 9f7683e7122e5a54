using Acsr.Knowledge;
using Acsr.Statistics;

namespace Acsr.Releases.Preflights;

/// <summary>A question whose right article is known, with its rank before and after; null: not among the first fifty.</summary>
public sealed record ComparedQuestion(string Question, string ArticleId, int? Before, int? After);

/// <summary>The knowledge base as it was when the last release left, and as it is now, asked the same questions.</summary>
public sealed record RetrievalComparison
{
    private const int Depth = 50;
    private const int Shown = 100;

    /// <summary>Among how many chunks the right one has to be.</summary>
    public int K { get; init; }
    /// <summary>The changeset before; null where there was no release.</summary>
    public string? VersionBefore { get; init; }
    public Share? FoundBefore { get; init; }
    public required Share FoundAfter { get; init; }
    public required Compared Recall { get; init; }
    public int Fixed { get; init; }
    public int Broken { get; init; }
    public IReadOnlyList<ComparedQuestion> FixedQuestions { get; init; } = [];
    public IReadOnlyList<ComparedQuestion> BrokenQuestions { get; init; } = [];

    /// <summary>Asks both; null where there is no question. Pure.</summary>
    /// <param name="questions">With the article that is right.</param>
    /// <param name="before">Null where there is nothing to compare with.</param>
    /// <param name="after">The knowledge base now.</param>
    /// <param name="k">Among how many it has to be.</param>
    /// <param name="version">Of what was before.</param>
    public static RetrievalComparison? Of(IReadOnlyList<(string Question, string ArticleId)> questions, Bm25Index? before, Bm25Index after, int k, string? version) =>
        Of([.. questions.Select(q => new ComparedQuestion(q.Question, q.ArticleId, before is null ? null : Rank(before, q), Rank(after, q)))], before is null ? 0 : questions.Count, k, before is null ? null : version);

    /// <summary>Compares ranks; null where there is no question. Pure.</summary>
    /// <param name="asked">Those that were asked before as well first.</param>
    /// <param name="both">How many were asked before as well: only these are compared.</param>
    /// <param name="k">Among how many the right one has to be.</param>
    /// <param name="version">Of what was before; null where nothing is compared.</param>
    public static RetrievalComparison? Of(IReadOnlyList<ComparedQuestion> asked, int both, int k, string? version)
    {
        if (asked.Count == 0) { return null; }
        var compared = asked.Take(both).ToList();
        var (found, was) = (asked.Count(q => q.After <= k), compared.Count(q => q.Before <= k));
        var (fixedOnes, broken) = (compared.FindAll(q => !(q.Before <= k) && q.After <= k), compared.FindAll(q => q.Before <= k && !(q.After <= k)));
        Share? share = both == 0 ? null : new(was, both);
        return new RetrievalComparison
        {
            K = k,
            VersionBefore = version,
            FoundBefore = share,
            FoundAfter = new(found, asked.Count),
            Recall = new(share?.Value, both == 0 ? (double)found / asked.Count : (double)compared.Count(q => q.After <= k) / both, both == 0 ? null : PairedDifference.Of(broken.Count, fixedOnes.Count, both)),
            Fixed = fixedOnes.Count,
            Broken = broken.Count,
            FixedQuestions = [.. fixedOnes.Take(Shown)],
            BrokenQuestions = [.. broken.Take(Shown)],
        };
    }

    private static int? Rank(Bm25Index index, (string Question, string ArticleId) asked) =>
        index.Search(asked.Question, Depth).Select((hit, i) => (hit.Chunk.ArticleId, Rank: i + 1)).FirstOrDefault(h => h.ArticleId == asked.ArticleId).Rank is > 0 and var rank ? rank : null;
}
