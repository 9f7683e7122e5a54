using System.Text.RegularExpressions;
using Acsr.Cases;

namespace Acsr.Signals.DeadEnds;

/// <summary>
/// L12: the agent asks the same again and again. Senders do not say which slot a question is for, so questions count as the same when
/// they share most of their words; the offer of further help at the end is no question.
/// </summary>
public sealed partial class ClarificationLoop : IDeadEndRule
{
    private const int LeastWords = 3;

    public string Id => "L12";

    public string Name => "Clarification loop";

    public string Meaning(DeadEndOptions options) => $"The agent asks the customer the same in {options.Clarifications} messages or more.";

    public IEnumerable<DeadEndHit> Find(IReadOnlyList<Step> steps, DeadEndOptions options)
    {
        List<(HashSet<string> Words, List<Step> Asked)> questions = [];
        foreach (var message in CaseReading.Of(steps, options).Agents.Where(step => AgentSteps.IsAgent(step) && step.Text!.Contains('?', StringComparison.Ordinal)))
        {
            foreach (var words in QuestionsIn(message.Text!))
            {
                var same = questions.FirstOrDefault(question => MessageWords.Jaccard(words, question.Words) >= options.ClarificationSimilarity);
                if (same.Asked is null) { questions.Add((words, [message])); }
                else if (same.Asked[^1] != message) { same.Asked.Add(message); }
            }
        }

        return questions.Where(question => question.Asked.Count >= options.Clarifications).Select(question => new DeadEndHit(
            Id, Severity.Medium, $"The agent asked the same {question.Asked.Count} times.", [.. question.Asked.Select(step => step.Id)], question.Asked.Count));
    }

    private static IEnumerable<HashSet<string>> QuestionsIn(string text) => Question().Matches(text)
        .Where(question => !FurtherHelp().IsMatch(question.Value)).Select(question => MessageWords.Of(question.Value)).Where(words => words.Count >= LeastWords);

    [GeneratedRegex(@"[^.?!\n]+\?", RegexOptions.CultureInvariant)]
    private static partial Regex Question();

    [GeneratedRegex(@"\b(else|further|sonst noch|autre chose|algo más)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex FurtherHelp();
}
