using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Acsr.Releases.Formats;

/// <summary>The one way in which releases write JSON (formats D.6): UTF-8, compact, letters as themselves, keys in the order written.</summary>
public static class ReleaseJson
{
    public static byte[] Write(Action<Utf8JsonWriter> write, bool indented = false)
    {
        var buffer = new ArrayBufferWriter<byte>();
        var options = new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, Indented = indented, NewLine = "\n" };
        using (var writer = new Utf8JsonWriter(buffer, options)) { write(writer); }
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>The element as compact text.</summary>
    public static string Text(JsonElement element) => Encoding.UTF8.GetString(Write(element.WriteTo));

    /// <summary>Lines, each ended by a line feed.</summary>
    public static byte[] Lines(IEnumerable<byte[]> lines)
    {
        using var bytes = new MemoryStream();
        foreach (var line in lines)
        {
            bytes.Write(line);
            bytes.WriteByte((byte)'\n');
        }

        return bytes.ToArray();
    }
}
