using Acsr.Cases;

namespace Acsr.Signals.DeadEnds;

/// <summary>
/// L16: the case takes more steps than cases that end well do. What is said by customer, agent and colleague counts, and every tool
/// call; instructions do not. The hit cites the step that used the budget up. The floor of formats F.4 only: budgets by release and case type need a history.
/// </summary>
public sealed class StepBudget : IDeadEndRule
{
    public string Id => "L16";

    public string Name => "Step budget";

    /// <summary>Whichever step happens to use the budget up is not what used it.</summary>
    public bool IsAboutATool => false;

    public string Meaning(DeadEndOptions options) =>
        $"The case takes {options.StepBudget} steps or more: what customer, agent and colleague say, and every tool call.";

    public IEnumerable<DeadEndHit> Find(IReadOnlyList<Step> steps, DeadEndOptions options)
    {
        var counted = steps.Where(Counts).ToList();
        return counted.Count < options.StepBudget ? [] :
        [
            new DeadEndHit(
                Id,
                Severity.Medium,
                $"The case took {counted.Count} steps; {options.StepBudget} or more are too many.",
                [counted[options.StepBudget - 1].Id],
                counted.Count),
        ];
    }

    /// <summary>Whether a step is one that people mean when they count the steps of a case.</summary>
    public static bool Counts(Step step) =>
        step.IsToolCall || (step is { Kind: StepKind.Message, Role: Role.Customer or Role.Agent or Role.Human } && !string.IsNullOrWhiteSpace(step.Text));
}
