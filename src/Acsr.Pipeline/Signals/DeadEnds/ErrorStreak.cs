using Acsr.Cases;

namespace Acsr.Signals.DeadEnds;

/// <summary>L5: tool errors one after the other, or many of them in one case; one hit with the worse of the two.</summary>
public sealed class ErrorStreak : IDeadEndRule
{
    public string Id => "L5";

    public string Name => "Error streak";

    public string Meaning(DeadEndOptions options) =>
        $"{options.ErrorStreak} tool calls or more fail one after the other, or {options.ErrorsInCase} in the whole case.";

    public IEnumerable<DeadEndHit> Find(IReadOnlyList<Step> steps, DeadEndOptions options)
    {
        var calls = CaseReading.Of(steps, options).Calls;
        var failed = calls.Where(step => step.Error is not null).ToList();
        if (failed.Count >= options.ErrorsInCase)
        {
            return [Hit(Severity.High, $"{failed.Count} tool calls of the case failed.", failed)];
        }

        if (failed.Count < options.ErrorStreak) { return []; }
        var streak = LongestStreak(calls);
        return streak.Count >= options.ErrorStreak ? [Hit(Severity.Medium, $"{streak.Count} tool calls in a row failed.", streak)] : [];
    }

    private static List<Step> LongestStreak(IReadOnlyList<Step> calls)
    {
        List<Step> longest = [], current = [];
        foreach (var call in calls)
        {
            current = call.Error is null ? [] : [.. current, call];
            longest = current.Count > longest.Count ? current : longest;
        }

        return longest;
    }

    private DeadEndHit Hit(Severity severity, string text, List<Step> shown) =>
        new(Id, severity, text, [.. shown.Select(step => step.Id)], shown.Count);
}
