using System.Buffers;
using ZstdSharp;

namespace Acsr.Ingest;

/// <summary>Compression of segment payloads: zstd level 1, the fastest of those measured for what it saves. Works in pooled memory: payloads are too large to be thrown away one by one.</summary>
internal static class Zstd
{
    [ThreadStatic] private static Compressor? _compressor;
    [ThreadStatic] private static Decompressor? _decompressor;

    public static byte[] Compress(ReadOnlySpan<byte> data)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(Compressor.GetCompressBound(data.Length));
        try
        {
            return buffer[..(_compressor ??= new Compressor(1)).Wrap(data, buffer)];
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    public static byte[] Decompress(ReadOnlySpan<byte> data)
    {
        using var unpacked = Unpack(data);
        return unpacked.Bytes.ToArray();
    }

    /// <summary>The same in borrowed memory: nothing that is read from it may keep it.</summary>
    public static Unpacked Unpack(ReadOnlySpan<byte> data)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(checked((int)Decompressor.GetDecompressedSize(data)));
        return new Unpacked(buffer, (_decompressor ??= new Decompressor()).Unwrap(data, buffer));
    }

    /// <summary>A payload. Dispose it when the bytes are no longer needed.</summary>
    public readonly struct Unpacked(byte[] buffer, int length) : IDisposable
    {
        public ReadOnlyMemory<byte> Bytes => buffer.AsMemory(0, length);

        public void Dispose() => ArrayPool<byte>.Shared.Return(buffer);
    }
}
