using Acsr.Ingest;

namespace Acsr.Cases;

/// <summary>What a step of a case is (formats B.8).</summary>
public enum StepKind { Other = 0, Message = 1, Intent = 2, Retrieval = 3, PolicyCheck = 4, Model = 5, Tool = 6, Action = 7, Handoff = 8, Decision = 9, Override = 10 }

/// <summary>Who speaks in a message.</summary>
public enum Role { None = 0, Customer = 1, Agent = 2, Human = 3, System = 4 }

/// <summary>
/// One thing that happened in a case, whichever door it came through: something said, looked up, decided or done. Not stored: folded
/// from the case's events whenever somebody looks. Null means that the sender did not say.
/// </summary>
public sealed record Step
{
    /// <summary>The event's id, or <c>traceid/spanid</c>; of a step found inside a message with the call's id behind a <c>#</c>.</summary>
    public required string Id { get; init; }
    public required StepKind Kind { get; init; }
    /// <summary>Tool, model, data source or action; empty for messages.</summary>
    public string Name { get; init; } = "";
    public Role Role { get; init; }
    /// <summary>What was said, in messages.</summary>
    public string? Text { get; init; }
    /// <summary>Arguments, as JSON.</summary>
    public string? Input { get; init; }
    /// <summary>What came back: text or JSON.</summary>
    public string? Output { get; init; }
    /// <summary>What went wrong; null when nothing did.</summary>
    public string? Error { get; init; }
    public DateTime? StartedAt { get; init; }
    public DateTime? EndedAt { get; init; }
    /// <summary>Order among steps of the same time, or without any.</summary>
    public int Seq { get; init; }
    /// <summary>1 for everything up to and behind the customer's first message, 2 from the second on, and so forth; 0 before any.</summary>
    public int Turn { get; init; }
    /// <summary>The id of the step that this one was part of.</summary>
    public string? Parent { get; init; }
    /// <summary>The tool call's id, which ties a call to the message that asked for it.</summary>
    public string? CallId { get; init; }
    public string? Model { get; init; }
    /// <summary>Why the model stopped, in its provider's word, for example <c>stop</c> or <c>length</c>.</summary>
    public string? FinishReason { get; init; }
    /// <summary>Cached ones included.</summary>
    public long? InputTokens { get; init; }
    public long? CachedTokens { get; init; }
    /// <summary>Input tokens written to the provider's cache; part of <see cref="InputTokens"/>.</summary>
    public long? CacheWriteTokens { get; init; }
    /// <summary>Input tokens of sound; part of <see cref="InputTokens"/>.</summary>
    public long? AudioInputTokens { get; init; }
    /// <summary>Output tokens of sound; part of <see cref="OutputTokens"/>.</summary>
    public long? AudioOutputTokens { get; init; }
    /// <summary>Reasoning ones included.</summary>
    public long? OutputTokens { get; init; }
    public long? ReasoningTokens { get; init; }
    /// <summary>US dollars, as the sender reported it.</summary>
    public double? CostUsd { get; init; }
    /// <summary>Watt-hours, as the sender measured them.</summary>
    public double? EnergyWh { get; init; }
    /// <summary>The sender says that an answer or arguments could not be parsed.</summary>
    public bool ParseFailed { get; init; }
    /// <summary>The sender says that the agent fell back to something simpler.</summary>
    public bool FellBack { get; init; }
    /// <summary>The tool may be asked again and again, such as a status that is polled: the tool catalogue says so.</summary>
    public bool MayRepeat { get; init; }
    /// <summary>What the tool carries out, as the tool catalogue says; empty where it does not.</summary>
    public IReadOnlyList<string> Does { get; init; } = [];
    /// <summary>0 to 1.</summary>
    public double? Confidence { get; init; }
    /// <summary>−1 to +1, as the sender scored it.</summary>
    public double? Sentiment { get; init; }
    public IReadOnlyList<string> Clauses { get; init; } = [];
    /// <summary>
    /// Of an agent in shadow mode, who works beside a human: a decision is a proposal by which nothing was done, an answer was given to
    /// nobody; what it looked up it did look up.
    /// </summary>
    public bool Shadow { get; init; }

    /// <summary>A call of a tool by the agent: a look-up, a check by tool, an action or the hand-off itself.</summary>
    public bool IsToolCall => Name.Length > 0 && Role != Role.Human && (Kind is StepKind.Tool or StepKind.Action or StepKind.Retrieval or StepKind.PolicyCheck or StepKind.Handoff);

    /// <summary>From here on a person answers for the case: a hand-off that did not fail, an override, or a colleague's word or action.</summary>
    public bool EndsAgentsPart => this is { Kind: StepKind.Handoff, Error: null } or { Kind: StepKind.Override } or { Kind: StepKind.Message or StepKind.Action, Role: Role.Human };
}

/// <summary>A case as its events tell it: the facts that are stored, and the steps that are shown.</summary>
/// <param name="Facts">The row that is stored and counted.</param>
/// <param name="Steps">In order of time, then <see cref="Step.Seq"/>, then id.</param>
/// <param name="Overrides">Overrides with whatever of the triad came in.</param>
/// <param name="Feedback">What customers and colleagues said of the case.</param>
public sealed record FoldedCase(Case Facts, IReadOnlyList<Step> Steps, IReadOnlyList<OverrideFacts> Overrides, IReadOnlyList<FeedbackFacts> Feedback)
{
    /// <summary>When an event with a signal first came in and who sent it, by the event's id.</summary>
    public IReadOnlyDictionary<string, Receipt> Receipts { get; init; } = new Dictionary<string, Receipt>();

