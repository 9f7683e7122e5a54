using Acsr.Cases;
using Acsr.Signals.Standards;

namespace Acsr.Signals.DeadEnds;

/// <summary>
/// L7: searches that find nothing, one after the other, or find the same whatever is asked. Where it is known which scores the source
/// reaches in solved cases, a best score below nine of ten of these is nothing too (formats F.4).
/// </summary>
public sealed class RetrievalMisses : IDeadEndRule
{
    public string Id => "L7";

    public string Name => "Search finds nothing";

    public string Meaning(DeadEndOptions options) =>
        $"{options.EmptyRetrievals} searches or more in a row find no document or only such as score too low for their source, or {options.SameDocumentsQueries} different ones or more find the same documents.";

    public IEnumerable<DeadEndHit> Find(IReadOnlyList<Step> steps, DeadEndOptions options) => Find(steps, options, CaseStandards.None);

    public IEnumerable<DeadEndHit> Find(FoldedCase folded, DeadEndOptions options, CaseStandards standards) => Find(folded.Steps, options, standards);

    private IEnumerable<DeadEndHit> Find(IReadOnlyList<Step> steps, DeadEndOptions options, CaseStandards standards)
    {
        var searches = steps.Where(step => step is { Kind: StepKind.Retrieval, Error: null }).Select(step => (Step: step, Documents: RetrievedDocuments.Of(step.Output))).ToList();
        return searches.Count == 0 ? [] : MissStreaks(searches, options, standards).Concat(SameDocuments(searches, options));
    }

    private IEnumerable<DeadEndHit> MissStreaks(List<(Step Step, IReadOnlyList<string>? Documents)> searches, DeadEndOptions options, CaseStandards standards)
    {
        List<List<Step>> streaks = [[]];
        var low = new HashSet<Step>(ReferenceEqualityComparer.Instance);
        foreach (var (step, documents) in searches)
        {
            if (documents is not { Count: 0 } && standards.ScoresTooLow(step)) { low.Add(step); }
            if (documents is { Count: 0 } || low.Contains(step)) { streaks[^1].Add(step); } else { streaks.Add([]); }
        }

        return streaks.Where(streak => streak.Count >= options.EmptyRetrievals)
            .Select(streak => Hit($"{streak.Count} searches in a row found no document{(streak.Exists(low.Contains) ? " that scores as those of solved cases do" : "")}.", streak));
    }

    private IEnumerable<DeadEndHit> SameDocuments(List<(Step Step, IReadOnlyList<string>? Documents)> searches, DeadEndOptions options) => searches
        .Where(search => search.Documents is { Count: > 0 })
        .GroupBy(search => string.Join('\n', search.Documents!))
        .Select(group => group.Select(search => search.Step).DistinctBy(step => CanonicalAction.Of(step, options)).ToList())
        .Where(queries => queries.Count >= options.SameDocumentsQueries)
        .Select(queries => Hit($"{queries.Count} different searches found the same documents.", queries));

    private DeadEndHit Hit(string text, List<Step> shown) => new(Id, Severity.Medium, text, [.. shown.Select(step => step.Id)], shown.Count);
}
