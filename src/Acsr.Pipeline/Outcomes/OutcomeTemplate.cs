using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Acsr.Cases;

namespace Acsr.Outcomes;

/// <summary>
/// Fills placeholders such as <c>{{args.order_id}}</c> from one call of a case. Pure. What a placeholder may name: <c>args</c> (the call's
/// arguments) and <c>result</c> (what came back) with any path below, and <c>case.id</c>, <c>case.customer</c>, <c>case.intent</c>,
/// <c>case.channel</c>, <c>case.language</c>, <c>step.id</c>, <c>step.tool</c>.
/// </summary>
public sealed partial class OutcomeTemplate
{
    private readonly JsonNode _facts;
    private readonly SortedSet<string> _missing = new(StringComparer.Ordinal);

    private OutcomeTemplate(JsonNode facts) => _facts = facts;

    /// <summary>Placeholders for which the call holds no value.</summary>
    public IReadOnlyCollection<string> Missing => _missing;

    public static OutcomeTemplate Of(Case facts, Step step) => new(new JsonObject
    {
        ["args"] = JsonOf(step.Input),
        ["result"] = JsonOf(step.Output),
        ["case"] = new JsonObject { ["id"] = facts.Id, ["customer"] = facts.Customer, ["intent"] = facts.Intent, ["channel"] = facts.Channel, ["language"] = facts.Language },
        ["step"] = new JsonObject { ["id"] = step.Id, ["tool"] = step.Name },
    });

    /// <summary>An address: values are escaped, so that none adds a path, a query or another host.</summary>
    public string Url(string template) => Placeholder().Replace(template, match => Uri.EscapeDataString(Value(match) ?? ""));

    /// <summary>A text as it is.</summary>
    public string Text(string template) => Placeholder().Replace(template, match => Value(match) ?? "");

    /// <summary>JSON: a text that is one placeholder and nothing else becomes the value itself, a number for example.</summary>
    /// <exception cref="JsonException">The template is not JSON.</exception>
    public string Json(string template) => (Filled(JsonNode.Parse(template)) ?? JsonValue.Create((string?)null))?.ToJsonString() ?? "null";

    /// <summary>Something at a path of names and places, for example <c>items.0.status</c>; null where nothing is.</summary>
    internal static JsonNode? Find(JsonNode? root, string path) => path.Split('.', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Aggregate(root, (at, part) => at switch
    {
        JsonObject fields => fields.TryGetPropertyValue(part, out var field) ? field : null,
        JsonArray items when int.TryParse(part, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var place) && place < items.Count => items[place],
        _ => null,
    });

    /// <summary>A value as text; lists and objects as JSON.</summary>
    internal static string? TextOf(JsonNode? node) => node switch
    {
        null => null,
        JsonValue value when value.TryGetValue<string>(out var text) => text,
        _ => node.ToJsonString(),
    };

    /// <summary>Whether a template names what no call can hold, and how to mend it; null when it is good.</summary>
    internal static string? FaultOf(string template)
    {
        foreach (Match match in Placeholder().Matches(template))
        {
            var path = match.Groups["path"].Value.Trim();
            if (path.Split('.')[0] is not ("args" or "result") && path is not ("case.id" or "case.customer" or "case.intent" or "case.channel" or "case.language" or "step.id" or "step.tool"))
            {
                return $"{{{{{path}}}}} is not known. Use args, result, case.id, case.customer, case.intent, case.channel, case.language, step.id or step.tool.";
            }
        }

        return Placeholder().Replace(template, "").Contains("{{", StringComparison.Ordinal) ? "A placeholder is not closed; write {{args.name}}." : null;
    }

    /// <summary>The template with something harmless in place of each placeholder.</summary>
    internal static string Plain(string template) => Placeholder().Replace(template, "x");

    private string? Value(Match match)
    {
        var path = match.Groups["path"].Value.Trim();
        if (TextOf(Find(_facts, path)) is { Length: > 0 } text) { return text; }
        _missing.Add(path);
        return null;
    }

    private JsonNode? Filled(JsonNode? node)
    {
        switch (node)
        {
            case JsonObject fields:
                return new JsonObject(fields.Select(field => KeyValuePair.Create(field.Key, Filled(field.Value))));
            case JsonArray items:
                return new JsonArray([.. items.Select(Filled)]);
            case JsonValue value when value.TryGetValue<string>(out var text):
                if (Placeholder().Match(text) is not { Success: true } match || match.Length != text.Length) { return Text(text); }
                return Value(match) is null ? null : Find(_facts, match.Groups["path"].Value.Trim())?.DeepClone();
            default:
                return node?.DeepClone();
        }
    }

    // What came back may be a text that is no JSON, and is then that text.
    private static JsonNode? JsonOf(string? text)
    {
        if (string.IsNullOrWhiteSpace(text)) { return null; }
        try
        {
            return JsonNode.Parse(text);
        }
        catch (JsonException)
        {
            return JsonValue.Create(text);
        }
    }

    [GeneratedRegex(@"\{\{(?<path>[^{}]+)\}\}")]
    private static partial Regex Placeholder();
}
