namespace Acsr.Kpis;

/// <summary>What one segment brought to the change of a KPI between two periods.</summary>
/// <param name="Segment">Its value in the dimension; null: not known.</param>
/// <param name="Before">Its figure then.</param>
/// <param name="After">Its figure now.</param>
/// <param name="ShareBefore">Its share of what stands below the line then, 0 to 1.</param>
/// <param name="ShareAfter">And now.</param>
/// <param name="Mix">What it brought by becoming a larger or smaller part, in the KPI's unit.</param>
/// <param name="Rate">What it brought by doing better or worse itself, in the KPI's unit.</param>
public sealed record KpiMove(string? Segment, KpiValue Before, KpiValue After, double ShareBefore, double ShareAfter, double Mix, double Rate)
{
    /// <summary>Both together: its part of the whole change.</summary>
    public double Total => Mix + Rate;
}

/// <summary>The change of a KPI between two periods and where it comes from.</summary>
/// <param name="Before">The figure then.</param>
/// <param name="After">The figure now.</param>
/// <param name="Change">After less before; null where either has no data. The <see cref="Moves"/> add up to it.</param>
/// <param name="Difference">The 95 % interval of the change (Newcombe for rates); null where there is none.</param>
/// <param name="Moves">The one that moved it most first.</param>
public sealed record KpiMovement(KpiValue Before, KpiValue After, double? Change, Statistics.Interval? Difference, IReadOnlyList<KpiMove> Moves)
{
    /// <summary>
    /// Takes a change apart. With w the share of a segment in what stands below the line, r its own figure and R the whole: rate effect w̄·Δr, mix effect Δw·(r̄ − R̄), bars
    /// being means of the two periods (Kitagawa 1955). Shares sum to 1 in both periods, so the R̄ cancels and the sum is exactly ΔR.
    /// </summary>
    internal static KpiMovement Of(KpiDefinition kpi, KpiSums wholeBefore, KpiSums wholeAfter, Dictionary<(string?, string?), KpiSums> before, Dictionary<(string?, string?), KpiSums> after)
    {
        var (then, now) = (wholeBefore.Value(), wholeAfter.Value());
        if (kpi.Quantile is not null || then.Value is not { } was || now.Value is not { } become) { return new(then, now, then.Value is { } a && now.Value is { } b ? b - a : null, null, []); }
        var moves = new List<KpiMove>();
        foreach (var segment in before.Keys.Union(after.Keys))
        {
            var old = before.GetValueOrDefault(segment) ?? new KpiSums(kpi);
            var fresh = after.GetValueOrDefault(segment) ?? new KpiSums(kpi);
            var (w0, w1) = (old.Below / wholeBefore.Below, fresh.Below / wholeAfter.Below);
            // What has nothing below the line still adds above it, for example the cost of a segment that solved nothing: all of that is rate.
            if (w0 == 0 && w1 == 0)
            {
                moves.Add(new(segment.Item1, old.Value(false), fresh.Value(false), 0, 0, 0, (fresh.Above / wholeAfter.Below) - (old.Above / wholeBefore.Below)));
                continue;
            }

            var alone = Alone(old, fresh, w0, w1, wholeBefore.Below, wholeAfter.Below);
            var (r0, r1) = (w0 > 0 ? old.Above / old.Below : fresh.Above / fresh.Below, w1 > 0 ? fresh.Above / fresh.Below : old.Above / old.Below);
            moves.Add(new(segment.Item1, old.Value(false), fresh.Value(false), w0, w1, (w1 - w0) * (((r0 + r1) / 2) - ((was + become) / 2)), ((w0 + w1) / 2 * (r1 - r0)) + alone));
        }

        var difference = kpi.Kind == KpiKind.Rate ? Statistics.Newcombe.Difference(wholeAfter.Counted, wholeAfter.N, wholeBefore.Counted, wholeBefore.N) : null;
        return new(then, now, become - was, difference, [.. moves.OrderByDescending(m => Math.Abs(m.Total)).ThenBy(m => m.Segment, StringComparer.Ordinal)]);
    }

    // In a period in which a segment has nothing below the line it may still have something above it.
    private static double Alone(KpiSums old, KpiSums fresh, double w0, double w1, double below0, double below1) =>
        (w1 == 0 ? fresh.Above / below1 : 0) - (w0 == 0 ? old.Above / below0 : 0);
}
