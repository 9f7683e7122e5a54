using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Acsr.Ingest.Transcripts;

/// <summary>One conversation in the form that every shape is read into, before it becomes events.</summary>
internal sealed record Conversation
{
    /// <summary>The id that the file gives it; null: the content's hash stands in.</summary>
    public string? Id { get; init; }
    /// <summary>The id to take where another conversation with different content already has <see cref="Id"/>; null: then it is refused.</summary>
    public string? SpareId { get; init; }
    /// <summary>What makes it unreadable as a whole, in words.</summary>
    public string? Fault { get; init; }
    public IReadOnlyList<ChatMessage> Messages { get; init; } = [];
    public string? Agent { get; init; }
    public string? Channel { get; init; }
    /// <summary>The model of messages that do not name their own.</summary>
    public string? Model { get; init; }
    public DateTime? OpenedAt { get; init; }
    public DateTime? ClosedAt { get; init; }
    public double? HandlingSeconds { get; init; }
    /// <summary>US dollars for the whole conversation as the file sums it, the customer's side not included.</summary>
    public double? CostUsd { get; init; }
    public bool? Solved { get; init; }
    /// <summary>Who or what says whether it was solved.</summary>
    public string? SolvedBy { get; init; }

    /// <summary>32 hexadecimal digits over what was said and called: equal for equal conversations, however the file is laid out.</summary>
    public string ContentHash()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var message in Messages)
        {
            Append(hash, message.Role.ToString(), message.Text);
            foreach (var call in message.Calls)
            {
                Append(hash, call.Name, call.Arguments?.GetRawText());
            }
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset().AsSpan(0, 16));
    }

    private static void Append(IncrementalHash hash, string label, string? value) =>
        hash.AppendData(Encoding.UTF8.GetBytes($"{label}\u001f{value}\u001e"));
}

/// <summary>Who wrote a message of a transcript; a tool's message holds what a call brought back.</summary>
internal enum Speaker { Customer, Agent, Human, System, Tool }

/// <summary>One message of a conversation, whatever its shape was.</summary>
internal sealed record ChatMessage
{
    public Speaker Role { get; init; }
    public string? Text { get; init; }
    public DateTime? Time { get; init; }
    public IReadOnlyList<ChatCall> Calls { get; init; } = [];
    /// <summary>In a tool's message: the call that it answers.</summary>
    public string? CallId { get; init; }
    /// <summary>In a tool's message: the tool.</summary>
    public string? ToolName { get; init; }
    /// <summary>In a tool's message: the file itself marks it as failed.</summary>
    public bool Failed { get; init; }
    public string? Model { get; init; }
    public long? InputTokens { get; init; }
    public long? OutputTokens { get; init; }
    public double? CostUsd { get; init; }
    /// <summary>What makes it unreadable, in words that follow "message 3: ".</summary>
    public string? Fault { get; init; }
}

/// <summary>A tool call in a message.</summary>
/// <param name="Id">Ties the call to its answer; not unique over a conversation in real files.</param>
/// <param name="Name">The tool.</param>
/// <param name="Arguments">Any JSON.</param>
/// <param name="Answer">What came back, where the file keeps it with the call.</param>
internal sealed record ChatCall(string? Id, string Name, JsonElement? Arguments, string? Answer = null);
