using System.Globalization;
using Acsr.Cases;
using Acsr.Components;
using Acsr.Signals.DeadEnds;

namespace Acsr.Signals;

/// <summary>How a signal reads: what it is, its value with its unit, and where it came from.</summary>
public static class SignalWords
{
    /// <summary>For example <c>Customer effort</c>.</summary>
    public static string Title(Signal signal) => signal.Kind switch
    {
        SignalKind.DeadEnd => $"Dead end {signal.Name}" + (DeadEndRules.All.FirstOrDefault(rule => rule.Id == signal.Name) is { } rule ? $": {rule.Name.ToLowerInvariant()}" : ""),
        SignalKind.Csat => "Customer satisfaction",
        SignalKind.Ces => "Customer effort",
        SignalKind.Survey => "Was it resolved?",
        SignalKind.SurveyInvited => "Survey sent",
        SignalKind.Override => "Override",
        SignalKind.Handoff => "Hand-off",
        SignalKind.Reopen => "Reopened",
        SignalKind.Thumb => signal.Value > 0 ? "Thumbs up" : "Thumbs down",
        SignalKind.Outcome => "Outcome checked",
        SignalKind.Reengagement => "Takes up an earlier case",
        SignalKind.Recontact => "Customer came back",
        SignalKind.FirstContact => "First-contact resolution",
        SignalKind.HandlingTime => "Handling time",
        SignalKind.Effort => "Customer's messages",
        SignalKind.Backtrack => signal.Name switch { "undone" => "Change undone", "repeated" => "Change repeated", _ => "Changed again" },
        SignalKind.Sentiment => signal.Name == "sentiment" ? "Sentiment" : "Sentiment, first to last",
        SignalKind.Abandonment => "Customer left",
        SignalKind.PolicyFlag => signal.Name == PolicySignals.Violation ? "Against the policy" : "Policy not checked",
        SignalKind.Evaluation => $"Evaluation: {signal.Name}",
        SignalKind.Verification => signal.Name == "check" ? "Checked in the system of record" : $"Checked in the system of record: {signal.Name}",
        SignalKind.Engagement => signal.Name switch { "rapid dismissal" => "Answer dismissed at once", "dismissed" => "Answer dismissed", _ => "Answer read" },
        SignalKind.FlowCompletion => "Guided flow",
        SignalKind.Shadow => "Proposed in shadow mode",
    };

    /// <summary>The value on its scale, or the word that stands for it; empty where the signal is that it happened.</summary>
    public static string Value(Signal signal) => signal.Kind switch
    {
        SignalKind.Csat => Joined(Quantity.Text(signal.Value, ChartUnit.Share), signal.Label),
        SignalKind.Ces => Joined($"{Number(signal.Value)} of 7", signal.Label?.EndsWith(" on 1 to 7", StringComparison.Ordinal) == true ? null : signal.Label),
        SignalKind.Survey => signal.Value > 0 ? "Yes" : "No",
        SignalKind.SurveyInvited => signal.Label is null ? "" : $"asks for {signal.Label}",
        SignalKind.Override => Joined(signal.Label, signal.Value is { } sure ? $"agent was {Quantity.Text(sure, ChartUnit.Share)} sure" : null),
        SignalKind.Handoff => HandoffWords.Find(signal.Label) is { } kind ? Reason(kind) : "",
        SignalKind.Reopen => signal.Value > 0 ? Joined("within the window", signal.Label) : signal.Label ?? "",
        SignalKind.Outcome => Joined(signal.Value > 0 ? "Solved" : "Not solved", signal.Label is null ? null : $"says {signal.Label}"),
        SignalKind.Recontact => $"after {Number(signal.Value)} days",
        SignalKind.FirstContact => signal.Value > 0 ? "Yes" : "No",
        SignalKind.HandlingTime => Quantity.Text(signal.Value, ChartUnit.Seconds),
        SignalKind.Effort => signal.Value == 1 ? "1 message" : $"{Number(signal.Value)} messages",
        SignalKind.Backtrack or SignalKind.DeadEnd => signal.Value is null or <= 1 ? "" : $"{Number(signal.Value)} times",
        SignalKind.Sentiment => Joined(WithSign(signal.Value), signal.Label) + (signal.Name == "sentiment" ? " on −1 to +1" : ""),
        SignalKind.PolicyFlag => signal.Label ?? "",
        SignalKind.Evaluation => Joined(signal.Value is null ? null : Number(signal.Value) + (signal.ScaleMax is { } top ? $" of {Number(top)}" : ""), signal.Label),
        SignalKind.FlowCompletion => Joined(signal.Value > 0 ? "Finished" : "Not finished", signal.Label),
        SignalKind.Shadow => signal.Value > 0 ? "As the human did" : "Not as the human did",
        SignalKind.Verification or SignalKind.Engagement => signal.Label is { Length: > 0 } word ? char.ToUpperInvariant(word[0]) + word[1..] : "",
        SignalKind.Thumb or SignalKind.Reengagement or SignalKind.Abandonment => "",
    };

