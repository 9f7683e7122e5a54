using System.Globalization;
using Acsr.Ingest;

namespace Acsr.Cases;

/// <summary>What customers did in their browser: with suggested answers, and in guided flows (I2, I3). Pure.</summary>
internal static class BrowserFeedback
{
    public static IEnumerable<FeedbackFacts> Of(IReadOnlyList<CaseEvent> events, CaseOptions options) =>
        events.OfType<EngagementEvent>().Select(e => Of(e, options.RapidDismissalSeconds))
            .Concat(events.OfType<FlowEvent>().GroupBy(flow => (flow.Flow, flow.Run)).Select(Of));

    private static FeedbackFacts Of(EngagementEvent e, double rapid)
    {
        var facts = new EngagementFacts(e.ScrollDepth, e.Dismissed, e.Dismissed && e.DwellSeconds <= rapid);
        string?[] words =
        [
            e.Dismissed ? "dismissed" : null,
            e.DwellSeconds is { } seconds ? string.Create(CultureInfo.InvariantCulture, $"in view for {seconds:0.#} s") : null,
            e.ScrollDepth is { } depth ? string.Create(CultureInfo.InvariantCulture, $"{depth * 100:0} % read") : null,
        ];
        return new FeedbackFacts(e.Id, FeedbackKind.Engagement, e.Time, e.DwellSeconds, facts.Rapid ? "Closed so soon that it counts as irrelevant." : null, e.Target)
        {
            Given = string.Join(", ", words.OfType<string>()),
            Engagement = facts,
        };
    }

    /// <summary>One fact for each run of a flow, known by the first event of it.</summary>
    private static FeedbackFacts Of(IGrouping<(string Flow, string Run), FlowEvent> run)
    {
        var finished = run.FirstOrDefault(e => e.State == "completed");
        var first = run.First();
        var took = finished?.Time - run.FirstOrDefault(e => e.State == "started")?.Time;
        return new FeedbackFacts(first.Id, FeedbackKind.Flow, finished?.Time ?? first.Time, finished is null ? 0 : 1, null, run.Select(e => e.Target).FirstOrDefault(target => target is not null))
        {
            Given = run.Key.Flow + (took >= TimeSpan.Zero ? string.Create(CultureInfo.InvariantCulture, $", {took.Value.TotalSeconds:0.#} s") : ""),
        };
    }
}
