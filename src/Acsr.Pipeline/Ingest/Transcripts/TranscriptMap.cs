using System.Text.Json;
using System.Text.Json.Serialization;

namespace Acsr.Ingest.Transcripts;

/// <summary>
/// Says where things stand in a transcript of a shape we do not know. Every value is a dotted path (<c>a.b.0.c</c>); those of
/// <see cref="Role"/> and below count from a message, the others from a conversation.
/// </summary>
public sealed record TranscriptMap
{
    /// <summary>From a value of the file to its list of conversations; absent when each value or line is a conversation.</summary>
    public string? Conversations { get; init; }
    /// <summary>Absent: a hash of the content stands in.</summary>
    public string? Id { get; init; }
    /// <summary>From a conversation to its list of messages; absent when it is that list itself.</summary>
    public string? Messages { get; init; }
    public string? Agent { get; init; }
    public string? Channel { get; init; }
    public string? OpenedAt { get; init; }
    public string? ClosedAt { get; init; }
    public string? HandlingSeconds { get; init; }
    /// <summary>US dollars for the whole conversation.</summary>
    public string? CaseCost { get; init; }
    /// <summary>Where the outcome stands.</summary>
    public string? Outcome { get; init; }
    /// <summary>The values of <see cref="Outcome"/> that mean solved; every other one means not solved.</summary>
    public IReadOnlyList<string> Solved { get; init; } = [];

    public string? Role { get; init; }
    /// <summary>From the file's words for who speaks to ours: <c>customer</c>, <c>agent</c>, <c>human</c>, <c>system</c>, <c>tool</c> (what a call brought back) or <c>skip</c>.</summary>
    public IReadOnlyDictionary<string, string> Roles { get; init; } = new Dictionary<string, string>();
    /// <summary>Messages to leave out: path to the values there.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Skip { get; init; } = new Dictionary<string, IReadOnlyList<string>>();
    public string? Text { get; init; }
    /// <summary>ISO 8601 (without a zone: UTC), or seconds or milliseconds since 1970.</summary>
    public string? Time { get; init; }
    public string? Model { get; init; }
    /// <summary>US dollars for the message.</summary>
    public string? Cost { get; init; }
    public string? InputTokens { get; init; }
    public string? OutputTokens { get; init; }
    public MappedCalls? ToolCalls { get; init; }

    private static readonly JsonSerializerOptions Strict = new(JsonSerializerDefaults.Web)
    {
        RespectNullableAnnotations = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        ReadCommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
    };

    /// <summary>The map in a JSON text, or what is wrong with it and how to mend it.</summary>
    public static (TranscriptMap? Map, string? Fault) Parse(string json)
    {
        try
        {
            var map = JsonSerializer.Deserialize<TranscriptMap>(json, Strict);
            return map is null ? (null, "The map is empty.") : map.Fault() is { } fault ? (null, fault) : (map, null);
        }
        catch (JsonException error)
        {
            return (null, $"The map cannot be read at {error.Path ?? "$"} (line {error.LineNumber + 1}): use a JSON object with the names {Fields()}; paths are strings, and so are the values of 'solved' and 'skip'.");
        }
    }

    private string? Fault()
    {
        var wrong = Roles.FirstOrDefault(role => role.Value is null || !MappedShape.Speakers.ContainsKey(role.Value));
        return string.IsNullOrEmpty(Role) ? "The map has no 'role': the path in a message that says who speaks, for example \"role\"."
            : string.IsNullOrEmpty(Text) && ToolCalls is null ? "The map has no 'text': the path in a message that holds what was said, for example \"content\"."
            : Skip.Values.Contains(null!) ? "The map's 'skip' holds a path without values; give a list, for example {\"type\": [\"draft\"]}."
            : wrong.Key is not null ? $"The map's role '{wrong.Key}' stands for '{wrong.Value}'; use one of: {string.Join(", ", MappedShape.Speakers.Keys)}."
            : Outcome is not null && Solved.Count == 0 ? "The map has an 'outcome' but no 'solved': list the values there that mean solved, for example [\"1\", \"1.0\"]."
            : Outcome is null && Solved.Count > 0 ? "The map has 'solved' but no 'outcome': the path in a conversation where those values stand."
            : ToolCalls is { } calls && string.IsNullOrEmpty(calls.Name) ? "The map's 'toolCalls' has no 'name': the path in a call that names the tool."
            : null;
    }

    private static string Fields() => string.Join(", ", Strict.GetTypeInfo(typeof(TranscriptMap)).Properties.Select(property => property.Name));
}

/// <summary>Where tool calls stand in a message. The paths below <see cref="Calls"/> count from a call.</summary>
public sealed record MappedCalls
{
    /// <summary>From a message to its list of calls; absent when a message that has a <see cref="Name"/> is itself the call.</summary>
    public string? Calls { get; init; }
    public string? Id { get; init; }
    public string? Name { get; init; }
    /// <summary>An object, or a string with JSON inside.</summary>
    public string? Arguments { get; init; }
    /// <summary>What came back, in the call or in a message of the role <c>tool</c>; absent: there it is the message's text.</summary>
    public string? Result { get; init; }
    /// <summary>In a message of the role <c>tool</c>: the id of the call that it answers.</summary>
    public string? Answers { get; init; }
}
