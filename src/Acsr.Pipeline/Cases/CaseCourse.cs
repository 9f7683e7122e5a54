using System.Globalization;
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
    /// <summary>The sender's word for why; null where it used none that we know.</summary>
    public HandoffKind? HandoffKind { get; private set; }
    public bool Abandoned { get; private set; }
    public bool Reopened { get; private set; }
    public double? HandlingSeconds { get; private set; }
    public double? HumanSeconds { get; private set; }
    public double? FirstResponseSeconds { get; private set; }
    public double? CostUsd { get; private set; }
    public double? Csat { get; private set; }
    public double? Ces { get; private set; }
    public bool? SurveyResolved { get; private set; }
    public bool SurveyInvited { get; private set; }
    /// <summary>The worst result of all checks of the system of record.</summary>
    public Verification Verification { get; private set; }
    public List<FeedbackFacts> Feedback { get; } = [];

    // A check or a customer knows better than whoever closed the case.
    private bool _proved;

    // Of each check the result that holds.
    private IReadOnlySet<VerificationEvent> _standing = new HashSet<VerificationEvent>();

    public static CaseCourse Of(IReadOnlyList<CaseEvent> events, SpanCase spans, CaseOptions options, ToolCatalogue tools)
    {
        var course = new CaseCourse { _standing = VerificationWords.Standing(events) };
        foreach (var item in events) { course.Take(item, TimeSpan.FromHours(options.ReopenWindowHours), tools); }
        course.Feedback.AddRange(BrowserFeedback.Of(events, options));
        if (!events.OfType<CaseClosedEvent>().Any() && spans.Outcome is not (null or "open")) { course.Close(spans.LastAt, spans.Outcome == "fallback" ? "escalated" : spans.Outcome); }
        if (spans.Steps.Any(s => s.Error is null && tools.Apply(s).Kind == StepKind.Handoff)) { course.HandOff(spans.HandoffReason, spans.HandoffKind); }
        // A span may say the reason where only the outcome says that there was a hand-off.
        if (course is { HandedOff: true, HandoffReason: null }) { course.HandOff(spans.HandoffReason, spans.HandoffKind); }
        // It ended and nobody says how: that the record shows the change is the best evidence there is.
        if (course is { Solved: null, ClosedAt: not null, HandedOff: false, Verification: Verification.Confirmed }) { course.Solved = true; }
        return course;
    }

    private void Take(CaseEvent item, TimeSpan reopenWindow, ToolCatalogue tools)
    {
        switch (item)
        {
            case CaseClosedEvent closed:
                Close(closed.Time, closed.Outcome);
                HandlingSeconds = closed.HandlingSeconds ?? HandlingSeconds;
                HumanSeconds = closed.HumanSeconds ?? HumanSeconds;
                FirstResponseSeconds = closed.FirstResponseSeconds ?? FirstResponseSeconds;
                CostUsd = closed.CostUsd ?? CostUsd;
                break;
            case OutcomeEvent outcome:
                (Solved, _proved) = (outcome.Solved, true);
                Feedback.Add(new FeedbackFacts(outcome.Id, FeedbackKind.Outcome, outcome.Time, outcome.Solved == true ? 1 : 0, outcome.By, null) { Given = outcome.By });
                break;
            case SurveyEvent survey:
                (Solved, _proved, SurveyResolved) = (survey.Resolved, true, survey.Resolved);
                Feedback.Add(new FeedbackFacts(survey.Id, FeedbackKind.Survey, survey.Time, survey.Resolved == true ? 1 : 0, survey.Comment, null));
                break;
            case VerificationEvent check:
                Verify(check);
                break;
            case SurveyInvitedEvent invited:
                SurveyInvited |= invited.Asks is null or { Count: 0 } || invited.Asks.Contains("csat");
                Feedback.Add(new FeedbackFacts(invited.Id, FeedbackKind.SurveyInvited, invited.Time, null, null, null) { Given = invited.Asks is { Count: > 0 } asks ? string.Join(", ", asks) : null });
                break;
            case ReopenedEvent reopened:
                Reopen(reopened, reopenWindow);
                break;
            case HandoffEvent handoff:
                HandOff(handoff.Reason, handoff.Kind);
                Feedback.Add(new FeedbackFacts(handoff.Id, FeedbackKind.Handoff, handoff.Time, null, handoff.Reason, null));
                break;
            case StepEvent { Error: null } step when tools.KindOf(step.Name) == StepKind.Handoff:
                HandOff(null, null);
                break;
            case CsatEvent csat:
                Csat = (csat.Score - csat.ScaleMin) / (csat.ScaleMax - csat.ScaleMin);
                Feedback.Add(new FeedbackFacts(csat.Id, FeedbackKind.Csat, csat.Time, Csat, csat.Comment, null) { Given = OnScale(csat.Score, csat.ScaleMin, csat.ScaleMax) });
                break;
            case CesEvent ces:
                var ease = (ces.Score - ces.ScaleMin) / (ces.ScaleMax - ces.ScaleMin);
                Ces = 1 + (6 * (ces.Easy == "low" ? 1 - ease : ease));
                Feedback.Add(new FeedbackFacts(ces.Id, FeedbackKind.Ces, ces.Time, Ces, ces.Comment, null)
                {
                    Given = OnScale(ces.Score, ces.ScaleMin, ces.ScaleMax) + (ces.Easy == "low" ? ", less is easier" : ""),
                });
                break;
            case ThumbsEvent thumbs:
                Feedback.Add(new FeedbackFacts(thumbs.Id, FeedbackKind.Thumb, thumbs.Time, thumbs.Value == "up" ? 1 : -1, thumbs.Comment, thumbs.Target));
                break;
            case ScoreEvent score:
                Feedback.Add(new FeedbackFacts(score.Id, FeedbackKind.Evaluation, score.Time, score.Value, score.Comment, score.Target) { Score = score });
                break;
        }
    }

    // Whatever the agent said it did: when the record shows otherwise, the problem is not solved.
    private void Verify(VerificationEvent check)
    {
        var (result, holds) = (VerificationWords.Of(check.Result), _standing.Contains(check));
        if (holds && result == Verification.Contradicted) { (Solved, _proved) = (false, true); }
        if (holds) { Verification = VerificationWords.Worse(Verification, result); }
        Feedback.Add(new FeedbackFacts(check.Id, FeedbackKind.Verification, check.Time, (int)result, check.Comment, check.Target)
        {
            Given = check.By,
            Check = new VerificationFacts(result, check.Action, check.By, Superseded: !holds),
        });
    }

    private void Close(DateTime? at, string? outcome)
    {
        ClosedAt = at ?? ClosedAt;
        Abandoned = outcome == "abandoned";
        if (outcome == "escalated") { HandOff(null, null); }
        if (!_proved) { Solved = outcome switch { "resolved" => true, "unresolved" or "abandoned" => false, _ => Solved }; }
    }

    private void Reopen(ReopenedEvent reopened, TimeSpan window)
    {
        var after = Solved == true && ClosedAt is { } closed && reopened.Time >= closed ? reopened.Time - closed : null;
        var flips = after <= window;
        if (flips) { (Solved, _proved, Reopened) = (false, false, true); }
        Feedback.Add(new FeedbackFacts(reopened.Id, FeedbackKind.Reopen, reopened.Time, flips ? 1 : 0, reopened.Reason, null) { After = after });
    }

    private void HandOff(string? reason, string? kind)
    {
        HandedOff = true;
        HandoffReason = reason ?? HandoffReason;
        HandoffKind = HandoffWords.Find(kind) ?? HandoffWords.Find(reason) ?? HandoffKind;
    }

    private static string OnScale(double? score, double min, double max) => string.Create(CultureInfo.InvariantCulture, $"{score:0.##} on {min:0.##} to {max:0.##}");
}
