using System.Globalization;
using Acsr.Cases;

namespace Acsr.Signals;

/// <summary>The signals that came in: what customers, colleagues and checks said, each known by its event.</summary>
internal static class ReceivedSignals
{
    public static IEnumerable<Signal> Of(FoldedCase folded, HandoffKind? handoff)
    {
        var turns = folded.Steps.GroupBy(step => step.Id).ToDictionary(same => same.Key, same => same.First().Turn);
        Signal Placed(Signal signal) => signal.StepIds.Select(id => turns.GetValueOrDefault(id)).FirstOrDefault(turn => turn > 0) is var turn and > 0 ? signal with { Turn = turn } : signal;
        return folded.Overrides.Select(o => Placed(OfOverride(folded, o))).Concat(folded.Feedback.Select(f => Placed(OfFeedback(folded, f, handoff))));
    }

    private static Signal OfOverride(FoldedCase folded, OverrideFacts o) => Based(folded, o.Id, SignalKind.Override, "override", o.At) with
    {
        Severity = Severity.High,
        Text = Text($"A human chose {o.FinalAction ?? "something else"} instead of {o.OriginalAction ?? "what the agent had decided"}"
            + (o.OriginalConfidence is { } sure ? string.Create(CultureInfo.InvariantCulture, $", of which the agent was {sure:P0} sure").Replace(" %", " %", StringComparison.Ordinal) : "")
            + (o.Missing.Count > 0 ? $"; missing: {string.Join(", ", o.Missing)}" : "")),
        StepIds = [o.Id],
        Value = o.OriginalConfidence,
        Label = o.Missing.Count == 0 ? "triad complete" : "triad incomplete",
        ScaleMin = 0,
        ScaleMax = 1,
        TriadComplete = o.Missing.Count == 0,
    };

    private static Signal OfFeedback(FoldedCase folded, FeedbackFacts f, HandoffKind? handoff)
    {
        var text = Text(f.Text ?? "");
        return f.Kind switch
        {
            FeedbackKind.Csat => Scored(folded, f, SignalKind.Csat, "csat", 0, 1) with { Severity = f.Value <= .25 ? Severity.Medium : Severity.None, Text = text, Label = f.Given },
            FeedbackKind.Ces => Scored(folded, f, SignalKind.Ces, "ces", 1, 7) with { Severity = f.Value <= 3 ? Severity.Medium : Severity.None, Text = text, Label = f.Given },
            FeedbackKind.Survey => Scored(folded, f, SignalKind.Survey, f.Value > 0 ? "resolved" : "not resolved", 0, 1) with { Severity = f.Value > 0 ? Severity.None : Severity.Medium, Text = text },
            FeedbackKind.SurveyInvited => Based(folded, f.Id, SignalKind.SurveyInvited, "survey sent", f.At) with { Label = f.Given },
            FeedbackKind.Thumb => Scored(folded, f, SignalKind.Thumb, f.Value > 0 ? "thumbs up" : "thumbs down", -1, 1) with
            {
                Severity = f.Value > 0 ? Severity.None : Severity.Medium,
                Text = text,
                StepIds = f.Target is null ? [] : [f.Target],
            },
            FeedbackKind.Reopen => Based(folded, f.Id, SignalKind.Reopen, f.Value > 0 ? "reopened within the window" : "reopened later", f.At) with
            {
                Value = f.Value,
                Severity = f.Value > 0 ? Severity.High : Severity.Low,
                Text = text,
                Label = f.After is { } after ? After(after) : null,
            },
            FeedbackKind.Handoff => Based(folded, f.Id, SignalKind.Handoff, "hand-off", f.At) with
            {
                Text = text,
                Label = handoff is { } kind ? HandoffWords.Of(kind) : null,
                StepIds = [f.Id],
            },
            FeedbackKind.Evaluation => Based(folded, f.Id, SignalKind.Evaluation, CaseFacts.Clean(f.Score?.Name, 200) ?? "score", f.At) with
            {
                Value = f.Value,
                ScaleMin = f.Score?.ScaleMin,
                ScaleMax = f.Score?.ScaleMax,
                Label = CaseFacts.Clean(f.Score?.Label, 200),
                Text = text,
                StepIds = f.Target is null ? [] : [f.Target],
            },
            FeedbackKind.Engagement => Based(folded, f.Id, SignalKind.Engagement, f.Engagement switch { { Rapid: true } => "rapid dismissal", { Dismissed: true } => "dismissed", _ => "read" }, f.At) with
            {
                Value = f.Value,
                ScaleMin = 0,
                Severity = f.Engagement!.Rapid ? Severity.Low : Severity.None,
                Label = f.Given,
                Text = text,
                StepIds = f.Target is null ? [] : [f.Target],
            },
            FeedbackKind.Flow => Scored(folded, f, SignalKind.FlowCompletion, f.Value > 0 ? "flow finished" : "flow not finished", 0, 1) with
            {
                Severity = f.Value > 0 ? Severity.None : Severity.Low,
                Label = CaseFacts.Clean(f.Given, 220),
                StepIds = f.Target is null ? [] : [f.Target],
            },
            FeedbackKind.Verification => OfVerification(folded, f),
            FeedbackKind.Outcome => Scored(folded, f, SignalKind.Outcome, f.Value > 0 ? "solved" : "not solved", 0, 1) with { Label = f.Given is { } by ? CaseFacts.Clean(by, 200) : null },
        };
    }

    private static Signal OfVerification(FoldedCase folded, FeedbackFacts f)
    {
        var check = f.Check!;
        var step = f.Target ?? folded.Steps.LastOrDefault(s => s.Name.Length > 0 && s.Name == check.Action)?.Id;
        return Based(folded, f.Id, SignalKind.Verification, CaseFacts.Clean(check.Action, 200) ?? "check", f.At) with
        {
            Value = f.Value,
            Label = check.Superseded ? $"{Words(check.Result)} then, replaced by a later result" : Words(check.Result),
            Severity = check.Superseded ? Severity.None : check.Result switch { Verification.Contradicted => Severity.High, Verification.NotFound => Severity.Medium, Verification.TimedOut => Severity.Low, _ => Severity.None },
            Text = Text(string.Join(": ", new[] { check.By, f.Text }.Where(part => !string.IsNullOrWhiteSpace(part)))),
            StepIds = step is null ? [] : [step],
        };
    }

    private static string Words(Verification result) => VerificationWords.Of(result).Replace('_', ' ');

    private static string After(TimeSpan after) => after.TotalHours < 48
        ? string.Create(CultureInfo.InvariantCulture, $"{after.TotalHours:0.#} h after it was closed as solved")
        : string.Create(CultureInfo.InvariantCulture, $"{after.TotalDays:0.#} days after it was closed as solved");

    private static Signal Scored(FoldedCase folded, FeedbackFacts f, SignalKind kind, string name, double min, double max) => Based(folded, f.Id, kind, name, f.At) with
    {
        Value = f.Value,
        ScaleMin = min,
        ScaleMax = max,
        HigherIsBetter = true,
    };

    private static Signal Based(FoldedCase folded, string id, SignalKind kind, string name, DateTime? at)
    {
        var known = folded.Receipts.TryGetValue(id, out var receipt);
        return new Signal { CaseId = folded.Facts.Id, Id = id, Kind = kind, Name = name, OccurredAt = at, ReceivedAt = known ? receipt.At : null, Source = known ? receipt.Source : folded.Facts.Source };
    }

    private static string Text(string text) => CaseFacts.Clean(text, 500) ?? "";
}
