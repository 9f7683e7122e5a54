using Acsr.Cases;

namespace Acsr.Signals.DeadEnds;

/// <summary>L4: the same action fails again and again.</summary>
public sealed class SameActionErrors : IDeadEndRule
{
    public string Id => "L4";

    public string Name => "Same action fails";

    public string Meaning(DeadEndOptions options) => $"The same tool with the same arguments fails {options.SameActionErrors} times or more.";

    public IEnumerable<DeadEndHit> Find(IReadOnlyList<Step> steps, DeadEndOptions options) => Failed(CaseReading.Of(steps, options))
        .Select(group => group.ToList())
        .Where(failed => failed.Count >= options.SameActionErrors)
        .Select(failed => new DeadEndHit(
            Id,
            failed.Count > options.SameActionErrors ? Severity.Critical : Severity.High,
            $"'{failed[0].Name}' failed {failed.Count} times with the same arguments.",
            [.. failed.Select(step => step.Id)],
            failed.Count));

    private static IEnumerable<IGrouping<string, Step>> Failed(CaseReading reading) => reading.Calls.Where(step => step.Error is not null).GroupBy(reading.ActionOf);
}
