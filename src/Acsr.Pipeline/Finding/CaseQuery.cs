using System.Globalization;
using System.Web;
using Acsr.Cases;
using Acsr.Kpis;

namespace Acsr.Finding;

/// <summary>The order of a list of cases. All but the first two leave out cases of which the value is not known.</summary>
public enum CaseSort
{
    Newest = 0,
    Oldest = 1,
    /// <summary>Most likely a dead end first.</summary>
    Risk = 2,
    Dearest = 3,
    Longest = 4,
    /// <summary>Least satisfied first.</summary>
    Csat = 5,
    /// <summary>Worst mood first.</summary>
    Mood = 6,
}

/// <summary>Which cases are looked for, and in which order: all that the address of the list says. Every part that is null lets everything through.</summary>
public sealed record CaseQuery
{
    /// <summary>What the KPI engine tells cases apart by, and the time.</summary>
    public KpiQuery Cases { get; init; } = new();
    public string? Customer { get; init; }
    /// <summary>Where it stands on the ladder.</summary>
    public Resolution? Rung { get; init; }
    /// <summary>How bad a dead end it is.</summary>
    public Severity? Severity { get; init; }
    /// <summary>The key of a group of dead ends.</summary>
    public string? Group { get; init; }
    /// <summary>Words that were said.</summary>
    public string? Text { get; init; }
    public TextSide In { get; init; }
    /// <summary>Id of a KPI: only the cases behind it.</summary>
    public string? Kpi { get; init; }
    public KpiPart Part { get; init; }
    public CaseSort Sort { get; init; }

    /// <summary>The KPI that is meant; null where there is none of that id.</summary>
    public KpiDefinition? KpiDefinition => KpiDefinitions.Find(Kpi) ?? CoverageDefinitions.Find(Kpi?.Split('@')[0]);

    /// <summary>Reads an address's query, with or without the question mark; what it does not know it passes over.</summary>
    public static CaseQuery Parse(string query)
    {
        var given = HttpUtility.ParseQueryString(query);
        string? Text(string name) => string.IsNullOrWhiteSpace(given[name]) ? null : given[name]!.Trim();
        var cases = KpiDimension.All.Aggregate(new KpiQuery(), (query, dimension) => Text(dimension.Id) is { } value ? query.With(dimension, value) : query);
        return new CaseQuery
        {
            Cases = cases with { From = Time(Text("from")), To = Time(Text("to")), Tags = new KpiTags(given.GetValues("tag") ?? []), Baseline = Text("baseline") == "true" },
            Customer = Text("customer"),
            Rung = Word<Resolution>(Text("rung")),
            Severity = Word<Severity>(Text("severity")),
            Group = Text("deadend"),
            Text = Text("q"),
            In = Word<TextSide>(Text("in")) ?? TextSide.Both,
            Kpi = Text("kpi"),
            Part = Text("part") == "counted" ? KpiPart.Counted : KpiPart.Population,
            Sort = Word<CaseSort>(Text("sort")) ?? CaseSort.Newest,
        };
    }

    /// <summary>The same as an address's query, without the question mark; empty where it lets everything through.</summary>
    public override string ToString() => string.Join('&', Given.Where(part => part.Value is not null).Select(part => $"{part.Name}={Uri.EscapeDataString(part.Value!)}"));

    /// <summary>The address of the list.</summary>
    public string Address => ToString() is { Length: > 0 } query ? $"/cases?{query}" : "/cases";

    /// <summary>Whether anything but the order is asked for.</summary>
    public bool IsFiltered => this with { Sort = CaseSort.Newest, In = TextSide.Both } != new CaseQuery();

    private IEnumerable<(string Name, string? Value)> Given =>
    [
        ("q", Text), ("in", In == TextSide.Both ? null : Lower(In)), ("kpi", Kpi), ("part", Kpi is null || Part == KpiPart.Population ? null : "counted"),
        ("from", Moment(Cases.From)), ("to", Moment(Cases.To)), .. KpiDimension.All.Select(dimension => (dimension.Id, Cases.Of(dimension))), .. Cases.Tags.All.Select(tag => ("tag", (string?)tag)),
        ("baseline", Cases.Baseline ? "true" : null), ("customer", Customer), ("rung", Rung is { } rung ? Lower(rung) : null), ("severity", Severity is { } severity ? Lower(severity) : null), ("deadend", Group),
        ("sort", Sort == CaseSort.Newest ? null : Lower(Sort)),
    ];

    private static T? Word<T>(string? text) where T : struct, Enum =>
        text is not null && char.IsLetter(text[0]) && Enum.TryParse<T>(text, ignoreCase: true, out var value) ? value : null;

    private static DateTime? Time(string? text) =>
        DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal, out var time) ? time : null;

    private static string? Moment(DateTime? time) => time?.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static string Lower<T>(T word) where T : struct, Enum => word.ToString().ToLowerInvariant();
}
