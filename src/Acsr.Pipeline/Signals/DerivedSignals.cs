using System.Globalization;
using Acsr.Cases;
using Acsr.Ingest.Events;
using Acsr.Signals.DeadEnds;
using Acsr.Signals.Groups;
using Acsr.Signals.Sentiment;

namespace Acsr.Signals;

/// <summary>The signals that the console finds in a case by itself, each known by what derives it, so that the same case gives the same rows.</summary>
internal sealed class DerivedSignals(FoldedCase folded)
{
    private const string Console = "console";

    private readonly Case _facts = folded.Facts;

    /// <summary>A hand-off by tool, span or closing, of which no event tells.</summary>
    public IEnumerable<Signal> OfHandoff(HandoffKind? kind)
    {
        if (!_facts.HandedOff || folded.Feedback.Any(f => f.Kind == FeedbackKind.Handoff)) { yield break; }
        var step = folded.Steps.FirstOrDefault(s => s is { Kind: StepKind.Handoff, Error: null });
        yield return Based("handoff", SignalKind.Handoff, "hand-off", step?.StartedAt ?? _facts.ClosedAt) with
        {
            Text = _facts.HandoffReason ?? "",
            Label = kind is { } known ? HandoffWords.Of(known) : null,
            StepIds = step is null ? [] : [step.Id],
            Turn = step is { Turn: > 0 } ? step.Turn : null,
            Source = _facts.Source,
        };
    }

    /// <param name="hits">What the detectors found.</param>
    /// <param name="groups">The group of each.</param>
    public IEnumerable<Signal> OfHits(IReadOnlyList<DeadEndHit> hits, IReadOnlyList<DeadEndGroupName> groups) => hits.Select((hit, index) => new Signal
    {
        CaseId = _facts.Id,
        Id = $"{EventBatch.OwnIds}{hit.Rule}:{index}",
        Kind = SignalKind.DeadEnd,
        Name = hit.Rule,
        Severity = hit.Severity,
        Text = Text(hit.Text),
        Value = hit.Count,
        StepIds = [.. hit.StepIds],
        Turn = TurnOf(hit.StepIds),
        Group = groups[index].Id,
        Source = "detector",
    });

    public IEnumerable<Signal> OfBacktracks(IReadOnlyList<Backtrack> backtracks) => backtracks.Select((backtrack, index) =>
        Based(string.Create(CultureInfo.InvariantCulture, $"backtrack:{index}"), SignalKind.Backtrack, backtrack.Name, folded.Steps.FirstOrDefault(s => s.Id == backtrack.StepIds[^1])?.StartedAt) with
        {
            Severity = Severity.Low,
            Text = Text(backtrack.Text + "."),
            Value = backtrack.Count,
            ScaleMin = 0,
            HigherIsBetter = false,
            StepIds = [.. backtrack.StepIds],
            Turn = TurnOf([.. backtrack.StepIds.Reverse()]),
        });

    /// <summary>What the case asked of the customer, and of the desk.</summary>
    public IEnumerable<Signal> OfEffort(int rephrasings)
    {
        if (_facts.Turns > 0)
        {
            yield return Based("effort", SignalKind.Effort, "effort", _facts.ClosedAt) with
            {
                Value = _facts.Turns,
                ScaleMin = 0,
                HigherIsBetter = false,
                Text = rephrasings switch { 0 => "", 1 => "One of them said again what had been said before.", _ => $"{rephrasings} of them said again what had been said before." },
            };
        }

        if (_facts.HandlingSeconds is { } seconds)
        {
            yield return Based("handling-time", SignalKind.HandlingTime, "handling time", _facts.ClosedAt) with { Value = seconds, ScaleMin = 0, HigherIsBetter = false };
        }
    }

