using Acsr.Cases;
using Acsr.Review;

namespace Acsr.Releases;

/// <summary>Finds the step at which the agent decided what a review is about. Pure.</summary>
public static class DecisionPoint
{
    /// <summary>
    /// The step that the review names. Where it names none, or an override: the agent's last step of the overruled name before a human
    /// took over, else its last decision or action, else the last thing it said or called. Null when there is no such step.
    /// </summary>
    public static Step? Find(IReadOnlyList<Step> steps, CaseReview review)
    {
        var named = review.StepId is { Length: > 0 } id ? steps.FirstOrDefault(s => s.Id == id) : null;
        if (named is null && !string.IsNullOrEmpty(review.StepId)) { return null; }
        if (named is not null && named.Kind != StepKind.Override) { return named; }

        // What follows a human's hand may be the human's own work, which must not pass for the agent's decision.
        var agents = steps
            .TakeWhile(s => named is null ? s.Kind != StepKind.Override && s.Role != Role.Human : s.Id != named.Id)
            .Where(IsAgents).ToList();
        return agents.FindLast(s => s.Name.Length > 0 && s.Name == review.OriginalAction)
            ?? agents.FindLast(s => s.Kind is StepKind.Decision or StepKind.Action)
            ?? agents.LastOrDefault();
    }

    /// <summary>A call, a decision or a message of the agent.</summary>
    public static bool IsAgents(Step step) =>
        step.Role != Role.Human && (step.IsToolCall || step.Kind == StepKind.Decision || step is { Kind: StepKind.Message, Role: Role.Agent });
}
