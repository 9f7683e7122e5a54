using System.ComponentModel.DataAnnotations;

namespace Acsr.Cases;

/// <summary>How cases are folded. Section <c>Cases</c>.</summary>
public sealed class CaseOptions
{
    public const string Section = "Cases";

    /// <summary>A case that is opened again within so many hours after it was closed as resolved was not resolved (O2).</summary>
    [Range(0, 24 * 365)]
    public double ReopenWindowHours { get; set; } = 24;

    /// <summary>Cases folded in one transaction.</summary>
    [Range(1, 1000)]
    public int Batch { get; set; } = 200;
}
