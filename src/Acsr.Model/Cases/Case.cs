namespace Acsr.Cases;

/// <summary>How bad a finding is.</summary>
public enum Severity { None = 0, Low = 1, Medium = 2, High = 3, Critical = 4 }

/// <summary>Who worked a case.</summary>
public enum Handler { Unknown = 0, Agent = 1, Human = 2, Hybrid = 3 }

/// <summary>Who scored the sentiment of a case: its sender, or the console where no sender did.</summary>
public enum SentimentFrom { None = 0, Sender = 1, Console = 2 }

/// <summary>
/// How far a case has come: a ladder, not a flag. The first five are rungs, each with more evidence than the one before; the last three
/// say that the agent did not resolve it, or not for good.
/// </summary>
public enum Resolution
{
    /// <summary>Not ended.</summary>
    Open = 0,
    /// <summary>Ended without a take-over, and nobody says that the problem was solved.</summary>
    Contained = 1,
    /// <summary>Ended as solved by the sender's word, without a take-over.</summary>
    Assumed = 2,
    /// <summary>Solved, and the customer said so, or did not come back within the window for durable resolution.</summary>
    Confirmed = 3,
    /// <summary>A check downstream found that the problem was solved.</summary>
    Verified = 4,
    /// <summary>The agent handed it off to a human, or a human overrode the agent.</summary>
    Escalated = 5,
    /// <summary>The customer left before an end.</summary>
    Abandoned = 6,
    /// <summary>Opened again after it had ended as solved.</summary>
    Reopened = 7,
}

/// <summary>Why the agent handed a case to a human.</summary>
public enum HandoffKind { Unknown = 0, CustomerAsked = 1, MissingKnowledge = 2, UnsupportedRequest = 3, Policy = 4, ToolFailure = 5, ClarificationPending = 6, Limit = 7 }

/// <summary>Where the cost of a case comes from.</summary>
public enum CostFrom
{
    /// <summary>No cost is known.</summary>
    None = 0,
    /// <summary>As its sender reported it.</summary>
    Sent = 1,
    /// <summary>Reckoned from tokens, calls and minutes by the price table.</summary>
    Table = 2,
    /// <summary>Some parts as sent, others by the table.</summary>
    Both = 3,
}

/// <summary>What the events and spans of a case say of it: what a source has to send before its figures can be trusted.</summary>
[Flags]
public enum CaseCarries
{
    /// <summary>None of these.</summary>
    None = 0,
    /// <summary>What the customer wanted.</summary>
    Intent = 1,
    /// <summary>How sure the agent was of an intent, a decision or a step.</summary>
    Confidence = 2,
    /// <summary>The action that the agent decided on.</summary>
    Decision = 4,
    /// <summary>A check of a policy, or a clause that was cited.</summary>
    PolicyCheck = 8,
    /// <summary>Tokens of model calls.</summary>
    Tokens = 16,
    /// <summary>How it ended.</summary>
    Outcome = 32,
    /// <summary>A reference to the customer.</summary>
    Customer = 64,
    /// <summary>A human overruled the agent.</summary>
    Override = 128,
    /// <summary>Every override of it came with the whole triad.</summary>
    CompleteOverride = 256,
}

