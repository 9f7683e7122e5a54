using System.Text.Json;

namespace Acsr.Releases.Formats;

/// <summary>Messages as TRL writes them in every kind of row (formats D.4): arguments are objects, and a tool's result names the tool.</summary>
internal static class TrlMessages
{
    /// <summary>A list of messages under a key.</summary>
    public static void Write(Utf8JsonWriter json, string key, params IReadOnlyList<TrainingMessage> messages)
    {
        json.WriteStartArray(key);
        foreach (var message in messages) { Write(json, message); }
        json.WriteEndArray();
    }

    /// <summary>What is wrong with a prompt and one message of the assistant that follows it; null when they are good.</summary>
    public static string? Continued(JsonElement row, string key) =>
        RowRules.ItemsOf(row, "prompt", out var prompt) ?? RowRules.ItemsOf(row, key, out var answer)
        ?? (answer.Count != 1 ? $"'{key}' holds {answer.Count} messages instead of one." : null)
        ?? RowRules.Conversation([.. prompt, .. answer], Check);

    private static void Write(Utf8JsonWriter json, TrainingMessage message)
    {
        json.WriteStartObject();
        json.WriteString("role", message.Role);
        if (message.Name is { } name) { json.WriteString("name", name); }
        // An absent content is TRL's own way to write a message that only calls.
        if (message.Content is { } content) { json.WriteString("content", content); }
        if (message.Calls.Count > 0)
        {
            json.WriteStartArray("tool_calls");
            foreach (var call in message.Calls)
            {
                json.WriteStartObject();
                json.WriteString("type", "function");
                json.WriteStartObject("function");
                json.WriteString("name", call.Name);
                json.WritePropertyName("arguments");
                call.Arguments.WriteTo(json);
                json.WriteEndObject();
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    /// <summary>What is wrong with a message; null when it is good. Results follow their calls in order: without ids, order and name are all that ties them.</summary>
    public static string? Check(JsonElement message, string role, List<string> unanswered, bool isLast) => role switch
    {
        "tool" => RowRules.KeysAre(message, "role", "name", "content") ?? RowRules.TextIn(message, "content") ?? RowRules.Answers(message, "name", unanswered),
        "assistant" => RowRules.KeysWithin(message, "role", "content", "tool_calls") ?? RowRules.ContentOrCalls(message)
            ?? RowRules.Calls(message, unanswered, call =>
                RowRules.KeysAre(call, "type", "function") ?? RowRules.Function(call, JsonValueKind.Object), call => call.GetProperty("function").GetProperty("name").GetString()!),
        _ => RowRules.KeysAre(message, "role", "content") ?? RowRules.TextIn(message, "content"),
    };
}
