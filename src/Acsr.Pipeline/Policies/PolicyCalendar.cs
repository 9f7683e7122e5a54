using System.Globalization;

namespace Acsr.Policies;

/// <summary>When a version is in force by its own dates: from <paramref name="From"/> until just before <paramref name="To"/>; null: without an end.</summary>
public readonly record struct PolicySpan(int Version, DateTime From, DateTime? To);

/// <summary>
/// Which version holds when. Versions follow each other: a version holds until its own end or the next one's beginning, whichever comes
/// first, so at any time one is in force or none. Pure.
/// </summary>
public static class PolicyCalendar
{
    /// <summary>The version in force: the highest that has begun, unless that one has ended. Null when none is.</summary>
    public static int? InForce(IEnumerable<PolicySpan> versions, DateTime at) =>
        versions.Where(v => v.From <= at).OrderByDescending(v => v.Version).Take(1).Where(v => v.To is null || v.To > at).Select(v => (int?)v.Version).SingleOrDefault();

    /// <summary>When a version in fact ends: at its own end or the beginning of the next, whichever comes first. Null: no end is known.</summary>
    /// <param name="version">One of <paramref name="versions"/>.</param>
    /// <param name="versions">All of the policy.</param>
    public static DateTime? EndOf(PolicySpan version, IEnumerable<PolicySpan> versions)
    {
        var next = versions.Where(v => v.Version > version.Version).Select(v => (DateTime?)v.From).Min();
        return next is null || version.To < next ? version.To : next;
    }

    /// <summary>Why a next version may not be in force at this time, for people to read; null when it may.</summary>
    /// <param name="versions">All of the policy so far.</param>
    /// <param name="from">The next version's beginning.</param>
    /// <param name="to">Its end, itself not included; null for none.</param>
    public static string? Fault(IReadOnlyCollection<PolicySpan> versions, DateTime from, DateTime? to)
    {
        if (to <= from) { return $"It would end on {LastDay(to.Value)}, before it begins on {Day(from)}; choose a later last day, or leave it empty."; }
        if (versions.Count == 0) { return null; }
        var last = versions.MaxBy(v => v.Version);
        if (from < last.From)
        {
            return $"Version {last.Version} is in force from {Day(last.From)}, so a version from {Day(from)} would overlap it; choose {Day(last.From)}, which replaces version {last.Version} altogether, or a later day.";
        }

        return from > last.From && last.To > from
            ? $"Version {last.Version} is in force until {LastDay(last.To.Value)}, so a version from {Day(from)} would overlap it; choose {Day(last.To.Value)} or later, or end version {last.Version} earlier first."
            : null;
    }

    /// <summary>A day in UTC, for example <c>3 Nov 2026</c>.</summary>
    public static string Day(DateTime day) => day.ToString("d MMM yyyy", CultureInfo.InvariantCulture);

    /// <summary>The last day before an end.</summary>
    public static string LastDay(DateTime end) => Day(end.AddTicks(-1));
}
