namespace Acsr.Cases;

/// <summary>How bad a finding is.</summary>
public enum Severity { None = 0, Low = 1, Medium = 2, High = 3, Critical = 4 }

/// <summary>Who worked a case.</summary>
public enum Handler { Unknown = 0, Agent = 1, Human = 2, Hybrid = 3 }

/// <summary>Who scored the sentiment of a case: its sender, or the console where no sender did.</summary>
public enum SentimentFrom { None = 0, Sender = 1, Console = 2 }

/// <summary>
/// The facts of one case: one episode of a customer's problem. Derived from its events by <c>CaseFold</c>; written by Cases only.
/// Null means that nobody told us, never zero.
/// </summary>
public sealed class Case
{
    /// <summary>The sender's id of the conversation; a trace id where no span names one.</summary>
    public required string Id { get; set; }
    /// <summary>Where the first event came from: a key's or an import's name.</summary>
    public string Source { get; set; } = "";
    /// <summary>Made-up data of the demo desk.</summary>
    public bool Demo { get; set; }
    /// <summary>The first thing the customer said, shortened.</summary>
    public string Title { get; set; } = "";
    public string? Agent { get; set; }
    public string? AgentVersion { get; set; }
    public string? Release { get; set; }
    public string? Channel { get; set; }
    public string? Intent { get; set; }
    public string? Language { get; set; }
    public string? Customer { get; set; }
    public Handler Handler { get; set; }
    public DateTime? OpenedAt { get; set; }
    public DateTime? ClosedAt { get; set; }
    /// <summary>Where the case stands on the time axis: when it was opened or, where no event has a time, when it was received.</summary>
    public DateTime At { get; set; }
    /// <summary>An outcome says that the problem was solved (true) or not (false), whoever solved it; null: nobody says.</summary>
    public bool? Solved { get; set; }
    public bool HandedOff { get; set; }
    public string? HandoffReason { get; set; }
    public bool Abandoned { get; set; }
    /// <summary>Opened again within the window after it was closed as resolved (O2).</summary>
    public bool Reopened { get; set; }
    /// <summary>Seconds of handling.</summary>
    public double? HandlingSeconds { get; set; }
    /// <summary>US dollars.</summary>
    public double? CostUsd { get; set; }
    public long? InputTokens { get; set; }
    public long? OutputTokens { get; set; }
    /// <summary>Mean sentiment of the customer's messages, −1 to +1: as their sender scored them, or else as Signals did.</summary>
    public double? Sentiment { get; set; }
    public SentimentFrom SentimentFrom { get; set; }
    /// <summary>Customer satisfaction, 0 to 1 on whatever scale was asked.</summary>
    public double? Csat { get; set; }
    public int Turns { get; set; }
    /// <summary>Message texts and tool calls.</summary>
    public int Steps { get; set; }
    public int ToolCalls { get; set; }
    public int ToolErrors { get; set; }
    public int Overrides { get; set; }
    /// <summary>Overrides whose triad is complete as received.</summary>
    public int CompleteTriads { get; set; }
    /// <summary>The verdict of the dead-end detectors: the worst hit where they call it a dead end, else none. Written by Signals in the same unit of work.</summary>
    public Severity DeadEnd { get; set; }
    /// <summary>0 to 1: 1−Π(1−w) over the dead-end hits (formats F.4). Written by Signals.</summary>
    public double Risk { get; set; }
    /// <summary>Grows with every change of any case, over all nodes: who has seen N asks for what is beyond N.</summary>
    public long Sequence { get; set; }
}

/// <summary>A case whose events are to be folded (again). Written by Ingest, taken by Cases.</summary>
public sealed class CaseWork
{
    /// <summary>A case id, or a trace id that stands in for one.</summary>
    public required string CaseId { get; set; }
    public DateTime DueAt { get; set; }
    /// <summary>Until when a worker holds it; null or past: free.</summary>
    public DateTime? LeasedUntil { get; set; }
    /// <summary>Fencing token: grows with every touch and every lease, so that a slow worker cannot finish what has moved on.</summary>
    public long Token { get; set; }
    public int Attempts { get; set; }
    /// <summary>Why the last attempt failed.</summary>
    public string? LastError { get; set; }

    /// <summary>
    /// The token of a row that is made at <paramref name="now"/>. Rows go when a case is folded and come back with news; tokens that began
    /// at 1 each time would let a worker that slept through both write what it knew long ago.
    /// </summary>
    public static long FirstToken(DateTime now) => now.Ticks / TimeSpan.TicksPerMicrosecond;
}

/// <summary>One row: the last <see cref="Case.Sequence"/> given out. Locked while a fold commits, so sequences become visible in order.</summary>
public sealed class ChangeCounter
{
    public int Id { get; set; }
    public long Value { get; set; }
}
