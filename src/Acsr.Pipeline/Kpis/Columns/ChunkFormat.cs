using System.Runtime.InteropServices;
using Acsr.Ingest;

namespace Acsr.Kpis.Columns;

/// <summary>A chunk as bytes: its columns one after the other, little-endian, compressed with zstd.</summary>
internal static class ChunkFormat
{
    /// <summary>Raised whenever the columns or their form change; stored chunks of another version are read from the cases anew.</summary>
    public const int Version = 2;

    public static byte[] Write(KpiChunk chunk)
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        writer.Write(chunk.Count);
        Put<long>(writer, chunk.At);
        Put<ulong>(writer, chunk.Facts);
        foreach (var column in chunk.Texts)
        {
            writer.Write(column.Values.Length);
            foreach (var value in column.Values.Skip(1)) { writer.Write(value!); }
            Put(writer, column.Codes);
        }

        foreach (var column in chunk.Counts) { Put(writer, column.Bytes); Put(writer, column.Shorts); Put(writer, column.Wide); }
        foreach (var column in chunk.Numbers) { Put(writer, column.Floats); Put(writer, column.Doubles); }
        writer.Write(chunk.Ids.Length);
        writer.Write(chunk.Ids);
        Put<int>(writer, chunk.IdEnds);
        writer.Flush();
        return Zstd.Compress(stream.GetBuffer().AsSpan(0, (int)stream.Length));
    }

    /// <param name="data">As <see cref="Write"/> made it.</param>
    /// <param name="texts">Texts that are known already: the same text becomes the same object.</param>
    public static KpiChunk Read(byte[] data, Dictionary<string, string> texts)
    {
        using var reader = new BinaryReader(new MemoryStream(Zstd.Decompress(data)));
        var count = reader.ReadInt32();
        var at = Take<long>(reader, count)!;
        var facts = Take<ulong>(reader, count)!;
        var text = new TextColumn[CaseColumns.Texts.Length];
        for (var c = 0; c < text.Length; c++)
        {
            var values = new string?[reader.ReadInt32()];
            for (var v = 1; v < values.Length; v++)
            {
                var value = reader.ReadString();
                if (!texts.TryGetValue(value, out var known)) { texts[value] = known = value; }
                values[v] = known;
            }

            text[c] = new(values, Take<ushort>(reader, count));
        }

        var counts = new CountColumn[CaseColumns.Counts.Length];
        for (var c = 0; c < counts.Length; c++) { counts[c] = new(Take<byte>(reader, count), Take<ushort>(reader, count), Take<int>(reader, count)); }
        var numbers = new NumberColumn[CaseColumns.Numbers.Length];
        for (var c = 0; c < numbers.Length; c++) { numbers[c] = new(Take<float>(reader, count), Take<double>(reader, count)); }
        var ids = reader.ReadBytes(reader.ReadInt32());
        return new KpiChunk(at, facts, text, counts, numbers, ids, Take<int>(reader, count)!);
    }

    private static void Put<T>(BinaryWriter writer, T[]? values) where T : unmanaged
    {
        writer.Write(values is not null);
        if (values is not null) { writer.Write(MemoryMarshal.AsBytes(values.AsSpan())); }
    }

    private static T[]? Take<T>(BinaryReader reader, int count) where T : unmanaged
    {
        if (!reader.ReadBoolean()) { return null; }
        var values = new T[count];
        reader.BaseStream.ReadExactly(MemoryMarshal.AsBytes(values.AsSpan()));
        return values;
    }
}
