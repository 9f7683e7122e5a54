namespace Acsr.Cases;

/// <summary>A question of the agent that an open case ends with. Whether the customer still thinks about it is a matter of time. Pure.</summary>
public static class UnansweredQuestion
{
    /// <summary>When it counts as left unanswered; null where there is none, or where nobody knows when it was asked.</summary>
    public static DateTime? LeftAt(FoldedCase folded, CaseOptions options) =>
        folded.Facts is { ClosedAt: null, HandedOff: false, Baseline: false } && LastSaid(folded.Steps) is { Role: Role.Agent } last && last.Text!.Contains('?', StringComparison.Ordinal)
            ? (last.EndedAt ?? last.StartedAt)?.AddHours(options.UnansweredHours) : null;

    /// <summary>The last message of customer, agent or colleague.</summary>
    public static Step? LastSaid(IReadOnlyList<Step> steps) =>
        steps.LastOrDefault(step => step is { Kind: StepKind.Message, Shadow: false, Role: Role.Customer or Role.Agent or Role.Human } && !string.IsNullOrWhiteSpace(step.Text));
}
