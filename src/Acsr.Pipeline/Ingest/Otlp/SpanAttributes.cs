using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Acsr.Ingest.Otlp;

/// <summary>Reads attributes of a span as what they are meant to be, whichever way a sender wrote them.</summary>
internal static class SpanAttributes
{
    /// <summary>Letters of all languages as they are.</summary>
    public static readonly JsonSerializerOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    extension(OtlpSpan span)
    {
        /// <summary>A text, or anything else as JSON; null when absent or empty.</summary>
        public string? Text(string name) => TextOf(span.Attributes.GetValueOrDefault(name));

        /// <summary>The same, of the span or else of its resource.</summary>
        public string? TextAnywhere(string name) => span.Text(name) ?? TextOf(span.Resource.GetValueOrDefault(name));

        /// <summary>A count; negative ones mean nothing.</summary>
        public long? Count(string name) => span.Number(name) is >= 0 and <= 1e15 and var count ? (long)count : null;

        /// <summary>US dollars; negative ones mean nothing.</summary>
        public double? Cost(string name) => span.Number(name) is >= 0 and var cost ? cost : null;

        public double? Number(string name)
        {
            var value = span.Attributes.GetValueOrDefault(name);
            if ((value?.Number ?? value?.Whole) is not { } number && !double.TryParse(value?.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out number)) { return null; }
            return double.IsFinite(number) ? number : null;
        }

        /// <summary>Set to true, as a flag or a text.</summary>
        public bool Flag(string name) => span.Attributes.GetValueOrDefault(name) is { } value && (value.Flag == true || value.Text is "true" or "True");

        /// <summary>0 to 1; anything else is nothing that can be trusted.</summary>
        public double? Share(string name) => span.Number(name) is >= 0 and <= 1 and var share ? share : null;

        /// <summary>A list of texts, also where it was sent as JSON or as one text.</summary>
        public IReadOnlyList<string> Texts(string name) => TextsOf(span.Attributes.GetValueOrDefault(name));
    }

    public static DateTime? TimeOf(ulong nano) => nano == 0 ? null : DateTime.UnixEpoch.AddTicks((long)(nano / 100));

    public static string? TextOf(OtlpValue? value) => value switch
    {
        null => null,
        { Text: { } text } => text.Length == 0 ? null : text,
        { Whole: null, Flag: null, Number: null, Items: null, Map: null, Bytes: null } => null,
        _ => Json(value),
    };

    /// <summary>The value as JSON; bytes as base64.</summary>
    public static string Json(OtlpValue value)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(buffer, Plain);
        Write(json, value);
        json.Flush();
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static IReadOnlyList<string> TextsOf(OtlpValue? value)
    {
        if (value?.Items is { } items) { return [.. items.Select(TextOf).OfType<string>()]; }
        if (TextOf(value) is not { } text) { return []; }
        if (text[0] != '[') { return [text]; }
        try
        {
            return JsonSerializer.Deserialize<List<string>>(text) is { } list ? [.. list.Where(item => !string.IsNullOrEmpty(item))] : [];
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            return [text];
        }
    }

    private static void Write(Utf8JsonWriter json, OtlpValue value)
    {
        switch (value)
        {
            case { Text: { } text }: json.WriteStringValue(text); break;
            case { Flag: { } flag }: json.WriteBooleanValue(flag); break;
            case { Whole: { } whole }: json.WriteNumberValue(whole); break;
            case { Number: { } number } when double.IsFinite(number): json.WriteNumberValue(number); break;
            case { Number: { } number }: json.WriteStringValue(number.ToString(CultureInfo.InvariantCulture)); break;
            case { Bytes: { } bytes }: json.WriteBase64StringValue(bytes); break;
            case { Items: { } items }:
                json.WriteStartArray();
                foreach (var item in items) { Write(json, item); }
                json.WriteEndArray();
                break;
            case { Map: { } map }:
                json.WriteStartObject();
                foreach (var (name, item) in map)
                {
                    json.WritePropertyName(name);
                    Write(json, item);
                }

                json.WriteEndObject();
                break;
            default: json.WriteNullValue(); break;
        }
    }
}
