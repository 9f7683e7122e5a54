using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Acsr.Ingest.Otlp.Dialects;

/// <summary>Puts together again what senders flatten into names such as <c>llm.input_messages.0.message.role</c>.</summary>
internal static class FlatAttributes
{
    private const int MaxDepth = 16;

    // A name that occurs twice would be thrown at whoever looks first.
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    /// <summary>The value whose parts stand under <paramref name="name"/> and a dot; numbered parts become a list. Null when there are none.</summary>
    public static JsonNode? Under(IReadOnlyDictionary<string, OtlpValue> attributes, string name)
    {
        Branch? root = null;
        foreach (var (key, value) in attributes)
        {
            if (key.Length <= name.Length + 1 || key[name.Length] != '.' || !key.StartsWith(name, StringComparison.Ordinal)) { continue; }
            var path = key[(name.Length + 1)..].Split('.');
            if (path.Length <= MaxDepth) { (root ??= new Branch()).Put(path, value); }
        }

        return root?.Node();
    }

    /// <summary>The same as text.</summary>
    public static string? Text(OtlpSpan span, string name) => Under(span.Attributes, name)?.ToJsonString(SpanAttributes.Relaxed) ?? span.Text(name);

    /// <summary>All attributes as one object; dots in names stay.</summary>
    public static JsonObject Object(IReadOnlyDictionary<string, OtlpValue> attributes) => [.. attributes.Select(pair => KeyValuePair.Create(pair.Key, Node(pair.Value)))];

    /// <summary>The text as JSON; null when it is none.</summary>
    public static JsonNode? Parsed(string? text)
    {
        if (text is null || text.AsSpan().TrimStart() is not ['{' or '[', ..]) { return null; }
        try
        {
            using var json = JsonDocument.Parse(text, Strict);
            return json.RootElement.IsReadable() ? JsonNode.Parse(text) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static JsonNode? Node(OtlpValue value) => JsonNode.Parse(SpanAttributes.Json(value));

    private sealed class Branch
    {
        private readonly SortedDictionary<string, Branch> _parts = new(ByNumber.Instance);
        private OtlpValue? _value;

        public void Put(ReadOnlySpan<string> path, OtlpValue value)
        {
            if (path.IsEmpty) { _value = value; return; }
            if (!_parts.TryGetValue(path[0], out var part)) { _parts[path[0]] = part = new Branch(); }
            part.Put(path[1..], value);
        }

        public JsonNode? Node() =>
            _parts.Count == 0 ? _value is null ? null : FlatAttributes.Node(_value)
            : _parts.Keys.All(IsNumber) ? new JsonArray([.. _parts.Values.Select(part => part.Node())])
            : new JsonObject(_parts.Select(part => KeyValuePair.Create(part.Key, part.Value.Node())));

        private static bool IsNumber(string name) => int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out _);
    }

    private sealed class ByNumber : IComparer<string>
    {
        public static readonly ByNumber Instance = new();

        public int Compare(string? x, string? y)
        {
            var order = IsDigits(y).CompareTo(IsDigits(x));
            if (order == 0 && IsDigits(x)) { order = x!.Length.CompareTo(y!.Length); }
            return order != 0 ? order : string.CompareOrdinal(x, y);
        }

        private static bool IsDigits(string? text) => text is { Length: > 0 } && text.All(char.IsAsciiDigit);
    }
}
