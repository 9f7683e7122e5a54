using System.Text.Json;

namespace Acsr.Ingest.Otlp.Dialects;

/// <summary>Reads fields of JSON that others wrote: absent, null and of another type are all "not told".</summary>
internal static class ChatFields
{
    extension(JsonElement value)
    {
        public JsonElement? Field(string name) =>
            value.ValueKind == JsonValueKind.Object && value.TryGetProperty(name, out var field) && field.ValueKind != JsonValueKind.Null ? field : null;

        /// <summary>A text; nothing else.</summary>
        public string? Word(string name) => value.Field(name) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;

        public bool Has(string name) => value.Field(name) is not null;

        /// <summary>How many names an object has.</summary>
        public int Names() => value.ValueKind == JsonValueKind.Object ? value.GetPropertyCount() : 0;
    }
}