    /// <summary>Which sort of evidence it is, and whose, for example <c>reported by crm</c>.</summary>
    public static string From(Signal signal) => signal.Polarity switch
    {
        SignalPolarity.Explicit => "reported",
        SignalPolarity.Implicit => "seen in behaviour",
        SignalPolarity.Outcome => "seen afterwards",
        SignalPolarity.Trace => "seen in the steps",
        SignalPolarity.Operational => "seen in the running",
        SignalPolarity.Comparative => "compared",
    } + signal.Source switch { "" => "", "detector" => " by a detector", "console" => " by the console", "rule" => " by a policy rule", _ => $" by {signal.Source}" };

    /// <summary>Why an agent hands off, as people read it.</summary>
    public static string Reason(HandoffKind kind) => kind switch
    {
        HandoffKind.CustomerAsked => "The customer asked for a person",
        HandoffKind.MissingKnowledge => "Missing knowledge",
        HandoffKind.UnsupportedRequest => "Unsupported request",
        HandoffKind.Policy => "Policy",
        HandoffKind.ToolFailure => "A tool failed",
        HandoffKind.ClarificationPending => "Clarification pending",
        HandoffKind.Limit => "A limit was reached",
        HandoffKind.Unknown => "Reason unknown",
    };

    /// <summary>The worst that checks of the system of record found, as a fact of a case.</summary>
    public static string Checked(Verification result) => result switch
    {
        Verification.None => "Not checked",
        Verification.Confirmed => "Confirmed",
        Verification.Contradicted => "Contradicted",
        Verification.NotFound => "No such record",
        Verification.TimedOut => "Could not be read in time",
    };

    /// <summary>The rung of the ladder, and what it means.</summary>
    public static (string Name, string Meaning) Rung(Resolution resolution) => resolution switch
    {
        Resolution.Open => ("Open", "The case has not ended."),
        Resolution.Contained => ("Contained", "It ended without a hand-off, and nobody says that the problem was solved."),
        Resolution.Assumed => ("Assumed resolved", "It ended as solved, by its sender's word."),
        Resolution.Confirmed => ("Confirmed resolved", "The customer said that it was solved, or did not come back."),
        Resolution.Verified => ("Verified resolved", "A check afterwards found that it was solved."),
        Resolution.Escalated => ("Escalated", "The agent handed it off, or a human overrode the agent."),
        Resolution.Abandoned => ("Abandoned", "The customer left before an end."),
        Resolution.Reopened => ("Reopened", "It was opened again after it had ended as solved."),
    };

    private static string Joined(string? value, string? label) => string.Join(", ", new[] { value, label }.Where(part => !string.IsNullOrEmpty(part)));

    private static string Number(double? value) => Quantity.Text(value, ChartUnit.Number);

    /// <summary>A number that may fall below zero, with its sign.</summary>
    public static string WithSign(double? value) => value?.ToString("+0.00;−0.00;0.00", CultureInfo.InvariantCulture) ?? Quantity.Unknown;
}
