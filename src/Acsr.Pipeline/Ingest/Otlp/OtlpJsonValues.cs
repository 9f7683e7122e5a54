using System.Buffers.Text;
using System.Globalization;
using System.Text.Json;

namespace Acsr.Ingest.Otlp;

/// <summary>
/// Writes single JSON members as protobuf fields, by the rules in which OTLP/JSON differs from protobuf's own JSON (formats A.2).
/// Every method returns what is wrong, in words that say how to mend it, or null. A JSON null is a member that was not sent.
/// </summary>
internal sealed class OtlpJsonValues(ProtoWriter output)
{
    public static string Kind(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "a list",
        JsonValueKind.String => "a text",
        JsonValueKind.Number => "a number",
        JsonValueKind.True or JsonValueKind.False => "a truth value",
        _ => "null",
    };

    /// <summary>Every member of an object, up to the first fault.</summary>
    public static string? Members(JsonElement element, Func<JsonProperty, string?> write)
    {
        if (element.ValueKind != JsonValueKind.Object) { return $"it is {Kind(element)}; it must be an object"; }
        foreach (var property in element.EnumerateObject())
        {
            if (property.Value.ValueKind != JsonValueKind.Null && write(property) is { } fault) { return fault; }
        }

        return null;
    }

    public string? Message(uint tag, JsonProperty property, Func<JsonProperty, string?> write) => Message(tag, property.Name, property.Value, write);

    public string? Message(uint tag, string name, JsonElement value, Func<JsonProperty, string?> write)
    {
        if (value.ValueKind == JsonValueKind.Null) { return null; }
        if (value.ValueKind != JsonValueKind.Object) { return $"\"{name}\" is {Kind(value)}; it must be an object"; }
        var mark = output.Begin(tag);
        var fault = Members(value, write);
        output.End(mark);
        return fault;
    }

    public string? Text(uint tag, JsonProperty property)
    {
        if (property.Value.ValueKind == JsonValueKind.Null) { return null; }
        if (property.Value.ValueKind != JsonValueKind.String) { return $"\"{property.Name}\" is {Kind(property.Value)}; it must be a text"; }
        output.Text(tag, property.Value.GetString()!);
        return null;
    }

    /// <param name="tag">The field.</param>
    /// <param name="property">Hexadecimal digits of either case; an empty text is an id that was not sent.</param>
    /// <param name="length">Bytes.</param>
    public string? Id(uint tag, JsonProperty property, int length)
    {
        var text = property.Value.ValueKind == JsonValueKind.String ? property.Value.GetString()! : null;
        if (text is { Length: 0 }) { return null; }
        Span<byte> id = stackalloc byte[16];
        if (text?.Length == 2 * length && Convert.FromHexString(text, id, out _, out _) == System.Buffers.OperationStatus.Done)
        {
            output.Bytes(tag, id[..length]);
            return null;
        }

        var found = text is null ? Kind(property.Value) : OtlpFaults.Quote(text);
        var hint = text is not null && Base64.IsValid(text, out var decoded) && decoded == length ? " (this is base64, which protobuf's own JSON uses and OTLP/JSON does not)" : "";
        return $"\"{property.Name}\" is {found}; it must be {2 * length} hexadecimal digits{hint}";
    }

    public string? Enum(uint tag, JsonProperty property)
    {
        if (property.Value.ValueKind == JsonValueKind.Number && property.Value.TryGetInt32(out var number))
        {
            output.Varint(tag, (ulong)number);
            return null;
        }

        var found = property.Value.ValueKind == JsonValueKind.String ? OtlpFaults.Quote(property.Value.GetString()!) : Kind(property.Value);
        return $"\"{property.Name}\" is {found}; OTLP/JSON writes enums as numbers, for example {(property.Name == "kind" ? "3 for SPAN_KIND_CLIENT" : "2 for STATUS_CODE_ERROR")}";
    }

    public string? Fixed64(uint tag, JsonProperty property)
    {
        if (!UInt64(property.Value, out var number)) { return $"\"{property.Name}\" is {Shown(property.Value)}; it must be nanoseconds since 1970, as a number or a text of digits"; }
        output.Fixed64(tag, number);
        return null;
    }

    public string? Attributes(uint tag, JsonProperty property) => Pairs(tag, property.Name, property.Value, 1);

    /// <summary>An <c>AnyValue</c> that stands by itself.</summary>
    public string? Value(uint tag, JsonProperty property) => Value(tag, property.Value, 1);

    private string? Pairs(uint tag, string name, JsonElement list, int depth)
    {
        if (list.ValueKind != JsonValueKind.Array)
        {
            return $"\"{name}\" is {Kind(list)}; it must be a list of {{\"key\":\"…\",\"value\":{{\"stringValue\":\"…\"}}}}";
        }

        foreach (var pair in list.EnumerateArray())
        {
            if (Message(tag, name, pair, member => Pair(member, depth)) is { } fault) { return fault; }
        }

        return null;
    }

