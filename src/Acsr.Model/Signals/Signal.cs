using Acsr.Cases;

namespace Acsr.Signals;

/// <summary>What a signal is evidence of (formats C.2). The numbers are stored.</summary>
public enum SignalKind
{
    /// <summary>A human replaced the agent's decision (E5).</summary>
    Override = 1,
    /// <summary>The agent gave the case to a human.</summary>
    Handoff = 2,
    /// <summary>The case was opened again after its end (O2).</summary>
    Reopen = 3,
    /// <summary>Satisfaction, 0 to 1 (E1).</summary>
    Csat = 4,
    /// <summary>Thumbs up, +1, or down, −1, on one answer (E4).</summary>
    Thumb = 5,
    /// <summary>A detector's hit (T2); the value is how often.</summary>
    DeadEnd = 6,
    /// <summary>Somebody looked whether the problem was solved, 1, or not, 0 (O1).</summary>
    Outcome = 7,
    /// <summary>Customer effort, 1 to 7, 7 the least effort (E2).</summary>
    Ces = 8,
    /// <summary>The customer's answer to "was your issue resolved?", 1 or 0 (E3).</summary>
    Survey = 9,
    /// <summary>A survey was sent, answered or not (E1).</summary>
    SurveyInvited = 10,
    /// <summary>The case takes up an earlier one of the same customer and intent (I1).</summary>
    Reengagement = 11,
    /// <summary>The customer came back after the case had ended as solved (I7).</summary>
    Recontact = 12,
    /// <summary>Solved in the first contact, 1, or not, 0; known when the window has closed (I4).</summary>
    FirstContact = 13,
    /// <summary>Seconds of handling (I5).</summary>
    HandlingTime = 14,
    /// <summary>What the case asked of the customer; the value is the number of their messages (I8).</summary>
    Effort = 15,
    /// <summary>The agent undid or repeated a change of its own (I8).</summary>
    Backtrack = 16,
    /// <summary>How the customer's messages sound over the case, −1 to +1, or how that moved, −2 to +2 (I6).</summary>
    Sentiment = 17,
    /// <summary>The customer left before an end.</summary>
    Abandonment = 18,
    /// <summary>An autonomous decision broke a rule of a clause (O3). Written by the audit of policies.</summary>
    PolicyFlag = 19,
    /// <summary>Somebody, or something, judged an answer or the case and gave it a score; the value is on its own scale.</summary>
    Evaluation = 20,
    /// <summary>What a check of the system of record found about one change; the value is the number of <see cref="Cases.Verification"/> (O1).</summary>
    Verification = 21,
    /// <summary>What the customer did with a suggested answer: seconds of dwell, share scrolled, dismissed (I2).</summary>
    Engagement = 22,
    /// <summary>A guided flow was finished, 1, or begun and not finished, 0 (I3).</summary>
    FlowCompletion = 23,
    /// <summary>The agent's proposal in shadow mode was what the human did, 1, or not, 0 (C2).</summary>
    Shadow = 24,
}

/// <summary>Where evidence of a kind comes from (formats C.2).</summary>
public enum SignalPolarity
{
    /// <summary>People said so.</summary>
    Explicit = 1,
    /// <summary>Behaviour shows it.</summary>
    Implicit = 2,
    /// <summary>What happened afterwards shows it.</summary>
    Outcome = 3,
    /// <summary>The agent's steps show it.</summary>
    Trace = 4,
    /// <summary>The running of the machine shows it.</summary>
    Operational = 5,
    /// <summary>A comparison with something else shows it.</summary>
    Comparative = 6,
}

/// <summary>
/// Any evidence about the quality of a case: received (an override, a score) or derived (a dead end, a return of the customer). Derived
/// anew with each fold of its case; written by Cases in the same unit of work, so that the same news twice leaves the same rows.
/// </summary>
public sealed record Signal
{
    public required string CaseId { get; set; }
    /// <summary>The event's id, or for derived ones what derives it and of what.</summary>
    public required string Id { get; set; }
    public SignalKind Kind { get; set; }
    /// <summary>Of a dead end the detector's id, for example <c>L1</c>; else a word for what was measured.</summary>
    public required string Name { get; set; }
    public Severity Severity { get; set; }
    /// <summary>In words: what was seen, or what was said.</summary>
    public string Text { get; set; } = "";
    /// <summary>The measured value where it is a number, on the scale of <see cref="ScaleMin"/> to <see cref="ScaleMax"/> where there is one.</summary>
    public double? Value { get; set; }
    /// <summary>The value as a word, or as its sender gave it, for example <c>4 on 1 to 5</c>.</summary>
    public string? Label { get; set; }
    /// <summary>The lowest value that there can be; null where there is no bound.</summary>
    public double? ScaleMin { get; set; }
    /// <summary>The highest value that there can be; null where there is no bound.</summary>
    public double? ScaleMax { get; set; }
    /// <summary>The scale's direction: true where more is better, false where less is; null where neither is.</summary>
    public bool? HigherIsBetter { get; set; }
    /// <summary>The turn it is about, from 1; null where it is about the case or lies outside of the conversation.</summary>
    public int? Turn { get; set; }
    /// <summary>Ids of the steps (messages, spans, events) that it is about or that show it.</summary>
    public List<string> StepIds { get; set; } = [];
    /// <summary>Another case that it is about as well, for example the one that was taken up again.</summary>
    public string? OtherCase { get; set; }
    /// <summary>Of an override: all three parts of the triad are there.</summary>
    public bool? TriadComplete { get; set; }
    /// <summary>When what it tells of happened.</summary>
    public DateTime? OccurredAt { get; set; }
    /// <summary>When it first came in; null where it is derived.</summary>
    public DateTime? ReceivedAt { get; set; }
    /// <summary>Who sent it (a key's or an import's name), or what derived it.</summary>
    public string Source { get; set; } = "";
    /// <summary>Of a dead end the key of its group; else null.</summary>
    public string? Group { get; set; }

    /// <summary>Follows from the kind.</summary>
    public SignalPolarity Polarity => PolarityOf(Kind);

    /// <summary>Which section of evidence a kind belongs to.</summary>
    public static SignalPolarity PolarityOf(SignalKind kind) => kind switch
    {
        SignalKind.Override or SignalKind.Handoff or SignalKind.Csat or SignalKind.Thumb or SignalKind.Ces or SignalKind.Survey or SignalKind.SurveyInvited
            or SignalKind.PolicyFlag or SignalKind.Evaluation => SignalPolarity.Explicit,
        SignalKind.Reopen or SignalKind.Outcome or SignalKind.Verification => SignalPolarity.Outcome,
        SignalKind.DeadEnd => SignalPolarity.Trace,
        SignalKind.Reengagement or SignalKind.Recontact or SignalKind.FirstContact or SignalKind.HandlingTime or SignalKind.Effort or SignalKind.Backtrack
            or SignalKind.Sentiment or SignalKind.Abandonment or SignalKind.Engagement or SignalKind.FlowCompletion => SignalPolarity.Implicit,
        SignalKind.Shadow => SignalPolarity.Comparative,
    };
}
