using System.Text.Json;
using System.Text.RegularExpressions;

namespace Acsr.Releases.Formats;

/// <summary>Messages in OpenAI's chat form, in every kind of row (formats D.1, D.2): arguments are JSON in a string, calls and results are tied by id.</summary>
internal static partial class OpenAiMessages
{
    /// <summary>One message.</summary>
    /// <param name="json">Where to.</param>
    /// <param name="message">What.</param>
    /// <param name="weight">Of an assistant's message, 0 or 1; null where the format knows no weight.</param>
    public static void Write(Utf8JsonWriter json, TrainingMessage message, int? weight)
    {
        json.WriteStartObject();
        json.WriteString("role", message.Role);
        if (message.CallId is { } id) { json.WriteString("tool_call_id", id); }
        json.WriteString("content", message.Content);
        if (message.Calls.Count > 0)
        {
            json.WriteStartArray("tool_calls");
            foreach (var call in message.Calls)
            {
                json.WriteStartObject();
                json.WriteString("id", call.Id);
                json.WriteString("type", "function");
                json.WriteStartObject("function");
                json.WriteString("name", FunctionName(call.Name));
                json.WriteString("arguments", ReleaseJson.Text(call.Arguments));
                json.WriteEndObject();
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        if (message.Role == "assistant" && weight is { } learnt) { json.WriteNumber("weight", learnt); }
        json.WriteEndObject();
    }

    // The service refuses a whole file for one name with a dot or a space in it.
    private static string FunctionName(string name)
    {
        var allowed = NotAllowed().Replace(name, "_");
        return allowed.Length <= 64 ? allowed : allowed[..64];
    }

    /// <summary>What is wrong with a message of a conversation of which the last message is learnt; null when it is good.</summary>
    public static string? CheckWeighted(JsonElement message, string role, List<string> unanswered, bool isLast) =>
        (role == "assistant" ? Weight(message, isLast) : null) ?? Check(message, role, unanswered, isLast);

    /// <summary>What is wrong with a message; null when it is good.</summary>
    public static string? Check(JsonElement message, string role, List<string> unanswered, bool isLast) => role switch
    {
        "tool" => RowRules.KeysAre(message, "role", "tool_call_id", "content") ?? RowRules.TextIn(message, "content")
            ?? RowRules.Answers(message, "tool_call_id", unanswered),
        "assistant" => RowRules.KeysWithin(message, "role", "content", "tool_calls", "weight") ?? RowRules.ContentOrCalls(message)
            ?? RowRules.Calls(message, unanswered, call =>
                RowRules.KeysAre(call, "id", "type", "function") ?? RowRules.TextIn(call, "id")
                ?? RowRules.Function(call, JsonValueKind.String) ?? Name(call), call => call.GetProperty("id").GetString()!),
        _ => RowRules.KeysAre(message, "role", "content") ?? RowRules.TextIn(message, "content"),
    };

    private static string? Weight(JsonElement message, bool isLast) =>
        message.TryGetProperty("weight", out var weight) && weight.ValueKind == JsonValueKind.Number && weight.GetRawText() == (isLast ? "1" : "0")
            ? null
            : $"An assistant message has not the weight {(isLast ? 1 : 0)}.";

    private static string? Name(JsonElement call) =>
        call.GetProperty("function").GetProperty("name").GetString() is { Length: <= 64 } name && !NotAllowed().IsMatch(name) ? null
            : "A function's name holds more than 64 characters, or others than letters, digits, '_' and '-'.";

    [GeneratedRegex("[^a-zA-Z0-9_-]")]
    private static partial Regex NotAllowed();
}
