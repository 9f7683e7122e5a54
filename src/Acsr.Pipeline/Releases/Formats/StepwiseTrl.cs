using System.Text.Json;

namespace Acsr.Releases.Formats;

/// <summary>
/// What reviewers said about single steps, for process reward models (TRL's stepwise supervision, formats D.4):
/// <c>{"prompt":"…","completions":["…"],"labels":[true]}</c>. The prompt is the customer's first message; each completion is one step of the
/// agent, in order.
/// </summary>
public sealed class StepwiseTrl : ITrainingFormat
{
    public string Path => "stepwise.trl.jsonl";

    public IReadOnlyList<byte[]> Write(TrainingItem item) => item.Steps.Count == 0 || item.Prompt.FirstOrDefault(m => m.Role == "user")?.Content is not { Length: > 0 } asked ? [] :
    [
        ReleaseJson.Write(json =>
        {
            json.WriteStartObject();
            json.WriteString("prompt", asked);
            json.WriteStartArray("completions");
            foreach (var step in item.Steps) { json.WriteStringValue(step.Text); }
            json.WriteEndArray();
            json.WriteStartArray("labels");
            foreach (var step in item.Steps) { json.WriteBooleanValue(step.IsRight); }
            json.WriteEndArray();
            json.WriteEndObject();
        }),
    ];

    public string? Fault(ReadOnlyMemory<byte> line) => RowRules.Check(line, row =>
        RowRules.KeysAre(row, "prompt", "completions", "labels") ?? RowRules.TextIn(row, "prompt") ?? RowRules.ItemsOf(row, "completions", out var steps) ?? RowRules.ItemsOf(row, "labels", out var labels)
        ?? (steps.Count == labels.Count ? null : "There are not as many labels as steps.")
        ?? (steps.TrueForAll(s => s.ValueKind == JsonValueKind.String) && labels.TrueForAll(l => l.ValueKind is JsonValueKind.True or JsonValueKind.False) ? null : "A step is no text, or a label neither true nor false."));
}