    /// <summary>
    /// Tools that help with the case's intent, as the tool catalogue says: empty where it says so of other intents only, null where it says so of none.
    /// </summary>
    public IReadOnlyList<string>? Helpers { get; init; }

    /// <summary>What each of the <see cref="Steps"/> cost and took in energy, in their order; empty where nobody reckoned it.</summary>
    public IReadOnlyList<StepCost> Costs { get; init; } = [];

    /// <summary>The cases before and after it of the same customer and intent: given to the fold, not fetched by it.</summary>
    public CaseNeighbours Neighbours { get; init; } = CaseNeighbours.None;

    /// <summary>The case is open and ends with a question of the agent that nobody has answered in time: given by who judges the case, as a fold has no clock.</summary>
    public bool LeftUnanswered { get; init; }

    /// <summary>It was not stored before, so nothing that was derived from it is either.</summary>
    public bool IsNew { get; init; }
}

/// <summary>What a step adds to the cost and energy of its case; null where nobody knows, or where another step's figure holds it already.</summary>
/// <param name="Usd">US dollars, as sent or by the price of the day.</param>
/// <param name="EnergyLowWh">Watt-hours, the low estimate or as measured.</param>
/// <param name="EnergyHighWh">Watt-hours, the high estimate or as measured.</param>
public readonly record struct StepCost(double? Usd, double? EnergyLowWh, double? EnergyHighWh);

/// <summary>When something first came in, UTC, and the name of the key or import that brought it.</summary>
public readonly record struct Receipt(DateTime At, string Source);

/// <summary>
/// The cases next to one in the order in which the same customer opened cases with the same intent, as far as they are near enough to
/// mean something.
/// </summary>
/// <param name="Reengages">The case before, where it ended (or else began) less than the re-engagement window before this one began.</param>
/// <param name="FollowedBy">The next case, where it began before the last of this one's windows closed.</param>
/// <param name="FollowedAt">When that one began.</param>
public sealed record CaseNeighbours(string? Reengages, string? FollowedBy, DateTime? FollowedAt)
{
    public static readonly CaseNeighbours None = new(null, null, null);
}

/// <summary>What a feedback event is about.</summary>
public enum FeedbackKind { Csat = 1, Thumb = 2, Reopen = 3, Outcome = 4, Handoff = 5, Ces = 6, Survey = 7, SurveyInvited = 8, Evaluation = 9, Verification = 10, Engagement = 11, Flow = 12 }

/// <summary>Feedback on a case, from whoever gave it.</summary>
/// <param name="Id">The event's id.</param>
/// <param name="Kind">What was given.</param>
/// <param name="At">When.</param>
/// <param name="Value">CSAT 0 to 1; CES 1 to 7; thumb +1 or −1; outcome and survey 1 solved, 0 not; an evaluation's own value; a verification's number; seconds of engagement; a flow 1 finished, 0 not; reopen 1 within the window, 0 later; null for a hand-off and an invitation.</param>
/// <param name="Text">Comment or reason, in the sender's words.</param>
/// <param name="Target">The step it is about, where the sender says.</param>
public sealed record FeedbackFacts(string Id, FeedbackKind Kind, DateTime? At, double? Value, string? Text, string? Target)
{
    /// <summary>As the sender gave it: a score on the scale that was asked, who checked an outcome, the word for a hand-off.</summary>
    public string? Given { get; init; }

    /// <summary>Of a reopening: how long after the case had been closed as solved; null where it had not.</summary>
    public TimeSpan? After { get; init; }

    /// <summary>Of a verification: which action was checked, and by whom.</summary>
    public VerificationFacts? Check { get; init; }

    /// <summary>Of an engagement with a suggested answer.</summary>
    public EngagementFacts? Engagement { get; init; }

    /// <summary>Of an evaluation: what was judged, on which scale and by whom.</summary>
    public ScoreEvent? Score { get; init; }
}

/// <summary>What a customer did with a suggested answer (I2).</summary>
/// <param name="ScrollDepth">How far down it was read, 0 to 1.</param>
/// <param name="Dismissed">It was closed.</param>
/// <param name="Rapid">It was closed so soon that it counts as irrelevant.</param>
public sealed record EngagementFacts(double? ScrollDepth, bool Dismissed, bool Rapid);

/// <summary>One result of a check of the system of record (O1).</summary>
/// <param name="Result">What was found.</param>
/// <param name="Action">Which action was checked, where the checker says.</param>
/// <param name="By">Who checked, where it says.</param>
/// <param name="Superseded">The same check said something later, which holds instead.</param>
public sealed record VerificationFacts(Verification Result, string? Action, string? By, bool Superseded);

/// <summary>An override as received, and which parts of the triad it lacks.</summary>
/// <param name="Id">The event's id.</param>
/// <param name="At">When it happened.</param>
/// <param name="OriginalAction">(1) what the agent had decided, from the log or else from the trace.</param>
/// <param name="OriginalArguments">JSON.</param>
/// <param name="OriginalConfidence">0 to 1; null when nobody said.</param>
/// <param name="FinalAction">(2) what the human did.</param>
/// <param name="FinalArguments">JSON.</param>
/// <param name="Rationale">(2) why.</param>
/// <param name="Clause">(3) the clause, if that was the reason.</param>
/// <param name="DataPoint">(3) the data point, if that was the reason.</param>
/// <param name="By">A pseudonym.</param>
/// <param name="Missing">The parts that are missing, in words; empty when the triad is complete.</param>
public sealed record OverrideFacts(
    string Id, DateTime? At, string? OriginalAction, string? OriginalArguments, double? OriginalConfidence,
    string? FinalAction, string? FinalArguments, string? Rationale, string? Clause, string? DataPoint, string? By, IReadOnlyList<string> Missing);
