using Acsr.Cases;
using Acsr.Signals.DeadEnds;

namespace Acsr.Signals.Gaps;

/// <summary>The searches of a case that missed, were scored or named what they found. Pure: which score is too low, and which gap a question is in, others know.</summary>
public static class Retrievals
{
    private const int QuestionLength = 300;
    private const int NamesShown = 3;

    public static IReadOnlyList<Retrieval> Of(FoldedCase folded, DeadEndOptions options)
    {
        string? said = null;
        List<(Step Step, IReadOnlyList<string>? Documents, string? Said)> searches = [];
        foreach (var step in folded.Steps)
        {
            if (AgentSteps.IsCustomer(step)) { said = step.Text; }
            if (step is { Kind: StepKind.Retrieval, Error: null }) { searches.Add((step, RetrievedDocuments.Of(step.Output), said)); }
        }

        if (searches.Count == 0) { return []; }
        var same = SameDocuments(searches.Select(s => (s.Step, s.Documents)), options);
        return [.. searches.Select(s => Row(folded.Facts, s.Step, s.Documents, s.Said, same)).Where(r => r.Miss != RetrievalMiss.None || r.TopScore is not null || r.Returned.Count > 0)];
    }

    /// <summary>The data source that a search asked, in lower case; empty where it is not named.</summary>
    public static string SourceOf(Step search) => (CaseFacts.Clean(search.Name, 200) ?? "").ToLowerInvariant();

    private static Retrieval Row(Case facts, Step step, IReadOnlyList<string>? documents, string? said, HashSet<string> same)
    {
        // A search that does not tell its words was made for what the customer had said.
        var question = CaseFacts.Clean(SearchResult.QuestionIn(step.Input) ?? said ?? "", QuestionLength) ?? "";
        return new Retrieval
        {
            CaseId = facts.Id,
            StepId = step.Id,
            Source = SourceOf(step),
            Question = question,
            Form = QuestionWords.Form(QuestionWords.Of(question)),
            Miss = documents is { Count: 0 } ? RetrievalMiss.Empty : same.Contains(step.Id) ? RetrievalMiss.SameDocuments : RetrievalMiss.None,
            TopScore = SearchResult.TopScoreIn(step.Output),
            Documents = documents?.Count ?? 0,
            Returned = [.. SearchResult.NamesIn(step.Output, NamesShown).Select(name => CaseFacts.Clean(name, 200)).OfType<string>()],
            At = facts.At,
            Day = DateOnly.FromDateTime(facts.At).DayNumber,
            Solved = facts.Solved,
            HandedOff = facts.HandedOff,
        };
    }

    /// <summary>As L7 has it: so many different searches of one case that find the same documents.</summary>
    private static HashSet<string> SameDocuments(IEnumerable<(Step Step, IReadOnlyList<string>? Documents)> searches, DeadEndOptions options) =>
    [
        .. searches.Where(search => search.Documents is { Count: > 0 }).GroupBy(search => string.Join('\n', search.Documents!))
            .Where(group => group.DistinctBy(search => CanonicalAction.Of(search.Step, options)).Count() >= options.SameDocumentsQueries)
            .SelectMany(group => group.Select(search => search.Step.Id)),
    ];
}
