using Acsr.Cases;

namespace Acsr.Signals.DeadEnds;

/// <summary>The part of a case that the agent answers for: what comes before a person takes over.</summary>
internal static class AgentSteps
{
    /// <summary>The steps before the first successful hand-off, override or word of a colleague.</summary>
    public static IReadOnlyList<Step> Of(IReadOnlyList<Step> steps) => [.. steps.TakeWhile(step => !step.EndsAgentsPart)];

    /// <summary>Whether it is something that the customer says.</summary>
    public static bool IsCustomer(Step step) => Says(step, Role.Customer);

    /// <summary>Whether it is something that the agent says.</summary>
    public static bool IsAgent(Step step) => Says(step, Role.Agent);

    private static bool Says(Step step, Role role) => step.Kind == StepKind.Message && step.Role == role && !string.IsNullOrWhiteSpace(step.Text);
}
