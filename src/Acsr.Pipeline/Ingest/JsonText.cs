using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Unicode;

namespace Acsr.Ingest;

/// <summary>What JSON may hold in its texts and neither .NET nor a database takes. Text without escapes, which is nearly all, is not taken apart.</summary>
internal static class JsonText
{
    /// <summary>True when every name and string can be read: JSON may hold half of a surrogate pair, or bytes that are not UTF-8.</summary>
    public static bool IsReadable(this JsonElement element)
    {
        var raw = JsonMarshal.GetRawUtf8Value(element);
        if (Utf8.IsValid(raw) && raw.IndexOf("\\u"u8) < 0) { return true; }
        try
        {
            return element.Texts().All(text => text is not null);
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    /// <summary>True when a name or string holds U+0000, which PostgreSQL does not take. It can stand in JSON only as an escape.</summary>
    public static bool HasNul(this JsonElement element) =>
        JsonMarshal.GetRawUtf8Value(element).IndexOf("\\u0000"u8) >= 0 && element.Texts().Any(text => text.Contains('\0'));

    private static IEnumerable<string> Texts(this JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.String => [element.GetString()!],
        JsonValueKind.Array => element.EnumerateArray().SelectMany(Texts),
        JsonValueKind.Object => element.EnumerateObject().SelectMany(field => field.Value.Texts().Prepend(field.Name)),
        _ => [],
    };
}
