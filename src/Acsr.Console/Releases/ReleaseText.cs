using Acsr.Components;
using Acsr.Review;

namespace Acsr.Releases;

/// <summary>How releases are written about.</summary>
internal static class ReleaseText
{
    public static string VerdictOf(Verdict verdict) => verdict switch
    {
        Verdict.Corrected => "corrected",
        Verdict.AgentWasRight => "agent was right",
        Verdict.CannotTell => "cannot tell",
    };

    /// <summary>What the agent decided and what would have been right.</summary>
    public static string Change(string? original, string? final) => original == final || final is null
        ? final is null ? $"{original} → an answer" : $"{original}, kept"
        : $"{original} → {final}";

    /// <summary>What an attempt to approve came to.</summary>
    public static string InWords(ApproveOutcome outcome) => outcome switch
    {
        ApproveOutcome.Approved => "Approved. The files can be downloaded now.",
        ApproveOutcome.AnotherNeeded => "Your approval is recorded. Rows that you reviewed yourself wait for somebody else's.",
        ApproveOutcome.AlreadyApproved => "You approved this release already; once is enough.",
        ApproveOutcome.OwnReviewsOnly => "You reviewed every row of it, so your approval would count for none. Ask somebody else.",
        ApproveOutcome.NotFound => "There is no such release any more.",
    };

    /// <summary>The rule of four eyes as it holds for one person and one release.</summary>
    public static string FourEyes(int rows, int own) => "Four eyes: every row needs the approval of somebody who did not review it. " + (own switch
    {
        0 => "You reviewed none of these rows, so yours is enough.",
        _ when own == rows => "You reviewed all of these rows, so somebody else has to approve.",
        _ => $"You reviewed {own} of these {Quantity.Count(rows, "row")}: for those somebody else has to approve as well.",
    });
}
