using Acsr.Cases;

namespace Acsr.Signals.DeadEnds;

/// <summary>L9: the agent says almost the same as in an earlier message. One hit for the case, which cites the repeats.</summary>
public sealed class AgentRepeat : IDeadEndRule
{
    public string Id => "L9";

    public string Name => "Agent repeats itself";

    public string Meaning(DeadEndOptions options) =>
        $"A message of the agent shares {options.AgentRepeatSimilarity * 100:0} % of its words or more with an earlier one; medium from {options.AgentRepeatMedium} such messages on.";

    public IEnumerable<DeadEndHit> Find(IReadOnlyList<Step> steps, DeadEndOptions options)
    {
        List<HashSet<string>> earlier = [];
        List<Step> repeats = [];
        var reading = CaseReading.Of(steps, options);
        foreach (var message in reading.Agents.Where(AgentSteps.IsAgent))
        {
            var words = reading.WordsOf(message);
            if (words.Count <= options.AgentRepeatWords) { continue; }
            if (earlier.Exists(other => MessageWords.Jaccard(words, other) >= options.AgentRepeatSimilarity)) { repeats.Add(message); }
            earlier.Add(words);
        }

        return repeats.Count == 0 ? [] :
        [
            new DeadEndHit(
                Id,
                repeats.Count >= options.AgentRepeatMedium ? Severity.Medium : Severity.Low,
                repeats.Count == 1 ? "The agent said almost the same as before." : $"The agent said almost the same as before {repeats.Count} times.",
                [.. repeats.Select(step => step.Id)],
                repeats.Count),
        ];
    }
}
