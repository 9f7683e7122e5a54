using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Acsr.Ingest.Events;

/// <summary>How native events are written as JSON: camelCase, flat, <c>type</c> anywhere in the object, times in RFC 3339.</summary>
public static class EventJson
{
    public static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        AllowOutOfOrderMetadataProperties = true,
        NumberHandling = JsonNumberHandling.Strict,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new Rfc3339Converter() },
    };

    /// <summary>The values that <c>type</c> may have.</summary>
    public static readonly IReadOnlyList<string> Types =
        [.. typeof(CaseEvent).GetCustomAttributes(typeof(JsonDerivedTypeAttribute), false).Cast<JsonDerivedTypeAttribute>().Select(a => (string)a.TypeDiscriminator!)];

    /// <summary>One event as one line of JSON.</summary>
    public static byte[] Line(CaseEvent value) => JsonSerializer.SerializeToUtf8Bytes(value, Options);

    /// <summary>A time without an offset could mean any of 26 hours, so it is refused instead of guessed.</summary>
    private sealed class Rfc3339Converter : JsonConverter<DateTime>
    {
        private static readonly string[] Formats = ["yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd' 'HH:mm:ss.FFFFFFFK"];

        public override DateTime Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            var text = reader.TokenType == JsonTokenType.String ? reader.GetString() : null;
            if (text is null || text.Length < 20 || text.Length > 40 || (text[^1] is not ('Z' or 'z') && text[^6] is not ('+' or '-'))
                || !DateTimeOffset.TryParseExact(text.ToUpperInvariant(), Formats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
                || time.UtcDateTime.Year is < 1970 or > 2200)
            {
                throw new JsonException("is not a time in RFC 3339 with an offset, for example 2026-03-01T12:00:00Z");
            }

            return time.UtcDateTime;
        }

        public override void Write(Utf8JsonWriter writer, DateTime value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture));
    }
}
