using System.Text.Json;
using System.Text.Json.Serialization;

namespace Acsr.Ingest;

/// <summary>
/// Something that happened in a case, as its sender told it: the unit of ingest. Immutable; the same <see cref="Id"/>
/// sent again changes nothing. The JSON is flat, with <c>type</c> naming the kind of event (native API, version 1).
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(CaseOpenedEvent), "case.opened")]
[JsonDerivedType(typeof(CaseClosedEvent), "case.closed")]
[JsonDerivedType(typeof(MessageEvent), "message")]
[JsonDerivedType(typeof(StepEvent), "step")]
[JsonDerivedType(typeof(DecisionEvent), "decision")]
[JsonDerivedType(typeof(HandoffEvent), "handoff")]
[JsonDerivedType(typeof(OverrideEvent), "override")]
[JsonDerivedType(typeof(OutcomeEvent), "outcome")]
[JsonDerivedType(typeof(CsatEvent), "csat")]
[JsonDerivedType(typeof(CesEvent), "ces")]
[JsonDerivedType(typeof(SurveyEvent), "survey")]
[JsonDerivedType(typeof(SurveyInvitedEvent), "survey.invited")]
[JsonDerivedType(typeof(ThumbsEvent), "thumbs")]
[JsonDerivedType(typeof(ReopenedEvent), "reopened")]
[JsonDerivedType(typeof(ScoreEvent), "score")]
[JsonDerivedType(typeof(VerificationEvent), "verification")]
[JsonDerivedType(typeof(EngagementEvent), "engagement")]
[JsonDerivedType(typeof(FlowEvent), "flow")]
[JsonDerivedType(typeof(ShadowProposalEvent), "shadow.proposal")]
[JsonDerivedType(typeof(HumanActionEvent), "human.action")]
public abstract record CaseEvent
{
    /// <summary>Natural id, unique over everything a sender sends; 1 to 200 characters.</summary>
    public string Id { get; init; } = "";

    /// <summary>The case (conversation) it belongs to; 1 to 200 characters. Empty where only <see cref="Trace"/> is known.</summary>
    public string Case { get; init; } = "";

    /// <summary>
    /// Where no case is named: the trace it belongs to, 32 hexadecimal digits. The event goes where the trace's spans go, whichever come
    /// first. Read in lower case.
    /// </summary>
    public string? Trace { get; init => field = value?.ToLowerInvariant(); }

    /// <summary>What it stands under until it is folded: its case, or else its trace.</summary>
    public string Under() => Case.Length > 0 ? Case : Trace ?? "";

    /// <summary>When it happened, RFC 3339 with an offset; null only where a transcript holds no times.</summary>
    public DateTime? Time { get; init; }

    /// <summary>Order within the case where times are missing or equal; smaller is earlier.</summary>
    public int? Seq { get; init; }

    /// <summary>What is wrong with the event as sent, in words that say how to mend it; null when it is good.</summary>
    public virtual string? Fault() => null;

    private protected static string? OneOf(string field, string? value, params string[] allowed) =>
        value is null || allowed.Contains(value) ? null : $"'{field}' is '{value}'; use one of: {string.Join(", ", allowed)}.";

    // Without bounds a scale could be so wide, or infinite, that the place of a score on it is no number.
    private protected static string? OnScale(double? score, double min, double max) => score is null ? "'score' is missing."
        : (Within("scaleMin", min, -1e9, 1e9) ?? Within("scaleMax", max, -1e9, 1e9)) is { } fault ? fault
        : min >= max ? $"'scaleMin' ({min}) must be smaller than 'scaleMax' ({max})."
        : Within("score", score, min, max);

    private protected static string? Within(string field, double? value, double low, double high) =>
        value is null || (double.IsFinite(value.Value) && value >= low && value <= high) ? null : $"'{field}' is {value}; it must lie from {low} to {high}.";
}

