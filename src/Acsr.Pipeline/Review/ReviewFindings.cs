using System.Globalization;
using Acsr.Cases;
using Acsr.Signals;

namespace Acsr.Review;

/// <summary>One signal that brings a case into the queue.</summary>
/// <param name="SignalId">The signal.</param>
/// <param name="Reasons">Why it does; an override without its whole triad has two reasons.</param>
/// <param name="Weight">0 to 1.</param>
/// <param name="Text">In words a reviewer reads, without the full stop.</param>
internal sealed record ReviewFinding(string SignalId, IReadOnlyList<ReviewReason> Reasons, double Weight, string Text);

/// <summary>Which signals of a case a person has to look at, and why. Pure.</summary>
internal static class ReviewFindings
{
    /// <summary>A human's correction outweighs what a detector merely suspects.</summary>
    private const double LeastWeightOfOverride = 0.6;

    /// <summary>As a finding of medium severity: what was right once may still be.</summary>
    private const double WeightOfRecall = 0.35;

    /// <summary>That something could not be judged is worth a look when there is nothing else to do.</summary>
    private const double WeightOfUnknown = 0.05;

    /// <summary>Names the draw on the item of a case that was drawn at random.</summary>
    public const string RandomSampleId = "random-sample";

    /// <summary>The weightiest reason first, then by the signal's id.</summary>
    public static IReadOnlyList<ReviewFinding> Of(JudgedCase folded, ReviewOptions options) =>
        [.. folded.Signals.Select(signal => Of(signal, folded, options)).OfType<ReviewFinding>()
            .OrderBy(finding => finding.Reasons[0]).ThenBy(finding => finding.SignalId, StringComparer.Ordinal)];

    /// <summary>Why a case that was sent back is in the queue.</summary>
    public static ReviewFinding Of(ClauseRecall recall) =>
        new(recall.SignalId, [ReviewReason.ClauseChanged], WeightOfRecall, $"The clause {recall.ClauseId} of {recall.PolicyId} changed in version {recall.Version}");

    /// <summary>Why a case is in the queue of whose training row a consumer says that something is wrong.</summary>
    public static ReviewFinding Of(ReleaseFeedback said) => new($"release-feedback/{said.Id[..16]}", [ReviewReason.ReleaseFeedback], WeightOfRecall,
        $"{said.By} says that its row in release {said.Release} is {said.Verdict.ToString().ToLowerInvariant()}{(said.Comment is { } why ? $": {Short(why).TrimEnd('.')}" : "")}");

    private static string Short(string text)
    {
        const int shown = 200;
        return text.Length <= shown ? text : $"{text[..shown]}…";
    }

    /// <summary>Why a case that was drawn at random is in the queue.</summary>
    /// <param name="probability">With which it was drawn, above 0.</param>
    public static ReviewFinding OfDraw(double probability) =>
        new(RandomSampleId, [ReviewReason.RandomSample], WeightOfUnknown, string.Create(CultureInfo.InvariantCulture, $"Drawn at random, as one case in {1 / probability:0.#} is, so that figures are fair"));

    private static ReviewFinding? Of(Signal signal, JudgedCase folded, ReviewOptions options) => signal.Kind switch
    {
        SignalKind.Override => OfOverride(signal, folded.Overrides.FirstOrDefault(o => o.Id == signal.Id)),
        SignalKind.DeadEnd when (folded.Facts.DeadEnd >= Severity.Medium && signal.Severity >= Severity.Medium) || (signal.Group is { } group && folded.RequestedGroups.Contains(group)) =>
            new(signal.Id, [ReviewReason.DeadEnd], WeightOf(signal), signal.Text.Length > 0 ? signal.Text.TrimEnd('.') : $"Dead end {signal.Name}"),
        SignalKind.Reopen when folded.Facts.Reopened =>
            new(signal.Id, [ReviewReason.Reopened], WeightOf(signal), "Reopened after it was closed as resolved"),
        SignalKind.Thumb when signal.Value < 0 => new(signal.Id, [ReviewReason.ThumbsDown], WeightOf(signal), "The customer gave a thumbs down"),
        SignalKind.Csat when signal.Value <= options.LowCsat => new(signal.Id, [ReviewReason.LowCsat], WeightOf(signal),
            $"The customer's satisfaction is {Percent(signal.Value.Value)} of what the survey allows"),
        SignalKind.Verification when signal is { Value: (int)Verification.Contradicted, Severity: >= Severity.High } => new(signal.Id, [ReviewReason.Contradicted], Math.Max(LeastWeightOfOverride, WeightOf(signal)),
            $"The system of record contradicts {(signal.Name == "check" ? "the agent" : signal.Name)}{(signal.Text.Length > 0 ? $" ({signal.Text.TrimEnd('.')})" : "")}"),
        SignalKind.Shadow when signal.Value == 0 => new(signal.Id, [ReviewReason.ShadowDisagreement], WeightOf(signal), signal.Text.TrimEnd('.')),
        SignalKind.Ces when signal.Value <= options.HighEffort => new(signal.Id, [ReviewReason.HighEffort], WeightOf(signal),
            string.Create(CultureInfo.InvariantCulture, $"It was hard work for the customer: {signal.Value:0.#} on a scale from 1, very hard, to 7")),
        SignalKind.PolicyFlag when signal.Name == PolicySignals.Violation => new(signal.Id, [ReviewReason.PolicyViolation], WeightOf(signal), $"Against the policy: {signal.Text.TrimEnd('.')}"),
        SignalKind.PolicyFlag => new(signal.Id, [ReviewReason.PolicyUnknown], WeightOfUnknown, $"Policy not checked: {signal.Text.TrimEnd('.')}"),
        _ => null,
    };

    private static ReviewFinding OfOverride(Signal signal, OverrideFacts? facts)
    {
        var complete = facts is null ? signal.TriadComplete == true : facts.Missing.Count == 0;
        var sure = facts?.OriginalConfidence is { } confidence ? $", who was {Percent(confidence)} sure" : "";
        var missing = complete ? "" : $"; {(facts is null ? "part of the triad" : string.Join(", ", facts.Missing))} missing";
        return new(signal.Id, complete ? [ReviewReason.Override] : [ReviewReason.Override, ReviewReason.IncompleteTriad],
            Math.Max(LeastWeightOfOverride, WeightOf(signal)), $"A human overrode the agent{sure}{missing}");
    }

    /// <summary>The weights of formats F.4. What got here is at least low, even where its sender gave no severity.</summary>
    private static double WeightOf(Signal signal) => signal.Severity switch
    {
        Severity.None or Severity.Low => 0.15,
        Severity.Medium => 0.35,
        Severity.High => 0.6,
        Severity.Critical => 0.85,
    };

    private static string Percent(double share) => string.Create(CultureInfo.InvariantCulture, $"{share * 100:0} %");
}
