using System.Collections;
using System.Numerics;
using Acsr.Kpis.Columns;

namespace Acsr.Kpis;

/// <summary>Cases of a question, newest or oldest first, found where they stand and never copied: a list of millions costs no more than their bits.</summary>
internal sealed class KpiRowList : IReadOnlyList<KpiRow>
{
    private readonly List<(Slice Slice, ulong[]? Bits)> _parts;
    private readonly int[] _ends;
    private readonly bool _newestFirst;

    /// <param name="parts">In order of time; of each slice those cases whose bits are set.</param>
    /// <param name="newestFirst">The other way round.</param>
    public KpiRowList(List<(Slice Slice, ulong[]? Bits)> parts, bool newestFirst)
    {
        (_parts, _newestFirst) = (parts, newestFirst);
        _ends = new int[parts.Count];
        var count = 0;
        for (var p = 0; p < parts.Count; p++)
        {
            for (var word = parts[p].Slice.FirstWord; word <= parts[p].Slice.LastWord; word++) { count += BitOperations.PopCount(Word(parts[p], word)); }
            _ends[p] = count;
        }
    }

    public int Count => _ends.Length == 0 ? 0 : _ends[^1];

    public KpiRow this[int index]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfNegative(index);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Count);
            var place = _newestFirst ? Count - 1 - index : index;
            var at = Array.BinarySearch(_ends, place + 1);
            if (at < 0) { at = ~at; }
            // Parts without a case end where the one before them does.
            while (at > 0 && _ends[at - 1] > place) { at--; }
            var part = _parts[at];
            var left = place - (at == 0 ? 0 : _ends[at - 1]);
            for (var word = part.Slice.FirstWord; ; word++)
            {
                var bits = Word(part, word);
                var here = BitOperations.PopCount(bits);
                if (left < here) { return part.Slice.Chunk.Row((word * 64) + Bits.Select(bits, left)); }
                left -= here;
            }
        }
    }

    public IEnumerator<KpiRow> GetEnumerator()
    {
        for (var p = 0; p < _parts.Count; p++)
        {
            var part = _parts[_newestFirst ? _parts.Count - 1 - p : p];
            var (first, last) = (part.Slice.FirstWord, part.Slice.LastWord);
            for (var w = 0; w <= last - first; w++)
            {
                var word = _newestFirst ? last - w : first + w;
                for (var bits = Word(part, word); bits != 0;)
                {
                    var bit = _newestFirst ? 63 - BitOperations.LeadingZeroCount(bits) : BitOperations.TrailingZeroCount(bits);
                    bits &= ~(1UL << bit);
                    yield return part.Slice.Chunk.Row((word * 64) + bit);
                }
            }
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private static ulong Word((Slice Slice, ulong[]? Bits) part, int word) => part.Slice.Mask(word) & (part.Bits is null ? ulong.MaxValue : part.Bits[word]);
}
