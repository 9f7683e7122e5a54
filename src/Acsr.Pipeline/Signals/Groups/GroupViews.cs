using Acsr.Cases;
using Acsr.Statistics;

namespace Acsr.Signals.Groups;

/// <summary>How a group stands: its state, or that it came back.</summary>
public enum GroupStanding { Reopened = 0, Open = 1, InWork = 2, Resolved = 3, Ignored = 4 }

/// <summary>Cases per bucket of time, in order; the last holds the last day of the range.</summary>
/// <param name="FirstDay">The first day of the first bucket.</param>
/// <param name="DaysEach">1, or 7.</param>
/// <param name="Cases">Cases in each bucket.</param>
public sealed record CountTrend(DateOnly FirstDay, int DaysEach, IReadOnlyList<int> Cases);

/// <summary>Of cases whose outcome is known, how many were solved.</summary>
public sealed record SolvedShare(int Solved, int Known)
{
    /// <summary>0 to 1; null where no outcome is known.</summary>
    public double? Share => Known == 0 ? null : (double)Solved / Known;

    /// <summary>95 % (formats H1).</summary>
    public Interval? Interval => Wilson.Interval(Solved, Known);
}

/// <summary>A group and how often it was found in a range.</summary>
/// <param name="Group">What it is, and what people decided.</param>
/// <param name="Found">Its cases, and of how many.</param>
/// <param name="Hits">Findings over all its cases.</param>
/// <param name="Worst">The worst finding.</param>
/// <param name="FirstSeen">When its first case of the range was opened.</param>
/// <param name="LastSeen">When its last was.</param>
/// <param name="Solved">Of its cases.</param>
/// <param name="HandedOff">Cases handed to a person.</param>
/// <param name="Recurrences">Cases since it was resolved, whatever the range.</param>
/// <param name="Standing">Reopened where <paramref name="Recurrences"/> are enough.</param>
public sealed record DeadEndGroupRow(
    DeadEndGroup Group, DeadEndShare Found, int Hits, Severity Worst, DateTime FirstSeen, DateTime LastSeen, SolvedShare Solved, int HandedOff, int Recurrences, GroupStanding Standing)
{
    /// <summary>Set for the groups that a page shows.</summary>
    public CountTrend? Trend { get; init; }
}

/// <summary>Groups of a range, those that came back first, then by cases.</summary>
/// <param name="AgentCases">Cases with an agent in the range: the n of every share.</param>
/// <param name="InAny">Groups by standing, before the filter.</param>
/// <param name="Groups">A page of those asked for.</param>
/// <param name="Matching">How many were asked for, over all pages.</param>
public sealed record DeadEndGroupList(int AgentCases, IReadOnlyDictionary<GroupStanding, int> InAny, IReadOnlyList<DeadEndGroupRow> Groups, int Matching);

/// <summary>One group, and what its cases compare with.</summary>
/// <param name="Row">Over the range; null where nothing of it was found there.</param>
/// <param name="Group">What it is.</param>
/// <param name="Standing">How it stands now.</param>
/// <param name="Recurrences">Cases since it was resolved.</param>
/// <param name="Others">Solved share of the other cases with an agent in the range.</param>
public sealed record DeadEndGroupDetail(DeadEndGroup Group, GroupStanding Standing, int Recurrences, DeadEndGroupRow? Row, SolvedShare Others);
