using Acsr.Cases;

namespace Acsr.Signals.DeadEnds;

/// <summary>
/// L10: the customer has to say the same again, in the same or other words. The same wish for another order is another wish, so words with
/// digits have to agree. One hit for the case, which cites what was said again.
/// </summary>
public sealed class UserRephrase : IDeadEndRule
{
    public string Id => "L10";

    public string Name => "Customer says it again";

    public string Meaning(DeadEndOptions options) =>
        $"A message of the customer shares {options.RephraseSimilarity * 100:0} % of its words or more with one of the {options.RephraseWindow} before it, or almost all of its letters in the same order.";

    public IEnumerable<DeadEndHit> Find(IReadOnlyList<Step> steps, DeadEndOptions options)
    {
        var reading = CaseReading.Of(steps, options);
        var said = reading.Agents.Where(AgentSteps.IsCustomer).Select(step => (Step: step, Words: reading.WordsOf(step))).ToList();
        var again = said.Where((message, index) => said.Take(index).TakeLast(options.RephraseWindow).Any(other => IsSame(message, other, options))).Select(message => message.Step).ToList();
        return again.Count == 0 ? [] :
        [
            new DeadEndHit(
                Id,
                Severity.Medium,
                again.Count == 1 ? "The customer had to say the same again." : $"The customer had to say the same again {again.Count} times.",
                [.. again.Select(step => step.Id)],
                again.Count),
        ];
    }

    private static bool IsSame((Step Step, HashSet<string> Words) a, (Step Step, HashSet<string> Words) b, DeadEndOptions options) =>
        a.Words.Count >= options.RephraseWords && b.Words.Count >= options.RephraseWords
        && HaveSameNumbers(a.Words, b.Words)
        && (MessageWords.Jaccard(a.Words, b.Words) >= options.RephraseSimilarity || MessageWords.TrigramCosine(a.Step.Text!, b.Step.Text!) >= options.RephraseTrigrams);

    private static bool HaveSameNumbers(HashSet<string> a, HashSet<string> b) => NumbersAreIn(a, b) && NumbersAreIn(b, a);

    private static bool NumbersAreIn(HashSet<string> words, HashSet<string> others)
    {
        foreach (var word in words)
        {
            if (HasDigit(word) && !others.Contains(word)) { return false; }
        }

        return true;
    }

    private static bool HasDigit(string word)
    {
        foreach (var c in word)
        {
            if (char.IsDigit(c)) { return true; }
        }

        return false;
    }
}