/// <summary>What a check of the system of record found about a change that the agent made (O1).</summary>
public enum Verification
{
    /// <summary>Nobody checked, or a check has not ended.</summary>
    None = 0,
    /// <summary>The record shows what the agent said it did.</summary>
    Confirmed = 1,
    /// <summary>The record shows otherwise.</summary>
    Contradicted = 2,
    /// <summary>There is no such record.</summary>
    NotFound = 3,
    /// <summary>The record could not be read in the time allowed.</summary>
    TimedOut = 4,
}

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
    /// <summary>The customer's tier, as the sender calls it.</summary>
    public string? CustomerTier { get; set; }
    /// <summary>The strategy (arm) that the agent says it worked by: prompt, retrieval or model under comparison (T3).</summary>
    public string? Strategy { get; set; }
    /// <summary>What the sender declares besides, each as <c>name=value</c>, in order, each name once.</summary>
    public List<string> Tags { get; set; } = [];
    /// <summary>From before there was an agent: counts as a baseline only, never among the agent's own (C3).</summary>
    public bool Baseline { get; set; }
    public Handler Handler { get; set; }
    public DateTime? OpenedAt { get; set; }
    public DateTime? ClosedAt { get; set; }
    /// <summary>Where the case stands on the time axis: when it was opened or, where no event has a time, when it was received.</summary>
    public DateTime At { get; set; }
    /// <summary>An outcome says that the problem was solved (true) or not (false), whoever solved it; null: nobody says.</summary>
    public bool? Solved { get; set; }
    public bool HandedOff { get; set; }
    public string? HandoffReason { get; set; }
    /// <summary>The reason as one of the field's words; null where there was no hand-off.</summary>
    public HandoffKind? HandoffKind { get; set; }
    public bool Abandoned { get; set; }
    /// <summary>Opened again within the window after it was closed as resolved (O2).</summary>
    public bool Reopened { get; set; }
    /// <summary>Opened again within the window for durable resolution after it was closed as resolved; null where it was not closed, or was folded before this was noted.</summary>
    public bool? ReopenedInDurableWindow { get; set; }
    /// <summary>Where it stands on the ladder. Written by Signals, as is everything here that looks beyond the case itself.</summary>
    public Resolution Resolution { get; set; }
    /// <summary>The case before of the same customer and intent, where this one takes it up again within the window (I1); null where there is none.</summary>
    public string? ReengagesCase { get; set; }
    /// <summary>The next case of the same customer and intent, where it began before the last of this one's windows closed; null where there is none.</summary>
    public string? FollowedBy { get; set; }
    /// <summary>The same customer came back about the same issue within the window after this case had ended as solved (I7); null: not ended as solved, or customer or intent unknown, or the window is open.</summary>
    public bool? Recontacted { get; set; }
    /// <summary>Solved in the first contact: neither reopened nor taken up again within the window (I4); null until the window has closed, and of a case that is not the first contact.</summary>
    public bool? FirstContactResolved { get; set; }
    /// <summary>Solved and still so at the end of the window for durable resolution; null until the window has closed, or where nobody says whether it was solved.</summary>
    public bool? DurablyResolved { get; set; }
    /// <summary>Until then a window is open and the figures of this case are provisional; null where none is.</summary>
    public DateTime? SettlesAt { get; set; }
    /// <summary>Seconds of handling.</summary>
    public double? HandlingSeconds { get; set; }
    /// <summary>Seconds from opening to the first answer of the agent or a human.</summary>
    public double? FirstResponseSeconds { get; set; }
    /// <summary>Seconds in which a human worked on it.</summary>
    public double? HumanSeconds { get; set; }
    /// <summary>US dollars, all parts that are known; null where none is, or where a part is known to exist and its price is not.</summary>
    public double? CostUsd { get; set; }
    /// <summary>Whether <see cref="CostUsd"/> is as sent, or reckoned by the price table.</summary>
    public CostFrom CostFrom { get; set; }
    /// <summary>Models of calls that have tokens and no price on that day, in order, at most four; while there are any the cost is unknown.</summary>
    public List<string> UnpricedModels { get; set; } = [];
    /// <summary>US dollars for model calls: as sent, or else tokens by the price table; null where a call's price is unknown.</summary>
    public double? ModelCostUsd { get; set; }
    /// <summary>US dollars for tool calls that have a price.</summary>
    public double? ToolCostUsd { get; set; }
    /// <summary>US dollars for human minutes, at the rate in force.</summary>
    public double? HumanCostUsd { get; set; }
    /// <summary>Watt-hours of model calls, the low end of the estimate (S4); null where a model is unknown.</summary>
    public double? EnergyLowWh { get; set; }
    /// <summary>The high end of <see cref="EnergyLowWh"/>.</summary>
    public double? EnergyHighWh { get; set; }
    public long? InputTokens { get; set; }
    public long? OutputTokens { get; set; }
    /// <summary>Input tokens read from the provider's cache; part of <see cref="InputTokens"/>.</summary>
    public long? CachedTokens { get; set; }
    /// <summary>Output tokens of reasoning; part of <see cref="OutputTokens"/>.</summary>
    public long? ReasoningTokens { get; set; }
    /// <summary>How sure the agent was, 0 to 1, of the decision that was overruled, or else of its last one; null where it did not say.</summary>
    public double? Confidence { get; set; }
    /// <summary>Mean sentiment of the customer's messages, −1 to +1: as their sender scored them, or else as Signals did.</summary>
    public double? Sentiment { get; set; }
    public SentimentFrom SentimentFrom { get; set; }
    /// <summary>Sentiment at the end minus that at the start, −2 to +2: means of the last and the first third of the scored messages, of up to three messages the last and the first; null below two.</summary>
    public double? SentimentShift { get; set; }
    /// <summary>Median change of sentiment per customer message over all pairs (Theil–Sen); null below three scored messages.</summary>
    public double? SentimentSlope { get; set; }
    /// <summary>Customer satisfaction, 0 to 1 on whatever scale was asked.</summary>
    public double? Csat { get; set; }
    /// <summary>The customer was sent a survey that asks for satisfaction, or one that does not say what it asks for; answered or not.</summary>
    public bool SurveyInvited { get; set; }
    /// <summary>Customer effort, 1 to 7, 7 the least effort; whatever scale was asked is brought onto it.</summary>
    public double? Ces { get; set; }
    /// <summary>The customer's answer to "was your issue resolved?"; null where nobody asked or answered.</summary>
    public bool? SurveyResolved { get; set; }
    /// <summary>Thumbs that the customer gave to answers (E4).</summary>
    public int Thumbs { get; set; }
    /// <summary>Of those, thumbs up.</summary>
    public int ThumbsUp { get; set; }
    /// <summary>Suggested answers of which a browser told what the customer did with them (I2).</summary>
    public int Suggestions { get; set; }
    /// <summary>Of those, the ones that the customer closed so soon that they count as irrelevant.</summary>
    public int RapidDismissals { get; set; }
    /// <summary>Mean seconds for which a suggested answer was in view; null where nobody says.</summary>
    public double? DwellSeconds { get; set; }
    /// <summary>Mean share of a suggested answer that was scrolled through, 0 to 1; null where nobody says.</summary>
    public double? ScrollDepth { get; set; }
    /// <summary>Runs of guided flows that the customer began (I3).</summary>
    public int Flows { get; set; }
    /// <summary>Of those, the ones that were finished.</summary>
    public int FlowsFinished { get; set; }
    public int Turns { get; set; }
    /// <summary>Customer messages that say again what one of the two before had said.</summary>
    public int Rephrasings { get; set; }
    /// <summary>State changes that the agent undid or did again (I8).</summary>
    public int Backtracks { get; set; }
    /// <summary>Message texts and tool calls.</summary>
    public int Steps { get; set; }
    public int ToolCalls { get; set; }
    public int ToolErrors { get; set; }
    /// <summary>What its sender tells, for the health of the instrumentation.</summary>
    public CaseCarries Carries { get; set; }
    /// <summary>In which dialects it was told: flags of <c>SpanDialect</c>, <see cref="NativeDialect"/> and <see cref="PlainDialect"/>; 0 only where it was folded before this was kept.</summary>
    public int Dialects { get; set; }
    /// <summary>Model answers or tool arguments that could not be parsed (S2).</summary>
    public int ParseFailures { get; set; }
    /// <summary>Times the agent fell back to something simpler than it had tried (S2).</summary>
    public int Fallbacks { get; set; }
    /// <summary>The worst result of all checks downstream: contradicted before not found, timed out, confirmed (O1).</summary>
    public Verification Verification { get; set; }
    /// <summary>In shadow mode: the agent proposed what the human did (C2); null where it did not run in shadow.</summary>
    public bool? ShadowAgreed { get; set; }
    public int Overrides { get; set; }
    /// <summary>Overrides whose triad is complete as received.</summary>
    public int CompleteTriads { get; set; }
    /// <summary>The verdict of the dead-end detectors: the worst hit where they call it a dead end, else none. Written by Signals in the same unit of work.</summary>
    public Severity DeadEnd { get; set; }
    /// <summary>0 to 1: 1−Π(1−w) over the dead-end hits (formats F.4). Written by Signals.</summary>
    public double Risk { get; set; }
    /// <summary>Autonomous decisions that a rule of a clause applied to (O3). Written by Policies, as are the next two.</summary>
    public int PolicyChecks { get; set; }
    /// <summary>Of those, the ones that broke the rule.</summary>
    public int PolicyViolations { get; set; }
    /// <summary>Of those, the ones that could not be judged because a fact is missing.</summary>
    public int PolicyUnknowns { get; set; }
    /// <summary>The flag of <see cref="Dialects"/> for native events.</summary>
    public const int NativeDialect = 1 << 16;

    /// <summary>The flag of <see cref="Dialects"/> for spans in no dialect that we know.</summary>
    public const int PlainDialect = 1 << 17;

    /// <summary>Grows with every change of any case, over all nodes: who has seen N asks for what is beyond N.</summary>
    public long Sequence { get; set; }
}

/// <summary>
/// A number that only grows. Row 1 is the last <see cref="Case.Sequence"/> given out, locked while a fold commits, so that sequences become
/// visible in order; row 2 is held by whoever writes the audit log; row 3 counts the changes of what cases are folded by; row 12 is the version of the facts that stored cases were folded with.
/// </summary>
public sealed class ChangeCounter
{
    public int Id { get; set; }
    public long Value { get; set; }
}

/// <summary>A case that has to be looked at again although nothing came in: a window of it closes, or what is known of its neighbour changed. Written by Cases.</summary>
public sealed class CaseTimer
{
    public required string CaseId { get; set; }
    /// <summary>UTC.</summary>
    public DateTime DueAt { get; set; }
}
