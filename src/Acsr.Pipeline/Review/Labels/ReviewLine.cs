using System.Text.Json;
using System.Text.Json.Serialization;
using Acsr.Cases;

namespace Acsr.Review.Labels;

/// <summary>A decision of the agent or of who corrected it, as a line has it.</summary>
internal sealed record LineDecision(string? Action, JsonElement? Arguments, double? Confidence, string? Answer, string? Intent);

/// <summary>One failure that a line names.</summary>
internal sealed record LineLabel(string? Step, string? Category, string? RootCause, string? Agent, string? Reason, bool Decisive);

/// <summary>A review as a line of JSON, as the console gives reviews out; what the line says of its lineage is not taken.</summary>
internal sealed record ReviewLine
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false) } };

    public string Case { get; init; } = "";
    public string? Reviewer { get; init; }
    public Verdict? Verdict { get; init; }
    public string? Step { get; init; }
    public LineDecision? Original { get; init; }
    public LineDecision? Final { get; init; }
    public string? Rationale { get; init; }
    public string? Clause { get; init; }
    public string? DataPoint { get; init; }
    public FaultAuthor? Fault { get; init; }
    public string? RootCause { get; init; }
    public Severity? Impact { get; init; }
    public string? Unclear { get; init; }
    /// <summary>Each as <c>id=right</c> or <c>id=wrong</c>.</summary>
    public IReadOnlyList<string>? Steps { get; init; }
    public IReadOnlyList<LineLabel>? Labels { get; init; }

    /// <summary>The line's review, or what is wrong with it.</summary>
    public static (ReviewLine? Review, string? Fault) Read(JsonElement entry)
    {
        try
        {
            var line = entry.Deserialize<ReviewLine>(Json)!;
            return string.IsNullOrWhiteSpace(line.Case) ? (null, "The case is blank.")
                : (line.Steps ?? []).FirstOrDefault(step => step is null || !(step.EndsWith("=right", StringComparison.Ordinal) || step.EndsWith("=wrong", StringComparison.Ordinal))) is { } odd ? (null, $"steps: '{odd}' is neither id=right nor id=wrong.")
                : (line, null);
        }
        catch (JsonException error)
        {
            var field = error.Path is { Length: > 2 } path ? path[2..] : "The entry";
            return (null, field switch
            {
                "verdict" => "verdict: it must be corrected, agent_was_right or cannot_tell.",
                "fault" => "fault: it must be agent, customer, environment, policy or knowledge.",
                "impact" => "impact: it must be none, low, medium, high or critical.",
                _ => $"{field}: it has another kind of value than a review has there.",
            });
        }
    }

    /// <summary>What the line says, as a reviewer would have written it.</summary>
    public ReviewForm Form() => new ReviewForm
    {
        Verdict = Verdict,
        StepId = Step,
        OriginalAction = Original?.Action,
        OriginalArguments = Text(Original?.Arguments),
        OriginalConfidence = Original?.Confidence,
        FinalAction = Final?.Action,
        FinalArguments = Text(Final?.Arguments),
        FinalAnswer = Final?.Answer,
        FinalIntent = Final?.Intent,
        Rationale = Rationale,
        Clause = Clause,
        DataPoint = DataPoint,
        Fault = Fault,
        RootCause = RootCause,
        Impact = Impact,
        Unclear = Unclear,
        Steps = Steps is not { Count: > 0 } ? null : Steps.DistinctBy(Id).ToDictionary(Id, step => step.EndsWith("=right", StringComparison.Ordinal)),
    }.ForVerdict();

    /// <summary>The steps that the line names.</summary>
    public IEnumerable<string> Named() => (Steps ?? []).Select(Id).Append(Step).Concat((Labels ?? []).Select(label => label.Step)).OfType<string>().Distinct();

    private static string Id(string step) => step[..step.LastIndexOf('=')];

    private static string? Text(JsonElement? value) => value is not { } json || json.ValueKind == JsonValueKind.Null ? null : json.ValueKind == JsonValueKind.String ? json.GetString() : json.GetRawText();
}
