using System.Globalization;
using System.Text.Json;

namespace Acsr.Ingest.Transcripts;

/// <summary>Reads fields of JSON that others wrote: absent, null and of another type are all "not told".</summary>
internal static class JsonRead
{
    /// <summary>The field of an object; null where there is none, where it is null, or where this is no object.</summary>
    public static JsonElement? Field(this JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    /// <summary>The value at a dotted path; a number in it is an index into an array; the empty path is the element itself.</summary>
    public static JsonElement? At(this JsonElement element, string path)
    {
        JsonElement? at = element;
        foreach (var name in path.Split('.', StringSplitOptions.RemoveEmptyEntries))
        {
            at = at is { ValueKind: JsonValueKind.Array } list && int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var index)
                ? index < list.GetArrayLength() ? list[index] : null
                : at?.Field(name);
        }

        return at is { ValueKind: not JsonValueKind.Null } ? at : null;
    }

    /// <summary>A string, or a number or truth value as it is written.</summary>
    public static string? Word(this JsonElement? element) => element switch
    {
        { ValueKind: JsonValueKind.String } text => text.GetString(),
        { ValueKind: JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False } other => other.GetRawText(),
        _ => null,
    };

    /// <summary>A finite number, also one that is written as a string.</summary>
    public static double? Number(this JsonElement? element) =>
        double.TryParse(element.Word(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : null;

    /// <summary>A whole number, also one that is written with a fraction or as a string.</summary>
    public static long? Whole(this JsonElement? element) =>
        element.Number() is { } number && Math.Abs(number) < 1e15 ? (long)number : null;

    /// <summary>
    /// A time in UTC: ISO 8601, or seconds or milliseconds since 1970. One that is written without a zone is taken as UTC, as tau2 writes it.
    /// Null for what cannot be read as a time.
    /// </summary>
    public static DateTime? Time(this JsonElement? element)
    {
        if (element.Number() is { } number)
        {
            var seconds = Math.Abs(number) >= 1e11 ? number / 1000 : number;
            return seconds is >= 0 and < 253_402_300_800 ? DateTime.UnixEpoch.AddSeconds(seconds) : null;
        }

        return DateTime.TryParse(element.Word(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time)
            ? time : null;
    }

    /// <summary>The items of an array; none for anything else.</summary>
    public static IEnumerable<JsonElement> Items(this JsonElement? element) =>
        element is { ValueKind: JsonValueKind.Array } list ? list.EnumerateArray() : [];

    /// <summary>The names of an object's fields, for a message that tells what there is instead.</summary>
    public static string Names(this JsonElement element) =>
        element.ValueKind != JsonValueKind.Object ? $"no fields ({element.ValueKind})"
        : string.Join(", ", element.EnumerateObject().Select(field => field.Name).Take(20));
}
