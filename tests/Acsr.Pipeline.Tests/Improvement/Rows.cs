using Acsr.Cases;
using Acsr.Kpis;

namespace Acsr.Improvement;

/// <summary>Cases as the KPI engine counts them, for rules.</summary>
internal static class Rows
{
    public static readonly DateTime Now = new(2026, 6, 1, 0, 0, 0, DateTimeKind.Utc);

    /// <summary>A closed case of the agent, some days before <see cref="Now"/>.</summary>
    public static KpiRow At(double daysAgo, string intent = "refund", double? csat = null, int overrides = 0, double? seconds = null, string version = "1", string channel = "chat") => new(
        $"{intent}-{version}-{daysAgo:0.0000}", Now.AddDays(-daysAgo), "bot", version, channel, intent, "test", Handler.Agent, true, true, false, false, false, seconds, null, null, csat, overrides, 0,
        Severity.None, Resolution.Assumed, null, null, null, null, null, null, null, null, 0, false, 0, 0, 0, 1);

    /// <summary>So many cases, evenly over the days from one to another before <see cref="Now"/>.</summary>
    public static IEnumerable<KpiRow> Spread(int count, double fromDaysAgo, double toDaysAgo, Func<int, KpiRow> of) =>
        Enumerable.Range(0, count).Select(i => of(i) with { At = Now.AddDays(-fromDaysAgo + ((fromDaysAgo - toDaysAgo) * (i + 0.5) / count)) });

    public static List<KpiRow> InOrder(params IEnumerable<KpiRow>[] parts) => [.. parts.SelectMany(p => p).OrderBy(r => r.At)];
}
