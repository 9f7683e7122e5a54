namespace Acsr.Releases.Formats;

/// <summary>
/// Supervised fine-tuning for Hugging Face TRL: <c>{"prompt":[…],"completion":[…]}</c>, where loss is taken on the completion only
/// (formats D.4). Arguments are objects, and a tool's result names the tool.
/// </summary>
public sealed class SftTrl : ITrainingFormat
{
    public string Path => "sft.trl.jsonl";

    public IReadOnlyList<byte[]> Write(TrainingItem item) =>
    [
        ReleaseJson.Write(json =>
        {
            json.WriteStartObject();
            TrlMessages.Write(json, "prompt", item.Prompt);
            TrlMessages.Write(json, "completion", item.Completion);
            json.WriteEndObject();
        }),
    ];

    public string? Fault(ReadOnlyMemory<byte> line) => RowRules.Check(line, row => RowRules.KeysAre(row, "prompt", "completion") ?? TrlMessages.Continued(row, "completion"));
}
