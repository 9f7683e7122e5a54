using System.Text.Json;

namespace Acsr.Review.Labels;

/// <summary>One labelled run of a file: which steps failed, how, and which of them decided it.</summary>
/// <param name="Id">The run's id.</param>
/// <param name="Failures">In the order of the file.</param>
/// <param name="Decisive">Index of the failure that decided it; null where the file does not say.</param>
/// <param name="Why">Why that one; blank where the file does not say.</param>
/// <param name="Summary">The run in a sentence; blank where the file does not say.</param>
internal sealed record LabelledRun(string Id, IReadOnlyList<LabelledFailure> Failures, int? Decisive, string Why, string Summary);

/// <summary>A failure: the message (from 1) in which it happened, its category and agent as the file writes them, and the reason.</summary>
internal sealed record LabelledFailure(int Step, string Category, string Agent, string Reason);

/// <summary>Reads one run of labelled failures: <c>{trajectory_id, failures[{failure_id, step_number, failure_category, failed_agent, step_reason, category_reason}], root_cause{failure_id, reason_for_root_cause}, failure_summary}</c>. Pure.</summary>
internal static class FailureLabels
{
    // Category as it is usually written, and the leaf of our taxonomy that says much the same.
    private static readonly (string Category, string Cause)[] Known =
    [
        ("Instruction/Plan Adherence Failure", "instruction-non-compliance"), ("Plan Adherence Failure", "instruction-non-compliance"),
        ("Invention of New Information", "language-only-hallucination"), ("Invalid Invocation", "formatting-errors"),
        ("Misinterpretation of Tool Output", "tool-output-misinterpretation"), ("Intent-Plan Misalignment", "incorrect-problem-identification"),
        ("Underspecified User Intent", "incorrect-problem-identification"), ("Intent Not Supported", "tool-definition-issues"),
        ("Guardrails Triggered", "authentication-errors"), ("System Failure", "service-errors"),
    ];

    private static readonly Dictionary<string, (string Category, string Cause)> ByLetters = Known.ToDictionary(known => Letters(known.Category));

    /// <summary>A category in its usual spelling, and our root cause; as written, and null, where it is not known.</summary>
    public static (string Category, string? RootCause) Category(string written) => ByLetters.TryGetValue(Letters(written), out var known) ? known : (written.Trim(), null);

    /// <summary>For each agent of a file, ignoring case, the spelling that is used most.</summary>
    public static IReadOnlyDictionary<string, string> Agents(IEnumerable<LabelledRun> runs) =>
        runs.SelectMany(run => run.Failures).Where(f => f.Agent.Length > 0).GroupBy(f => f.Agent, StringComparer.OrdinalIgnoreCase)
            .ToDictionary(g => g.Key, g => g.GroupBy(f => f.Agent).OrderByDescending(same => same.Count()).ThenBy(same => same.Key, StringComparer.Ordinal).First().Key, StringComparer.OrdinalIgnoreCase);

    /// <summary>An entry as a labelled run; null where it is none.</summary>
    public static LabelledRun? Run(JsonElement run)
    {
        if (Text(run, "trajectory_id") is not { Length: > 0 } id || !run.TryGetProperty("failures", out var list) || list.ValueKind != JsonValueKind.Array) { return null; }
        var failures = list.EnumerateArray().Where(f => Number(f, "step_number") is >= 1).ToList();
        if (failures.Count == 0) { return null; }
        var cause = run.TryGetProperty("root_cause", out var root) && root.ValueKind == JsonValueKind.Object ? root : (JsonElement?)null;
        // The file writes ids as numbers, and once as text.
        var decisive = cause is { } of && Number(of, "failure_id") is { } number ? failures.FindIndex(f => Number(f, "failure_id") == number) : -1;
        return new(id, failures.ConvertAll(f => new LabelledFailure(Number(f, "step_number")!.Value, Text(f, "failure_category"), Text(f, "failed_agent"),
                Text(f, "step_reason") is { Length: > 0 } reason ? reason : Text(f, "category_reason"))),
            decisive < 0 ? null : decisive, cause is { } why ? Text(why, "reason_for_root_cause") : "", Text(run, "failure_summary"));
    }

    private static string Text(JsonElement item, string name) => item.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()!.Trim() : "";

    private static int? Number(JsonElement item, string name) => !item.TryGetProperty(name, out var value) ? null
        : value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) ? number : int.TryParse(value.ValueKind == JsonValueKind.String ? value.GetString() : null, out var written) ? written : null;

    private static string Letters(string text) => new([.. text.Where(char.IsLetter).Select(char.ToLowerInvariant)]);
}
