using Acsr.Cases;

namespace Acsr.Signals.DeadEnds;

/// <summary>
/// L2: the same action with the same answer again. What <see cref="RepeatedAction"/> tells already is not told twice, because two medium
/// findings make a dead end and one repeat is one piece of evidence: this detector adds the repeats that the other forgives, as something
/// was changed in between, although nothing came of it.
/// </summary>
public sealed class RepeatedPair : IDeadEndRule
{
    public string Id => "L2";

    public string Name => "Repeated action and answer";

    public string Meaning(DeadEndOptions options) =>
        $"The same tool with the same arguments gives the same answer {options.RepeatedPair} times or more, though something was changed in between.";

    public IEnumerable<DeadEndHit> Find(IReadOnlyList<Step> steps, DeadEndOptions options)
    {
        var reading = CaseReading.Of(steps, options);
        // Answers can be long; they are compared only where an action comes often enough.
        var often = reading.Counted.CountBy(reading.ActionOf).Where(action => action.Value >= options.RepeatedPair).Select(action => action.Key).ToHashSet();
        if (often.Count == 0) { return []; }
        var told = new RepeatedAction().Find(reading, options).Select(hit => hit.StepIds.ToHashSet()).ToList();
        return Pairs(reading, often)
            .Where(pair => pair.Count >= options.RepeatedPair && !told.Any(run => pair.TrueForAll(step => run.Contains(step.Id))))
            .Select(pair => new DeadEndHit(
                Id,
                pair.Count > options.RepeatedPair ? Severity.High : Severity.Medium,
                $"'{pair[0].Name}' was called {pair.Count} times with the same arguments and gave the same answer each time.",
                [.. pair.Select(step => step.Id)],
                pair.Count));
    }

    /// <summary>Calls of a case by action and answer; calls whose answer nobody told are left out.</summary>
    public static IEnumerable<List<Step>> Pairs(IReadOnlyList<Step> steps, DeadEndOptions options) => Pairs(CaseReading.Of(steps, options), null);

    private static IEnumerable<List<Step>> Pairs(CaseReading reading, HashSet<string>? actions) => reading.Counted
        .Where(step => actions is null || actions.Contains(reading.ActionOf(step)))
        .Select(step => (Step: step, Answer: reading.AnswerOf(step)))
        .Where(call => call.Answer is not null)
        .GroupBy(call => (reading.ActionOf(call.Step), call.Answer))
        .Select(group => group.Select(call => call.Step).ToList());
}
