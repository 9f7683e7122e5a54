using Acsr.Cases;
using Acsr.Signals.Standards;

namespace Acsr.Signals.DeadEnds;

/// <summary>
/// L19: the agent asked, the customer never answered, and the case was closed like that. Judged only when the case is closed: whether a
/// customer still thinks about an answer depends on what time it is.
/// </summary>
public sealed class Abandoned : IDeadEndRule
{
    public string Id => "L19";

    public string Name => "Question left unanswered";

    public string Meaning(DeadEndOptions options) => "The case was closed as abandoned, or without an outcome, and its last message is a question of the agent.";

    /// <summary>None: steps alone do not say whether the case is closed.</summary>
    public IEnumerable<DeadEndHit> Find(IReadOnlyList<Step> steps, DeadEndOptions options) => [];

    public IEnumerable<DeadEndHit> Find(FoldedCase folded, DeadEndOptions options, CaseStandards standards)
    {
        var last = folded.Steps.LastOrDefault(step => step.Kind == StepKind.Message && step.Role is Role.Customer or Role.Agent or Role.Human && !string.IsNullOrWhiteSpace(step.Text));
        var facts = folded.Facts;
        return facts is { ClosedAt: not null, HandedOff: false } && (facts.Abandoned || facts.Solved is null) && last is { Role: Role.Agent } && last.Text!.Contains('?', StringComparison.Ordinal)
            ? [new DeadEndHit(Id, Severity.Low, "The customer never answered the agent's last question.", [last.Id], 1)] : [];
    }
}
