using Acsr.Cases;

namespace Acsr.Signals.DeadEnds;

/// <summary>What the hits of a case add up to (formats F.4).</summary>
/// <param name="Worst">The worst severity among them.</param>
/// <param name="Risk">0 to 1: 1 − Π(1 − w), w being .15, .35, .6 and .85 from low to critical.</param>
/// <param name="IsDeadEnd">Any critical or high hit, or medium hits of two different detectors.</param>
public readonly record struct DeadEndVerdict(Severity Worst, double Risk, bool IsDeadEnd)
{
    public static DeadEndVerdict Of(IReadOnlyCollection<DeadEndHit> hits)
    {
        var worst = hits.Select(hit => hit.Severity).DefaultIfEmpty().Max();
        return new DeadEndVerdict(
            worst,
            1 - hits.Aggregate(1.0, (product, hit) => product * (1 - Weight(hit.Severity))),
            worst >= Severity.High || hits.Where(hit => hit.Severity == Severity.Medium).Select(hit => hit.Rule).Distinct().Count() >= 2);
    }

    private static double Weight(Severity severity) => severity switch
    {
        Severity.None => 0,
        Severity.Low => .15,
        Severity.Medium => .35,
        Severity.High => .6,
        Severity.Critical => .85,
    };
}
