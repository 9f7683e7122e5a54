using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Acsr.Kpis.Columns;

/// <summary>One bit for each case of a chunk, 64 to a word.</summary>
internal static class Bits
{
    public static int Words(int count) => (count + 63) / 64;

    /// <summary>The bits of the cases that a test lets through.</summary>
    public static ulong[] Where(int count, Func<int, bool> test)
    {
        var bits = new ulong[Words(count)];
        for (var i = 0; i < count; i++) { if (test(i)) { bits[i >> 6] |= 1UL << i; } }
        return bits;
    }

    /// <summary>The bits of the cases with a code, eight at a time.</summary>
    public static ulong[] WhereEqual(ushort[] codes, ushort code)
    {
        var bits = new ulong[Words(codes.Length)];
        var wanted = Vector128.Create(code);
        var vectors = MemoryMarshal.Cast<ushort, Vector128<ushort>>(codes);
        for (var v = 0; v < vectors.Length; v++) { bits[v >> 3] |= (ulong)Vector128.Equals(vectors[v], wanted).ExtractMostSignificantBits() << (8 * (v & 7)); }
        for (var i = vectors.Length * 8; i < codes.Length; i++) { if (codes[i] == code) { bits[i >> 6] |= 1UL << i; } }
        return bits;
    }

    /// <summary>Both; null lets everything through.</summary>
    public static ulong[]? And(ulong[]? one, ulong[]? other)
    {
        if (one is null || other is null) { return one ?? other; }
        var both = new ulong[one.Length];
        for (var i = 0; i < both.Length; i++) { both[i] = one[i] & other[i]; }
        return both;
    }

    /// <summary>Those bits of a word that lie within a range of cases.</summary>
    public static ulong Within(int word, int from, int to)
    {
        var (first, last) = (from - (word * 64), to - (word * 64));
        return (first <= 0 ? ulong.MaxValue : ulong.MaxValue << first) & (last >= 64 ? ulong.MaxValue : (1UL << last) - 1);
    }

    public static bool IsSet(ulong[] bits, int at) => (bits[at >> 6] & (1UL << at)) != 0;

    /// <summary>The place of the n-th set bit, from 0.</summary>
    public static int Select(ulong word, int n)
    {
        for (; n > 0; n--) { word &= word - 1; }
        return BitOperations.TrailingZeroCount(word);
    }
}
