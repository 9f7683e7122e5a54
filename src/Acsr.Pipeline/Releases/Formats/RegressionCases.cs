using System.Text.Json;

namespace Acsr.Releases.Formats;

/// <summary>
/// Held-out items as test cases of an agent: what it is given, and which decision, arguments, answer and clause are expected. For whoever
/// tests the next version; never to be trained on.
/// </summary>
public sealed class RegressionCases : ITrainingFormat
{
    public string Path => "regression_cases.jsonl";

    public IReadOnlyList<byte[]> Write(TrainingItem item) =>
    [
        ReleaseJson.Write(json =>
        {
            json.WriteStartObject();
            json.WriteString("item_id", item.Id);
            TrlMessages.Write(json, "input", item.Prompt);
            json.WriteStartObject("expected");
            json.WriteString("intent", item.Intent);
            json.WriteString("action", item.Completion.Calls is [var call, ..] ? call.Name : null);
            json.WritePropertyName("arguments");
            if (item.Completion.Calls is [var first, ..]) { first.Arguments.WriteTo(json); } else { json.WriteNullValue(); }
            json.WriteString("answer", item.Completion.Content);
            json.WriteString("clause", item.Review.Clause);
            json.WriteEndObject();
            json.WriteEndObject();
        }),
    ];

    public string? Fault(ReadOnlyMemory<byte> line) => RowRules.Check(line, row =>
        RowRules.KeysAre(row, "item_id", "input", "expected") ?? RowRules.TextIn(row, "item_id") ?? RowRules.ItemsOf(row, "input", out _)
        ?? (row.GetProperty("expected").ValueKind == JsonValueKind.Object ? null : "'expected' is no object.")
        ?? RowRules.KeysAre(row.GetProperty("expected"), "intent", "action", "arguments", "answer", "clause")
        ?? (row.GetProperty("expected") is var expected && expected.GetProperty("action").ValueKind == JsonValueKind.Null && expected.GetProperty("answer").ValueKind == JsonValueKind.Null
            ? "Neither an action nor an answer is expected." : null));
}
