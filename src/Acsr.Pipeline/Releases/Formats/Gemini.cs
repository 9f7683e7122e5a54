using System.Text.Json;

namespace Acsr.Releases.Formats;

/// <summary>
/// Supervised fine-tuning for Gemini on Vertex AI (formats D.5): <c>systemInstruction</c>, and <c>contents</c> of roles <c>user</c> and
/// <c>model</c> with parts of text, calls and their results. Results are parts of a user's turn, and neighbours of one role are one turn.
/// </summary>
public sealed class SftGemini : ITrainingFormat
{
    public string Path => "sft.gemini.jsonl";

    public IReadOnlyList<byte[]> Write(TrainingItem item) =>
    [
        ReleaseJson.Write(json =>
        {
            json.WriteStartObject();
            GeminiContents.System(json, "systemInstruction", item.Prompt, withRole: true);
            GeminiContents.Write(json, [.. item.Prompt, item.Completion]);
            json.WriteEndObject();
        }),
    ];

    public string? Fault(ReadOnlyMemory<byte> line) => RowRules.Check(line, row =>
        RowRules.KeysWithin(row, "systemInstruction", "contents") ?? (row.TryGetProperty("contents", out _) ? null : "'contents' is missing.")
        ?? GeminiContents.Fault(row.GetProperty("contents"), lastIs: "model"));
}

/// <summary>
/// Preference pairs for Gemini on Vertex AI (formats D.5): <c>contents</c> end with the user's turn, and two <c>completions</c> have the scores
/// 1 and 0. They take texts only, so a pair of which one side calls a tool is in TRL's file alone.
/// </summary>
public sealed class DpoGemini : ITrainingFormat
{
    public string Path => "dpo.gemini.jsonl";

    public IReadOnlyList<byte[]> Write(TrainingItem item) => item.Rejected is not { Calls.Count: 0, Content: not null } rejected || item.Completion is not { Calls.Count: 0, Content: not null }
        || item.Prompt.LastOrDefault(m => m.Role != "system") is not { Role: "user" or "tool" } ? [] :
    [
        ReleaseJson.Write(json =>
        {
            json.WriteStartObject();
            GeminiContents.System(json, "system_instruction", item.Prompt, withRole: false);
            GeminiContents.Write(json, item.Prompt);
            json.WriteStartArray("completions");
            Completion(json, 1, item.Completion);
            Completion(json, 0, rejected);
            json.WriteEndArray();
            json.WriteEndObject();
        }),
    ];

    public string? Fault(ReadOnlyMemory<byte> line) => RowRules.Check(line, row =>
        RowRules.KeysWithin(row, "system_instruction", "contents", "completions") ?? (row.TryGetProperty("contents", out _) && row.TryGetProperty("completions", out _) ? null : "'contents' or 'completions' is missing.")
        ?? GeminiContents.Fault(row.GetProperty("contents"), lastIs: "user")
        ?? (row.GetProperty("completions") is { ValueKind: JsonValueKind.Array } pair && pair.GetArrayLength() == 2 && pair[0].GetProperty("score").GetInt32() == 1 && pair[1].GetProperty("score").GetInt32() == 0 ? null : "'completions' is no pair of scores 1 and 0."));

    private static void Completion(Utf8JsonWriter json, int score, TrainingMessage message)
    {
        json.WriteStartObject();
        json.WriteNumber("score", score);
        json.WriteStartObject("completion");
        json.WriteString("role", "model");
        json.WriteStartArray("parts");
        GeminiContents.Parts(json, message);
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
    }
}

/// <summary>Turns as Gemini knows them.</summary>
internal static class GeminiContents
{
    public static void System(Utf8JsonWriter json, string key, IReadOnlyList<TrainingMessage> messages, bool withRole)
    {
        var said = messages.Where(m => m.Role == "system" && m.Content is { Length: > 0 }).Select(m => m.Content!).ToList();
        if (said.Count == 0) { return; }
        json.WriteStartObject(key);
        if (withRole) { json.WriteString("role", "system"); }
        json.WriteStartArray("parts");
        foreach (var text in said) { Text(json, text); }
        json.WriteEndArray();
        json.WriteEndObject();
    }

    public static void Write(Utf8JsonWriter json, IReadOnlyList<TrainingMessage> messages)
    {
        json.WriteStartArray("contents");
        string? open = null;
        foreach (var message in messages.Where(m => m.Role != "system"))
        {
            var role = message.Role == "assistant" ? "model" : "user";
            if (role != open)
            {
                Close();
                json.WriteStartObject();
                json.WriteString("role", open = role);
                json.WriteStartArray("parts");
            }

            Parts(json, message);
        }

        Close();
        json.WriteEndArray();

        void Close()
        {
            if (open is null) { return; }
            json.WriteEndArray();
            json.WriteEndObject();
        }
    }

    public static void Parts(Utf8JsonWriter json, TrainingMessage message)
    {
        if (message.Role == "tool")
        {
            json.WriteStartObject();
            json.WriteStartObject("functionResponse");
            json.WriteString("name", message.Name);
            json.WriteStartObject("response");
            json.WriteString("content", message.Content);
            json.WriteEndObject();
            json.WriteEndObject();
            json.WriteEndObject();
            return;
        }

        if (message.Content is { } text) { Text(json, text); }
        foreach (var call in message.Calls)
        {
            json.WriteStartObject();
            json.WriteStartObject("functionCall");
            json.WriteString("name", call.Name);
            json.WritePropertyName("args");
            call.Arguments.WriteTo(json);
            json.WriteEndObject();
            json.WriteEndObject();
        }
    }

    /// <summary>What is wrong with turns; null when they are good: roles in turn, each with parts, every call answered in the next turn.</summary>
    public static string? Fault(JsonElement contents, string lastIs)
    {
        if (contents.ValueKind != JsonValueKind.Array || contents.GetArrayLength() == 0) { return "'contents' is not a list with turns."; }
        List<string> unanswered = [];
        string? before = null;
        foreach (var turn in contents.EnumerateArray())
        {
            var role = turn.GetProperty("role").GetString();
            if (role is not ("user" or "model") || role == before) { return "The roles are not 'user' and 'model' in turn."; }
            if (turn.GetProperty("parts").GetArrayLength() == 0) { return "A turn has no parts."; }
            foreach (var part in turn.GetProperty("parts").EnumerateArray())
            {
                if (part.EnumerateObject().Count() != 1) { return "A part holds more than one thing."; }
                if (part.TryGetProperty("functionCall", out var call))
                {
                    if (role != "model" || call.GetProperty("args").ValueKind != JsonValueKind.Object) { return "A call is not the model's, or its arguments are no object."; }
                    unanswered.Add(call.GetProperty("name").GetString()!);
                }
                else if (part.TryGetProperty("functionResponse", out var answer))
                {
                    if (role != "user" || !unanswered.Remove(answer.GetProperty("name").GetString()!)) { return "A result answers no call."; }
                }
                else if (!part.TryGetProperty("text", out var text) || text.ValueKind != JsonValueKind.String) { return "A part is neither text, call nor result."; }
            }

            before = role;
        }

        return before == lastIs ? null : $"The last turn is not '{lastIs}'.";
    }

    private static void Text(Utf8JsonWriter json, string text)
    {
        json.WriteStartObject();
        json.WriteString("text", text);
        json.WriteEndObject();
    }
}
