using System.Globalization;
using Acsr.Cases;
using Acsr.Kpis;
using Acsr.Signals;

namespace Acsr.Finding;

/// <summary>How the list of cases says what is asked for.</summary>
public static class FindWords
{
    public static string Of(CaseSort sort) => sort switch
    {
        CaseSort.Newest => "Newest first",
        CaseSort.Oldest => "Oldest first",
        CaseSort.Risk => "Highest risk first",
        CaseSort.Dearest => "Dearest first",
        CaseSort.Longest => "Longest first",
        CaseSort.Csat => "Least satisfied first",
        CaseSort.Mood => "Worst mood first",
    };

    /// <summary>Which cases an order leaves out; null where none.</summary>
    public static string? Left(CaseSort sort) => sort switch
    {
        CaseSort.Risk => "Only cases with a risk above zero.",
        CaseSort.Dearest => "Only cases whose cost is known.",
        CaseSort.Longest => "Only cases whose handling time is known.",
        CaseSort.Csat => "Only cases with an answer to the satisfaction survey.",
        CaseSort.Mood => "Only cases whose sentiment is scored.",
        CaseSort.Newest or CaseSort.Oldest => null,
    };

    /// <summary>A facet's name.</summary>
    public static string Facet(string id) => id switch
    {
        "rung" => "Outcome",
        "handoff" => "Hand-off",
        "severity" => "Dead end",
        _ => KpiDimension.Find(id)?.Name ?? id,
    };

    /// <summary>A facet's value, as people read it.</summary>
    public static string Value(string facet, string value) => facet switch
    {
        "rung" when Enum.TryParse<Resolution>(value, ignoreCase: true, out var rung) => SignalWords.Rung(rung).Name,
        "handoff" when HandoffWords.Find(value) is { } kind => SignalWords.Reason(kind),
        "handler" or "severity" => char.ToUpperInvariant(value[0]) + value[1..],
        _ => value,
    };

    /// <summary>The query with one value of a facet chosen, or (null) with none.</summary>
    public static CaseQuery With(CaseQuery query, string facet, string? value) => facet switch
    {
        "rung" => query with { Rung = value is null ? null : Enum.Parse<Resolution>(value, ignoreCase: true) },
        "severity" => query with { Severity = value is null ? null : Enum.Parse<Severity>(value, ignoreCase: true) },
        _ when KpiDimension.Find(facet) is { } dimension => query with { Cases = query.Cases.With(dimension, value) },
        _ => query,
    };

    /// <summary>Each filter in force in words, and the query without it.</summary>
    public static IEnumerable<(string Text, CaseQuery Without)> Chips(CaseQuery query, DeadEndGroup? group)
    {
        if (query.Text is { } text) { yield return ($"“{text}”{query.In switch { TextSide.Customer => " by the customer", TextSide.Agent => " by the agent", TextSide.Both => "" }}", query with { Text = null, In = TextSide.Both }); }
        if (query.KpiDefinition is { } kpi) { yield return ($"{kpi.Name}: {(query.Part == KpiPart.Counted ? "counted" : "all")}", query with { Kpi = null, Part = KpiPart.Population }); }
        var cases = query.Cases;
        if (cases.From is not null || cases.To is not null) { yield return (string.Create(CultureInfo.InvariantCulture, $"{cases.From:d MMM yyyy} – {cases.To?.AddTicks(-1):d MMM yyyy}"), query with { Cases = cases with { From = null, To = null } }); }
        foreach (var (dimension, value) in cases.Parts)
        {
            var name = dimension.Id == "handoff" ? $"Hand-off: {Value("handoff", value).ToLowerInvariant()}" : $"{dimension.Name} {(value == KpiDimension.Unknown ? "not known" : value)}";
            yield return (name, query with { Cases = cases.With(dimension, null) });
        }

        if (cases.Baseline) { yield return ("Before the agent", query with { Cases = cases with { Baseline = false } }); }
        if (query.Customer is { } customer) { yield return ($"Customer {customer}", query with { Customer = null }); }
        if (query.Rung is { } rung) { yield return (SignalWords.Rung(rung).Name, query with { Rung = null }); }
        if (query.Severity is { } severity) { yield return ($"Dead end, {severity.ToString().ToLowerInvariant()}", query with { Severity = null }); }
        if (query.Group is not null)
        {
            yield return (group is null ? "Dead ends of a group that is gone" : $"Dead end {GroupWords.Title(group)}{(group.Intent is null ? "" : $", {group.Intent}")}", query with { Group = null });
        }
    }
}
