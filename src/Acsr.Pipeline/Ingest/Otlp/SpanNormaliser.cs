using Acsr.Ingest.Otlp.Dialects;

namespace Acsr.Ingest.Otlp;

/// <summary>Turns the spans of one case into its steps and facts (formats B.7, B.8), whichever dialect they speak. Pure, and indifferent to order and repetition.</summary>
public static class SpanNormaliser
{
    /// <param name="spans">All spans of the case, of as many traces as it has; each trace is one turn.</param>
    /// <param name="conventions">What an operator says of tools and names of spans; null: nothing.</param>
    public static SpanCase Normalise(IReadOnlyCollection<OtlpSpan> spans, Conventions? conventions = null)
    {
        var set = new SpanSet(spans, conventions ?? Conventions.None);
        var counted = set.Innermost(node => node.HasTokens);
        var charged = set.Innermost(node => node.Reading.CostUsd is not null);
        var metered = set.Innermost(node => node.Reading.EnergyWh is not null);
        List<PlacedStep> own = [.. set.Ordered.SelectMany(node => SpanSteps.Of(node, new(counted.Contains(node), charged.Contains(node), metered.Contains(node))))];
        var talk = Conversation.Of(set, own);
        return SpanFacts.Of(set) with
        {
            Steps =
            [
                // Of one message the text comes before the calls, as both came; sorting keeps that.
                .. own.Concat(talk)
                    .OrderBy(step => step.Nano).ThenBy(step => step.Place).ThenBy(step => step.Phase).ThenBy(step => step.Order)
                    .Select((step, place) => (set.Ordered[step.Place].InShadow ? ShadowSpans.Proposed(step.Step, set.Ordered[step.Place], set.Conventions.Tools) : step.Step) with { Seq = place }),
            ],
            Dialects = Counted(set),
            InputTokens = Sum(counted.Select(node => node.Reading.InputTokens)),
            OutputTokens = Sum(counted.Select(node => node.Reading.OutputTokens)),
            CostUsd = charged.Count == 0 ? null : set.Ordered.Where(charged.Contains).Sum(node => node.Reading.CostUsd),
        };
    }

    private static SortedDictionary<SpanDialect, int> Counted(SpanSet set) => new(set.Ordered
        .SelectMany(node => node.Reading.Dialect == SpanDialect.None ? [SpanDialect.None] : Enum.GetValues<SpanDialect>().Where(one => one != SpanDialect.None && node.Reading.Dialect.HasFlag(one)))
        .CountBy(dialect => dialect).ToDictionary());

    // Nobody said is not zero.
    private static long? Sum(IEnumerable<long?> values) => values.Aggregate((long?)null, (sum, value) => value is null ? sum : (sum ?? 0) + value);
}
