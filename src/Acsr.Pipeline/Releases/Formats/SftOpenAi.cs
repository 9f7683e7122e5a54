namespace Acsr.Releases.Formats;

/// <summary>
/// Supervised fine-tuning in OpenAI's chat form, which most services read: <c>{"messages":[…]}</c> (formats D.1). Arguments are JSON
/// in a string, calls and results are tied by id, and only the last message has weight.
/// </summary>
public sealed class SftOpenAi : ITrainingFormat
{
    public string Path => "sft.openai.jsonl";

    public IReadOnlyList<byte[]> Write(TrainingItem item) =>
    [
        ReleaseJson.Write(json =>
        {
            json.WriteStartObject();
            json.WriteStartArray("messages");
            foreach (var message in item.Prompt) { OpenAiMessages.Write(json, message, weight: 0); }
            OpenAiMessages.Write(json, item.Completion, weight: 1);
            json.WriteEndArray();
            json.WriteEndObject();
        }),
    ];

    public string? Fault(ReadOnlyMemory<byte> line) => RowRules.Check(line, row =>
        RowRules.KeysAre(row, "messages") ?? RowRules.ItemsOf(row, "messages", out var messages) ?? RowRules.Conversation(messages, OpenAiMessages.CheckWeighted));
}