/// <summary>A case began, with what is known of it from the start. Every field may also come with a later event of this type.</summary>
public sealed record CaseOpenedEvent : CaseEvent
{
    /// <summary>Where the case came in: <c>chat</c>, <c>email</c>, <c>voice</c>, or a word of the sender's.</summary>
    public string? Channel { get; init; }
    public string? Intent { get; init; }
    /// <summary>A pseudonym of the customer, the same over that customer's cases.</summary>
    public string? Customer { get; init; }
    public string? Agent { get; init; }
    public string? AgentVersion { get; init; }
    public string? Release { get; init; }
    public string? Language { get; init; }
    /// <summary>Who works the case: <c>agent</c> or <c>human</c>.</summary>
    public string? Handler { get; init; }
    /// <summary>The customer's tier, in the sender's words.</summary>
    public string? CustomerTier { get; init; }
    /// <summary>The strategy (arm) that the agent works by: a prompt, a retrieval or a model under comparison.</summary>
    public string? Strategy { get; init; }
    /// <summary>Whatever else the sender wants to tell cases apart by; at most 20 names of up to 60 characters with values of up to 120.</summary>
    public IReadOnlyDictionary<string, string>? Tags { get; init; }
    /// <summary>True for history from before there was an agent: it is compared with and never counts among the agent's own figures.</summary>
    public bool Baseline { get; init; }
    /// <summary>True for made-up data of the demo desk; only such cases are taken away with it.</summary>
    public bool Demo { get; init; }

    public override string? Fault() => OneOf("handler", Handler, "agent", "human") ?? CaseTags.Fault(Tags);
}

/// <summary>A case ended. A case may be closed, reopened and closed again.</summary>
public sealed record CaseClosedEvent : CaseEvent
{
    /// <summary><c>resolved</c>, <c>unresolved</c>, <c>escalated</c> or <c>abandoned</c>; absent when nobody knows.</summary>
    public string? Outcome { get; init; }
    /// <summary>Handling time in seconds where the sender measures it itself; else it is closing minus opening time.</summary>
    public double? HandlingSeconds { get; init; }
    /// <summary>Seconds in which a human worked on it, as the sender measured them.</summary>
    public double? HumanSeconds { get; init; }
    /// <summary>Seconds from opening to the first answer, where the sender measures them itself; else they are read off the messages.</summary>
    public double? FirstResponseSeconds { get; init; }
    /// <summary>All cost of the case in US dollars, where the sender sums it itself; wins over the sum of the steps.</summary>
    public double? CostUsd { get; init; }

    public override string? Fault() => OneOf("outcome", Outcome, "resolved", "unresolved", "escalated", "abandoned")
        ?? Within("handlingSeconds", HandlingSeconds, 0, 1e9) ?? Within("humanSeconds", HumanSeconds, 0, 1e9)
        ?? Within("firstResponseSeconds", FirstResponseSeconds, 0, 1e9) ?? Within("costUsd", CostUsd, 0, 1e9);
}

/// <summary>Something said in the conversation.</summary>
public sealed record MessageEvent : CaseEvent
{
    /// <summary><c>customer</c>, <c>agent</c> (the machine), <c>human</c> (a colleague) or <c>system</c> (instructions).</summary>
    public string Role { get; init; } = "";
    public string Text { get; init; } = "";
    /// <summary>Sentiment from −1 to +1 as the sender scored it; absent when it did not.</summary>
    public double? Sentiment { get; init; }
    public string? Model { get; init; }
    public long? InputTokens { get; init; }
    /// <summary>Of the input tokens, those read from the provider's cache.</summary>
    public long? CachedTokens { get; init; }
    public long? OutputTokens { get; init; }
    /// <summary>Of the output tokens, those of reasoning.</summary>
    public long? ReasoningTokens { get; init; }
    public double? CostUsd { get; init; }

