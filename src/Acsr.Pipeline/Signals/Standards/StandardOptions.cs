using System.ComponentModel.DataAnnotations;

namespace Acsr.Signals.Standards;

/// <summary>From how many cases it is learnt what is usual. Section <c>Standards</c>.</summary>
public sealed class StandardOptions
{
    public const string Section = "Standards";

    /// <summary>Days before today whose cases are looked at.</summary>
    [Range(1, 366)]
    public int Days { get; set; } = 28;

    /// <summary>Cases of a release and intent that a budget needs (formats F.4, L16).</summary>
    [Range(1, 1_000_000)]
    public int BudgetCases { get; set; } = 100;

    /// <summary>Which share of these stays within the budget (formats F.4, L16).</summary>
    [Range(0.5, 1.0)]
    public double BudgetPercentile { get; set; } = .95;
}
