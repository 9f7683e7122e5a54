using Acsr.Ingest;
using Acsr.Ingest.Events;
using Acsr.Ingest.Otlp;

namespace Acsr.Cases;

/// <summary>
/// Turns what came in about a case into its facts and steps. Pure: no clock, no database; the same set of events gives the same case in
/// whatever order and however often they came.
/// </summary>
public static class CaseFold
{
    /// <summary>The case, or null when nothing came in about it.</summary>
    /// <param name="input">All that came in about it.</param>
    /// <param name="options">How long windows are.</param>
    /// <param name="settings">What operators say of tools, spans and prices; null: nothing.</param>
    public static FoldedCase? Fold(CaseInput input, CaseOptions options, FoldSettings? settings = null)
    {
        settings ??= FoldSettings.None;
        if (input.IsEmpty) { return null; }
        var events = Distinct(input.Events);
        var spans = SpanNormaliser.Normalise(input.Spans, settings.Conventions);
        var steps = CaseSteps.Of(events, spans, settings.Conventions.Tools);
        var overrides = events.OfType<OverrideEvent>().Select(o => OverrideFold.Of(o, steps)).ToList();
        var course = CaseCourse.Of(events, spans, options, settings.Conventions.Tools);
        var facts = CaseFacts.Of(input, events, spans, steps, overrides, course);
        var costs = CaseCosts.Of(steps, course, facts, settings.Prices);
        costs.ApplyTo(facts);
        var durable = TimeSpan.FromDays(options.DurableWindowDays);
        facts.ReopenedInDurableWindow = facts.ClosedAt is null ? null : course.Feedback.Exists(f => f.Kind == FeedbackKind.Reopen && f.After <= durable);
        return new FoldedCase(facts, steps, overrides, course.Feedback) { Receipts = input.Receipts, Costs = costs.Steps, Helpers = settings.Conventions.Tools.HelpersOf(facts.Intent) };
    }

    /// <summary>
    /// Each event once, in order of time. Of two that share an id but differ, the later one holds, then the larger text: a choice that does
    /// not depend on which came in first.
    /// </summary>
    private static List<CaseEvent> Distinct(IReadOnlyList<CaseEvent> events) =>
    [
        .. events.GroupBy(e => e.Id, StringComparer.Ordinal).Select(Settle)
            .OrderBy(e => e.Time ?? DateTime.MinValue).ThenBy(e => e.Seq ?? 0).ThenBy(e => e.Id, StringComparer.Ordinal),
    ];

    private static CaseEvent Settle(IGrouping<string, CaseEvent> same)
    {
        var first = same.First();
        return same.Skip(1).Aggregate(first, (held, other) => Rank(held, other) >= 0 ? held : other);
    }

    private static int Rank(CaseEvent a, CaseEvent b)
    {
        var byTime = Nullable.Compare(a.Time, b.Time);
        return byTime != 0 ? byTime : EventJson.Line(a).AsSpan().SequenceCompareTo(EventJson.Line(b));
    }
}
