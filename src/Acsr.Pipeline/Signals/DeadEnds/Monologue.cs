using Acsr.Cases;

namespace Acsr.Signals.DeadEnds;

/// <summary>L8: the agent sends one message after the other, though nobody answers and nothing is looked up in between.</summary>
public sealed class Monologue : IDeadEndRule
{
    public string Id => "L8";

    public string Name => "Monologue";

    public string Meaning(DeadEndOptions options) =>
        $"The agent sends {options.MonologueMessages} messages or more in a row, without an answer of the customer or a tool call in between.";

    public IEnumerable<DeadEndHit> Find(IReadOnlyList<Step> steps, DeadEndOptions options)
    {
        List<List<Step>> runs = [[]];
        foreach (var step in CaseReading.Of(steps, options).Agents)
        {
            if (AgentSteps.IsAgent(step)) { runs[^1].Add(step); }
            if (AgentSteps.IsCustomer(step) || step.IsToolCall) { runs.Add([]); }
        }

        return runs.Where(run => run.Count >= options.MonologueMessages).Select(run => new DeadEndHit(
            Id, Severity.Medium, $"The agent sent {run.Count} messages in a row without an answer or a look-up in between.", [.. run.Select(step => step.Id)], run.Count));
    }
}
