using System.Text.Json;
using System.Text.Json.Nodes;
using Acsr.Policies;

namespace Acsr.Review;

/// <summary>Compares what a reviewer said with what is known to be right, field by field. Pure.</summary>
public static class KnownAnswerCheck
{
    /// <summary>Fields that can be compared, with their names as people read them; the first three are compared unless a lead chooses otherwise.</summary>
    public static IReadOnlyDictionary<string, string> Fields { get; } = new Dictionary<string, string>
    {
        [nameof(ReviewForm.Verdict)] = "Verdict",
        [nameof(ReviewForm.FinalAction)] = "Corrected action",
        [nameof(ReviewForm.Clause)] = "Policy clause",
        [nameof(ReviewForm.FinalArguments)] = "Arguments",
        [nameof(ReviewForm.FinalIntent)] = "Corrected intent",
        [nameof(ReviewForm.StepId)] = "Decisive step",
        [nameof(ReviewForm.Fault)] = "Whose fault",
        [nameof(ReviewForm.RootCause)] = "Root cause",
        [nameof(ReviewForm.Impact)] = "Harm",
    };

    /// <summary>Of the fields that can be compared, the ones that a review says anything about.</summary>
    public static IReadOnlyList<string> Given(ReviewForm known) => [.. Fields.Keys.Where(field => Value(known, field) is not null)];

    /// <summary>What is compared where a lead did not choose.</summary>
    public static IReadOnlyList<string> Usual(ReviewForm known) => [.. Given(known).Where(field => field is nameof(ReviewForm.Verdict) or nameof(ReviewForm.FinalAction) or nameof(ReviewForm.Clause))];

    /// <summary>Of the compared fields, the ones that say something else. The version of a clause and the order of arguments do not matter.</summary>
    public static IReadOnlyList<string> Wrong(ReviewForm known, ReviewForm given, IEnumerable<string> fields) =>
        [.. fields.Where(field => !string.Equals(Value(known, field), Value(given, field), StringComparison.OrdinalIgnoreCase))];

    /// <summary>A field as text; null where nothing is said.</summary>
    public static string? Value(ReviewForm form, string field) => field switch
    {
        nameof(ReviewForm.Verdict) => form.Verdict?.ToString(),
        nameof(ReviewForm.FinalAction) => Trimmed(form.FinalAction),
        nameof(ReviewForm.FinalArguments) => Sorted(form.FinalArguments),
        nameof(ReviewForm.FinalIntent) => Trimmed(form.FinalIntent),
        nameof(ReviewForm.Clause) => ClauseCitation.TryParse(form.Clause?.Trim(), out var cited) ? $"{cited.PolicyId}/{cited.ClauseId}" : Trimmed(form.Clause),
        nameof(ReviewForm.StepId) => Trimmed(form.StepId),
        nameof(ReviewForm.Fault) => form.Fault?.ToString(),
        nameof(ReviewForm.RootCause) => Trimmed(form.RootCause),
        nameof(ReviewForm.Impact) => form.Impact?.ToString(),
        _ => throw new ArgumentOutOfRangeException(nameof(field), field, "No such field is compared."),
    };

    private static string? Trimmed(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    private static string? Sorted(string? json)
    {
        if (Trimmed(json) is not { } text) { return null; }
        try
        {
            return JsonNode.Parse(text) is JsonObject all ? string.Join('\n', all.OrderBy(one => one.Key, StringComparer.Ordinal).Select(one => $"{one.Key}={one.Value?.ToJsonString()}")) : text;
        }
        catch (JsonException)
        {
            return text;
        }
    }
}
