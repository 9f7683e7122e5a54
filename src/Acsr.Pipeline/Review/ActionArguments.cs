using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Acsr.Ingest;

namespace Acsr.Review;

/// <summary>Reads and writes the arguments of an action, a JSON object, field by field. Pure; what no field names stays as it was.</summary>
public static class ActionArguments
{
    /// <summary>The object; null where the text is none.</summary>
    public static JsonObject? Parse(string? json)
    {
        if (string.IsNullOrWhiteSpace(json)) { return []; }
        try { return JsonNode.Parse(json) as JsonObject; }
        catch (JsonException) { return null; }
    }

    /// <summary>A field's value as it stands in the form; empty where it has none.</summary>
    public static string ValueOf(string? json, string name) => Parse(json)?[name] switch
    {
        null => "",
        JsonValue value when value.TryGetValue<string>(out var text) => text,
        JsonNode other => other.ToJsonString(Relaxed),
    };

    /// <summary>The arguments with another value of one field; an empty one takes it out. Null where nothing is left.</summary>
    /// <param name="json">As it was; an object or nothing.</param>
    /// <param name="field">The field.</param>
    /// <param name="value">As written in the form. What does not fit the field's kind is kept as text, and <see cref="Faults"/> tells it.</param>
    public static string? With(string? json, ToolArgument field, string? value)
    {
        var all = Parse(json) ?? [];
        if (string.IsNullOrWhiteSpace(value)) { all.Remove(field.Name); }
        else { all[field.Name] = NodeOf(field.Type, value.Trim()); }
        return all.Count == 0 ? null : all.ToJsonString(Relaxed);
    }

    /// <summary>What is wrong with each field, in words, by its name: a required one that is missing, a value of another kind.</summary>
    public static IReadOnlyDictionary<string, string> Faults(string? json, IReadOnlyList<ToolArgument> fields)
    {
        var faults = new Dictionary<string, string>(StringComparer.Ordinal);
        if (Parse(json) is not { } all) { return faults; }
        foreach (var field in fields)
        {
            if (FaultOf(all[field.Name], field) is { } fault) { faults[field.Name] = fault; }
        }

        return faults;
    }

    /// <summary>Arguments that no field names; shown so that none is written silently.</summary>
    public static IReadOnlyList<string> Others(string? json, IReadOnlyList<ToolArgument> fields) =>
        [.. (Parse(json) ?? []).Select(pair => pair.Key).Where(name => fields.All(field => field.Name != name))];

    private static readonly JsonSerializerOptions Relaxed = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static string? FaultOf(JsonNode? node, ToolArgument field)
    {
        if (node is null) { return field.Required ? "The action needs it." : null; }
        var kind = node.GetValueKind();
        return field.Type switch
        {
            ArgumentType.Number when kind != JsonValueKind.Number => "Write a number, for example 12.5.",
            ArgumentType.Boolean when kind is not (JsonValueKind.True or JsonValueKind.False) => "Choose yes or no.",
            ArgumentType.Date when kind != JsonValueKind.String || !node.Deserialize<JsonElement>().TryGetDateTimeOffset(out _) => "Give a day, for example 2026-05-04.",
            ArgumentType.Choice when kind != JsonValueKind.String || !field.Values.Contains(node.GetValue<string>()) => "Choose one of the list.",
            ArgumentType.Text when kind != JsonValueKind.String => "Write text.",
            _ => null,
        };
    }

    private static JsonNode NodeOf(ArgumentType kind, string value) => kind switch
    {
        ArgumentType.Number when decimal.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) => JsonValue.Create(number),
        ArgumentType.Boolean when bool.TryParse(value, out var yes) => JsonValue.Create(yes),
        ArgumentType.Json => Json(value),
        _ => JsonValue.Create(value),
    };

    private static JsonNode Json(string value)
    {
        try { return JsonNode.Parse(value) ?? JsonValue.Create(value); }
        catch (JsonException) { return JsonValue.Create(value); }
    }
}
