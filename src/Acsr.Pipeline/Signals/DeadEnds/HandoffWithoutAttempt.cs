using Acsr.Cases;

namespace Acsr.Signals.DeadEnds;

/// <summary>
/// L13: the case is handed off before the agent has looked anything up. A hint of missing coverage and never more: many a hand-off is
/// right. Whether the agent could have helped needs to know the release's tools, and is not judged here.
/// </summary>
public sealed class HandoffWithoutAttempt : IDeadEndRule
{
    public string Id => "L13";

    public string Name => "Hand-off without an attempt";

    public string Meaning(DeadEndOptions options) => "The agent hands the case off before any search or tool call.";

    public IEnumerable<DeadEndHit> Find(IReadOnlyList<Step> steps, DeadEndOptions options)
    {
        var first = steps.FirstOrDefault(step => step.Kind is StepKind.Handoff or StepKind.Retrieval || step.IsToolCall);
        return first is { Kind: StepKind.Handoff, Error: null } && steps.Any(AgentSteps.IsCustomer)
            ? [new DeadEndHit(Id, Severity.Low, "The case was handed off before anything was looked up.", [first.Id], 1)] : [];
    }
}
