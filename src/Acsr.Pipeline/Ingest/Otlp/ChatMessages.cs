using System.Text;
using System.Text.Json;
using Acsr.Cases;

namespace Acsr.Ingest.Otlp;

/// <summary>A message as GenAI spans carry it (formats B.1): what is said, which tools are asked for, what they gave back.</summary>
internal sealed record ChatMessage(Role Role, string Text, IReadOnlyList<ChatCall> Calls, IReadOnlyList<ChatResult> Results);

/// <summary>A tool that a message asks for; senders may leave the id out.</summary>
internal sealed record ChatCall(string? Id, string Name, string? Arguments);

/// <summary>What a tool gave back.</summary>
internal sealed record ChatResult(string? Id, string? Response);

/// <summary>Reads <c>gen_ai.input.messages</c>, <c>gen_ai.output.messages</c> and <c>gen_ai.system_instructions</c>.</summary>
internal static class ChatMessages
{
    /// <summary>The messages of an attribute, structured or JSON; none where it holds no such list.</summary>
    public static IReadOnlyList<ChatMessage> Of(OtlpSpan span, string name) => Parsed(span, name, Message);

    /// <summary>The instructions apart from the messages, as one text; null when there are none.</summary>
    public static string? Instructions(OtlpSpan span)
    {
        var text = string.Join('\n', Parsed(span, "gen_ai.system_instructions", part => TextPart(part) ?? "").Where(part => part.Length > 0));
        return text.Length == 0 ? null : text;
    }

    private static List<T> Parsed<T>(OtlpSpan span, string name, Func<JsonElement, T> read)
    {
        if (span.Text(name) is not { } text) { return []; }
        try
        {
            using var json = JsonDocument.Parse(text);
            return json.RootElement.ValueKind != JsonValueKind.Array ? [] : [.. json.RootElement.EnumerateArray().Where(e => e.ValueKind == JsonValueKind.Object).Select(read)];
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            // Cut off by a length limit of the sender's SDK, or not valid Unicode: the span remains, without its conversation.
            return [];
        }
    }

    private static ChatMessage Message(JsonElement message)
    {
        var text = new StringBuilder();
        List<ChatCall> calls = [];
        List<ChatResult> results = [];
        if (TextOf(message, "content") is { } content) { text.Append(content); }
        if (message.TryGetProperty("parts", out var parts) && parts.ValueKind == JsonValueKind.Array)
        {
            foreach (var part in parts.EnumerateArray().Where(p => p.ValueKind == JsonValueKind.Object))
            {
                switch (TextOf(part, "type"))
                {
                    case "text": text.Append(text.Length > 0 ? "\n" : "").Append(TextPart(part)); break;
                    case "tool_call": calls.Add(new(TextOf(part, "id"), TextOf(part, "name") ?? "unknown", Any(part, "arguments"))); break;
                    case "tool_call_response": results.Add(new(TextOf(part, "id"), Any(part, "response") ?? Any(part, "result"))); break;
                    default: break;
                }
            }
        }

        return new(RoleOf(TextOf(message, "role")), text.ToString().Trim(), calls, results);
    }

    private static Role RoleOf(string? role) => role switch
    {
        "user" => Role.Customer,
        "assistant" or "model" => Role.Agent,
        "system" or "developer" => Role.System,
        _ => Role.None,
    };

    private static string? TextPart(JsonElement part) => TextOf(part, "content");

    private static string? TextOf(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    /// <summary>A text as it is, anything else as JSON.</summary>
    private static string? Any(JsonElement element, string name) =>
        !element.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null ? null
        : value.ValueKind == JsonValueKind.String ? value.GetString() : value.GetRawText();
}
