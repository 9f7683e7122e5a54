using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Acsr.Releases.Curation;
using Acsr.Review;

namespace Acsr.Releases.Formats;

/// <summary>
/// The side file that says where each row came from (formats D.7): trainers refuse keys that they do not know, so it cannot stand in the
/// rows. <c>lines</c> says at which line, from 1, the item begins in which file.
/// </summary>
public static class Provenance
{
    public const string Path = "items.jsonl";

    public static byte[] Write(TrainingItem item, Split split, IReadOnlyList<(string Path, int Line)> lines) => ReleaseJson.Write(json =>
    {
        var review = item.Told ?? item.Review;
        json.WriteStartObject();
        json.WriteString("item_id", item.Id);
        json.WriteString("case_id", review.CaseId);
        json.WriteNumber("review_id", review.Id);
        json.WriteString("step_id", item.StepId);
        json.WriteStartObject("original");
        json.WriteString("decision", review.OriginalAction);
        Value(json, "arguments", review.OriginalArguments);
        if (review.OriginalConfidence is { } confidence) { json.WriteNumber("confidence", confidence); } else { json.WriteNull("confidence"); }
        json.WriteEndObject();
        json.WriteStartObject("final");
        json.WriteString("decision", review.FinalAction);
        Value(json, "arguments", review.FinalArguments);
        json.WriteString("answer", review.FinalAnswer);
        json.WriteString("rationale", review.Rationale);
        json.WriteEndObject();
        json.WriteString("clause", review.Clause);
        json.WriteString("data_point", review.DataPoint);
        json.WriteString("reviewer", Pseudonym(review.ReviewerId));
        json.WriteString("verdict", VerdictName(review.Verdict));
        json.WriteString("intent", item.Intent);
        json.WriteString("split", JsonNamingPolicy.SnakeCaseLower.ConvertName(split.ToString()));
        json.WriteStartObject("lines");
        foreach (var (path, line) in lines) { json.WriteNumber(path, line); }
        json.WriteEndObject();
        json.WriteEndObject();
    });

    /// <summary>The same word for the same reviewer in every release. A user's id is random, so the word cannot be traced by trying.</summary>
    public static string Pseudonym(string reviewerId) =>
        "reviewer-" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes("acsr-reviewer\n" + reviewerId)))[..12];

    /// <summary>The verdict as files spell it.</summary>
    public static string VerdictName(Verdict verdict) => JsonNamingPolicy.SnakeCaseLower.ConvertName(verdict.ToString());

    private static void Value(Utf8JsonWriter json, string key, string? text)
    {
        json.WritePropertyName(key);
        if (string.IsNullOrWhiteSpace(text)) { json.WriteNullValue(); }
        else if (JsonArguments.Read(text) is { } value) { value.WriteTo(json); }
        else { json.WriteStringValue(text); }
    }
}
