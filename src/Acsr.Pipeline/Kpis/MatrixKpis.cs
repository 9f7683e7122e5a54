namespace Acsr.Kpis;

/// <summary>The KPIs of the matrix that look beyond the moment a case ends.</summary>
internal static class MatrixKpis
{
    public static readonly KpiDefinition[] All =
    [
        new()
        {
            Id = "fcr", Name = "First-contact resolution", Unit = "ratio", Kind = KpiKind.Rate, HigherIsBetter = true,
            Definition = "Cases solved in the first contact, neither reopened nor taken up again within the window ÷ closed cases whose window has passed.",
            Population = row => row.FirstContactResolved is not null, Counted = row => row.FirstContactResolved == true,
        },
        new()
        {
            Id = "ces_mean", Name = "Customer effort score", Unit = "score", Kind = KpiKind.Mean, HigherIsBetter = true,
            Definition = "Mean of the effort survey, 1 to 7, 7 the least effort; over cases with an answer.",
            Population = row => row.Ces is not null, Value = row => row.Ces!.Value,
        },
        new()
        {
            Id = "policy_compliance", Name = "Policy compliance", Unit = "ratio", Kind = KpiKind.Rate, HigherIsBetter = true,
            Definition = "Cases without a violation ÷ cases with a decision that a rule could judge.",
            Population = row => row.PolicyChecks > row.PolicyUnknowns, Counted = row => row.PolicyViolations == 0,
        },
        new()
        {
            Id = "recontact_rate", Name = "Post-resolution contact rate", Unit = "ratio", Kind = KpiKind.Rate, HigherIsBetter = false,
            Definition = "Cases whose customer came back about the same issue within the window ÷ cases that ended as solved and whose window has passed.",
            Population = row => row.Recontacted is not null, Counted = row => row.Recontacted == true,
        },
    ];
}
