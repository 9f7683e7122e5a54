namespace Acsr.Cases;

/// <summary>When the windows of a case close. Only a case that has ended and whose customer and intent are known has any. Pure.</summary>
/// <param name="End">The end of the case, from which they count.</param>
/// <param name="Reengagement">When a new case no longer counts as coming back (I1, I7).</param>
/// <param name="FirstContact">When it is known whether the first contact was enough (I4).</param>
/// <param name="Durable">When it is known whether the resolution lasts.</param>
/// <param name="Reopening">When a reopening no longer flips the outcome (O2).</param>
public sealed record CaseWindows(DateTime End, DateTime Reengagement, DateTime FirstContact, DateTime Durable, DateTime Reopening)
{
    public static CaseWindows? Of(Case facts, CaseOptions options) => Of(facts.Customer, facts.Intent, facts.ClosedAt, options);

    public static CaseWindows? Of(string? customer, string? intent, DateTime? closedAt, CaseOptions options) => customer is null || intent is null || closedAt is not { } end ? null
        : new CaseWindows(end, end.AddDays(options.ReengagementWindowDays), end.AddDays(options.FirstContactWindowDays), end.AddDays(options.DurableWindowDays), end.AddHours(options.ReopenWindowHours));

    /// <summary>When the last of them closes.</summary>
    public DateTime Last => new[] { Reengagement, FirstContact, Durable, Reopening }.Max();

    /// <summary>When something is known that was not before: then the case is judged again; null where nothing is left to wait for.</summary>
    public DateTime? NextAfter(DateTime now) => new[] { Reengagement, FirstContact, Durable, Last }.Where(at => at > now).Select(at => (DateTime?)at).Min();
}
