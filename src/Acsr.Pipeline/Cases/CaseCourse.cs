using Acsr.Ingest;
using Acsr.Ingest.Otlp;

namespace Acsr.Cases;

/// <summary>How a case went: closed, reopened, handed off, solved or not, in order of time.</summary>
internal sealed class CaseCourse
{
    public DateTime? ClosedAt { get; private set; }
    /// <summary>What the evidence says; null when nobody says.</summary>
    public bool? Solved { get; private set; }
    public bool HandedOff { get; private set; }
    public string? HandoffReason { get; private set; }
    public bool Abandoned { get; private set; }
    public bool Reopened { get; private set; }
    public double? HandlingSeconds { get; private set; }
    public double? CostUsd { get; private set; }
    public double? Csat { get; private set; }
    public List<FeedbackFacts> Feedback { get; } = [];

    // A check or a customer knows better than whoever closed the case.
    private bool _proved;

    public static CaseCourse Of(IReadOnlyList<CaseEvent> events, SpanCase spans, CaseOptions options)
    {
        var course = new CaseCourse();
        foreach (var item in events) { course.Take(item, TimeSpan.FromHours(options.ReopenWindowHours)); }
        if (!events.OfType<CaseClosedEvent>().Any() && spans.Outcome is not (null or "open")) { course.Close(spans.LastAt, spans.Outcome == "fallback" ? "escalated" : spans.Outcome); }
        if (spans.Steps.Any(s => s is { Kind: StepKind.Handoff, Error: null })) { course.HandOff(spans.HandoffReason); }
        // A span may say the reason where only the outcome says that there was a hand-off.
        if (course is { HandedOff: true, HandoffReason: null }) { course.HandOff(spans.HandoffReason); }
        return course;
    }

    private void Take(CaseEvent item, TimeSpan reopenWindow)
    {
        switch (item)
        {
            case CaseClosedEvent closed:
                Close(closed.Time, closed.Outcome);
                HandlingSeconds = closed.HandlingSeconds ?? HandlingSeconds;
                CostUsd = closed.CostUsd ?? CostUsd;
                break;
            case OutcomeEvent outcome:
                (Solved, _proved) = (outcome.Solved, true);
                Feedback.Add(new FeedbackFacts(outcome.Id, FeedbackKind.Outcome, outcome.Time, outcome.Solved == true ? 1 : 0, outcome.By, null));
                break;
            case ReopenedEvent reopened:
                Reopen(reopened, reopenWindow);
                break;
            case HandoffEvent handoff:
                HandOff(handoff.Reason);
                Feedback.Add(new FeedbackFacts(handoff.Id, FeedbackKind.Handoff, handoff.Time, null, handoff.Reason, null));
                break;
            case StepEvent { Error: null } step when ToolCatalogue.KindOf(step.Name) == StepKind.Handoff:
                HandOff(null);
                break;
            case CsatEvent csat:
                Csat = (csat.Score - csat.ScaleMin) / (csat.ScaleMax - csat.ScaleMin);
                Feedback.Add(new FeedbackFacts(csat.Id, FeedbackKind.Csat, csat.Time, Csat, csat.Comment, null));
                break;
            case ThumbsEvent thumbs:
                Feedback.Add(new FeedbackFacts(thumbs.Id, FeedbackKind.Thumb, thumbs.Time, thumbs.Value == "up" ? 1 : -1, thumbs.Comment, thumbs.Target));
                break;
        }
    }

    private void Close(DateTime? at, string? outcome)
    {
        ClosedAt = at ?? ClosedAt;
        Abandoned = outcome == "abandoned";
        if (outcome == "escalated") { HandOff(null); }
        if (!_proved) { Solved = outcome switch { "resolved" => true, "unresolved" or "abandoned" => false, _ => Solved }; }
    }

    private void Reopen(ReopenedEvent reopened, TimeSpan window)
    {
        var flips = Solved == true && ClosedAt is { } closed && reopened.Time - closed <= window;
        if (flips) { (Solved, _proved, Reopened) = (false, false, true); }
        Feedback.Add(new FeedbackFacts(reopened.Id, FeedbackKind.Reopen, reopened.Time, flips ? 1 : 0, reopened.Reason, null));
    }

    private void HandOff(string? reason)
    {
        HandedOff = true;
        HandoffReason = reason ?? HandoffReason;
    }
}
