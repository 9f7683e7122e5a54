using System.Text;

namespace Acsr.Ingest.Otlp;

/// <summary>Reads a case's id off an attribute on the wire, by the rules of <see cref="SpanCaseId"/>.</summary>
internal static class OtlpCaseId
{
    /// <param name="pair">A checked <c>KeyValue</c> message, or nothing.</param>
    /// <param name="expected">Returned itself when the text is the same, so that a trace's second span allocates none.</param>
    /// <returns>The id, or null when there is none that can be one.</returns>
    public static string? Read(ReadOnlySpan<byte> pair, string? expected)
    {
        if (pair.IsEmpty) { return null; }
        var plain = PlainText(pair);
        if (expected is not null && Ascii.Equals(plain, expected)) { return expected; }
        var text = plain.IsEmpty ? OtlpSpanDecoder.Pair(pair, 1).Value.Text : Encoding.UTF8.GetString(plain);
        return text is not null && SpanCaseId.IsId(text) ? text : null;
    }

    /// <summary>Whether <see cref="Read"/> gives an id. Builds no text for one in plain letters, as ids are.</summary>
    public static bool IsUsable(ReadOnlySpan<byte> pair)
    {
        var plain = PlainText(pair);
        return (plain.Length is > 0 and <= SpanCaseId.MaxLength && plain.IndexOfAnyExceptInRange((byte)'!', (byte)'~') < 0) || Read(pair, null) is not null;
    }

    /// <summary>The text of the usual layout, key then one text value and nothing else; empty for any other.</summary>
    private static ReadOnlySpan<byte> PlainText(ReadOnlySpan<byte> pair)
    {
        var reader = new ProtoReader(pair);
        if (!reader.Next(out var tag) || tag != OtlpTags.KeyValue.Key) { return default; }
        reader.Bytes();
        if (!reader.Next(out tag) || tag != OtlpTags.KeyValue.Value) { return default; }
        var value = new ProtoReader(reader.Bytes());
        if (reader.Next(out _) || !value.Next(out tag) || tag != OtlpTags.AnyValue.Text) { return default; }
        var text = value.Bytes();
        return value.Next(out _) ? default : text;
    }
}
