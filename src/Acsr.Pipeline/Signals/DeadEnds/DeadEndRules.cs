using Acsr.Cases;

namespace Acsr.Signals.DeadEnds;

/// <summary>Every detector there is, in the order in which hits are shown.</summary>
public static class DeadEndRules
{
    public static IReadOnlyList<IDeadEndRule> All { get; } = [new RepeatedAction(), new SameActionErrors(), new ErrorStreak(), new StepBudget()];

    /// <summary>The hits of all detectors on the steps of one case, which come in order.</summary>
    public static IReadOnlyList<DeadEndHit> Find(IReadOnlyList<Step> steps, DeadEndOptions options) =>
        [.. All.SelectMany(rule => rule.Find(steps, options))];
}
