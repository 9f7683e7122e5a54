using System.Text.RegularExpressions;

namespace Acsr.Policies.Rules;

/// <summary>Facts and verdicts in words that a busy person understands.</summary>
public static partial class RuleWords
{
    /// <summary>A fact's path as people say it: <c>before.reservation.cabin</c> is "the reservation's cabin".</summary>
    public static string OfField(string path)
    {
        var parts = path.Replace("[]", "", StringComparison.Ordinal).Split('.').Where(p => !Index().IsMatch(p)).Select(Spaced).ToArray();
        return parts switch
        {
            ["now"] => "the time of the decision",
            ["call", "tool"] => "the action",
            ["call", "ok"] => "the action succeeded",
            ["call", "at"] => "the time of the action",
            ["call", "args", .. var rest] => rest.Length == 0 ? "the action's values" : $"the action's {string.Join(" ", rest)}",
            ["call", "result", .. var rest] => $"the result's {string.Join(" ", rest)}".TrimEnd(),
            ["before", var entity] => $"the {entity} as last looked up",
            ["before", var entity, .. var rest] => $"the {entity}'s {string.Join(" ", rest)}",
            ["history", "confirmed"] => "the customer said yes",
            ["history", "calls", ..] => "the calls so far",
            [var owner and ("customer" or "case"), .. var rest] when rest.Length > 0 => $"the {owner}'s {string.Join(" ", rest)}",
            _ => path,
        };
    }

    /// <summary>What is missing, in words; reasons stay as they are.</summary>
    public static string OfMissing(string missing) => Path().IsMatch(missing) ? OfField(missing) : missing;

    /// <summary>Why an expression does not hold, from its parts; null where nothing better can be said than that it does not.</summary>
    internal static string? WhyNot(RuleNode node, RuleFacts facts) => Why(node, facts, 0) is { } why ? Shortened(char.ToUpperInvariant(why[0]) + why[1..]) : null;

    private static string? Why(RuleNode node, RuleFacts facts, int depth)
    {
        if (depth > 4 || node is not CallNode call || Holds(node, facts) != false) { return null; }
        var parts = call.Arguments;
        return call.Operator.Name switch
        {
            "and" or "or" => Joined(parts.Select(part => Why(part, facts, depth + 1)).OfType<string>()),
            "if" or "?:" when parts.Count == 3 => Why(Holds(parts[0], facts) == true ? parts[1] : parts[2], facts, depth + 1),
            "==" or "===" => $"{Named(parts[0])} is {Shown(parts[0], facts)}, not {Shown(parts[1], facts)}",
            "!=" or "!==" => $"{Named(parts[0])} is {Shown(parts[0], facts)}",
            "<" when parts.Count == 2 => $"{Named(parts[0])} is {Shown(parts[0], facts)}, not less than {Shown(parts[1], facts)}",
            "<=" when parts.Count == 2 => $"{Named(parts[0])} is {Shown(parts[0], facts)}, more than {Shown(parts[1], facts)}",
            ">" when parts.Count == 2 => $"{Named(parts[0])} is {Shown(parts[0], facts)}, not more than {Shown(parts[1], facts)}",
            ">=" when parts.Count == 2 => $"{Named(parts[0])} is {Shown(parts[0], facts)}, less than {Shown(parts[1], facts)}",
            "in" => $"{Named(parts[0])} is {Shown(parts[0], facts)}, not one of {Shown(parts[1], facts)}",
            "subset_of" => $"{Named(parts[0])} is {Shown(parts[0], facts)}, which is not all among {Shown(parts[1], facts)}",
            "called" => $"'{Shown(parts[0], facts)}' was not called before",
            "user_confirmed_since" => "the customer had not said yes",
            _ => null,
        };
    }

    private static bool? Holds(RuleNode node, RuleFacts facts) => RuleValue.Truth(RuleLogic.Value(facts, node));

    private static string? Joined(IEnumerable<string> parts) => string.Join("; ", parts.Distinct()) is { Length: > 0 } text ? text : null;

    private static string Named(RuleNode node) => node switch
    {
        CallNode { Operator.Name: "var", Arguments: [LiteralNode { Value: string path }, ..] } => OfField(path),
        CallNode { Operator.Name: "count", Arguments: [var of] } => $"the number of {Named(of)}",
        CallNode { Operator.Name: "date_diff_hours" } => "the time between, in hours,",
        CallNode { Operator.Name: "map" or "filter" or "money", Arguments: [var of, ..] } => Named(of),
        CallNode => "the computed value",
        _ => "the value",
    };

    private static string Shown(RuleNode node, RuleFacts facts) => RuleLogic.Value(facts, node) switch
    {
        null => "nothing",
        Unknown => "not known",
        decimal number when node is CallNode { Operator.Name: "date_diff_hours" } => RuleValue.Write(Math.Round(number, 1)),
        IReadOnlyList<object?> { Count: 0 } or IReadOnlyDictionary<string, object?> { Count: 0 } => "nothing",
        IReadOnlyList<object?> list => string.Join(", ", list.Take(6).Select(RuleValue.Write)) + (list.Count > 6 ? " …" : ""),
        IReadOnlyDictionary<string, object?> fields => string.Join(", ", fields.Keys.Take(6)) + (fields.Count > 6 ? " …" : ""),
        var value => RuleValue.Write(value) is { Length: <= 80 } text ? text : RuleValue.Write(value)[..79] + "…",
    };

    private static string Spaced(string name) => name.Replace('_', ' ');

    private static string Shortened(string text) => text.Length <= 400 ? text : text[..399] + "…";

    [GeneratedRegex(@"^\d+$")]
    private static partial Regex Index();

    [GeneratedRegex(@"^[A-Za-z_]\w*(?:\[\])?(?:\.[\w\-]+(?:\[\])?)*$")]
    private static partial Regex Path();
}
