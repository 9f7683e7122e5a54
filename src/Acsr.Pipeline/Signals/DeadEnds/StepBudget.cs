using System.Globalization;
using Acsr.Cases;
using Acsr.Signals.Standards;

namespace Acsr.Signals.DeadEnds;

/// <summary>
/// L16: the case takes more than a budget. What is said by customer, agent and colleague counts, and every tool call; instructions do
/// not. Beyond this floor it has to take more steps, tool calls, tokens, money or time than 95 of 100 cases of its release and intent did
/// (formats F.4), where enough of these are known. The hit cites the step that used the floor up.
/// </summary>
public sealed class StepBudget : IDeadEndRule
{
    public string Id => "L16";

    public string Name => "Step budget";

    /// <summary>Whichever step happens to use the budget up is not what used it.</summary>
    public bool IsAboutATool => false;

    public string Meaning(DeadEndOptions options) =>
        $"The case takes {options.StepBudget} steps or more: what customer, agent and colleague say, and every tool call. Where enough cases of its release and intent are known, it also takes more steps, tool calls, tokens, money or time than 95 of 100 of them.";

    public IEnumerable<DeadEndHit> Find(IReadOnlyList<Step> steps, DeadEndOptions options) =>
        Over(steps, options) is { } counted ? [Hit(counted, options, $"The case took {counted.Count} steps; {options.StepBudget} or more are too many.")] : [];

    public IEnumerable<DeadEndHit> Find(FoldedCase folded, DeadEndOptions options, CaseStandards standards)
    {
        if (Over(folded.Steps, options) is not { } counted) { return []; }
        if (!standards.HasBudget) { return Find(folded.Steps, options); }
        var over = standards.Exceeded(folded.Facts, counted.Count);
        return over.Count == 0 ? [] :
        [
            Hit(counted, options, string.Create(CultureInfo.InvariantCulture, $"The case took {counted.Count} steps. Of 100 cases like it 95 take at most {string.Join(", ", over)}.")),
        ];
    }

    private DeadEndHit Hit(List<Step> counted, DeadEndOptions options, string text) =>
        new(Id, Severity.Medium, text, [counted[options.StepBudget - 1].Id], counted.Count);

    private static List<Step>? Over(IReadOnlyList<Step> steps, DeadEndOptions options)
    {
        var counted = steps.Where(Counts).ToList();
        return counted.Count < options.StepBudget ? null : counted;
    }

    /// <summary>Whether a step is one that people mean when they count the steps of a case.</summary>
    public static bool Counts(Step step) =>
        step.IsToolCall || (step is { Kind: StepKind.Message, Role: Role.Customer or Role.Agent or Role.Human } && !string.IsNullOrWhiteSpace(step.Text));
}
