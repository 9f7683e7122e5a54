using System.Globalization;
using Acsr.Cases;
using Acsr.Ingest.Events;
using Acsr.Signals.DeadEnds;
using Acsr.Signals.Groups;
using Acsr.Signals.Sentiment;

namespace Acsr.Signals;

/// <summary>The signals of a folded case, received and derived, and the facts that this stage finds. Pure.</summary>
/// <param name="Signals">In order of kind, then id.</param>
/// <param name="DeadEnd">The worst hit where the detectors call it a dead end, else none.</param>
/// <param name="Risk">0 to 1, over all hits (formats F.4).</param>
/// <param name="Sentiment">Mean sentiment of the customer's messages, −1 to +1: the sender's, or else ours; null where neither scored any.</param>
/// <param name="SentimentFrom">Whose it is.</param>
public sealed record CaseSignals(IReadOnlyList<Signal> Signals, Severity DeadEnd, double Risk, double? Sentiment, SentimentFrom SentimentFrom)
{
    public static CaseSignals Of(FoldedCase folded, DeadEndOptions options, SentimentScorer scorer)
    {
        var hits = DeadEndRules.Find(folded, options);
        var verdict = DeadEndVerdict.Of(hits);
        var (sentiment, from) = SentimentOf(folded, scorer);
        return new CaseSignals(
            [.. folded.Overrides.Select(o => OfOverride(folded, o)), .. folded.Feedback.Select(f => OfFeedback(folded, f)), .. hits.Select((h, i) => OfHit(folded, h, i))],
            verdict.IsDeadEnd ? verdict.Worst : Severity.None,
            verdict.Risk,
            sentiment,
            from);
    }

    /// <summary>Sets the facts of the case that are this stage's.</summary>
    public void ApplyTo(Case facts) => (facts.DeadEnd, facts.Risk, facts.Sentiment, facts.SentimentFrom) = (DeadEnd, Risk, Sentiment, SentimentFrom);

    private static (double?, SentimentFrom) SentimentOf(FoldedCase folded, SentimentScorer scorer) =>
        folded.Facts.SentimentFrom == SentimentFrom.Sender ? (folded.Facts.Sentiment, SentimentFrom.Sender)
        : scorer.Mean(folded.Steps) is { } ours ? (ours, SentimentFrom.Console)
        : (null, SentimentFrom.None);

    private static Signal OfOverride(FoldedCase folded, OverrideFacts o) => Based(folded, o.Id, SignalKind.Override, "override", o.At) with
    {
        Severity = Severity.High,
        Text = Text($"A human chose {o.FinalAction ?? "something else"} instead of {o.OriginalAction ?? "what the agent had decided"}"
            + (o.OriginalConfidence is { } sure ? string.Create(CultureInfo.InvariantCulture, $", of which the agent was {sure:P0} sure").Replace(" %", " %", StringComparison.Ordinal) : "")
            + (o.Missing.Count > 0 ? $"; missing: {string.Join(", ", o.Missing)}" : "")),
        StepIds = [o.Id],
        Value = o.OriginalConfidence,
        TriadComplete = o.Missing.Count == 0,
    };

    private static Signal OfFeedback(FoldedCase folded, FeedbackFacts f) => f.Kind switch
    {
        FeedbackKind.Csat => Based(folded, f.Id, SignalKind.Csat, "csat", f.At) with { Value = f.Value, Severity = f.Value <= .25 ? Severity.Medium : Severity.None, Text = Text(f.Text ?? "") },
        FeedbackKind.Thumb => Based(folded, f.Id, SignalKind.Thumb, f.Value > 0 ? "thumbs up" : "thumbs down", f.At) with
        {
            Value = f.Value,
            Severity = f.Value > 0 ? Severity.None : Severity.Medium,
            Text = Text(f.Text ?? ""),
            StepIds = f.Target is null ? [] : [f.Target],
        },
        FeedbackKind.Reopen => Based(folded, f.Id, SignalKind.Reopen, f.Value > 0 ? "reopened within the window" : "reopened later", f.At) with
        {
            Value = f.Value,
            Severity = f.Value > 0 ? Severity.High : Severity.Low,
            Text = Text(f.Text ?? ""),
        },
        FeedbackKind.Handoff => Based(folded, f.Id, SignalKind.Handoff, "hand-off", f.At) with { Text = Text(f.Text ?? "") },
        FeedbackKind.Outcome => Based(folded, f.Id, SignalKind.Outcome, f.Value > 0 ? "solved" : "not solved", f.At) with { Value = f.Value, Text = Text(f.Text ?? "") },
    };

    private static Signal OfHit(FoldedCase folded, DeadEndHit hit, int index) => Based(folded, $"{EventBatch.OwnIds}{hit.Rule}:{index}", SignalKind.DeadEnd, hit.Rule, null) with
    {
        Severity = hit.Severity,
        Text = Text(hit.Text),
        Value = hit.Count,
        StepIds = [.. hit.StepIds],
        Group = DeadEndGroupKey.Of(folded, hit).ToString(),
    };

    private static Signal Based(FoldedCase folded, string id, SignalKind kind, string name, DateTime? at) =>
        new() { CaseId = folded.Facts.Id, Id = id, Kind = kind, Name = name, OccurredAt = at, Source = kind == SignalKind.DeadEnd ? "detector" : folded.Facts.Source };

    private static string Text(string text) => CaseFacts.Clean(text, 500) ?? "";
}
