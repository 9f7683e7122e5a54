using System.Text.Json;
using Acsr.Cases;
using Acsr.Ingest;
using Acsr.Policies;

namespace Acsr.Review;

/// <summary>A field of the form that still lacks something, and what, in words that stand beside it.</summary>
public sealed record MissingPart(string Field, string Text);

/// <summary>
/// What a reviewer fills in: the triad and its surroundings. Null and blank mean not given. Properties have setters because a
/// page binds to them.
/// </summary>
public sealed record ReviewForm
{
    public Verdict? Verdict { get; set; }
    /// <summary>The step that went wrong, or that shows the agent was right.</summary>
    public string? StepId { get; set; }
    public string? OriginalAction { get; set; }
    /// <summary>JSON, as the agent gave it.</summary>
    public string? OriginalArguments { get; set; }
    /// <summary>0 to 1.</summary>
    public double? OriginalConfidence { get; set; }
    public string? FinalAction { get; set; }
    /// <summary>A JSON object; blank for an action without arguments.</summary>
    public string? FinalArguments { get; set; }
    public string? FinalAnswer { get; set; }
    /// <summary>The intent as it should have been understood; blank when the agent understood it.</summary>
    public string? FinalIntent { get; set; }
    public string? Rationale { get; set; }
    /// <summary><c>policy/clause@version</c>.</summary>
    public string? Clause { get; set; }
    public string? DataPoint { get; set; }
    public FaultAuthor? Fault { get; set; }
    /// <summary>Id of a leaf in <see cref="RootCauses"/>.</summary>
    public string? RootCause { get; set; }
    public Severity? Impact { get; set; }
    /// <summary>Why nothing can be told, for <see cref="Review.Verdict.CannotTell"/>.</summary>
    public string? Unclear { get; set; }
    /// <summary>Steps that the reviewer called right (true) or wrong (false).</summary>
    public Dictionary<string, bool>? Steps { get; set; }
    /// <summary>Seconds of work so far.</summary>
    public double? Seconds { get; set; }
    /// <summary>Fields of the correction that the log filled in; and of those, the ones that are still as they were.</summary>
    public List<string>? Prefilled { get; set; }
    public List<string>? Accepted { get; set; }
    /// <summary>Came without what the human did.</summary>
    public bool Control { get; set; }
    /// <summary>The version of the guideline that stood beside the form; null where none did, or it is not known.</summary>
    public int? GuidelineRead { get; set; }

    /// <summary>Parts that a queue may ask for beyond the triad, with the words that ask for them.</summary>
    public static IReadOnlyDictionary<string, string> Askable { get; } = new Dictionary<string, string>
    {
        [nameof(StepId)] = "Choose the step that decided it.",
        [nameof(Fault)] = "Say whose fault it was.",
        [nameof(RootCause)] = "Choose the root cause.",
        [nameof(Impact)] = "Say how much harm it did.",
        [nameof(FinalAnswer)] = "Write the answer that would have been right.",
        [nameof(FinalIntent)] = "Say what the customer wanted.",
        [nameof(Clause)] = "Cite the policy clause.",
        [nameof(DataPoint)] = "Give the data point that decides it.",
    };

    /// <summary>What a queue asks for in an item with these reasons, as names of fields.</summary>
    /// <param name="required">Each as <c>Reason:Field</c> or <c>*:Field</c>.</param>
    /// <param name="reasons">Of the item.</param>
    public static IReadOnlyList<string> RequiredFor(IEnumerable<string> required, IReadOnlyCollection<ReviewReason> reasons) =>
        [.. required.Select(rule => rule.Split(':', 2)).Where(rule => rule.Length == 2 && Askable.ContainsKey(rule[1]) && (rule[0] == "*" || reasons.Any(reason => reason.ToString() == rule[0]))).Select(rule => rule[1]).Distinct()];

    /// <summary>Fills in what the override log and, where it is silent, the trace know. Pure.</summary>
    public static ReviewForm Prefill(FoldedCase folded)
    {
        var log = LogOf(folded);
        var decided = DecisiveStep(folded.Steps, log);
        return new ReviewForm
        {
            Verdict = log is null ? null : Review.Verdict.Corrected,
            StepId = decided?.Id,
            OriginalAction = log?.OriginalAction ?? decided?.Name,
            OriginalArguments = log?.OriginalArguments ?? decided?.Input,
            OriginalConfidence = log?.OriginalConfidence ?? decided?.Confidence,
            FinalAction = log?.FinalAction,
            FinalArguments = log?.FinalArguments,
            Rationale = log?.Rationale,
            Clause = log?.Clause,
            DataPoint = log?.DataPoint,
        };
    }

