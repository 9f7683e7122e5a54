using System.Text.Json;
using System.Text.Json.Nodes;
using Acsr.Cases;

namespace Acsr.Ingest.Otlp.Dialects;

/// <summary>
/// Finds the messages in whatever a span holds of a conversation: a list of messages, one message, or the request or answer of a
/// provider's interface around them (OpenAI, Anthropic, Gemini, LangChain, Vercel and OpenTelemetry write each in their own way).
/// </summary>
internal static class ChatJson
{
    /// <summary>Where requests and answers keep their messages.</summary>
    private static readonly string[] Around = ["messages", "prompt", "contents", "new_message", "choices", "candidates", "generations", "message"];

    /// <summary>Where a function's plain question or answer stands; only looked at where somebody is known to speak.</summary>
    private static readonly string[] Asked = ["inputs", "input", "question", "args"];
    private static readonly string[] Answered = ["outputs", "output", "answer", "response"];

    /// <summary>The messages of a text. None where it holds none, is cut off by a length limit of the sender, or is not valid Unicode.</summary>
    /// <param name="text">JSON, or what was said.</param>
    /// <param name="speaker">Who says what stands there without a role; <see cref="Role.None"/> to pass over it.</param>
    public static IReadOnlyList<ChatMessage> Of(string? text, Role speaker = Role.None)
    {
        if (text is null) { return []; }
        if (text.AsSpan().TrimStart() is not ['{' or '[' or '"', ..]) { return ChatText.Of(text, speaker); }
        try
        {
            using var json = JsonDocument.Parse(text);
            return [.. Of(json.RootElement, speaker)];
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            return [];
        }
    }

    /// <inheritdoc cref="Of(string, Role)"/>
    public static IReadOnlyList<ChatMessage> Of(JsonNode tree, Role speaker = Role.None) => Of(tree.ToJsonString(), speaker);

    /// <summary>Instructions that stand apart from the messages, as one text; null when there are none.</summary>
    public static string? Instructions(string? text)
    {
        var said = string.Join('\n', Of(text, Role.System).Select(message => message.Text).Where(part => part.Length > 0));
        return said.Length == 0 ? null : said;
    }

    private static IEnumerable<ChatMessage> Of(JsonElement value, Role speaker) => value.ValueKind switch
    {
        JsonValueKind.String => ChatText.Of(value.GetString()!, speaker),
        JsonValueKind.Array when ChatParts.IsList(value) => speaker == Role.None ? [] : One(ChatParts.Message(speaker, value)),
        JsonValueKind.Array => value.EnumerateArray().SelectMany(item => Of(item, speaker)),
        JsonValueKind.Object => OfObject(value, speaker),
        _ => [],
    };

    private static IEnumerable<ChatMessage> OfObject(JsonElement value, Role speaker)
    {
        if (ChatParts.RoleIn(value) is { } role) { return One(ChatParts.Message(role, value)); }
        foreach (var name in Around)
        {
            if (value.TryGetProperty(name, out var inner) && Of(inner, speaker).ToList() is { Count: > 0 } found) { return [.. System(value), .. found]; }
        }

        // The Responses interface lists its items here; elsewhere it may be anything.
        if (value.TryGetProperty("output", out var items) && items.ValueKind == JsonValueKind.Array && Of(items, Role.None).ToList() is { Count: > 0 } listed) { return listed; }
        if (value.TryGetProperty("content", out var content) && content.ValueKind is JsonValueKind.Object or JsonValueKind.Array && Of(content, speaker == Role.Agent ? speaker : Role.None).ToList() is { Count: > 0 } held) { return held; }
        if (speaker == Role.None) { return []; }
        // Chunks of an answer, such as Gemini's and Strands', have parts and no role.
        if (speaker != Role.Customer && One(ChatParts.Message(speaker, value)) is { Count: > 0 } own) { return own; }
        return (speaker == Role.Agent ? Answered : Asked).Where(name => value.TryGetProperty(name, out _)).SelectMany(name => Of(value.GetProperty(name), speaker)).Take(1);
    }

    /// <summary>Instructions that stand beside the messages.</summary>
    private static IEnumerable<ChatMessage> System(JsonElement value)
    {
        foreach (var name in (string[])["system", "instructions", "system_instruction"])
        {
            if (value.TryGetProperty(name, out var system) && system.ValueKind == JsonValueKind.String) { return One(ChatParts.Message(Role.System, system)); }
        }

        return value.TryGetProperty("config", out var config) && config.ValueKind == JsonValueKind.Object ? System(config) : [];
    }

    private static List<ChatMessage> One(ChatMessage message) =>
        message.Text.Length + message.Calls.Count + message.Results.Count == 0 && message.Role != Role.None ? [] : [message];
}
