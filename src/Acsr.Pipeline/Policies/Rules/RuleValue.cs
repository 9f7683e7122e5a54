using System.Globalization;
using System.Text.Json;

namespace Acsr.Policies.Rules;

/// <summary>
/// What an expression gives where a fact is missing: which facts, and whether it is true or false all the same. Values are null, bool,
/// decimal, string, lists and objects; never double, so that money adds up.
/// </summary>
/// <param name="Missing">Paths of facts, or why a value could not be had.</param>
/// <param name="Truth">Known where it is the same whatever the missing facts are.</param>
internal sealed record Unknown(IReadOnlyCollection<string> Missing, bool? Truth = null)
{
    /// <summary>The same for an operator that makes something else of it: what is known of its truth says nothing of the result.</summary>
    public Unknown Within => new(Missing);

    public static Unknown Because(string why) => new([why]);

    public static Unknown Of(IEnumerable<object?> values, bool? truth = null) =>
        new([.. values.OfType<Unknown>().SelectMany(u => u.Missing).Distinct()], truth);
}

/// <summary>How values read, compare and count, as JsonLogic has it.</summary>
internal static class RuleValue
{
    /// <summary>A number that decimal cannot hold stays text, and so is no number to any rule.</summary>
    public static object? From(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.Number => json.TryGetDecimal(out var number) ? number : json.GetRawText(),
        JsonValueKind.String => Text(json),
        JsonValueKind.Array => json.EnumerateArray().Select(From).ToArray(),
        JsonValueKind.Object => Fields(json),
        _ => null,
    };

    /// <summary>True for whatever JsonLogic takes as true; null where it is unknown. An empty list is false, the text "0" is true.</summary>
    public static bool? Truth(object? value) => value switch
    {
        null => false,
        bool flag => flag,
        decimal number => number != 0,
        string text => text.Length > 0,
        IReadOnlyList<object?> list => list.Count > 0,
        Unknown unknown => unknown.Truth,
        _ => true,
    };

    public static decimal? Number(object? value) => value switch
    {
        decimal number => number,
        bool flag => flag ? 1 : 0,
        string text when decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) => number,
        _ => null,
    };

    /// <summary>Equal as lists and objects are: part by part. Loosely, a number equals the text that says it, as <c>==</c> has it.</summary>
    public static bool Same(object? a, object? b, bool loose) => (a, b) switch
    {
        (null, null) => true,
        (null, _) or (_, null) => false,
        (string x, string y) => x == y,
        (bool x, bool y) => x == y,
        (decimal x, decimal y) => x == y,
        (IReadOnlyList<object?> x, IReadOnlyList<object?> y) => x.Count == y.Count && x.Zip(y).All(pair => Same(pair.First, pair.Second, loose)),
        (IReadOnlyDictionary<string, object?> x, IReadOnlyDictionary<string, object?> y) =>
            x.Count == y.Count && x.All(field => y.TryGetValue(field.Key, out var other) && Same(field.Value, other, loose)),
        (string or bool or decimal, string or bool or decimal) when loose => Number(a) is { } x && x == Number(b),
        _ => false,
    };

    /// <summary>As people and <c>cat</c> write it.</summary>
    public static string Write(object? value) => value switch
    {
        null => "",
        bool flag => flag ? "true" : "false",
        decimal number => number.ToString("0.############################", CultureInfo.InvariantCulture),
        string text => text,
        IReadOnlyList<object?> list => string.Join(",", list.Select(Write)),
        IReadOnlyDictionary<string, object?> fields => "{" + string.Join(", ", fields.Select(f => $"{f.Key}: {Write(f.Value)}")) + "}",
        _ => "",
    };

    /// <summary>How much work it is to look at a value: its parts, and its text by 64 characters.</summary>
    public static int Size(object? value) => value switch
    {
        string text => 1 + (text.Length / 64),
        IReadOnlyList<object?> list => 1 + list.Sum(Size),
        IReadOnlyDictionary<string, object?> fields => 1 + fields.Values.Sum(Size),
        _ => 1,
    };

    private static string? Text(JsonElement json)
    {
        // Half of a surrogate pair is valid JSON and no text; it stays as its escape.
        try { return json.GetString(); }
        catch (InvalidOperationException) { return json.GetRawText(); }
    }

    private static Dictionary<string, object?> Fields(JsonElement json)
    {
        var fields = new Dictionary<string, object?>();
        foreach (var field in json.EnumerateObject())
        {
            try { fields[field.Name] = From(field.Value); }
            catch (InvalidOperationException)
            {
                // A name that is no text cannot be asked for.
            }
        }

        return fields;
    }
}
