using System.Globalization;
using Acsr.Cases;
using Acsr.Signals.DeadEnds;
using Acsr.Signals.Groups;

namespace Acsr.Signals;

/// <summary>Words of dead ends as people read them.</summary>
public static class GroupWords
{
    /// <summary>A detector's name; the id where nobody knows it.</summary>
    public static string Detector(string id) => DeadEndRules.All.FirstOrDefault(rule => rule.Id == id)?.Name ?? id;

    /// <summary>What a group is, in a line.</summary>
    public static string Title(DeadEndGroup group) => group.Tool is null ? Detector(group.Detector) : $"{Detector(group.Detector)}: {group.Tool}";

    public static string Of(GroupStanding standing) => standing switch
    {
        GroupStanding.Reopened => "reopened",
        GroupStanding.Open => "open",
        GroupStanding.InWork => "in work",
        GroupStanding.Resolved => "resolved",
        GroupStanding.Ignored => "ignored",
    };

    /// <summary>The look of its tag.</summary>
    public static string Look(GroupStanding standing) => standing switch
    {
        GroupStanding.Reopened => "is-error",
        GroupStanding.Open => "is-warn",
        GroupStanding.Resolved => "is-good",
        GroupStanding.InWork or GroupStanding.Ignored => "",
    };

    public static string Look(Severity severity) => severity >= Severity.High ? "is-error" : severity == Severity.Medium ? "is-warn" : "";

    /// <summary>A small line in words.</summary>
    public static string Trend(CountTrend trend, string what) => string.Create(CultureInfo.InvariantCulture,
        $"{what} by {(trend.DaysEach == 1 ? "day" : "week")} since {trend.FirstDay:d MMM yyyy}: at most {trend.Cases.DefaultIfEmpty().Max():#,0}, last {(trend.Cases.Count == 0 ? 0 : trend.Cases[^1]):#,0}");

    public static string Day(DateTime at) => at.ToString("d MMM yyyy", CultureInfo.InvariantCulture);

    public static string Moment(DateTime at) => at.ToString("d MMM yyyy HH:mm", CultureInfo.InvariantCulture);
}
