namespace Acsr.Kpis;

/// <summary>
/// For each signal of the matrix the share of the cases that could carry it which do: what counts is the population of its KPI. Not KPIs by
/// themselves: they say how far one can be trusted.
/// </summary>
public static class CoverageDefinitions
{
    private const string Suffix = "_coverage";

    private static readonly Dictionary<string, (string Words, Func<KpiRow, bool> Eligible)> Eligible = new()
    {
        ["csat_mean"] = ("Closed cases with an answer to the satisfaction survey ÷ closed cases: the response rate.", row => row.Closed),
        ["override_rate"] = ("Cases the agent took part in ÷ all cases.", _ => true),
        ["fcr"] = ("Closed cases whose first-contact window has passed ÷ closed cases.", row => row.Closed),
        ["ces_mean"] = ("Closed cases with an answer to the effort survey ÷ closed cases: the response rate.", row => row.Closed),
        ["sentiment_mean"] = ("Cases with a scored conversation ÷ all cases.", _ => true),
        ["policy_compliance"] = ("Cases with a decision that a rule could judge ÷ cases the agent took part in.", row => row.AgentInvolved),
        ["handling_time_mean"] = ("Closed cases whose handling time is known ÷ closed cases.", row => row.Closed),
        ["recontact_rate"] = ("Cases that ended as solved and whose window for coming back has passed ÷ cases that ended as solved.", row => row.Closed && row.Solved == true),
    };

    /// <summary>The coverage of a KPI; null where it has none.</summary>
    public static KpiDefinition? Of(KpiDefinition kpi) => !Eligible.TryGetValue(kpi.Id, out var of) ? null : new()
    {
        Id = kpi.Id + Suffix,
        Name = $"{kpi.Name}: coverage",
        Unit = "ratio",
        Kind = KpiKind.Rate,
        HigherIsBetter = null,
        Definition = of.Words,
        Population = of.Eligible,
        Counted = row => of.Eligible(row) && kpi.Population(row),
    };

    /// <summary>The coverage of that id, for example <c>csat_mean_coverage</c>; null where there is none.</summary>
    public static KpiDefinition? Find(string? id) =>
        id?.EndsWith(Suffix, StringComparison.Ordinal) == true && KpiDefinitions.Find(id[..^Suffix.Length]) is { } kpi ? Of(kpi) : null;
}
