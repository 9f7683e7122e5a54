using Acsr.Cases;
using Acsr.Signals.Standards;

namespace Acsr.Signals.DeadEnds;

/// <summary>Every detector there is, in the order in which hits are shown.</summary>
public static class DeadEndRules
{
    public static IReadOnlyList<IDeadEndRule> All { get; } =
    [
        new RepeatedAction(), new RepeatedPair(), new Alternation(), new SameActionErrors(), new ErrorStreak(), new NoProgress(), new RetrievalMisses(),
        new Monologue(), new AgentRepeat(), new UserRephrase(), new ApologyLoop(), new ClarificationLoop(), new HandoffWithoutAttempt(),
        new PromiseWithoutAction(), new UnconfirmedWrite(), new StepBudget(), new LowConfidence(), new Truncation(), new Abandoned(),
    ];

    /// <summary>The hits of all detectors on the steps of one case, which come in order.</summary>
    public static IReadOnlyList<DeadEndHit> Find(IReadOnlyList<Step> steps, DeadEndOptions options) =>
        Find(CaseReading.Of(steps, options), reading => All.SelectMany(rule => rule.Find(reading, options)));

    /// <summary>The same on a folded case, whose end is known as well.</summary>
    /// <param name="folded">The case.</param>
    /// <param name="options">Thresholds that are set.</param>
    /// <param name="standards">Thresholds that were learnt, as in force when the case began.</param>
    public static IReadOnlyList<DeadEndHit> Find(FoldedCase folded, DeadEndOptions options, CaseStandards standards) =>
        Find(CaseReading.Of(folded.Steps, options), reading =>
        {
            var read = folded with { Steps = reading };
            return All.SelectMany(rule => rule.Find(read, options, standards));
        });

    private static IReadOnlyList<DeadEndHit> Find(CaseReading reading, Func<CaseReading, IEnumerable<DeadEndHit>> find) => [.. find(reading)];
}
