using System.Text.Json;
using System.Text.RegularExpressions;

namespace Acsr.Releases.Formats;

/// <summary>
/// Supervised fine-tuning in OpenAI's chat form, which most services read: <c>{"messages":[…]}</c> (formats D.1). Arguments are JSON
/// in a string, calls and results are tied by id, and only the last message has weight.
/// </summary>
public sealed partial class SftOpenAi : ITrainingFormat
{
    public string Path => "sft.openai.jsonl";

    public byte[] Write(TrainingItem item) => ReleaseJson.Write(json =>
    {
        json.WriteStartObject();
        json.WriteStartArray("messages");
        foreach (var message in item.Prompt) { Write(json, message, weight: 0); }
        Write(json, item.Completion, weight: 1);
        json.WriteEndArray();
        json.WriteEndObject();
    });

    public string? Fault(ReadOnlyMemory<byte> line) => RowRules.Check(line, row =>
        RowRules.KeysAre(row, "messages") ?? RowRules.ItemsOf(row, "messages", out var messages) ?? RowRules.Conversation(messages, CheckMessage));

    private static void Write(Utf8JsonWriter json, TrainingMessage message, int weight)
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

        if (message.Role == "assistant") { json.WriteNumber("weight", weight); }
        json.WriteEndObject();
    }

    // The service refuses a whole file for one name with a dot or a space in it.
    private static string FunctionName(string name)
    {
        var allowed = NotAllowed().Replace(name, "_");
        return allowed.Length <= 64 ? allowed : allowed[..64];
    }

    private static string? CheckMessage(JsonElement message, string role, List<string> unanswered, bool isLast) => role switch
    {
        "tool" => RowRules.KeysAre(message, "role", "tool_call_id", "content") ?? RowRules.TextIn(message, "content")
            ?? RowRules.Answers(message, "tool_call_id", unanswered),
        "assistant" => RowRules.KeysWithin(message, "role", "content", "tool_calls", "weight") ?? RowRules.ContentOrCalls(message) ?? Weight(message, isLast)
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
