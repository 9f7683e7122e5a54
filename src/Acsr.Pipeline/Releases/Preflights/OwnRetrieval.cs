using System.Globalization;
using System.Text;
using Acsr.Knowledge;

namespace Acsr.Releases.Preflights;

/// <summary>What the customer's own retriever found, compared with what it had found when the last release left.</summary>
public sealed record OwnRetrieval
{
    /// <summary>How many questions it is asked at most.</summary>
    public const int MostQuestions = 200;

    private const int Depth = 50;

    /// <summary>Its host.</summary>
    public required string Retriever { get; init; }
    /// <summary>Why nothing can be said, in words; null where it answered.</summary>
    public string? Problem { get; init; }
    public RetrievalComparison? Comparison { get; init; }
    /// <summary>Rank of the right article by a hash of the question and that article, 0 where it was not found: what the next preflight compares with.</summary>
    public IReadOnlyDictionary<string, int> Ranks { get; init; } = new Dictionary<string, int>();

    /// <summary>Asks it; null where there is none, or no question. A retriever that cannot be asked is told, and stops nothing.</summary>
    /// <param name="own">The retriever.</param>
    /// <param name="questions">With the article that is right.</param>
    /// <param name="before">What it found when the last release left; null where it was not asked then.</param>
    /// <param name="version">Of the release that left then.</param>
    /// <param name="k">Among how many the right one has to be.</param>
    /// <param name="tell">Told how many were asked.</param>
    /// <param name="cancellationToken">Stops between two questions.</param>
    public static async Task<OwnRetrieval?> AskAsync(
        HttpRetriever own, IReadOnlyList<(string Question, string ArticleId)> questions, OwnRetrieval? before, string? version, int k, Func<int, Task> tell, CancellationToken cancellationToken)
    {
        if (!own.IsThere || questions.Count == 0) { return null; }
        // Where there are more than it should be bothered with, a hash chooses, so that the next time the same ones are asked.
        var asked = questions.Select(q => (q.Question, q.ArticleId, Key: KeyOf(q.Question, q.ArticleId))).OrderBy(q => q.Key, StringComparer.Ordinal).Take(MostQuestions).ToList();
        Dictionary<string, int> ranks = new(StringComparer.Ordinal);
        try
        {
            foreach (var question in asked)
            {
                if (ranks.Count % 20 == 0) { await tell(ranks.Count); }
                var hits = await own.RankAsync(question.Question, Depth, null, cancellationToken);
                ranks[question.Key] = hits.Select((hit, i) => (hit.ArticleId, Rank: i + 1)).FirstOrDefault(h => h.ArticleId == question.ArticleId).Rank;
            }
        }
        catch (RetrieverException error)
        {
            return new OwnRetrieval { Retriever = own.Host, Problem = error.Message };
        }

        bool Known(string key) => before?.Ranks.ContainsKey(key) == true;
        int? Rank(IReadOnlyDictionary<string, int>? of, string key) => of?.GetValueOrDefault(key) is > 0 and var rank ? rank : null;
        var compared = asked.OrderBy(q => !Known(q.Key)).Select(q => new ComparedQuestion(q.Question, q.ArticleId, Rank(before?.Ranks, q.Key), Rank(ranks, q.Key))).ToList();
        var both = asked.Count(q => Known(q.Key));
        return new OwnRetrieval { Retriever = own.Host, Comparison = RetrievalComparison.Of(compared, both, k, both == 0 ? null : version), Ranks = ranks };
    }

    /// <summary>Its part of a sentence about a release; empty where nothing can be said.</summary>
    internal string InWords => Problem is not null ? $" Your own retriever could not be asked: {Problem}"
        : Comparison is not { } found ? ""
        : string.Create(CultureInfo.InvariantCulture, $" Your own retriever answers {found.FoundAfter.Good} of {found.FoundAfter.Of}{(found.FoundBefore is { } was ? $"; of {was.Of} that it was asked when the last release left, {found.Fixed} are fixed and {found.Broken} broken" : "; it was not asked before")}.");

    private static string KeyOf(string question, string articleId) => ReleaseBuilder.Hash(Encoding.UTF8.GetBytes($"{question.ToLowerInvariant()}\n{articleId}"))[..16];
}
