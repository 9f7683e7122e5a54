namespace Acsr.Releases.Formats;

/// <summary>Preference pairs for Hugging Face TRL (formats D.4): <c>{"prompt":[…],"chosen":[…],"rejected":[…]}</c>. What the person corrected to is preferred to what the agent had done.</summary>
public sealed class DpoTrl : ITrainingFormat
{
    public string Path => "dpo.trl.jsonl";

    public IReadOnlyList<byte[]> Write(TrainingItem item) => item.Rejected is not { } rejected ? [] :
    [
        ReleaseJson.Write(json =>
        {
            json.WriteStartObject();
            TrlMessages.Write(json, "prompt", item.Prompt);
            TrlMessages.Write(json, "chosen", item.Completion);
            TrlMessages.Write(json, "rejected", rejected);
            json.WriteEndObject();
        }),
    ];

    public string? Fault(ReadOnlyMemory<byte> line) => RowRules.Check(line, row =>
        RowRules.KeysAre(row, "prompt", "chosen", "rejected") ?? TrlMessages.Continued(row, "chosen") ?? TrlMessages.Continued(row, "rejected")
        ?? (row.GetProperty("chosen").GetRawText() == row.GetProperty("rejected").GetRawText() ? "What is chosen is what is rejected." : null));
}
