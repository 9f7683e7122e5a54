using System.Text.Json;
using Parquet;
using Parquet.Schema;

namespace Acsr.Releases.Formats;

/// <summary>
/// The rows of a file of JSON lines as Apache Parquet: one column for each key, texts as they are, true and false as such, and lists as their
/// JSON, so that arguments of any shape fit one schema. The same lines give the same bytes.
/// </summary>
public static class ParquetFiles
{
    private const int RowsInGroup = 10_000;

    /// <summary>The name of the Parquet file beside one of JSON lines.</summary>
    public static string PathOf(string path) => System.IO.Path.ChangeExtension(path, ".parquet");

    /// <summary>The whole file.</summary>
    /// <param name="lines">JSON objects with the same keys, one a line; at least one.</param>
    public static byte[] Write(ReadOnlyMemory<byte> lines)
    {
        using var output = new MemoryStream();
        // Everything is in memory, so that nothing is waited for.
        WriteAsync(lines, output).GetAwaiter().GetResult();
        return output.ToArray();
    }

    private static async Task WriteAsync(ReadOnlyMemory<byte> lines, MemoryStream output)
    {
        using var first = JsonDocument.Parse(lines[..lines.Span.IndexOf((byte)'\n')]);
        List<(string Key, DataField Field)> fields = [.. first.RootElement.EnumerateObject().Select(m => (m.Name, IsFlag(m.Value) ? new DataField<bool>(m.Name) : (DataField)new DataField<string>(m.Name)))];
        var writer = await ParquetWriter.CreateAsync(new ParquetSchema(fields.Select(f => (Field)f.Field)), output);
        await using (writer)
        {
            foreach (var group in Lines(lines).Chunk(RowsInGroup))
            {
                var rows = Array.ConvertAll(group, line => JsonDocument.Parse(line));
                using (var part = writer.CreateRowGroup())
                {
                    foreach (var (key, field) in fields)
                    {
                        if (field.ClrType == typeof(bool)) { await part.WriteAsync<bool>(field, Array.ConvertAll(rows, row => row.RootElement.GetProperty(key).GetBoolean())); }
                        else { await part.WriteAsync(field, Array.ConvertAll(rows, row => Text(row.RootElement.GetProperty(key)))); }
                    }

                    part.CompleteValidate();
                }

                foreach (var row in rows) { row.Dispose(); }
            }
        }
    }

    private static bool IsFlag(JsonElement value) => value.ValueKind is JsonValueKind.True or JsonValueKind.False;

    private static string Text(JsonElement value) => value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();

    private static IEnumerable<ReadOnlyMemory<byte>> Lines(ReadOnlyMemory<byte> lines)
    {
        while (lines.Span.IndexOf((byte)'\n') is >= 0 and var end)
        {
            yield return lines[..end];
            lines = lines[(end + 1)..];
        }
    }
}
