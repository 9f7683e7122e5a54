namespace Acsr.Signals.DeadEnds;

/// <summary>Thresholds of the dead-end detectors. Section <c>DeadEnds</c>; the defaults are calibrated on real support traces (formats F.3).</summary>
public sealed class DeadEndOptions
{
    public const string Section = "DeadEnds";

    /// <summary>L1: how often the same action may occur before it counts as repeated.</summary>
    public int RepeatedAction { get; set; } = 2;
    /// <summary>L1: tools that may be asked again and again, for example a status that is polled.</summary>
    public List<string> PollableTools { get; set; } = [];
    /// <summary>L4: errors of the same action.</summary>
    public int SameActionErrors { get; set; } = 2;
    /// <summary>L5: tool errors in a row.</summary>
    public int ErrorStreak { get; set; } = 2;
    /// <summary>L5: tool errors in the whole case.</summary>
    public int ErrorsInCase { get; set; } = 3;
    /// <summary>L16: message texts and tool calls together.</summary>
    public int StepBudget { get; set; } = 30;
    /// <summary>Arguments that differ between calls that are the same.</summary>
    public List<string> VolatileArguments { get; set; } = ["request_id", "timestamp", "nonce"];
}
