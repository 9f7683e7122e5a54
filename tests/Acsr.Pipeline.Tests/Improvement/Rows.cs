using Acsr.Cases;
using Acsr.Kpis;

namespace Acsr.Improvement;

/// <summary>Cases as the KPI engine counts them, for rules.</summary>
internal static class Rows
{
    public static readonly DateTime Now = new(2026, 6, 1, 0, 0, 0, DateTimeKind.Utc);

    /// <summary>A closed case of the agent, some days before <see cref="Now"/>.</summary>
    public static Case At(double daysAgo, string intent = "refund", double? csat = null, int overrides = 0, double? seconds = null, string version = "1", string channel = "chat") => new()
    {
        Id = $"{intent}-{version}-{daysAgo:0.0000}",
        At = Now.AddDays(-daysAgo),
        Agent = "bot",
        AgentVersion = version,
        Channel = channel,
        Intent = intent,
        Source = "test",
        Handler = Handler.Agent,
        ClosedAt = Now,
        Solved = true,
        HandlingSeconds = seconds,
        Csat = csat,
        Overrides = overrides,
        Resolution = Resolution.Assumed,
    };

    /// <summary>So many cases, evenly over the days from one to another before <see cref="Now"/>.</summary>
    public static IEnumerable<Case> Spread(int count, double fromDaysAgo, double toDaysAgo, Func<int, Case> of) => Enumerable.Range(0, count).Select(i =>
    {
        var one = of(i);
        one.At = Now.AddDays(-fromDaysAgo + ((fromDaysAgo - toDaysAgo) * (i + 0.5) / count));
        return one;
    });

    public static List<KpiRow> InOrder(params IEnumerable<Case>[] parts) => [.. KpiRow.Of([.. parts.SelectMany(p => p).OrderBy(r => r.At)])];
}
