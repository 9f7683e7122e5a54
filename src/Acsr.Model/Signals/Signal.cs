using Acsr.Cases;

namespace Acsr.Signals;

/// <summary>What a signal is evidence of (formats C.2).</summary>
public enum SignalKind { Override = 1, Handoff = 2, Reopen = 3, Csat = 4, Thumb = 5, DeadEnd = 6, Outcome = 7, PolicyFlag = 14 }

/// <summary>
/// Any evidence about the quality of a case: received (an override, a score) or derived (a dead end). Derived anew with each fold
/// of its case; written by Cases in the same unit of work.
/// </summary>
public sealed record Signal
{
    public required string CaseId { get; set; }
    /// <summary>The event's id, or for derived ones kind and rule.</summary>
    public required string Id { get; set; }
    public SignalKind Kind { get; set; }
    /// <summary>Of a dead end the detector's id, for example <c>L1</c>; else a word for what was measured.</summary>
    public required string Name { get; set; }
    public Severity Severity { get; set; }
    /// <summary>In words: what was seen.</summary>
    public string Text { get; set; } = "";
    /// <summary>The measured value where it is a number (CSAT 0 to 1, thumb ±1, repeats).</summary>
    public double? Value { get; set; }
    /// <summary>Ids of the steps that show it.</summary>
    public List<string> StepIds { get; set; } = [];
    /// <summary>Of an override: all three parts of the triad are there.</summary>
    public bool? TriadComplete { get; set; }
    public DateTime? OccurredAt { get; set; }
    public string Source { get; set; } = "";
}