    /// <summary>The override that speaks for the case: the last one; null when there is none.</summary>
    internal static OverrideFacts? LogOf(FoldedCase folded) => folded.Overrides.OrderBy(o => o.At).ThenBy(o => o.Id, StringComparer.Ordinal).LastOrDefault();

    /// <summary>The form of a review that was written, to write it anew.</summary>
    public static ReviewForm Of(CaseReview review) => new()
    {
        Verdict = review.Verdict,
        StepId = review.StepId,
        OriginalAction = review.OriginalAction,
        OriginalArguments = review.OriginalArguments,
        OriginalConfidence = review.OriginalConfidence,
        FinalAction = review.FinalAction,
        FinalArguments = review.FinalArguments,
        FinalAnswer = review.FinalAnswer,
        FinalIntent = review.FinalIntent,
        Rationale = review.Rationale,
        Clause = review.Clause,
        DataPoint = review.DataPoint,
        Fault = review.Fault,
        RootCause = review.RootCause,
        Impact = review.Impact,
        Unclear = review.Unclear,
        Steps = review.StepVerdicts.Count == 0 ? null : review.StepVerdicts.Select(verdict => (Id: verdict[..verdict.LastIndexOf('=')], Right: verdict.EndsWith("=right", StringComparison.Ordinal))).ToDictionary(v => v.Id, v => v.Right),
        Seconds = review.Seconds,
        Control = review.Control,
    };

    /// <summary>A draft as it was saved.</summary>
    public static ReviewForm FromJson(string json) => JsonSerializer.Deserialize<ReviewForm>(json, JsonSerializerOptions.Web) ?? new ReviewForm();

    public string ToJson() => JsonSerializer.Serialize(this, JsonSerializerOptions.Web);

    /// <summary>
    /// What still lacks for a complete triad; empty when the review can be submitted. Who cannot tell owes only the reason. Who finds
    /// the agent right need not repeat its decision.
    /// </summary>
    /// <param name="required">What the queue asks for beyond the triad; nobody owes it who cannot tell, and nobody owes a correction who finds the agent right.</param>
    public IReadOnlyList<MissingPart> Missing(IReadOnlyCollection<string>? required = null)
    {
        List<MissingPart> missing = [];
        void Need(bool met, string field, string text) { if (!met && !missing.Exists(part => part.Field == field)) { missing.Add(new(field, text)); } }

        Need(Verdict is { } verdict && Enum.IsDefined(verdict), nameof(Verdict), "Say what you found.");
        Need(Given(Rationale), nameof(Rationale), "Say why.");
        Need(OriginalConfidence is null or (>= 0 and <= 1), nameof(OriginalConfidence), "Give a number from 0 to 1, or nothing.");
        Need(!Given(FinalArguments) || KindOf(FinalArguments) == JsonValueKind.Object, nameof(FinalArguments), "Write the arguments as a JSON object, for example {\"order\": \"A1\"}.");
        Need(!Given(FinalArguments) || Given(FinalAction), nameof(FinalAction), "Name the action that these arguments belong to.");
        Need(!Given(RootCause) || RootCauses.Find(RootCause!.Trim()) is not null, nameof(RootCause), "Choose a root cause of the list.");
        Need(!Given(Clause) || ClauseCitation.TryParse(Clause!.Trim(), out _), nameof(Clause), "Cite the clause as policy/clause@version, or give its words as the data point.");
        if (Verdict == Review.Verdict.CannotTell) { return missing; }

        Need(Given(OriginalAction), nameof(OriginalAction), "Name what the agent decided to do.");
        Need(Given(FinalAction) || Given(FinalAnswer) || Given(FinalArguments) || Verdict == Review.Verdict.AgentWasRight,
            nameof(FinalAction), "Give the action or the answer that would have been right.");
        Need(Given(Clause) || Given(DataPoint), nameof(Clause), "Cite the policy clause or give the data point that decides it.");
        foreach (var field in required ?? [])
        {
            if (Verdict == Review.Verdict.AgentWasRight && field is (nameof(Fault) or nameof(RootCause) or nameof(Impact) or nameof(FinalAnswer) or nameof(FinalIntent))) { continue; }
            Need(IsGiven(field), field, Askable[field]);
        }

        return missing;
    }