    private string? Pair(JsonProperty property, int depth) => property.Name switch
    {
        "key" => Text(OtlpTags.KeyValue.Key, property),
        "value" => Value(OtlpTags.KeyValue.Value, property.Value, depth),
        _ => null,
    };

    private string? Value(uint tag, JsonElement value, int depth)
    {
        if (depth > OtlpAttributeCheck.MaxDepth) { return $"an attribute is nested more than {OtlpAttributeCheck.MaxDepth} values deep"; }
        if (value.ValueKind is not (JsonValueKind.Object or JsonValueKind.Null))
        {
            return $"an attribute's value is {Kind(value)}; it must be an object such as {{\"stringValue\":\"…\"}}";
        }

        return Message(tag, "value", value, member => Any(member, depth));
    }

    private string? Any(JsonProperty property, int depth)
    {
        var value = property.Value;
        switch (property.Name)
        {
            case "stringValue": return Text(OtlpTags.AnyValue.Text, property);
            case "boolValue" when value.ValueKind is JsonValueKind.True or JsonValueKind.False:
                output.Varint(OtlpTags.AnyValue.Flag, value.GetBoolean() ? 1u : 0u);
                return null;
            case "intValue" when Int64(value, out var whole):
                output.Varint(OtlpTags.AnyValue.Whole, (ulong)whole);
                return null;
            case "doubleValue" when Double(value, out var number):
                output.Fixed64(OtlpTags.AnyValue.Number, BitConverter.DoubleToUInt64Bits(number));
                return null;
            case "bytesValue" when value.ValueKind == JsonValueKind.String && value.TryGetBytesFromBase64(out var bytes):
                output.Bytes(OtlpTags.AnyValue.Bytes, bytes);
                return null;
            case "arrayValue": return List(OtlpTags.AnyValue.Array, property, depth, ofPairs: false);
            case "kvlistValue": return List(OtlpTags.AnyValue.Map, property, depth, ofPairs: true);
            case "boolValue" or "intValue" or "doubleValue" or "bytesValue":
                return $"\"{property.Name}\" is {Shown(value)}";
            default: return null;
        }
    }

    private string? List(uint tag, JsonProperty property, int depth, bool ofPairs) => Message(tag, property, member =>
    {
        if (member.Name != "values") { return null; }
        if (ofPairs) { return Pairs(OtlpTags.Values, "values", member.Value, depth + 1); }
        if (member.Value.ValueKind != JsonValueKind.Array) { return $"\"values\" is {Kind(member.Value)}; it must be a list"; }
        foreach (var item in member.Value.EnumerateArray())
        {
            if (Value(OtlpTags.Values, item, depth + 1) is { } fault) { return fault; }
        }

        return null;
    });

    private static bool UInt64(JsonElement value, out ulong number)
    {
        if (value.ValueKind == JsonValueKind.String) { return ulong.TryParse(value.GetString(), NumberStyles.None, CultureInfo.InvariantCulture, out number); }
        var good = WholeNumber(value, 0, ulong.MaxValue, out var whole);
        number = (ulong)whole;
        return good;
    }

    private static bool Int64(JsonElement value, out long number)
    {
        if (value.ValueKind == JsonValueKind.String) { return long.TryParse(value.GetString(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out number); }
        var good = WholeNumber(value, long.MinValue, long.MaxValue, out var whole);
        number = (long)whole;
        return good;
    }

    /// <summary>Accepts 3.0 and 3e0 too: some languages know only floating point.</summary>
    private static bool WholeNumber(JsonElement value, decimal least, decimal most, out decimal number)
    {
        number = 0;
        if (value.ValueKind != JsonValueKind.Number || !value.TryGetDecimal(out var found)) { return false; }
        if (found < least || found > most || decimal.Truncate(found) != found) { return false; }
        number = found;
        return true;
    }

    private static bool Double(JsonElement value, out double number)
    {
        if (value.ValueKind == JsonValueKind.Number) { return value.TryGetDouble(out number) && double.IsFinite(number); }
        number = 0;
        if (value.ValueKind != JsonValueKind.String) { return false; }
        switch (value.GetString())
        {
            case "NaN": number = double.NaN; return true;
            case "Infinity": number = double.PositiveInfinity; return true;
            case "-Infinity": number = double.NegativeInfinity; return true;
            case { } text: return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out number) && double.IsFinite(number);
            default: return false;
        }
    }

    private static string Shown(JsonElement value) =>
        value.ValueKind is JsonValueKind.Object or JsonValueKind.Array ? Kind(value) : OtlpFaults.Quote(value.ToString());
}
