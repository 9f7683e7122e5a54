using System.Globalization;

namespace Acsr.Kpis;

/// <summary>What a page of figures is about, as its address says it, so that a link shows the same page to everybody.</summary>
/// <param name="Range"><c>1d</c>, <c>7d</c>, <c>28d</c>, <c>90d</c>, <c>365d</c>, <c>all</c>, or <c>custom</c> with days of its own.</param>
/// <param name="From">First day of a custom range, UTC.</param>
/// <param name="To">Last day of a custom range, UTC.</param>
/// <param name="Agent">Only this agent's cases; null: all.</param>
/// <param name="Version">Only this version of the agent; null: all.</param>
public sealed record KpiFilter(string Range, DateTime? From, DateTime? To, string? Agent, string? Version)
{
    public const string DefaultRange = "28d";

    /// <summary>The ranges to choose from and what they are called.</summary>
    public static readonly IReadOnlyList<(string Id, string Name)> Ranges = [("1d", "Yesterday"), ("7d", "7 days"), ("28d", "28 days"), ("90d", "90 days"), ("365d", "Year"), ("all", "All"), ("custom", "Custom")];

    /// <summary>What figures may be compared with; the first where nobody chose.</summary>
    public static readonly IReadOnlyList<(string Id, string Name)> Comparisons = [("previous", "Previous period"), ("year", "Same period last year"), ("baseline", "Before the agent"), ("none", "Nothing")];

    /// <summary>What is filtered by besides, in any dimension; its time, agent and version play no part.</summary>
    public KpiQuery Where { get; init; } = new();

    /// <summary>One of <see cref="Comparisons"/>.</summary>
    public string Compare { get; init; } = "previous";

    /// <summary>The filter that a page's address says.</summary>
    public static KpiFilter Read(Uri address)
    {
        var given = Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(address.Query);
        var where = KpiAddress.Read(given);
        string? One(string name) => given.TryGetValue(name, out var values) ? values.ToString() : null;
        return new(Ranges.Any(r => r.Id == One("range")) ? One("range")! : DefaultRange, Parse(One("from")), Parse(One("to")), where.Agent, where.AgentVersion)
        {
            Where = where,
            Compare = Comparisons.Any(c => c.Id == One("compare")) ? One("compare")! : "previous",
        };
    }

    /// <summary>The cases that are asked about. Ranges end with today, but for yesterday; whole days in UTC.</summary>
    public KpiQuery Query(DateTime now)
    {
        var tomorrow = now.Date.AddDays(1);
        var where = Where with { Agent = Agent, AgentVersion = Version };
        return Range switch
        {
            "all" => where with { From = null, To = null },
            "custom" => where with { From = From?.Date, To = To?.Date.AddDays(1) },
            "1d" => where with { From = now.Date.AddDays(-1), To = now.Date },
            _ => where with { From = tomorrow.AddDays(-Days), To = tomorrow },
        };
    }

    /// <summary>What the figures of a query are compared with, and what that is called; null: with nothing.</summary>
    public (string Name, KpiQuery Query)? Comparison(KpiQuery query) => Compare switch
    {
        "previous" => query.Previous() is { } before ? ("Previous period", before) : null,
        "year" => query.LastYear() is { } lastYear ? ("Same period last year", lastYear) : null,
        "baseline" => ("Before the agent", query.BeforeTheAgent()),
        _ => null,
    };

    /// <summary>The same with another value in a dimension.</summary>
    public KpiFilter With(KpiDimension dimension, string? value) => dimension.Id switch
    {
        "agent" => this with { Agent = value },
        "version" => this with { Version = value },
        _ => this with { Where = Where.With(dimension, value) },
    };

    /// <summary>The same over some days that somebody picked.</summary>
    public KpiFilter Over(DateTime first, DateTime last) => this with { Range = "custom", From = first.Date, To = last.Date };

    /// <summary>The address of a page with a query's cases.</summary>
    public static string CasesLink(KpiQuery query, KpiDefinition? kpi, KpiPart part) => KpiAddress.Of("/cases",
    [
        new("kpi", kpi is not null && KpiDefinitions.Find(kpi.Id) is { } current && current.Version != kpi.Version ? kpi.Key : kpi?.Id),
        new("part", kpi is null || part == KpiPart.Population ? null : "counted"),
        new("from", KpiAddress.Moment(query.From)),
        new("to", KpiAddress.Moment(query.To)),
        .. KpiAddress.Parts(query),
    ]);

    /// <summary>The address of a page with this filter.</summary>
    /// <param name="path">The page.</param>
    /// <param name="more">What else it says.</param>
    public string Link(string path, params KeyValuePair<string, string?>[] more) => KpiAddress.Of(path,
    [
        new("range", Range == DefaultRange ? null : Range),
        new("from", Range == "custom" ? Day(From) : null),
        new("to", Range == "custom" ? Day(To) : null),
        new("compare", Compare == "previous" ? null : Compare),
        .. KpiAddress.Parts(Where with { Agent = Agent, AgentVersion = Version }),
        .. more,
    ]);

    /// <summary>The address of the overview with this filter.</summary>
    public string OverviewLink(string? kpi) => Link("/", new KeyValuePair<string, string?>("kpi", kpi));

    private int Days => Range switch { "7d" => 7, "90d" => 90, "365d" => 365, _ => 28 };

    private static string? Day(DateTime? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static DateTime? Parse(string? day) =>
        DateTime.TryParse(day, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal, out var date) ? date : null;
}