    public IEnumerable<Signal> OfSentiment(SentimentTurns turns, SentimentTrend? trend)
    {
        if (trend is null) { yield break; }
        var scored = turns.Messages.Where(message => message.Score is not null).ToList();
        var lowest = scored.MinBy(message => message.Score)!;
        var source = turns.From == SentimentFrom.Sender ? _facts.Source : Console;
        yield return Based("sentiment", SignalKind.Sentiment, "sentiment", _facts.ClosedAt) with
        {
            Value = trend.Level,
            ScaleMin = -1,
            ScaleMax = 1,
            HigherIsBetter = true,
            Text = string.Create(CultureInfo.InvariantCulture,
                $"Mean of {(scored.Count == turns.Messages.Count ? "all" : $"{scored.Count} of")} {turns.Messages.Count} messages of the customer; the lowest is {lowest.Score:+0.00;−0.00;0.00}."),
            StepIds = [lowest.StepId],
            Turn = lowest.Turn,
            Source = source,
        };
        if (turns.Shift is not { } shift) { yield break; }
        yield return Based("sentiment-shift", SignalKind.Sentiment, "sentiment shift", _facts.ClosedAt) with
        {
            Value = shift,
            Label = trend.Band == TrendBand.TooShort ? null : Words(trend.Band),
            ScaleMin = -2,
            ScaleMax = 2,
            HigherIsBetter = true,
            Text = trend.Slope is { } slope ? string.Create(CultureInfo.InvariantCulture, $"From the start to the end of the case; {slope:+0.00;−0.00;0.00} for each message.") : "From the first message to the last.",
            Source = source,
        };
    }

    /// <summary>What the customer's other cases say of this one.</summary>
    public IEnumerable<Signal> OfWindows(WindowFacts windows)
    {
        if (folded.Neighbours.Reengages is { } earlier)
        {
            yield return Based("reengagement", SignalKind.Reengagement, "takes up an earlier case", _facts.At) with { OtherCase = earlier, Severity = Severity.Low };
        }

        if (windows.Returned)
        {
            yield return Based("recontact", SignalKind.Recontact, "the customer came back", folded.Neighbours.FollowedAt) with
            {
                OtherCase = folded.Neighbours.FollowedBy,
                Severity = Severity.Medium,
                Value = Math.Round((folded.Neighbours.FollowedAt - _facts.ClosedAt)!.Value.TotalDays, 3),
                ScaleMin = 0,
                HigherIsBetter = true,
            };
        }

        if (windows.FirstContactResolved is { } first)
        {
            yield return Based("first-contact", SignalKind.FirstContact, first ? "solved in the first contact" : "not solved in the first contact", _facts.ClosedAt) with
            {
                Value = first ? 1 : 0,
                ScaleMin = 0,
                ScaleMax = 1,
                HigherIsBetter = true,
            };
        }
    }

    public IEnumerable<Signal> OfAbandonment()
    {
        if (!_facts.Abandoned) { yield break; }
        yield return Based("abandonment", SignalKind.Abandonment, "the customer left", _facts.ClosedAt) with { Severity = Severity.Low, Source = _facts.Source };
    }

    private int? TurnOf(IReadOnlyList<string> stepIds) => stepIds is [var first, ..] && folded.Steps.FirstOrDefault(step => step.Id == first) is { Turn: > 0 and var turn } ? turn : null;

    private Signal Based(string what, SignalKind kind, string name, DateTime? at) =>
        new() { CaseId = _facts.Id, Id = EventBatch.DerivedIds + what, Kind = kind, Name = name, OccurredAt = at, Source = Console };

    private static string Words(TrendBand band) => band switch
    {
        TrendBand.Improving => "improving",
        TrendBand.SlightlyImproving => "slightly improving",
        TrendBand.NoChange => "no change",
        TrendBand.SlightlyDeclining => "slightly declining",
        TrendBand.Declining => "declining",
        TrendBand.TooShort => "",
    };

    private static string Text(string text) => CaseFacts.Clean(text, 500) ?? "";
}
