using System.Text.Json;

namespace Acsr.Ingest.Transcripts;

/// <summary>Reads a message of the OpenAI kind, which tau-bench and tau2 use too (tau2 with calls that are flat and arguments that are objects).</summary>
internal static class ChatMessageReader
{
    public static bool IsMessage(JsonElement element) => element.Field("role") is { ValueKind: JsonValueKind.String };

    public static ChatMessage Read(JsonElement message)
    {
        var word = message.Field("role").Word();
        if (RoleOf(word) is not { } role)
        {
            return new ChatMessage
            {
                Fault = word is null
                    ? $"it has no 'role'; it has {message.Names()}."
                    : $"its role '{word}' is not known; use user, assistant, system or tool, or give a map whose 'roles' says what '{word}' stands for.",
            };
        }

        var time = message.Field("timestamp");
        var usage = message.Field("usage") ?? default;
        return new ChatMessage
        {
            Role = role,
            Text = TextOf(message.Field("content")),
            Time = time.Time(),
            Fault = time is not null && time.Time() is null ? $"its timestamp '{time.Word()}' is not a time; use RFC 3339, for example 2026-01-31T12:00:00Z." : null,
            Calls = [.. Calls(message)],
            CallId = message.Field("tool_call_id").Word() ?? (role == Speaker.Tool ? message.Field("id").Word() : null),
            ToolName = message.Field("name").Word(),
            Failed = message.Field("error") is { ValueKind: JsonValueKind.True },
            Model = message.Field("model").Word(),
            InputTokens = (usage.Field("prompt_tokens") ?? usage.Field("input_tokens")).Whole(),
            OutputTokens = (usage.Field("completion_tokens") ?? usage.Field("output_tokens")).Whole(),
            CostUsd = message.Field("cost").Number(),
        };
    }

    public static Speaker? RoleOf(string? word) => word switch
    {
        "user" or "customer" => Speaker.Customer,
        "assistant" or "agent" => Speaker.Agent,
        "human" => Speaker.Human,
        "system" or "developer" => Speaker.System,
        "tool" or "function" => Speaker.Tool,
        _ => null,
    };

    /// <summary>The text of a content that is a string, or a list of parts; a part that is no text is named in brackets.</summary>
    public static string? TextOf(JsonElement? content) => content switch
    {
        null => null,
        { ValueKind: JsonValueKind.String } text => text.GetString(),
        { ValueKind: JsonValueKind.Array } => string.Join('\n', content.Items().Select(PartOf)),
        { } other => other.GetRawText(),
    };

    /// <summary>Arguments that are written as a string are JSON inside; what is not stays the string that the model wrote.</summary>
    public static JsonElement? Arguments(JsonElement? arguments)
    {
        if (arguments is not { ValueKind: JsonValueKind.String } text)
        {
            return arguments;
        }

        try
        {
            var inner = JsonSerializer.Deserialize<JsonElement>(text.GetString()!);
            return inner.IsReadable() ? inner : arguments;
        }
        catch (JsonException)
        {
            return arguments;
        }
    }

    private static string PartOf(JsonElement part) =>
        part.ValueKind == JsonValueKind.String ? part.GetString()!
        : part.Field("text").Word() ?? $"[{part.Field("type").Word() ?? "part"}]";

    private static IEnumerable<ChatCall> Calls(JsonElement message)
    {
        foreach (var call in message.Field("tool_calls").Items())
        {
            var function = call.Field("function") ?? call;
            yield return new ChatCall(call.Field("id").Word(), function.Field("name").Word() ?? "", Arguments(function.Field("arguments")));
        }

        // The form before tool calls, still written by older logs.
        if (message.Field("function_call") is { } old)
        {
            yield return new ChatCall(null, old.Field("name").Word() ?? "", Arguments(old.Field("arguments")));
        }
    }
}