    public override string? Fault() => Role.Length == 0
        ? "'role' is missing; use customer, agent, human or system."
        : OneOf("role", Role, "customer", "agent", "human", "system") ?? Within("sentiment", Sentiment, -1, 1)
            ?? Within("inputTokens", InputTokens, 0, 1e12) ?? Within("outputTokens", OutputTokens, 0, 1e12) ?? Within("costUsd", CostUsd, 0, 1e9)
            ?? Within("cachedTokens", CachedTokens, 0, InputTokens ?? 1e12) ?? Within("reasoningTokens", ReasoningTokens, 0, OutputTokens ?? 1e12);
}

/// <summary>A step of the agent's work: a look-up, a check, a model or tool call.</summary>
public sealed record StepEvent : CaseEvent
{
    /// <summary><c>intent</c>, <c>retrieval</c>, <c>policy_check</c>, <c>model</c>, <c>tool</c>, <c>action</c> or <c>other</c>.</summary>
    public string Kind { get; init; } = "tool";
    public string Name { get; init; } = "";
    /// <summary>Arguments of the call: any JSON.</summary>
    public JsonElement? Input { get; init; }
    /// <summary>What came back: any JSON, a string included.</summary>
    public JsonElement? Output { get; init; }
    /// <summary>What went wrong, where the step failed.</summary>
    public string? Error { get; init; }
    /// <summary>End of the step, RFC 3339; the start is <see cref="CaseEvent.Time"/>.</summary>
    public DateTime? EndTime { get; init; }
    public double? Confidence { get; init; }
    public string? Model { get; init; }
    public long? InputTokens { get; init; }
    /// <summary>Of the input tokens, those read from the provider's cache.</summary>
    public long? CachedTokens { get; init; }
    /// <summary>Of the input tokens, those written to the provider's cache.</summary>
    public long? CacheWriteTokens { get; init; }
    /// <summary>Of the input tokens, those of sound.</summary>
    public long? AudioInputTokens { get; init; }
    public long? OutputTokens { get; init; }
    /// <summary>Of the output tokens, those of reasoning.</summary>
    public long? ReasoningTokens { get; init; }
    /// <summary>Of the output tokens, those of sound.</summary>
    public long? AudioOutputTokens { get; init; }
    public double? CostUsd { get; init; }
    /// <summary>Watt-hours, where the sender measures them.</summary>
    public double? EnergyWh { get; init; }
    /// <summary>True where the model's answer or the arguments could not be parsed.</summary>
    public bool ParseFailure { get; init; }
    /// <summary>True where the agent fell back to something simpler than it had tried.</summary>
    public bool Fallback { get; init; }
    /// <summary>The id of the tool call, which ties it to the message that asked for it.</summary>
    public string? CallId { get; init; }

    public override string? Fault() => OneOf("kind", Kind, "intent", "retrieval", "policy_check", "model", "tool", "action", "other")
        ?? (Name.Length == 0 ? "'name' is missing: the tool, source or model that was used." : null)
        ?? Within("confidence", Confidence, 0, 1) ?? Within("inputTokens", InputTokens, 0, 1e12)
        ?? Within("outputTokens", OutputTokens, 0, 1e12) ?? Within("costUsd", CostUsd, 0, 1e9) ?? Within("energyWh", EnergyWh, 0, 1e9)
        ?? Within("cachedTokens", CachedTokens, 0, InputTokens ?? 1e12) ?? Within("cacheWriteTokens", CacheWriteTokens, 0, InputTokens ?? 1e12)
        ?? Within("audioInputTokens", AudioInputTokens, 0, InputTokens ?? 1e12) ?? Within("reasoningTokens", ReasoningTokens, 0, OutputTokens ?? 1e12)
        ?? Within("audioOutputTokens", AudioOutputTokens, 0, OutputTokens ?? 1e12)
        ?? (EndTime < Time ? "'endTime' lies before 'time'." : null);
}

