using System.ComponentModel.DataAnnotations;

namespace Acsr.Signals.Groups;

/// <summary>How groups of dead ends behave. Section <c>DeadEndGroups</c>.</summary>
public sealed class DeadEndGroupOptions
{
    public const string Section = "DeadEndGroups";

    /// <summary>A resolved group counts as reopened from so many cases on that were opened after the resolving moment: one straggler is no recurrence.</summary>
    [Range(1, 1000)]
    public int ReopenCases { get; set; } = 3;
}
