using System.Text.Json;

namespace Acsr.Releases.Formats;

/// <summary>
/// Single answers that are good or bad, for TRL's KTO and BCO (formats D.4): <c>{"prompt":[…],"completion":[…],"label":true}</c>. A
/// correction gives a good row and, where it is known what the agent had done, a bad one; an agent that was right gives a good one.
/// </summary>
public sealed class KtoTrl : ITrainingFormat
{
    public string Path => "kto.trl.jsonl";

    public IReadOnlyList<byte[]> Write(TrainingItem item) =>
        item.Rejected is { } rejected ? [Row(item, item.Completion, good: true), Row(item, rejected, good: false)] : [Row(item, item.Completion, good: true)];

    public string? Fault(ReadOnlyMemory<byte> line) => RowRules.Check(line, row =>
        RowRules.KeysAre(row, "prompt", "completion", "label") ?? TrlMessages.Continued(row, "completion")
        ?? (row.GetProperty("label").ValueKind is JsonValueKind.True or JsonValueKind.False ? null : "'label' is neither true nor false."));

    private static byte[] Row(TrainingItem item, TrainingMessage answer, bool good) => ReleaseJson.Write(json =>
    {
        json.WriteStartObject();
        TrlMessages.Write(json, "prompt", item.Prompt);
        TrlMessages.Write(json, "completion", answer);
        json.WriteBoolean("label", good);
        json.WriteEndObject();
    });
}
