using Acsr.Cases;

namespace Acsr.Signals.DeadEnds;

/// <summary>L3: the agent goes round and round between the same few calls, which give the same answers each time.</summary>
public sealed class Alternation : IDeadEndRule
{
    public string Id => "L3";

    public string Name => "Going in circles";

    public string Meaning(DeadEndOptions options) =>
        $"The same round of two to {options.AlternationCalls} different tool calls, with the same answers, is gone through {options.AlternationRounds} times or more.";

    public IEnumerable<DeadEndHit> Find(IReadOnlyList<Step> steps, DeadEndOptions options)
    {
        var reading = CaseReading.Of(steps, options);
        if (reading.Counted.Count < 2 * options.AlternationRounds) { yield break; }
        // Where no action comes twice there is no round, and no answer need be read.
        if (reading.Counted.DistinctBy(reading.ActionOf).Count() == reading.Counted.Count) { yield break; }
        var calls = reading.Counted.ToList();
        var keys = calls.ConvertAll(step => (Action: reading.ActionOf(step), Answer: reading.AnswerOf(step)));
        for (var first = 0; first < calls.Count; first++)
        {
            for (var period = 2; period <= options.AlternationCalls; period++)
            {
                var length = Length(keys, first, period);
                if (length < period * options.AlternationRounds || keys[first..(first + period)].Distinct().Count() < 2) { continue; }
                var rounds = length / period;
                var shown = calls.GetRange(first, rounds * period);
                yield return new DeadEndHit(
                    Id,
                    Severity.High,
                    $"{string.Join(", ", shown.Take(period).Select(step => $"'{step.Name}'"))} were called in turn {rounds} times and gave the same answers.",
                    [.. shown.Select(step => step.Id)],
                    rounds);
                first += (rounds * period) - 1;
                break;
            }
        }
    }

    /// <summary>How far the calls from a place on repeat after so many; a call whose answer nobody told repeats nothing.</summary>
    private static int Length(List<(string Action, string? Answer)> keys, int first, int period)
    {
        if (first + period > keys.Count) { return 0; }
        var next = first + period;
        while (next < keys.Count && keys[next].Answer is not null && keys[next] == keys[next - period]) { next++; }
        return next - first;
    }
}
