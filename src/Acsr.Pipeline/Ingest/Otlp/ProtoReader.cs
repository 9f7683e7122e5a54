using System.Buffers.Binary;

namespace Acsr.Ingest.Otlp;

/// <summary>
/// Reads protobuf fields off a message without copying. Whatever the bytes are, it either reads within them or throws
/// <see cref="OtlpFormatException"/>.
/// </summary>
internal ref struct ProtoReader(ReadOnlySpan<byte> message)
{
    private const int MaxGroups = 64;
    private readonly ReadOnlySpan<byte> _message = message;
    private int _at;

    /// <summary>Where the next field begins.</summary>
    public readonly int Position => _at;

    /// <summary>The next field's tag; false at the end of the message.</summary>
    public bool Next(out uint tag)
    {
        tag = 0;
        if (_at == _message.Length) { return false; }
        // A tag is 32 bits: what a longer varint carries above them is dropped, as other readers do.
        tag = (uint)Varint();
        return tag >> 3 != 0 ? true : throw Malformed("a field has the number 0");
    }

    public ulong Varint()
    {
        ulong value = 0;
        for (var shift = 0; shift < 70; shift += 7)
        {
            if (_at == _message.Length) { throw Malformed("it ends inside a number"); }
            var next = _message[_at++];
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80) { return value; }
        }

        throw Malformed("a number has more than ten bytes");
    }

    public ulong Fixed64() => BinaryPrimitives.ReadUInt64LittleEndian(Take(8));

    /// <summary>The content of a text, bytes or message field.</summary>
    public ReadOnlySpan<byte> Bytes()
    {
        var length = (int)(uint)Varint();
        return length >= 0 ? Take(length) : throw Malformed("a field has a negative length");
    }

    /// <summary>Passes over the field whose tag was read.</summary>
    public void Skip(uint tag) => Skip(tag, 0);

    private void Skip(uint tag, int groups)
    {
        switch (tag & 7)
        {
            case 0: Varint(); break;
            case 1: Take(8); break;
            case 2: Bytes(); break;
            case 3: SkipGroup(tag, groups + 1); break;
            case 5: Take(4); break;
            default: throw Malformed($"field {tag >> 3} has wire type {tag & 7}");
        }
    }

    private void SkipGroup(uint tag, int groups)
    {
        if (groups > MaxGroups) { throw Malformed("groups are nested too deeply"); }
        while (Next(out var inner))
        {
            if ((inner & 7) != 4) { Skip(inner, groups); }
            else if (inner >> 3 == tag >> 3) { return; }
            else { throw Malformed("a group ends that was not begun"); }
        }

        throw Malformed("it ends inside a group");
    }

    private ReadOnlySpan<byte> Take(int count)
    {
        if (count > _message.Length - _at) { throw Malformed("it ends inside a field"); }
        var taken = _message.Slice(_at, count);
        _at += count;
        return taken;
    }

    private static OtlpFormatException Malformed(string what) =>
        new($"The body is not the protobuf of an OTLP export request: {what}. Check that it is complete and that Content-Type and Content-Encoding say what it is.");
}