/// <summary>The point where the agent commits to an action.</summary>
public sealed record DecisionEvent : CaseEvent
{
    public string Action { get; init; } = "";
    public JsonElement? Arguments { get; init; }
    /// <summary>How sure the agent was, 0 to 1; absent when it did not say.</summary>
    public double? Confidence { get; init; }
    public string? Intent { get; init; }
    /// <summary>The policy clauses that the agent relied on, as <c>policy/clause@version</c> or in the agent's own words.</summary>
    public IReadOnlyList<string>? Clauses { get; init; }
    /// <summary>True when the agent only proposes and a human acts (shadow mode).</summary>
    public bool Shadow { get; init; }

    public override string? Fault() => Action.Length == 0
        ? "'action' is missing: what the agent decided to do." : Within("confidence", Confidence, 0, 1);
}

/// <summary>The agent gave the case to a human.</summary>
public sealed record HandoffEvent : CaseEvent
{
    public string? Reason { get; init; }
    /// <summary><c>customer_asked</c>, <c>missing_knowledge</c>, <c>unsupported_request</c>, <c>policy</c>, <c>tool_failure</c>, <c>clarification_pending</c> or <c>limit</c>; absent: told from the reason and the steps before.</summary>
    public string? Kind { get; init; }

    public override string? Fault() => OneOf("kind", Kind, "customer_asked", "missing_knowledge", "unsupported_request", "policy", "tool_failure", "clarification_pending", "limit");
}

/// <summary>
/// A human replaced the agent's decision. The triad is (1) the agent's decision and confidence, (2) the human's final action and
/// rationale, (3) the policy clause or data point behind it. Missing parts are accepted, marked incomplete, and queued (E6).
/// </summary>
public sealed record OverrideEvent : CaseEvent
{
    /// <summary>The agent's decision that was overruled, and how sure it was.</summary>
    public OverrideDecision? Original { get; init; }
    /// <summary>What the human did instead, and why.</summary>
    public OverrideFinal? Final { get; init; }
    /// <summary>The clause that led to it, as <c>policy/clause@version</c> or in the log's own words.</summary>
    public string? Clause { get; init; }
    /// <summary>The data point that led to it, where it was no clause.</summary>
    public string? DataPoint { get; init; }
    /// <summary>A pseudonym of the colleague who overruled the agent.</summary>
    public string? By { get; init; }

    public override string? Fault() => Within("original.confidence", Original?.Confidence, 0, 1);
}

/// <summary>A decision in an override: the action, its arguments, and the agent's confidence from 0 to 1.</summary>
public sealed record OverrideDecision(string? Action, JsonElement? Arguments = null, double? Confidence = null);

/// <summary>The human's final action, its arguments, and the reason in words.</summary>
public sealed record OverrideFinal(string? Action, JsonElement? Arguments = null, string? Rationale = null);

/// <summary>Evidence of whether the customer's problem was solved, whoever solved it: a check downstream, a grader, a survey.</summary>
public sealed record OutcomeEvent : CaseEvent
{
    public bool? Solved { get; init; }
    /// <summary>Who or what says so.</summary>
    public string? By { get; init; }

    public override string? Fault() => Solved is null ? "'solved' is missing: true or false." : null;
}

/// <summary>A customer's satisfaction, on the survey's own scale.</summary>
public sealed record CsatEvent : CaseEvent
{
    public double? Score { get; init; }
    public double ScaleMin { get; init; } = 1;
    public double ScaleMax { get; init; } = 5;
    public string? Comment { get; init; }

    public override string? Fault() => OnScale(Score, ScaleMin, ScaleMax);
}

/// <summary>How much effort the customer says it took to get help, on the survey's own scale.</summary>
public sealed record CesEvent : CaseEvent
{
    public double? Score { get; init; }
    public double ScaleMin { get; init; } = 1;
    public double ScaleMax { get; init; } = 7;
    /// <summary>Which end of the scale means the least effort: <c>high</c> ("it was made easy for me", the default) or <c>low</c> ("how much effort did it take?").</summary>
    public string? Easy { get; init; }
    public string? Comment { get; init; }

