using System.Globalization;
using Acsr.Cases;

namespace Acsr.Kpis;

/// <summary>What an overview is about, as its address says it, so that a link shows the same page to everybody.</summary>
/// <param name="Range"><c>7d</c>, <c>28d</c>, <c>90d</c>, <c>all</c>, or <c>custom</c> with days of its own.</param>
/// <param name="From">First day of a custom range, UTC.</param>
/// <param name="To">Last day of a custom range, UTC.</param>
/// <param name="Agent">Only this agent's cases; null: all.</param>
/// <param name="Version">Only this version of the agent; null: all.</param>
public sealed record KpiFilter(string Range, DateTime? From, DateTime? To, string? Agent, string? Version)
{
    public const string DefaultRange = "28d";

    /// <summary>The ranges to choose from and what they are called.</summary>
    public static readonly IReadOnlyList<(string Id, string Name)> Ranges = [("7d", "7 days"), ("28d", "28 days"), ("90d", "90 days"), ("all", "All"), ("custom", "Custom")];

    /// <summary>The cases that are asked about. Ranges end with today, whole days in UTC.</summary>
    public KpiQuery Query(DateTime now)
    {
        var tomorrow = now.Date.AddDays(1);
        return Range switch
        {
            "all" => new KpiQuery(null, null, Agent, Version),
            "custom" => new KpiQuery(From?.Date, To?.Date.AddDays(1), Agent, Version),
            _ => new KpiQuery(tomorrow.AddDays(-Days), tomorrow, Agent, Version),
        };
    }

    /// <summary>The address of a page with a query's cases.</summary>
    public static string CasesLink(KpiQuery query, KpiDefinition? kpi, KpiPart part) => KpiAddress.Of("/cases",
    [
        new("kpi", kpi is not null && KpiDefinitions.Find(kpi.Id) is { } current && current.Version != kpi.Version ? kpi.Key : kpi?.Id),
        new("part", kpi is null || part == KpiPart.Population ? null : "counted"),
        new("from", KpiAddress.Moment(query.From)),
        new("to", KpiAddress.Moment(query.To)),
        .. KpiAddress.Parts(query),
    ]);

    /// <summary>The address of the overview with this filter.</summary>
    public string OverviewLink(string? kpi) => Address("/", new Dictionary<string, string?>
    {
        ["range"] = Range == DefaultRange ? null : Range,
        ["from"] = Range == "custom" ? Day(From) : null,
        ["to"] = Range == "custom" ? Day(To) : null,
        ["agent"] = Agent,
        ["version"] = Version,
        ["kpi"] = kpi,
    });

    private int Days => Range switch { "7d" => 7, "90d" => 90, _ => 28 };

    private static string Address(string path, Dictionary<string, string?> parameters)
    {
        var given = parameters.Where(p => !string.IsNullOrEmpty(p.Value)).Select(p => $"{p.Key}={Uri.EscapeDataString(p.Value!)}").ToList();
        return given.Count == 0 ? path : $"{path}?{string.Join('&', given)}";
    }

    private static string? Day(DateTime? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string? Moment(DateTime? time) => time?.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
