using System.Globalization;
using Acsr.Cases;

namespace Acsr.Signals.DeadEnds;

/// <summary>
/// L17: the agent changes something although it was not sure. Its confidence stands on the call or on the decision before it; a decision
/// that nothing was done about is no finding.
/// </summary>
public sealed class LowConfidence : IDeadEndRule
{
    public string Id => "L17";

    public string Name => "Acted without being sure";

    public string Meaning(DeadEndOptions options) => $"The agent changes something though its own confidence is below {options.LowConfidence * 100:0} %.";

    public IEnumerable<DeadEndHit> Find(IReadOnlyList<Step> steps, DeadEndOptions options)
    {
        Step? decision = null;
        foreach (var step in CaseReading.Of(steps, options).Agents)
        {
            if (step is { Kind: StepKind.Decision, Shadow: false }) { decision = step; }
            if (step is not { Kind: StepKind.Action, IsToolCall: true, Error: null }) { continue; }
            var decided = decision is not null && string.Equals(decision.Name, step.Name, StringComparison.OrdinalIgnoreCase) ? decision : null;
            if ((step.Confidence ?? decided?.Confidence) is { } sure && sure < options.LowConfidence)
            {
                var shown = decided is null ? [step.Id] : new[] { decided.Id, step.Id };
                yield return new DeadEndHit(Id, Severity.Medium, string.Create(CultureInfo.InvariantCulture, $"'{step.Name}' was done though the agent was only {sure * 100:0} % sure."), shown, 1);
            }
        }
    }
}
