using System.ComponentModel.DataAnnotations;

namespace Acsr.Cases;

/// <summary>How cases are folded. Section <c>Cases</c>.</summary>
public sealed class CaseOptions
{
    public const string Section = "Cases";

    /// <summary>A case that is opened again within so many hours after it was closed as resolved was not resolved (O2).</summary>
    [Range(0, 24 * 365)]
    public double ReopenWindowHours { get; set; } = 24;

    /// <summary>A case takes up the customer's case before of the same intent when it begins within so many days after that one's end (I1, I7).</summary>
    [Range(0, 365)]
    public double ReengagementWindowDays { get; set; } = 7;

    /// <summary>A case was solved in the first contact when the customer does not come back about it within so many days after its end (I4).</summary>
    [Range(0, 365)]
    public double FirstContactWindowDays { get; set; } = 7;

    /// <summary>A case is durably resolved when the customer does not come back about it within so many days after its end.</summary>
    [Range(0, 365)]
    public double DurableWindowDays { get; set; } = 7;

    /// <summary>A suggested answer that the customer closes within so many seconds counts as irrelevant (I2).</summary>
    [Range(0, 3600)]
    public double RapidDismissalSeconds { get; set; } = 3;

    /// <summary>A question of the agent counts as left unanswered when the customer says nothing for so many hours (formats F.4, L19).</summary>
    [Range(0, 24 * 365)]
    public double UnansweredHours { get; set; } = 24;

    /// <summary>Cases folded in one transaction.</summary>
    [Range(1, 1000)]
    public int Batch { get; set; } = 200;
}
