using System.Text.Json;

namespace Acsr.Policies.Rules;

/// <summary>
/// What a rule sees of one decision (formats I.2): <c>{case, customer, call, before, history, now}</c>, and which steps each part came
/// from. A fact that nobody knows is absent, not null.
/// </summary>
public sealed class RuleFacts
{
    /// <summary>More is neither read nor kept.</summary>
    public const int MaxExample = 50_000;

    private readonly IReadOnlyDictionary<string, IReadOnlyList<string>> _evidence;

    internal RuleFacts(IReadOnlyDictionary<string, object?> root, IReadOnlyDictionary<string, IReadOnlyList<string>>? evidence = null)
    {
        Root = root;
        _evidence = evidence ?? new Dictionary<string, IReadOnlyList<string>>();
    }

    internal IReadOnlyDictionary<string, object?> Root { get; }

    /// <summary>Facts written as a JSON object, for example those of an example.</summary>
    /// <returns>Null and a reason where they are not.</returns>
    public static (RuleFacts? Facts, string? Fault) Parse(string json)
    {
        if (json.Length > MaxExample) { return (null, $"The facts have {json.Length:N0} characters; at most {MaxExample:N0} are read."); }
        try
        {
            using var document = JsonDocument.Parse(json);
            return RuleValue.From(document.RootElement) is Dictionary<string, object?> fields
                ? (new RuleFacts(fields), null)
                : (null, "The facts are no JSON object; write them as {\"call\": {\"tool\": …}}.");
        }
        catch (JsonException error)
        {
            return (null, $"The facts are not JSON: line {(error.LineNumber ?? 0) + 1}, character {(error.BytePositionInLine ?? 0) + 1}.");
        }
    }

    /// <summary>The same, with the time of the decision where it has none of its own.</summary>
    public RuleFacts WithNow(string? now) =>
        now is null || Root.ContainsKey("now") ? this : new RuleFacts(new Dictionary<string, object?>(Root) { ["now"] = now }, _evidence);

    /// <summary>As JSON, indented, for people to read and to make an example of.</summary>
    public string ToJson() => JsonSerializer.Serialize(Root, Indented);

    /// <summary>Every fact that has a single value, by its path; of lists the first element's, written with <c>[]</c> for the index.</summary>
    public IEnumerable<(string Path, string Value)> Leaves() => Leaves("", Root, 0);

    /// <summary>The ids of the steps that facts came from, in the order of <paramref name="paths"/>, each once.</summary>
    internal IReadOnlyList<string> EvidenceOf(IEnumerable<string> paths) => [.. paths.SelectMany(Sources).Distinct(StringComparer.Ordinal)];

    // The longest part of the path that is known to come from somewhere.
    private IReadOnlyList<string> Sources(string path)
    {
        for (var part = path.Replace("[]", "", StringComparison.Ordinal); part.Length > 0; part = part.LastIndexOf('.') is var dot and > 0 ? part[..dot] : "")
        {
            if (_evidence.TryGetValue(part, out var steps)) { return steps; }
        }

        return [];
    }

    private static IEnumerable<(string, string)> Leaves(string path, object? value, int depth) => value switch
    {
        _ when depth > 6 => [],
        IReadOnlyDictionary<string, object?> fields => fields.SelectMany(f => Leaves(path.Length == 0 ? f.Key : $"{path}.{f.Key}", f.Value, depth + 1)),
        IReadOnlyList<object?> list => list.Count == 0 ? [] : Leaves(path + "[]", list[0], depth + 1),
        _ => [(path, RuleValue.Write(value))],
    };

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}
