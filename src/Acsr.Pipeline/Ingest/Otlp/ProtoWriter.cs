using System.Buffers.Binary;
using System.Text;

namespace Acsr.Ingest.Otlp;

/// <summary>Writes protobuf into one growing buffer; what was begun can be taken back.</summary>
internal sealed class ProtoWriter(int capacity)
{
    private byte[] _buffer = new byte[Math.Max(capacity, 64)];

    public int Length { get; private set; }

    public ReadOnlyMemory<byte> Written => _buffer.AsMemory(0, Length);

    public byte[] ToArray() => Written.ToArray();

    /// <summary>Forgets everything behind a place.</summary>
    public void Truncate(int length) => Length = length;

    /// <summary>Begins a message field; give the mark to <see cref="End"/>.</summary>
    public int Begin(uint tag)
    {
        Varint(tag);
        Reserve(1)[0] = 0;
        return Length;
    }

    /// <summary>Ends a message field: one byte was kept for its length, and a longer one pushes the content back.</summary>
    public void End(int mark)
    {
        var length = Length - mark;
        var extra = VarintSize((ulong)length) - 1;
        if (extra > 0)
        {
            Reserve(extra);
            _buffer.AsSpan(mark, length).CopyTo(_buffer.AsSpan(mark + extra));
        }

        PutVarint(_buffer.AsSpan(mark - 1), (ulong)length);
    }

    public void Varint(uint tag, ulong value)
    {
        Varint(tag);
        Varint(value);
    }

    public void Fixed64(uint tag, ulong value)
    {
        Varint(tag);
        BinaryPrimitives.WriteUInt64LittleEndian(Reserve(8), value);
    }

    public void Bytes(uint tag, ReadOnlySpan<byte> value)
    {
        Varint(tag);
        Varint((ulong)value.Length);
        Raw(value);
    }

    public void Text(uint tag, string value)
    {
        var length = Encoding.UTF8.GetByteCount(value);
        Varint(tag);
        Varint((ulong)length);
        Encoding.UTF8.GetBytes(value, Reserve(length));
    }

    /// <summary>Bytes as they are, for example a whole field.</summary>
    public void Raw(ReadOnlySpan<byte> bytes) => bytes.CopyTo(Reserve(bytes.Length));

    private void Varint(ulong value) => PutVarint(Reserve(VarintSize(value)), value);

    private Span<byte> Reserve(int count)
    {
        if (count > _buffer.Length - Length) { Array.Resize(ref _buffer, Math.Max(checked(Length + count), (int)Math.Min(_buffer.Length * 2L, Array.MaxLength))); }
        Length += count;
        return _buffer.AsSpan(Length - count, count);
    }

    private static int VarintSize(ulong value)
    {
        var size = 1;
        while ((value >>= 7) != 0) { size++; }
        return size;
    }

    private static void PutVarint(Span<byte> place, ulong value)
    {
        var at = 0;
        for (; value >= 0x80; value >>= 7) { place[at++] = (byte)(value | 0x80); }
        place[at] = (byte)value;
    }
}
