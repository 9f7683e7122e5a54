using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Acsr.Policies.Rules;

/// <summary>How a condition compares a field with a value, as a person chooses it from a list.</summary>
public enum ConditionOperator { Is, IsNot, AtMost, LessThan, AtLeast, MoreThan, OneOf, NotOneOf, Contains, Pattern, CountAtMost, WithinHours, Called, Confirmed }

/// <summary>One row: field, operator, value.</summary>
public sealed class Condition
{
    /// <summary>A fact's path; empty for <see cref="ConditionOperator.Called"/> and <see cref="ConditionOperator.Confirmed"/>.</summary>
    public string Field { get; set; } = "";
    public ConditionOperator Operator { get; set; } = ConditionOperator.Is;
    /// <summary>As typed: a number, <c>true</c>, or a text; in quotation marks a text whatever it looks like. Several are separated by commas.</summary>
    public string Value { get; set; } = "";

    public bool HasField => Operator is not (ConditionOperator.Called or ConditionOperator.Confirmed);
    public bool HasValue => Operator is not ConditionOperator.Confirmed;
}

/// <summary>Rows of which all or any hold, and groups of rows within.</summary>
public sealed class ConditionGroup
{
    public bool All { get; set; } = true;
    public List<Condition> Rows { get; } = [];
    public List<ConditionGroup> Groups { get; } = [];
}

/// <summary>Rows as JsonLogic, and JsonLogic as rows where rows can say the same. Pure.</summary>
public static class RuleConditions
{
    /// <summary>Groups within groups, the outermost included.</summary>
    public const int MaxDepth = 3;

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Label(ConditionOperator op) => op switch
    {
        ConditionOperator.Is => "is",
        ConditionOperator.IsNot => "is not",
        ConditionOperator.AtMost => "is at most",
        ConditionOperator.LessThan => "is less than",
        ConditionOperator.AtLeast => "is at least",
        ConditionOperator.MoreThan => "is more than",
        ConditionOperator.OneOf => "is one of",
        ConditionOperator.NotOneOf => "is none of",
        ConditionOperator.Contains => "contains",
        ConditionOperator.Pattern => "has the pattern",
        ConditionOperator.CountAtMost => "has at most so many entries",
        ConditionOperator.WithinHours => "is at most so many hours ago",
        ConditionOperator.Called => "this tool was called before",
        ConditionOperator.Confirmed => "the customer said yes before",
    };

    public static string ToJson(ConditionGroup group) => Node(group).ToJsonString(Indented);

    /// <summary>The rows that say what the JSON says; null where rows cannot.</summary>
    public static ConditionGroup? Read(string json)
    {
        try
        {
            var node = JsonNode.Parse(json);
            if (node is null || Group(node, 1) is not { } group) { return null; }
            return JsonNode.DeepEquals(Node(group), node) ? group : null;
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or ArgumentException or FormatException)
        {
            return null;
        }
    }

    private static JsonNode Node(ConditionGroup group)
    {
        JsonNode[] parts = [.. group.Rows.Select(Node), .. group.Groups.Select(Node)];
        return group.All && parts is [var only] && group.Groups.Count == 0 ? only : new JsonObject { [group.All ? "and" : "or"] = new JsonArray(parts) };
    }

    private static JsonNode Node(Condition row)
    {
        var field = Call("var", row.Field);
        return row.Operator switch
        {
            ConditionOperator.Is => Call("==", field, Value(row.Value)),
            ConditionOperator.IsNot => Call("!=", field, Value(row.Value)),
            ConditionOperator.AtMost => Call("<=", field, Value(row.Value)),
            ConditionOperator.LessThan => Call("<", field, Value(row.Value)),
            ConditionOperator.AtLeast => Call(">=", field, Value(row.Value)),
            ConditionOperator.MoreThan => Call(">", field, Value(row.Value)),
            ConditionOperator.OneOf => Call("in", field, Values(row.Value)),
            ConditionOperator.NotOneOf => Call("!", Call("in", field, Values(row.Value))),
            ConditionOperator.Contains => Call("in", Value(row.Value), field),
            ConditionOperator.Pattern => Call("regex", field, row.Value),
            ConditionOperator.CountAtMost => Call("<=", Call("count", field), Value(row.Value)),
            ConditionOperator.WithinHours => Call("<=", Call("date_diff_hours", field, Call("var", "now")), Value(row.Value)),
            ConditionOperator.Called => Call("called", row.Value),
            ConditionOperator.Confirmed => Call("user_confirmed_since", "proposal"),
        };
    }

    private static JsonObject Call(string name, JsonNode argument) => new() { [name] = argument };

    private static JsonObject Call(string name, JsonNode first, JsonNode second) => new() { [name] = new JsonArray(first, second) };

