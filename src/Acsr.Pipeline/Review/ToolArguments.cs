using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Acsr.Review;

/// <summary>What an argument of an action may be.</summary>
public enum ArgumentKind { Text = 0, Number = 1, WholeNumber = 2, YesNo = 3, Date = 4, Choice = 5, Json = 6 }

/// <summary>One argument of an action, as a field of the form.</summary>
/// <param name="Name">As the tool names it.</param>
/// <param name="Kind">What it may be.</param>
/// <param name="Required">The action cannot be carried out without it.</param>
/// <param name="Hint">What it means; null where nobody said.</param>
/// <param name="Choices">What may be chosen, for <see cref="ArgumentKind.Choice"/>.</param>
public sealed record ArgumentField(string Name, ArgumentKind Kind, bool Required, string? Hint, IReadOnlyList<string> Choices);

/// <summary>Reads and writes the arguments of an action, a JSON object, field by field. Pure; what no field names stays as it was.</summary>
public static class ToolArguments
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
    public static string? With(string? json, ArgumentField field, string? value)
    {
        var all = Parse(json) ?? [];
        if (string.IsNullOrWhiteSpace(value)) { all.Remove(field.Name); }
        else { all[field.Name] = NodeOf(field.Kind, value.Trim()); }
        return all.Count == 0 ? null : all.ToJsonString(Relaxed);
    }

    /// <summary>What is wrong with each field, in words, by its name: a required one that is missing, a value of another kind.</summary>
    public static IReadOnlyDictionary<string, string> Faults(string? json, IReadOnlyList<ArgumentField> fields)
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
    public static IReadOnlyList<string> Others(string? json, IReadOnlyList<ArgumentField> fields) =>
        [.. (Parse(json) ?? []).Select(pair => pair.Key).Where(name => fields.All(field => field.Name != name))];

    private static readonly JsonSerializerOptions Relaxed = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static string? FaultOf(JsonNode? node, ArgumentField field)
    {
        if (node is null) { return field.Required ? "The action needs it." : null; }
        var kind = node.GetValueKind();
        return field.Kind switch
        {
            ArgumentKind.Number when kind != JsonValueKind.Number => "Write a number, for example 12.5.",
            ArgumentKind.WholeNumber when kind != JsonValueKind.Number || node.GetValue<double>() % 1 != 0 => "Write a whole number.",
            ArgumentKind.YesNo when kind is not (JsonValueKind.True or JsonValueKind.False) => "Choose yes or no.",
            ArgumentKind.Date when kind != JsonValueKind.String || !DateOnly.TryParseExact(node.GetValue<string>(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _) => "Give a day.",
            ArgumentKind.Choice when kind != JsonValueKind.String || !field.Choices.Contains(node.GetValue<string>()) => "Choose one of the list.",
            ArgumentKind.Text when kind != JsonValueKind.String => "Write text.",
            _ => null,
        };
    }

    private static JsonNode NodeOf(ArgumentKind kind, string value) => kind switch
    {
        ArgumentKind.Number or ArgumentKind.WholeNumber when decimal.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) => JsonValue.Create(number),
        ArgumentKind.YesNo when bool.TryParse(value, out var yes) => JsonValue.Create(yes),
        ArgumentKind.Json => Json(value),
        _ => JsonValue.Create(value),
    };

    private static JsonNode Json(string value)
    {
        try { return JsonNode.Parse(value) ?? JsonValue.Create(value); }
        catch (JsonException) { return JsonValue.Create(value); }
    }
}
