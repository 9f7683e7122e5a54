using Acsr.Cases;

namespace Acsr.Outcomes;

/// <summary>How a value in the answer is compared with what is expected. The numbers are stored.</summary>
public enum OutcomeComparison
{
    /// <summary>The same text, whatever the case of its letters; two numbers when they are the same number.</summary>
    Equal = 1,
    NotEqual = 2,
    /// <summary>One of several values, separated by commas.</summary>
    OneOf = 3,
    /// <summary>A number that is not smaller.</summary>
    AtLeast = 4,
    /// <summary>A number that is not larger.</summary>
    AtMost = 5,
    /// <summary>It is there and not null; nothing is compared.</summary>
    Exists = 6,
}

/// <summary>What the record must say for the agent's change to be confirmed.</summary>
/// <param name="Path">Where in the answer, for example <c>order.items.0.status</c>.</param>
/// <param name="Comparison">How.</param>
/// <param name="Value">What is expected; may hold placeholders.</param>
public sealed record OutcomeExpectation(string Path, OutcomeComparison Comparison, string Value);

/// <summary>
/// A check of the system of record (O1): after the agent called a tool with success, a request asks whether the record shows it. Text
/// between double braces is a placeholder that the call fills, for example <c>{{args.order_id}}</c>.
/// </summary>
public sealed class OutcomeCheck
{
    public long Id { get; set; }
    public required string Name { get; set; }
    /// <summary>The tool whose successful calls are checked.</summary>
    public required string Tool { get; set; }
    /// <summary><c>GET</c> or <c>POST</c>.</summary>
    public string Method { get; set; } = "GET";
    /// <summary>With placeholders behind the host only.</summary>
    public required string Url { get; set; }
    /// <summary>JSON with placeholders inside its texts; a text that is nothing but one becomes the value itself.</summary>
    public string? Body { get; set; }
    public string? HeaderName { get; set; }
    /// <summary>The header's value, encrypted with Data Protection.</summary>
    public string? HeaderSecret { get; set; }
    /// <summary>What the answer must hold for the record to be there at all; null: an answer is enough.</summary>
    public string? FoundPath { get; set; }
    /// <summary>All must hold.</summary>
    public List<OutcomeExpectation> Expectations { get; set; } = [];
    /// <summary>Seconds from the call to the first attempt.</summary>
    public int DelaySeconds { get; set; } = 60;
    /// <summary>How often it is asked before the last answer counts.</summary>
    public int Attempts { get; set; } = 5;
    /// <summary>Seconds between the first and the second attempt; each further pause is twice as long.</summary>
    public int BackoffSeconds { get; set; } = 60;
    /// <summary>Seconds until an attempt is given up.</summary>
    public int TimeoutSeconds { get; set; } = 10;
    /// <summary>Calls from then on are checked; null while it is off.</summary>
    public DateTime? OnSince { get; set; }
    public DateTime ChangedAt { get; set; }
    public required string ChangedBy { get; set; }
}

/// <summary>Where a run stands. The numbers are stored.</summary>
public enum OutcomeRunState
{
    Waiting = 0,
    Done = 1,
    /// <summary>It could not be asked, for what the request needs is not in the call.</summary>
    Skipped = 2,
}

/// <summary>One check of one call: made when the case is folded, carried out by whichever node claims it.</summary>
public sealed class OutcomeRun
{
    public long Id { get; set; }
    public long CheckId { get; set; }
    public required string CaseId { get; set; }
    public required string StepId { get; set; }
    public OutcomeRunState State { get; set; }
    public DateTime CreatedAt { get; set; }
    /// <summary>When it is tried next. A claim moves it ahead, so that what a crashed node held comes back by itself.</summary>
    public DateTime DueAt { get; set; }
    public int Attempts { get; set; }
    /// <summary>Fencing token: every claim gets a larger one, and a write with an older one is refused.</summary>
    public long Token { get; set; }
    /// <summary>What the last attempt that got an answer found.</summary>
    public Verification Finding { get; set; }
    /// <summary>What the last attempt saw, in words.</summary>
    public string? Seen { get; set; }
    public DateTime? DoneAt { get; set; }
}
