using Acsr.Cases;

namespace Acsr.Signals.DeadEnds;

/// <summary>
/// L12: the agent asks for the same piece of information again and again, in whatever words, before it has done anything with an answer; or
/// it asks the same in much the same words.
/// </summary>
public sealed class ClarificationLoop : IDeadEndRule
{
    public string Id => "L12";

    public string Name => "Clarification loop";

    public string Meaning(DeadEndOptions options) =>
        $"The agent asks the customer for the same piece of information in {options.Clarifications} messages or more, and no tool call works in between; or it asks the same in as many.";

    public IEnumerable<DeadEndHit> Find(IReadOnlyList<Step> steps, DeadEndOptions options)
    {
        var reading = CaseReading.Of(steps, options);
        if (reading.Agents.Count(AgentSteps.IsAgent) < options.Clarifications) { return []; }
        var slots = Slots(reading).Where(slot => slot.Asked.Count >= options.Clarifications).ToList();
        var told = slots.ConvertAll(slot => slot.Asked.ToHashSet());
        // One question is one piece of evidence, whether it is known by what it is for or by its words.
        var words = Worded(reading, options).Where(asked => asked.Count >= options.Clarifications && !told.Exists(known => asked.TrueForAll(known.Contains)));
        return slots.Select(slot => Hit($"The agent asked for the {slot.Name} {slot.Asked.Count} times before it did anything with an answer.", slot.Asked))
            .Concat(words.Select(asked => Hit($"The agent asked the same {asked.Count} times.", asked)));
    }

    /// <summary>What the agent asks for, each with the messages that do; a call that works ends the run, as there the answer was of use.</summary>
    private static List<(string Name, List<Step> Asked)> Slots(CaseReading reading)
    {
        List<(string Name, List<Step> Asked)> runs = [];
        Dictionary<string, List<Step>> open = new(StringComparer.Ordinal);
        foreach (var step in reading.Agents)
        {
            if (step is { IsToolCall: true, Error: null }) { open.Clear(); }
            if (!AgentSteps.IsAgent(step)) { continue; }
            foreach (var slot in QuestionSlots.In(step.Text!))
            {
                if (!open.TryGetValue(slot, out var asked)) { runs.Add((slot, asked = open[slot] = [])); }
                asked.Add(step);
            }
        }

        return runs;
    }

    private static IEnumerable<List<Step>> Worded(CaseReading reading, DeadEndOptions options)
    {
        List<(HashSet<string> Words, List<Step> Asked)> questions = [];
        foreach (var message in reading.Agents.Where(AgentSteps.IsAgent))
        {
            foreach (var words in QuestionSlots.Questions(message.Text!).Select(MessageWords.Of).Where(words => words.Count >= options.ClarificationWords))
            {
                var same = questions.FirstOrDefault(question => MessageWords.Jaccard(words, question.Words) >= options.ClarificationSimilarity);
                if (same.Asked is null) { questions.Add((words, [message])); }
                else if (same.Asked[^1] != message) { same.Asked.Add(message); }
            }
        }

        return questions.Select(question => question.Asked);
    }

    private DeadEndHit Hit(string text, List<Step> asked) => new(Id, Severity.Medium, text, [.. asked.Select(step => step.Id)], asked.Count);
}
