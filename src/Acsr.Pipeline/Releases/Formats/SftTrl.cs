using System.Text.Json;

namespace Acsr.Releases.Formats;

/// <summary>
/// Supervised fine-tuning for Hugging Face TRL: <c>{"prompt":[…],"completion":[…]}</c>, where loss is taken on the completion only
/// (formats D.4). Arguments are objects, and a tool's result names the tool.
/// </summary>
public sealed class SftTrl : ITrainingFormat
{
    public string Path => "sft.trl.jsonl";

    public byte[] Write(TrainingItem item) => ReleaseJson.Write(json =>
    {
        json.WriteStartObject();
        json.WriteStartArray("prompt");
        foreach (var message in item.Prompt) { Write(json, message); }
        json.WriteEndArray();
        json.WriteStartArray("completion");
        Write(json, item.Completion);
        json.WriteEndArray();
        json.WriteEndObject();
    });

    public string? Fault(ReadOnlyMemory<byte> line) => RowRules.Check(line, row =>
        RowRules.KeysAre(row, "prompt", "completion")
        ?? RowRules.ItemsOf(row, "prompt", out var prompt) ?? RowRules.ItemsOf(row, "completion", out var completion)
        ?? (completion.Count != 1 ? $"'completion' holds {completion.Count} messages instead of one." : null)
        ?? RowRules.Conversation([.. prompt, .. completion], CheckMessage));

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

    // Results follow their calls in order: without ids, order and name are all that ties them.
    private static string? CheckMessage(JsonElement message, string role, List<string> unanswered, bool isLast) => role switch
    {
        "tool" => RowRules.KeysAre(message, "role", "name", "content") ?? RowRules.TextIn(message, "content") ?? RowRules.Answers(message, "name", unanswered),
        "assistant" => RowRules.KeysWithin(message, "role", "content", "tool_calls") ?? RowRules.ContentOrCalls(message)
            ?? RowRules.Calls(message, unanswered, call =>
                RowRules.KeysAre(call, "type", "function") ?? RowRules.Function(call, JsonValueKind.Object), call => call.GetProperty("function").GetProperty("name").GetString()!),
        _ => RowRules.KeysAre(message, "role", "content") ?? RowRules.TextIn(message, "content"),
    };
}
