using Acsr.Cases;

namespace Acsr.Signals;

/// <summary>
/// What the time after a case says of it. While a window is open nothing that depends on it is known, also where the customer is back
/// already: counted early, returns would be in the figures and those who stay away would not.
/// </summary>
/// <param name="Returned">The customer's new case, as long as the re-engagement window counts it as coming back after a solved end; at once, as a signal.</param>
public sealed record WindowFacts(bool? Recontacted, bool? FirstContactResolved, bool? DurablyResolved, DateTime? SettlesAt, bool Returned)
{
    public static readonly WindowFacts None = new(null, null, null, null, false);

    /// <summary>Pure: the same case, neighbours and moment give the same.</summary>
    public static WindowFacts Of(FoldedCase folded, CaseOptions options, DateTime now)
    {
        var facts = folded.Facts;
        if (CaseWindows.Of(facts, options) is not { } windows) { return None; }

        var followed = folded.Neighbours.FollowedAt;
        bool FollowedUntil(DateTime until) => followed >= windows.End && followed <= until;
        bool ReopenedWithin(double days) => folded.Feedback.Any(f => f.Kind == FeedbackKind.Reopen && f.After <= TimeSpan.FromDays(days));
        bool CameBack(DateTime until, double days) => FollowedUntil(until) || ReopenedWithin(days);

        var endedSolved = facts.Solved == true || folded.Feedback.Any(f => f is { Kind: FeedbackKind.Reopen, After: not null });
        bool? recontacted = now < windows.Reengagement || !endedSolved ? null : CameBack(windows.Reengagement, options.ReengagementWindowDays);

        // A second case that began before the first had ended is a second contact all the same.
        bool? first = now < windows.FirstContact || facts.Solved is null || folded.Neighbours.Reengages is not null ? null
            : facts.Solved == true && !(followed <= windows.FirstContact) && !ReopenedWithin(options.FirstContactWindowDays);
        bool? durable = now < windows.Durable || facts.Solved is null ? null : facts.Solved == true && !CameBack(windows.Durable, options.DurableWindowDays);
        return new WindowFacts(recontacted, first, durable, windows.Last > now ? windows.Last : null, endedSolved && FollowedUntil(windows.Reengagement));
    }
}
