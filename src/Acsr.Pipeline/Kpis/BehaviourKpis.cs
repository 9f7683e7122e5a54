namespace Acsr.Kpis;

/// <summary>KPIs of what customers do with an answer (E4, I2, I3). A case counts where a browser or a helpdesk tells of it.</summary>
public static class BehaviourKpis
{
    public static readonly IReadOnlyList<KpiDefinition> All =
    [
        Share("thumbs_up_share", "Thumbs up", "cases with a thumb", true, "Thumbs up on answers ÷ thumbs up and down; over cases with one.", row => row.ThumbsUp, row => row.Thumbs),
        Mean("dwell_time_mean", "Dwell time on suggested answers", "s", null, "Mean of the seconds for which a suggested answer was in view, averaged within each case; over cases where a browser tells it.", row => row.DwellSeconds),
        Mean("scroll_depth_mean", "Scroll depth of suggested answers", "ratio", true, "Mean of how far down a suggested answer was read, from 0 to 1, averaged within each case; over cases where a browser tells it.", row => row.ScrollDepth),
        Share("rapid_dismissal_share", "Rapidly dismissed answers", "cases with a suggested answer", false, "Suggested answers that the customer closed within 3 s, unless configured otherwise ÷ suggested answers that a browser tells of.", row => row.RapidDismissals, row => row.Suggestions),
        Share("flow_completion_rate", "Flow completion", "cases with a guided flow", true, "Runs of guided flows that were finished ÷ runs that were begun.", row => row.FlowsFinished, row => row.Flows),
    ];

    private static KpiDefinition Share(string id, string name, string counts, bool better, string definition, Func<KpiRow, int> of, Func<KpiRow, int> over) => new()
    {
        Id = id,
        Name = name,
        Unit = "ratio",
        Counts = counts,
        Band = KpiBand.Experience,
        Kind = KpiKind.RatioOfSums,
        HigherIsBetter = better,
        Definition = definition,
        Population = row => over(row) > 0,
        Value = row => of(row),
        Weight = row => over(row),
    };

    private static KpiDefinition Mean(string id, string name, string unit, bool? better, string definition, Func<KpiRow, double?> of) => new()
    {
        Id = id,
        Name = name,
        Unit = unit,
        Counts = "cases with a suggested answer",
        Band = KpiBand.Experience,
        Kind = KpiKind.Mean,
        HigherIsBetter = better,
        Definition = definition,
        Population = row => of(row) is not null,
        Value = row => of(row)!.Value,
    };
}
