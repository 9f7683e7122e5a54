using System.Text.Json;
using Acsr.Policies;
using Acsr.Review;

namespace Acsr.Releases.Formats;

/// <summary>An example of a rule that is on.</summary>
public sealed record RuleCase(PolicyRule Rule, PolicyRuleVersion Version, RuleExample Example);

/// <summary>
/// Test cases of policies, one a line: facts with what a rule has to say of them, and held-out decisions that an audit judged and a person
/// decided. For whoever tests a policy engine or an agent that checks itself; never to be trained on.
/// </summary>
public static class PolicyCases
{
    public const string Path = "policy_cases.jsonl";

    /// <summary>The file; null where there is no case.</summary>
    /// <param name="examples">Of rules that are on.</param>
    /// <param name="decided">Held-out items with an audit of the very decision and clause.</param>
    public static BuiltFile? Write(IEnumerable<RuleCase> examples, IEnumerable<(TrainingItem Item, PolicyAudit Audit)> decided)
    {
        List<byte[]> lines =
        [
            .. examples.OrderBy(e => e.Rule.PolicyId, StringComparer.Ordinal).ThenBy(e => e.Rule.ClauseId, StringComparer.Ordinal).ThenBy(e => e.Rule.Id).ThenBy(e => e.Example.Name, StringComparer.Ordinal).Select(Line),
            .. decided.OrderBy(d => d.Item.Id, StringComparer.Ordinal).Select(d => Line(d.Item, d.Audit)),
        ];
        return lines.Count == 0 ? null : ReleaseBuilder.File(Path, ReleaseJson.Lines(lines), lines.Count);
    }

    private static byte[] Line(RuleCase one) => ReleaseJson.Write(json =>
    {
        json.WriteStartObject();
        json.WriteString("source", "example");
        json.WriteString("clause", $"{one.Rule.PolicyId}/{one.Rule.ClauseId}");
        json.WriteString("rule", one.Rule.Name);
        json.WriteNumber("rule_version", one.Version.Version);
        json.WriteString("name", one.Example.Name);
        json.WritePropertyName("facts");
        if (JsonArguments.ReadObject(one.Example.Facts) is { } facts) { facts.WriteTo(json); } else { json.WriteNullValue(); }
        json.WriteString("expected", Word(one.Example.Expected));
        json.WriteEndObject();
    });

    /// <summary>A reviewer who kept the decision says that it passes; one who corrected it by this clause, that it is a violation.</summary>
    private static byte[] Line(TrainingItem item, PolicyAudit audit) => ReleaseJson.Write(json =>
    {
        json.WriteStartObject();
        json.WriteString("source", "review");
        json.WriteString("clause", audit.Citation);
        json.WriteString("item_id", item.Id);
        TrlMessages.Write(json, "input", item.Prompt);
        json.WritePropertyName("decision");
        var was = item.Review.Verdict == Verdict.Corrected ? item.Rejected : item.Completion;
        if (was?.Calls is [var call, ..])
        {
            json.WriteStartObject();
            json.WriteString("action", call.Name);
            json.WritePropertyName("arguments");
            call.Arguments.WriteTo(json);
            json.WriteEndObject();
        }
        else { json.WriteNullValue(); }

        json.WriteString("audited", Word(audit.Outcome));
        json.WriteString("expected", Word(item.Review.Verdict == Verdict.Corrected ? RuleOutcome.Violation : RuleOutcome.Pass));
        json.WriteEndObject();
    });

    private static string Word(RuleOutcome outcome) => JsonNamingPolicy.SnakeCaseLower.ConvertName(outcome.ToString());
}
