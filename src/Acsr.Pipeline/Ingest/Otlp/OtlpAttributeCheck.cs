using System.Text.Unicode;

namespace Acsr.Ingest.Otlp;

/// <summary>
/// Checks attributes on the wire without building them. What is wrong with one comes back in words; only bytes that are no protobuf throw.
/// </summary>
internal static class OtlpAttributeCheck
{
    /// <summary>How deep values may be nested, arrays and maps together.</summary>
    public const int MaxDepth = 32;

    public static string? Text(ReadOnlySpan<byte> text, string what) => Utf8.IsValid(text) ? null : $"{what} is not valid UTF-8";

    public static string? KeyValue(ReadOnlySpan<byte> pair) => KeyValue(pair, 1, out _);

    /// <param name="pair">A <c>KeyValue</c> message.</param>
    /// <param name="key">Its key, as UTF-8; of several the last holds.</param>
    public static string? KeyValue(ReadOnlySpan<byte> pair, out ReadOnlySpan<byte> key) => KeyValue(pair, 1, out key);

    /// <param name="value">An <c>AnyValue</c> message that stands by itself.</param>
    public static string? Value(ReadOnlySpan<byte> value) => Value(value, 1);

    private static string? KeyValue(ReadOnlySpan<byte> pair, int depth, out ReadOnlySpan<byte> key)
    {
        string? fault = null;
        key = default;
        var reader = new ProtoReader(pair);
        while (reader.Next(out var tag))
        {
            switch (tag)
            {
                case OtlpTags.KeyValue.Key:
                    key = reader.Bytes();
                    fault = Text(key, "an attribute's key") ?? fault;
                    break;
                case OtlpTags.KeyValue.Value: fault = Value(reader.Bytes(), depth) ?? fault; break;
                default: reader.Skip(tag); break;
            }
        }

        return fault;
    }

    private static string? Value(ReadOnlySpan<byte> value, int depth)
    {
        if (depth > MaxDepth) { return $"an attribute is nested more than {MaxDepth} values deep"; }
        string? fault = null;
        var reader = new ProtoReader(value);
        while (reader.Next(out var tag))
        {
            switch (tag)
            {
                case OtlpTags.AnyValue.Text: fault = Text(reader.Bytes(), "an attribute's text") ?? fault; break;
                case OtlpTags.AnyValue.Array: fault = Values(reader.Bytes(), depth, ofPairs: false) ?? fault; break;
                case OtlpTags.AnyValue.Map: fault = Values(reader.Bytes(), depth, ofPairs: true) ?? fault; break;
                default: reader.Skip(tag); break;
            }
        }

        return fault;
    }

    private static string? Values(ReadOnlySpan<byte> values, int depth, bool ofPairs)
    {
        string? fault = null;
        var reader = new ProtoReader(values);
        while (reader.Next(out var tag))
        {
            if (tag != OtlpTags.Values) { reader.Skip(tag); }
            else if (ofPairs) { fault = KeyValue(reader.Bytes(), depth + 1, out _) ?? fault; }
            else { fault = Value(reader.Bytes(), depth + 1) ?? fault; }
        }

        return fault;
    }
}
