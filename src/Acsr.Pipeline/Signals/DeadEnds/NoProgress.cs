using Acsr.Cases;

namespace Acsr.Signals.DeadEnds;

/// <summary>
/// L6: the customer writes again and again while the agent learns nothing new and changes nothing. Low where no tool call of the case is
/// known at all: the agent may have done nothing, or its sender may not tell what it does.
/// </summary>
public sealed class NoProgress : IDeadEndRule
{
    public string Id => "L6";

    public string Name => "No progress";

    public string Meaning(DeadEndOptions options) =>
        $"The customer writes {options.NoProgressTurns} times or more while no tool call brings anything new and nothing is changed.";

    public IEnumerable<DeadEndHit> Find(IReadOnlyList<Step> steps, DeadEndOptions options)
    {
        var hint = options.NoProgressHintTurns > 0 ? Math.Min(options.NoProgressHintTurns, options.NoProgressTurns) : options.NoProgressTurns;
        var reading = CaseReading.Of(steps, options);
        if (reading.Agents.Count(AgentSteps.IsCustomer) < hint) { return []; }
        var told = reading.Calls.Count > 0;
        return Runs(reading).Where(run => run.Count >= hint).Select(run => new DeadEndHit(
            Id,
            told && run.Count >= options.NoProgressTurns ? Severity.Medium : Severity.Low,
            $"The customer wrote {run.Count} times while nothing new was found out and nothing was changed.",
            [.. run.Select(step => step.Id)],
            run.Count));
    }

    private static List<List<Step>> Runs(CaseReading reading)
    {
        List<List<Step>> runs = [[]];
        HashSet<string> known = [];
        foreach (var step in reading.Agents)
        {
            if (AgentSteps.IsCustomer(step)) { runs[^1].Add(step); }

            // What a sender does not tell cannot be compared; there the call itself has to be new.
            var learnt = step is { IsToolCall: true, Error: null } && known.Add(reading.AnswerOf(step) ?? reading.ActionOf(step));
            if (learnt || step is { Kind: StepKind.Action, Error: null }) { runs.Add([]); }
        }

        return runs;
    }
}
