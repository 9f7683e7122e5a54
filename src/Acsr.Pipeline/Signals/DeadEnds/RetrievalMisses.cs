using Acsr.Cases;

namespace Acsr.Signals.DeadEnds;

/// <summary>
/// L7: searches that find nothing, one after the other, or find the same whatever is asked. Whether a score is too low for its source
/// cannot be told from one case, and is not judged here.
/// </summary>
public sealed class RetrievalMisses : IDeadEndRule
{
    public string Id => "L7";

    public string Name => "Search finds nothing";

    public string Meaning(DeadEndOptions options) =>
        $"{options.EmptyRetrievals} searches or more in a row find no document, or {options.SameDocumentsQueries} different ones or more find the same documents.";

    public IEnumerable<DeadEndHit> Find(IReadOnlyList<Step> steps, DeadEndOptions options)
    {
        var searches = steps.Where(step => step is { Kind: StepKind.Retrieval, Error: null }).Select(step => (Step: step, Documents: RetrievedDocuments.Of(step.Output))).ToList();
        return EmptyStreaks(searches, options).Concat(SameDocuments(searches, options));
    }

    private IEnumerable<DeadEndHit> EmptyStreaks(List<(Step Step, IReadOnlyList<string>? Documents)> searches, DeadEndOptions options)
    {
        List<List<Step>> streaks = [[]];
        foreach (var (step, documents) in searches)
        {
            if (documents is { Count: 0 }) { streaks[^1].Add(step); } else { streaks.Add([]); }
        }

        return streaks.Where(streak => streak.Count >= options.EmptyRetrievals)
            .Select(streak => Hit($"{streak.Count} searches in a row found no document.", streak));
    }

    private IEnumerable<DeadEndHit> SameDocuments(List<(Step Step, IReadOnlyList<string>? Documents)> searches, DeadEndOptions options) => searches
        .Where(search => search.Documents is { Count: > 0 })
        .GroupBy(search => string.Join('\n', search.Documents!))
        .Select(group => group.Select(search => search.Step).DistinctBy(step => CanonicalAction.Of(step, options)).ToList())
        .Where(queries => queries.Count >= options.SameDocumentsQueries)
        .Select(queries => Hit($"{queries.Count} different searches found the same documents.", queries));

    private DeadEndHit Hit(string text, List<Step> shown) => new(Id, Severity.Medium, text, [.. shown.Select(step => step.Id)], shown.Count);
}