    public override string? Fault() => OnScale(Score, ScaleMin, ScaleMax) ?? OneOf("easy", Easy, "high", "low");
}

/// <summary>The customer's answer to "was your issue resolved?".</summary>
public sealed record SurveyEvent : CaseEvent
{
    public bool? Resolved { get; init; }
    public string? Comment { get; init; }

    public override string? Fault() => Resolved is null ? "'resolved' is missing: true or false." : null;
}

/// <summary>The customer was sent a survey: what makes a response rate.</summary>
public sealed record SurveyInvitedEvent : CaseEvent
{
    /// <summary>What it asks for: any of <c>csat</c>, <c>ces</c> and <c>resolved</c>; absent: all of them.</summary>
    public IReadOnlyList<string>? Asks { get; init; }

    public override string? Fault() => Asks?.Select(asked => OneOf("asks", asked, "csat", "ces", "resolved")).FirstOrDefault(fault => fault is not null);
}

/// <summary>Thumbs up or down on one answer of the agent.</summary>
public sealed record ThumbsEvent : CaseEvent
{
    /// <summary><c>up</c> or <c>down</c>.</summary>
    public string Value { get; init; } = "";
    /// <summary>The id of the message or step that it is about.</summary>
    public string? Target { get; init; }
    public string? Comment { get; init; }

    public override string? Fault() => Value.Length == 0 ? "'value' is missing: up or down." : OneOf("value", Value, "up", "down");
}

/// <summary>A closed case was opened again.</summary>
public sealed record ReopenedEvent : CaseEvent
{
    /// <summary><c>customer</c>, <c>human</c> or <c>system</c>.</summary>
    public string? By { get; init; }
    public string? Reason { get; init; }

    public override string? Fault() => OneOf("by", By, "customer", "human", "system");
}

/// <summary>
/// Somebody's or something's judgement of a case or of one step in it: an evaluation, a grade, an annotation (formats C.1, C.2). At least
/// one of value, label and comment is there.
/// </summary>
public sealed record ScoreEvent : CaseEvent
{
    /// <summary>What was judged, for example <c>helpfulness</c>; 1 to 200 characters.</summary>
    public string Name { get; init; } = "";
    public double? Value { get; init; }
    /// <summary>The judgement as a word, for example <c>pass</c>.</summary>
    public string? Label { get; init; }
    /// <summary>The reason for it, or a corrected answer.</summary>
    public string? Comment { get; init; }
    /// <summary>The id of the message or step that it is about, of a span <c>traceid/spanid</c>; absent: the whole case.</summary>
    public string? Target { get; init; }
    /// <summary>Who judged: <c>human</c>, <c>code</c>, <c>llm</c> or <c>customer</c>.</summary>
    public string? Source { get; init; }
    /// <summary>The lowest value that there can be.</summary>
    public double? ScaleMin { get; init; }
    /// <summary>The highest value that there can be.</summary>
    public double? ScaleMax { get; init; }

    public override string? Fault() =>
        string.IsNullOrWhiteSpace(Name) ? "'name' is missing: what was judged."
        : Name.Length > 200 ? $"'name' has {Name.Length} characters; at most 200 are kept."
        : Value is null && string.IsNullOrWhiteSpace(Label) && string.IsNullOrWhiteSpace(Comment) ? "it says nothing; give at least one of 'value', 'label' and 'comment'."
        : OneOf("source", Source, "human", "code", "llm", "customer")
            ?? Within("scaleMin", ScaleMin, -1e9, 1e9) ?? Within("scaleMax", ScaleMax, -1e9, 1e9)
            ?? (ScaleMin >= ScaleMax ? $"'scaleMin' ({ScaleMin}) must be smaller than 'scaleMax' ({ScaleMax})." : null)
            ?? Within("value", Value, ScaleMin ?? -1e9, ScaleMax ?? 1e9);
}
