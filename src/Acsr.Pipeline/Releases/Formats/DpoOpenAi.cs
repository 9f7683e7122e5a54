using System.Text.Json;

namespace Acsr.Releases.Formats;

/// <summary>
/// Preference pairs as OpenAI, Azure, Together and Fireworks read them (formats D.2): <c>input</c>, <c>preferred_output</c> and
/// <c>non_preferred_output</c>. They take texts only, so a pair of which one side calls a tool is in TRL's file alone.
/// </summary>
public sealed class DpoOpenAi : ITrainingFormat
{
    public string Path => "dpo.openai.jsonl";

    public IReadOnlyList<byte[]> Write(TrainingItem item) => item.Rejected is not { Calls.Count: 0, Content: not null } rejected || item.Completion is not { Calls.Count: 0, Content: not null } ? [] :
    [
        ReleaseJson.Write(json =>
        {
            json.WriteStartObject();
            json.WriteStartObject("input");
            json.WriteStartArray("messages");
            foreach (var message in item.Prompt) { OpenAiMessages.Write(json, message, weight: null); }
            json.WriteEndArray();
            json.WriteEndObject();
            Output(json, "preferred_output", item.Completion);
            Output(json, "non_preferred_output", rejected);
            json.WriteEndObject();
        }),
    ];

    public string? Fault(ReadOnlyMemory<byte> line) => RowRules.Check(line, row =>
        RowRules.KeysAre(row, "input", "preferred_output", "non_preferred_output")
        ?? (row.GetProperty("input").ValueKind == JsonValueKind.Object ? null : "'input' is no object.")
        ?? RowRules.KeysAre(row.GetProperty("input"), "messages")
        ?? RowRules.ItemsOf(row.GetProperty("input"), "messages", out var messages)
        ?? Continued(row, "preferred_output", messages) ?? Continued(row, "non_preferred_output", messages));

    private static void Output(Utf8JsonWriter json, string key, TrainingMessage message)
    {
        json.WriteStartArray(key);
        OpenAiMessages.Write(json, message, weight: null);
        json.WriteEndArray();
    }

    private static string? Continued(JsonElement row, string key, List<JsonElement> messages) =>
        RowRules.ItemsOf(row, key, out var answer)
        ?? (answer.Count != 1 ? $"'{key}' holds {answer.Count} messages instead of one." : null)
        ?? (answer[0].TryGetProperty("tool_calls", out _) ? $"'{key}' calls a tool." : null)
        ?? RowRules.Conversation([.. messages, .. answer], OpenAiMessages.Check);
}
