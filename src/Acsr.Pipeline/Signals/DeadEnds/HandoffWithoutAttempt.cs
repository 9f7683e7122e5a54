using Acsr.Cases;
using Acsr.Signals.Standards;

namespace Acsr.Signals.DeadEnds;

/// <summary>
/// L13: the case is handed off before the agent has looked anything up. A hint of missing coverage and never more: many a hand-off is
/// right. Where the tool catalogue names the intents that tools help with, an intent that none helps with is rightly handed off.
/// </summary>
public sealed class HandoffWithoutAttempt : IDeadEndRule
{
    public string Id => "L13";

    public string Name => "Hand-off without an attempt";

    public string Meaning(DeadEndOptions options) =>
        "The agent hands the case off before any search or tool call. Where the tool catalogue says which intents tools help with, only for these intents.";

    public IEnumerable<DeadEndHit> Find(IReadOnlyList<Step> steps, DeadEndOptions options) => Judge(steps, null);

    public IEnumerable<DeadEndHit> Find(FoldedCase folded, DeadEndOptions options, CaseStandards standards) => Judge(folded.Steps, folded.Helpers);

    private IEnumerable<DeadEndHit> Judge(IReadOnlyList<Step> steps, IReadOnlyList<string>? helpers)
    {
        if (helpers is { Count: 0 }) { return []; }
        var first = steps.FirstOrDefault(step => step.Kind is StepKind.Handoff or StepKind.Retrieval || step.IsToolCall);
        return first is { Kind: StepKind.Handoff, Error: null } && steps.Any(AgentSteps.IsCustomer)
            ? [new DeadEndHit(Id, Severity.Low, $"The case was handed off before anything was looked up{(helpers is null ? "" : $", though '{helpers[0]}' helps with its intent")}.", [first.Id], 1)] : [];
    }
}
