using Acsr.Kpis.Columns;

namespace Acsr.Kpis;

/// <summary>KPIs of what customers say and how long they and colleagues spend.</summary>
public static class ExperienceKpis
{
    public static readonly KpiDefinition CsatTop = new()
    {
        Id = "csat_top",
        Name = "Satisfied customers (top two boxes)",
        ShortName = "Top two boxes",
        Unit = "ratio",
        Counts = "answers",
        Band = KpiBand.Experience,
        Kind = KpiKind.Rate,
        HigherIsBetter = true,
        Definition = "Cases whose survey score is in the upper quarter of its scale: 4 or 5 of 5 ÷ cases with an answer.",
        Population = row => row.Csat is not null,
        Counted = row => row.Csat >= .75 - 1e-9,
    };

    public static readonly IReadOnlyList<KpiDefinition> HumanTime = Times("human_time", "Human touch time", "in which a human worked on the case", "cases whose human time is known", CaseColumns.HumanSeconds, _ => true,
        [KpiKind.Mean, KpiKind.Median, KpiKind.Quantile90, KpiKind.Quantile95]);

    public static readonly IReadOnlyList<KpiDefinition> FirstResponse = Times("first_response", "Time to first response", "from opening to the first answer of the agent or a human", "cases where it is known", CaseColumns.FirstResponseSeconds, _ => true,
        [KpiKind.Mean, KpiKind.Median, KpiKind.Quantile95]);

    public static readonly IReadOnlyList<KpiDefinition> ResolutionTime = Times("resolution_time", "Time to resolution", "from opening to closing, by the calendar", "closed cases that were solved, whoever solved them", CaseColumns.ElapsedSeconds, row => row.Solved == true,
        [KpiKind.Mean, KpiKind.Median, KpiKind.Quantile90, KpiKind.Quantile95]);

    private static KpiDefinition[] Times(string id, string name, string what, string over, int column, Func<KpiRow, bool> which, KpiKind[] kinds) => Array.ConvertAll(kinds, kind => new KpiDefinition
    {
        Id = $"{id}_{kind switch { KpiKind.Mean => "mean", KpiKind.Median => "p50", KpiKind.Quantile90 => "p90", _ => "p95" }}",
        Name = kind switch { KpiKind.Mean => $"{name}, mean", KpiKind.Median => $"{name}, median", KpiKind.Quantile90 => $"{name}, 90th percentile", _ => $"{name}, 95th percentile" },
        ShortName = kind switch { KpiKind.Mean => "Mean", KpiKind.Median => "Median", KpiKind.Quantile90 => "90th percentile", _ => "95th percentile" },
        Unit = "s",
        Counts = "timed cases",
        Band = KpiBand.Time,
        Kind = kind,
        HigherIsBetter = false,
        Definition = $"{kind switch { KpiKind.Mean => "Mean", KpiKind.Median => "Median", KpiKind.Quantile90 => "90th percentile", _ => "95th percentile" }} of the seconds {what}; over {over}.",
        Population = row => row.Number(column) is not null && which(row),
        Column = column,
    });
}
