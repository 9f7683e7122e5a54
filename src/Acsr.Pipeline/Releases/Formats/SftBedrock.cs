namespace Acsr.Releases.Formats;

/// <summary>
/// Supervised fine-tuning for Claude on Amazon Bedrock (formats D.5): <c>{"system":"…","messages":[{"role","content"}…]}</c>, user first, assistant
/// last, strictly in turn, no other key. It knows texts only: a row that ends in a call is in the other files, and what tools returned before
/// stands in the user's turn as text.
/// </summary>
public sealed class SftBedrock : ITrainingFormat
{
    public string Path => "sft.bedrock.jsonl";

    public IReadOnlyList<byte[]> Write(TrainingItem item)
    {
        if (item.Completion is not { Calls.Count: 0, Content.Length: > 0 }) { return []; }
        List<(string Role, string Text)> turns = [];
        foreach (var message in item.Prompt.Where(m => m.Role != "system").Append(item.Completion))
        {
            var (role, text) = message.Role switch
            {
                "assistant" => ("assistant", string.Join('\n', new[] { message.Content }.Concat(message.Calls.Select(c => $"[calls {c.Name} {ReleaseJson.Text(c.Arguments)}]")).Where(t => !string.IsNullOrEmpty(t)))),
                "tool" => ("user", $"[{message.Name} returned {message.Content}]"),
                _ => ("user", message.Content ?? ""),
            };
            if (turns.Count > 0 && turns[^1].Role == role) { turns[^1] = (role, $"{turns[^1].Text}\n{text}"); } else { turns.Add((role, text)); }
        }

        // Where the agent spoke first there is no user to begin with.
        if (turns[0].Role != "user" || turns.Count < 2 || turns[^1].Text != item.Completion.Content) { return []; }
        var system = string.Join('\n', item.Prompt.Where(m => m.Role == "system").Select(m => m.Content));
        return
        [
            ReleaseJson.Write(json =>
            {
                json.WriteStartObject();
                if (system.Length > 0) { json.WriteString("system", system); }
                json.WriteStartArray("messages");
                foreach (var (role, text) in turns)
                {
                    json.WriteStartObject();
                    json.WriteString("role", role);
                    json.WriteString("content", text);
                    json.WriteEndObject();
                }

                json.WriteEndArray();
                json.WriteEndObject();
            }),
        ];
    }

    public string? Fault(ReadOnlyMemory<byte> line) => RowRules.Check(line, row =>
        RowRules.KeysWithin(row, "system", "messages") ?? (row.TryGetProperty("messages", out _) ? null : "'messages' is missing.") ?? RowRules.ItemsOf(row, "messages", out var messages)
        ?? (messages.Count % 2 == 0 ? null : "The turns are no pairs of user and assistant.")
        ?? messages.Index().Select(m => RowRules.KeysAre(m.Item, "role", "content") ?? RowRules.TextIn(m.Item, "content")
            ?? (m.Item.GetProperty("role").ValueEquals(m.Index % 2 == 0 ? "user" : "assistant") ? null : $"Message {m.Index} is not in turn.")).FirstOrDefault(fault => fault is not null));
}
