using Acsr.Cases;
using Acsr.Signals.Standards;

namespace Acsr.Signals.DeadEnds;

/// <summary>
/// L19: the agent asked, and the customer never answered: the case was closed like that, or it is open and the question has waited for longer
/// than <see cref="CaseOptions.UnansweredHours"/>. The offer of further help is no question.
/// </summary>
public sealed class Abandoned : IDeadEndRule
{
    public string Id => "L19";

    public string Name => "Question left unanswered";

    public string Meaning(DeadEndOptions options) =>
        "The last message is a question of the agent, and the case was closed as abandoned or without an outcome, or is open and nobody has answered for a day (or as long as is set under Cases).";

    /// <summary>None: steps alone do not say whether the case is closed.</summary>
    public IEnumerable<DeadEndHit> Find(IReadOnlyList<Step> steps, DeadEndOptions options) => [];

    public IEnumerable<DeadEndHit> Find(FoldedCase folded, DeadEndOptions options, CaseStandards standards)
    {
        var facts = folded.Facts;
        if (facts.HandedOff || !(facts.ClosedAt is null ? folded.LeftUnanswered : facts.Abandoned || facts.Solved is null)) { return []; }
        return UnansweredQuestion.LastSaid(folded.Steps) is { Role: Role.Agent } last && QuestionSlots.Questions(last.Text!).Any()
            ? [new DeadEndHit(Id, Severity.Low, $"The customer {(facts.ClosedAt is null ? "has not" : "never")} answered the agent's last question.", [last.Id], 1)] : [];
    }
}