    private static ConditionGroup? Group(JsonNode node, int depth)
    {
        if (depth > MaxDepth) { return null; }
        if (Joined(node) is not var (all, parts)) { return Row(node) is { } only ? new ConditionGroup { Rows = { only } } : null; }
        var group = new ConditionGroup { All = all };
        foreach (var part in parts)
        {
            if (part is null) { return null; }
            if (Joined(part) is not null)
            {
                if (Group(part, depth + 1) is not { } inner) { return null; }
                group.Groups.Add(inner);
            }
            else
            {
                // Rows stand before groups; another order is said as JSON, so that nothing is moved behind anybody's back.
                if (group.Groups.Count > 0 || Row(part) is not { } row) { return null; }
                group.Rows.Add(row);
            }
        }

        return group;
    }

    private static (bool All, JsonArray Parts)? Joined(JsonNode node) =>
        node is JsonObject { Count: 1 } call && call.First() is { Key: "and" or "or", Value: JsonArray parts } found ? (found.Key == "and", parts) : null;

    private static Condition? Row(JsonNode node)
    {
        if (node is not JsonObject { Count: 1 } call) { return null; }
        var (name, arguments) = call.First();
        return (name, arguments) switch
        {
            ("called", JsonValue tool) => Of(ConditionOperator.Called, "", tool.GetValue<string>()),
            ("user_confirmed_since", JsonValue since) when since.GetValue<string>() == "proposal" => Of(ConditionOperator.Confirmed, "", ""),
            ("!", JsonObject inner) when Row(inner) is { Operator: ConditionOperator.OneOf } one => Of(ConditionOperator.NotOneOf, one.Field, one.Value),
            ("in", JsonArray { Count: 2 } pair) when Field(pair[0]) is { } field && pair[1] is JsonArray list => Of(ConditionOperator.OneOf, field, string.Join(", ", list.Select(Written))),
            ("in", JsonArray { Count: 2 } pair) when Field(pair[1]) is { } field && pair[0] is JsonValue => Of(ConditionOperator.Contains, field, Written(pair[0])),
            ("regex", JsonArray { Count: 2 } pair) when Field(pair[0]) is { } field && pair[1] is JsonValue pattern => Of(ConditionOperator.Pattern, field, pattern.GetValue<string>()),
            ("<=", JsonArray { Count: 2 } pair) when Inner(pair[0], "count") is { } counted && Field(counted) is { } field => Of(ConditionOperator.CountAtMost, field, Written(pair[1])),
            ("<=", JsonArray { Count: 2 } pair) when Inner(pair[0], "date_diff_hours") is JsonArray { Count: 2 } times && Field(times[0]) is { } field && Field(times[1]) == "now" => Of(ConditionOperator.WithinHours, field, Written(pair[1])),
            (_, JsonArray { Count: 2 } pair) when Field(pair[0]) is { } field && pair[1] is JsonValue && Comparison(name) is { } op => Of(op, field, Written(pair[1])),
            _ => null,
        };
    }

    private static Condition Of(ConditionOperator op, string field, string value) => new() { Operator = op, Field = field, Value = value };

    private static ConditionOperator? Comparison(string name) => name switch
    {
        "==" => ConditionOperator.Is,
        "!=" => ConditionOperator.IsNot,
        "<=" => ConditionOperator.AtMost,
        "<" => ConditionOperator.LessThan,
        ">=" => ConditionOperator.AtLeast,
        ">" => ConditionOperator.MoreThan,
        _ => null,
    };

    private static string? Field(JsonNode? node) => Inner(node, "var") is JsonValue path && path.GetValueKind() == JsonValueKind.String ? path.GetValue<string>() : null;

    private static JsonNode? Inner(JsonNode? node, string name) => node is JsonObject { Count: 1 } call ? call[name] : null;

    private static JsonValue Value(string text)
    {
        var trimmed = text.Trim();
        return trimmed is ['"', .. var inner, '"'] ? JsonValue.Create(inner)
            : trimmed is "true" or "false" ? JsonValue.Create(trimmed == "true")
            : IsNumber(trimmed, out var number) ? JsonValue.Create(number)
            : JsonValue.Create(trimmed);
    }

    private static JsonArray Values(string text) => [.. Split(text).Select(part => (JsonNode?)Value(part))];

    private static IEnumerable<string> Split(string text)
    {
        var (start, quoted) = (0, false);
        for (var i = 0; i <= text.Length; i++)
        {
            if (i < text.Length && text[i] == '"') { quoted = !quoted; }
            if (i < text.Length && (text[i] != ',' || quoted)) { continue; }
            if (text[start..i].Trim() is { Length: > 0 } part) { yield return part; }
            start = i + 1;
        }
    }

    private static string Written(JsonNode? value)
    {
        if (value is not JsonValue one || one.GetValueKind() != JsonValueKind.String) { return value?.ToJsonString() ?? "null"; }
        var text = one.GetValue<string>();
        return text.Length == 0 || text is "true" or "false" || text != text.Trim() || text.Contains(',', StringComparison.Ordinal) || text[0] == '"' || IsNumber(text, out _) ? $"\"{text}\"" : text;
    }

    private static bool IsNumber(string text, out decimal number) => decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out number);
}
