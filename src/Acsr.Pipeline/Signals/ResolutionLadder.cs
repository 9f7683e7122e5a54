using System.Text.RegularExpressions;
using Acsr.Cases;

namespace Acsr.Signals;

/// <summary>Where a case stands on the ladder. Pure.</summary>
public static partial class ResolutionLadder
{
    /// <summary>
    /// What says that the agent did not resolve it, or not for good, comes first: reopened, then escalated. Then the rungs, by the best
    /// evidence there is that the problem was solved.
    /// </summary>
    /// <param name="facts">Of the case.</param>
    /// <param name="feedback">In order of time.</param>
    /// <param name="durable">Still solved at the end of the window, which confirms it as an answer of the customer does.</param>
    public static Resolution Of(Case facts, IReadOnlyList<FeedbackFacts> feedback, bool? durable)
    {
        if (facts.Reopened) { return Resolution.Reopened; }
        if (facts.HandedOff || facts.Overrides > 0) { return Resolution.Escalated; }
        if (facts.Solved == true)
        {
            var (verified, confirmed) = EvidenceIn(feedback);
            return verified || facts.Verification == Verification.Confirmed ? Resolution.Verified : confirmed || durable == true ? Resolution.Confirmed : Resolution.Assumed;
        }

        return facts.Abandoned ? Resolution.Abandoned
            : facts.ClosedAt is not null || facts.Solved is not null ? Resolution.Contained
            : Resolution.Open;
    }

    /// <summary>A rung at which the problem counts as solved by the agent: assumed, confirmed or verified.</summary>
    public static bool IsResolved(this Resolution rung) => rung is Resolution.Assumed or Resolution.Confirmed or Resolution.Verified;

    /// <summary>Solved by more than the sender's word: confirmed or verified.</summary>
    public static bool IsConfirmed(this Resolution rung) => rung is Resolution.Confirmed or Resolution.Verified;

    /// <summary>News that it was not solved takes away what was said before; a contradiction by the record is such news.</summary>
    private static (bool Verified, bool Confirmed) EvidenceIn(IReadOnlyList<FeedbackFacts> feedback)
    {
        var (verified, confirmed) = (false, false);
        foreach (var item in feedback.Where(f => f.Kind is FeedbackKind.Outcome or FeedbackKind.Survey or FeedbackKind.Verification))
        {
            if (item.Check is { Result: not Verification.Contradicted } or { Superseded: true }) { continue; }
            if (item.Value != 1 || item.Check is not null) { (verified, confirmed) = (false, false); }
            else if (item.Kind == FeedbackKind.Outcome && !IsCustomer(item.Given)) { verified = true; }
            else { confirmed = true; }
        }

        return (verified, confirmed);
    }

    private static bool IsCustomer(string? by) => by is not null && Customer().IsMatch(by);

    [GeneratedRegex(@"\b(customer|user|survey)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Customer();
}
