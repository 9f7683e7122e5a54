using System.Text.Json;
using System.Text.Json.Serialization;
using Acsr.Review;

namespace Acsr.Releases;

/// <summary>What a model learns from one decision point: the prompt as the agent saw it then, and what it should have said or done.</summary>
public sealed record TrainingItem
{
    /// <summary>The same for the same case, step and review, whatever release it is in.</summary>
    public required string Id { get; init; }
    public required CaseReview Review { get; init; }
    /// <summary>The review as it may leave the house, where personal data was replaced; null where it leaves as it is.</summary>
    public CaseReview? Told { get; init; }
    /// <summary>The decisive step.</summary>
    public required string StepId { get; init; }
    /// <summary>The reviewer's intent, or else the case's.</summary>
    public string? Intent { get; init; }
    /// <summary>Everything the agent saw before the decisive step, and nothing else.</summary>
    public required IReadOnlyList<TrainingMessage> Prompt { get; init; }
    /// <summary>One message of the assistant.</summary>
    public required TrainingMessage Completion { get; init; }
    /// <summary>What the agent said or did instead, where a person corrected it; null where the agent was right, or its step tells neither.</summary>
    public TrainingMessage? Rejected { get; init; }
    /// <summary>The customer's last message before the decisive step: what the intent was told from.</summary>
    public string? Utterance { get; init; }
    /// <summary>Steps of the agent that the reviewer judged one by one, in order.</summary>
    public IReadOnlyList<JudgedStep> Steps { get; init; } = [];
    /// <summary>Items of the same customer belong to the same side of a split; the case where the customer is unknown.</summary>
    public string Group { get; init; } = "";
    /// <summary>When the agent decided: the newest are held out. Stands in no file.</summary>
    [JsonIgnore]
    public DateTime At { get; init; }
}

/// <summary>A step of the agent as it was, and whether it was right.</summary>
public sealed record JudgedStep(string Text, bool IsRight);

/// <summary>A message as trainers know it.</summary>
/// <param name="Role"><c>system</c>, <c>user</c>, <c>assistant</c> or <c>tool</c>.</param>
/// <param name="Content">The text; null for an assistant that only calls.</param>
/// <param name="Calls">Tool calls, of an assistant only.</param>
/// <param name="CallId">Of a tool's result: the call that it answers.</param>
/// <param name="Name">Of a tool's result: the tool.</param>
public sealed record TrainingMessage(string Role, string? Content, IReadOnlyList<TrainingCall> Calls, string? CallId = null, string? Name = null)
{
    public static TrainingMessage Said(string role, string content) => new(role, content, []);

    public static TrainingMessage Called(string? content, params IReadOnlyList<TrainingCall> calls) => new("assistant", content, calls);

    public static TrainingMessage Answered(TrainingCall call, string content) => new("tool", content, [], call.Id, call.Name);
}

/// <summary>A call of a tool; the arguments are a JSON object.</summary>
public sealed record TrainingCall(string Id, string Name, JsonElement Arguments);