    /// <summary>
    /// What is wrong with the arguments of the right action, by what the tool catalogue says that it takes: one part for each argument, named as
    /// <see cref="ArgumentPart"/> has it. Empty where the catalogue says nothing of the action, and where the verdict leaves no correction.
    /// </summary>
    public IReadOnlyList<MissingPart> ArgumentFaults(ToolCatalogue catalogue) =>
        Verdict is not (null or Review.Verdict.Corrected) || !Given(FinalAction) ? []
        : [.. ActionArguments.Faults(FinalArguments, catalogue.ArgumentsOf(FinalAction!.Trim())).Select(fault => new MissingPart(ArgumentPart(fault.Key), fault.Value))];

    /// <summary>The name of one argument as a part of the form.</summary>
    public static string ArgumentPart(string argument) => $"{nameof(FinalArguments)}/{argument}";

    /// <summary>The form without what its verdict contradicts: only who corrects the agent says what would have been right and what went wrong.</summary>
    public ReviewForm ForVerdict() => Verdict is null or Review.Verdict.Corrected ? this
        : this with { FinalAction = null, FinalArguments = null, FinalAnswer = null, FinalIntent = null, Fault = null, RootCause = null, Impact = null };

    private bool IsGiven(string field) => field switch
    {
        nameof(StepId) => Given(StepId),
        nameof(Fault) => Fault is not null,
        nameof(RootCause) => Given(RootCause),
        nameof(Impact) => Impact is not null,
        nameof(FinalAnswer) => Given(FinalAnswer),
        nameof(FinalIntent) => Given(FinalIntent),
        nameof(Clause) => Given(Clause),
        nameof(DataPoint) => Given(DataPoint),
        _ => throw new ArgumentOutOfRangeException(nameof(field), field, "No queue can ask for this."),
    };

    /// <summary>A form that lacks nothing as it is stored: without blanks, and with the agent's decision repeated where it was right.</summary>
    internal ReviewForm Settled()
    {
        var right = Verdict == Review.Verdict.AgentWasRight && !Given(FinalAction) && !Given(FinalAnswer);
        var action = Trimmed(right ? OriginalAction : FinalAction);
        var arguments = Trimmed(right ? OriginalArguments : FinalArguments);
        return this with
        {
            StepId = Trimmed(StepId),
            OriginalAction = Trimmed(OriginalAction),
            // An agent may have sent what is no JSON at all; as a string it still is what it was.
            OriginalArguments = Trimmed(OriginalArguments) is { } original && KindOf(original) is null ? JsonSerializer.Serialize(original) : Trimmed(OriginalArguments),
            FinalAction = action,
            FinalArguments = action is not null && arguments is null ? "{}" : KindOf(arguments) == JsonValueKind.Object ? arguments : null,
            FinalAnswer = Trimmed(FinalAnswer),
            FinalIntent = Trimmed(FinalIntent),
            Rationale = Trimmed(Rationale),
            Clause = Trimmed(Clause),
            DataPoint = Trimmed(DataPoint),
            RootCause = Trimmed(RootCause),
            Unclear = Verdict == Review.Verdict.CannotTell ? Trimmed(Unclear) : null,
        };
    }

    /// <summary>
    /// Where the agent committed itself: the step that carries out or announces the action which the log says was overruled; without a
    /// log the last decision, else the last action, else the last tool call before the hand-off.
    /// </summary>
    private static Step? DecisiveStep(IReadOnlyList<Step> steps, OverrideFacts? log)
    {
        var before = steps.TakeWhile(step => step.Kind != StepKind.Handoff && (log is null || step.Id != log.Id)).ToList();
        if (log?.OriginalAction is { } overruled)
        {
            return before.LastOrDefault(step => step.Kind == StepKind.Decision && step.Name == overruled)
                ?? before.LastOrDefault(step => step.IsToolCall && step.Name == overruled);
        }

        return before.LastOrDefault(step => step.Kind == StepKind.Decision)
            ?? before.LastOrDefault(step => step.Kind == StepKind.Action)
            ?? before.LastOrDefault(step => step.IsToolCall);
    }

    private static JsonValueKind? KindOf(string? json)
    {
        if (json is null) { return null; }
        try
        {
            using var document = JsonDocument.Parse(json);
            return document.RootElement.ValueKind;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static bool Given(string? text) => !string.IsNullOrWhiteSpace(text);

    private static string? Trimmed(string? text) => Given(text) ? text!.Trim() : null;
}
