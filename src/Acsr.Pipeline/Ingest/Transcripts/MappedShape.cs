using System.Globalization;
using System.Text.Json;

namespace Acsr.Ingest.Transcripts;

/// <summary>Reads conversations of a shape that a map describes, and remembers which of its paths led anywhere.</summary>
internal sealed class MappedShape(TranscriptMap map)
{
    /// <summary>Our words for who speaks; null: the message is left out.</summary>
    public static readonly IReadOnlyDictionary<string, Speaker?> Speakers = new Dictionary<string, Speaker?>
    {
        ["customer"] = Speaker.Customer,
        ["agent"] = Speaker.Agent,
        ["human"] = Speaker.Human,
        ["system"] = Speaker.System,
        ["tool"] = Speaker.Tool,
        ["skip"] = null,
    };

    private readonly HashSet<string> _led = [];
    private readonly HashSet<string> _asked = [];

    public IEnumerable<Conversation> Read(JsonElement value)
    {
        if (map.Conversations is not { } path)
        {
            return [One(value)];
        }

        return value.At(path) is { ValueKind: JsonValueKind.Array } list
            ? list.EnumerateArray().Select(One)
            : [new Conversation { Fault = $"the map's 'conversations' path '{path}' leads to no list; at the top there are: {value.Names()}. Correct the path in the map." }];
    }

    /// <summary>The paths that no conversation had: most likely misspelt. In words, or null when all led somewhere.</summary>
    public string? Unused() => _asked.Except(_led).ToList() is { Count: > 0 } lost
        ? $"the map's path {string.Join(", ", lost.Select(path => $"'{path}'"))} was found in no conversation of the file; the rest was taken without it. Correct it in the map, or take it out."
        : null;

    private Conversation One(JsonElement value)
    {
        if (value.At(map.Messages ?? "") is not { ValueKind: JsonValueKind.Array } list)
        {
            return new Conversation
            {
                Id = Get(value, map.Id).Word(),
                Fault = $"the map's 'messages' path '{map.Messages}' leads to no list; the conversation has: {value.Names()}. Correct the path in the map.",
            };
        }

        var outcome = Get(value, map.Outcome).Word();
        return new Conversation
        {
            Id = Get(value, map.Id).Word(),
            Messages = [.. list.EnumerateArray().Where(message => !IsSkipped(message)).Select(Message).OfType<ChatMessage>()],
            Agent = Get(value, map.Agent).Word(),
            Channel = Get(value, map.Channel).Word() ?? "chat",
            OpenedAt = Get(value, map.OpenedAt).Time(),
            ClosedAt = Get(value, map.ClosedAt).Time(),
            HandlingSeconds = Get(value, map.HandlingSeconds).Number(),
            CostUsd = Get(value, map.CaseCost).Number(),
            Solved = outcome is null ? null : map.Solved.Any(word => SameValue(word, outcome)),
            SolvedBy = map.Outcome,
        };
    }

    /// <summary>Files write the same number as 1, 1.0 or "1".</summary>
    private static bool SameValue(string expected, string found) =>
        expected == found || (double.TryParse(expected, CultureInfo.InvariantCulture, out var one)
            && double.TryParse(found, CultureInfo.InvariantCulture, out var other) && one == other);

    private bool IsSkipped(JsonElement message) =>
        map.Skip.Any(skip => Get(message, skip.Key).Word() is { } word && skip.Value.Contains(word));

    private ChatMessage? Message(JsonElement message)
    {
        var word = Get(message, map.Role).Word();
        if (word is null)
        {
            return new ChatMessage { Fault = $"the map's 'role' path '{map.Role}' leads nowhere; the message has: {message.Names()}. Correct the path in the map." };
        }

        var known = map.Roles.TryGetValue(word, out var ours) ? Speakers[ours] : ChatMessageReader.RoleOf(word);
        if (known is not { } role)
        {
            return ours is not null ? null
                : new ChatMessage { Fault = $"its role '{word}' is not in the map; add it to 'roles' as one of: {string.Join(", ", Speakers.Keys)}." };
        }

        var time = Get(message, map.Time);
        var text = ChatMessageReader.TextOf(Get(message, map.Text));
        var called = role == Speaker.Tool ? null : map.ToolCalls;
        return new ChatMessage
        {
            Role = role,
            Text = role == Speaker.Tool ? ChatMessageReader.TextOf(Get(message, map.ToolCalls?.Result)) ?? text : text,
            Time = time.Time(),
            Fault = time is not null && time.Time() is null ? $"its time '{time.Word()}' at '{map.Time}' is not a time; the map's 'time' must lead to ISO 8601 or to seconds since 1970." : null,
            Calls = called is null ? [] : [.. Calls(message, called)],
            CallId = role == Speaker.Tool ? Get(message, map.ToolCalls?.Answers).Word() : null,
            ToolName = role == Speaker.Tool && map.ToolCalls?.Calls is null ? Get(message, map.ToolCalls?.Name).Word() : null,
            Model = Get(message, map.Model).Word(),
            InputTokens = Get(message, map.InputTokens).Whole(),
            OutputTokens = Get(message, map.OutputTokens).Whole(),
            CostUsd = Get(message, map.Cost).Number(),
        };
    }

    private IEnumerable<ChatCall> Calls(JsonElement message, MappedCalls paths)
    {
        IEnumerable<JsonElement> calls = paths.Calls is null ? [message] : Get(message, paths.Calls).Items();
        foreach (var call in calls)
        {
            var name = Get(call, paths.Name).Word();
            if (name is not null || paths.Calls is not null)
            {
                yield return new ChatCall(Get(call, paths.Id).Word(), name ?? "",
                    ChatMessageReader.Arguments(Get(call, paths.Arguments)), ChatMessageReader.TextOf(Get(call, paths.Result)));
            }
        }
    }

    private JsonElement? Get(JsonElement from, string? path)
    {
        if (path is null)
        {
            return null;
        }

        _asked.Add(path);
        var value = from.At(path);
        if (value is not null)
        {
            _led.Add(path);
        }

        return value;
    }
}
