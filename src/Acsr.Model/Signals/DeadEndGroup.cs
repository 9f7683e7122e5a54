using Acsr.Cases;

namespace Acsr.Signals;

/// <summary>What people have decided about a group of dead ends. That it came back after it was resolved is not stored: it is counted from its findings.</summary>
public enum GroupState { Open = 0, InWork = 1, Resolved = 2, Ignored = 3 }

/// <summary>
/// Dead ends of one kind: the same detector, intent and tool. The row is made by the first fold that finds one; people change its state
/// only. How many there are is counted from <see cref="DeadEndFinding"/>.
/// </summary>
public sealed class DeadEndGroup
{
    /// <summary>Made from the next three: the same dead ends have the same key on every console.</summary>
    public required string Key { get; set; }
    /// <summary>The detector's id, for example <c>L1</c>.</summary>
    public required string Detector { get; set; }
    /// <summary>Of the cases; null where their sender names none.</summary>
    public string? Intent { get; set; }
    /// <summary>The tool that the steps cited most, in lower case; null where none of them calls a tool.</summary>
    public string? Tool { get; set; }
    public GroupState State { get; set; }
    /// <summary>Why it is resolved or ignored, in a person's words.</summary>
    public string? Reason { get; set; }
    /// <summary>The agent's version that resolved it; null where it was resolved by hand.</summary>
    public string? Release { get; set; }
    /// <summary>Versions in which it had been seen when a release resolved it: cases that these still work are no recurrence.</summary>
    public List<string> VersionsBefore { get; set; } = [];
    /// <summary>The resolving moment: a case opened from then on is a recurrence. Null unless resolved.</summary>
    public DateTime? ResolvedFrom { get; set; }
    /// <summary>When somebody last changed the state; null while nobody has.</summary>
    public DateTime? ChangedAt { get; set; }
    /// <summary>Who did.</summary>
    public string? ChangedBy { get; set; }
}

/// <summary>
/// One case in one group, with what a list of groups counts. Derived anew with each fold of its case, as signals are, and narrow: a page
/// over all of them reads them whole.
/// </summary>
public sealed record DeadEndFinding
{
    /// <summary><see cref="DeadEndGroup.Key"/>.</summary>
    public required string Group { get; set; }
    public required string CaseId { get; set; }
    /// <summary><see cref="Case.At"/>.</summary>
    public DateTime At { get; set; }
    /// <summary>The UTC day of <see cref="At"/>, as <see cref="DateOnly.DayNumber"/>.</summary>
    public int Day { get; set; }
    /// <summary>The worst hit.</summary>
    public Severity Severity { get; set; }
    /// <summary>Findings of the detector in this case and group.</summary>
    public int Hits { get; set; }
    /// <summary><see cref="Case.AgentVersion"/>.</summary>
    public string? Version { get; set; }
    /// <summary><see cref="Case.Solved"/>.</summary>
    public bool? Solved { get; set; }
    /// <summary><see cref="Case.HandedOff"/>.</summary>
    public bool HandedOff { get; set; }
}
