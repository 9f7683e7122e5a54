using System.Numerics;

namespace Acsr.Kpis.Columns;

/// <summary>
/// The cases of a slice that a KPI is about, with their values side by side and, where groups are asked for, group by group: sums then run along arrays instead of
/// asking case by case. Each thread has one and uses it again.
/// </summary>
internal sealed class Gather
{
    [ThreadStatic] private static Gather? _mine;

    private readonly int[] _keys = new int[KpiChunk.MostCases];
    private readonly double[] _above = new double[KpiChunk.MostCases];
    private readonly double[] _below = new double[KpiChunk.MostCases];
    private readonly ulong[] _mask = new ulong[Bits.Words(KpiChunk.MostCases)];
    private ushort[] _rows = new ushort[KpiChunk.MostCases + 1];
    private ushort[] _sorted = new ushort[KpiChunk.MostCases + 1];
    private int[] _ends = [];

    /// <summary>Of this thread; holds what it was asked last, so nothing may be awaited while it is in use.</summary>
    public static Gather Mine => _mine ??= new();

    /// <summary>How many cases there are.</summary>
    public int Count { get; private set; }

    /// <summary>The places of the cases, in order of time, after <see cref="Sort"/> by group.</summary>
    public ReadOnlySpan<ushort> Rows => _rows.AsSpan(0, Count);

    /// <summary>The group of each case, to be filled in the order of <see cref="Rows"/>.</summary>
    public Span<int> Keys => _keys.AsSpan(0, Count);

    /// <summary>What each case adds above the line, in the order of <see cref="Rows"/>.</summary>
    public ReadOnlySpan<double> Above => _above.AsSpan(0, Count);

    /// <summary>What each case adds below it; only of a ratio of sums.</summary>
    public ReadOnlySpan<double> Below => _below.AsSpan(0, Count);

    /// <summary>Takes those cases of a slice whose bits are set.</summary>
    public void Take(Slice slice, ulong[] bits)
    {
        var (rows, count) = (_rows, 0);
        for (var word = slice.FirstWord; word <= slice.LastWord; word++)
        {
            var first = word * 64;
            for (var left = bits[word] & slice.Mask(word); left != 0; left &= left - 1) { rows[count++] = (ushort)(first + BitOperations.TrailingZeroCount(left)); }
        }

        Count = count;
    }

    /// <summary>Takes those cases of a slice whose bits are set, group by group.</summary>
    /// <returns>Where each group of the order ends; empty ones end where the one before does.</returns>
    public ReadOnlySpan<int> Take(Slice slice, ulong[] bits, CodeOrder order)
    {
        var (all, stops) = (order.Rows, order.Ends);
        if (_ends.Length < stops.Length) { _ends = new int[Math.Max(stops.Length, 256)]; }
        for (var word = slice.FirstWord; word <= slice.LastWord; word++) { _mask[word] = bits[word] & slice.Mask(word); }
        var (rows, mask, count, from) = (_rows, _mask, 0, 0);
        for (var group = 0; group < stops.Length; group++)
        {
            for (var i = from; i < stops[group]; i++)
            {
                // Without a branch: what is not wanted is written over by the next.
                var row = all[i];
                rows[count] = row;
                count += (int)(mask[row >> 6] >> row & 1);
            }

            (from, _ends[group]) = (stops[group], count);
        }

        Array.Clear(mask, slice.FirstWord, slice.LastWord - slice.FirstWord + 1);
        Count = count;
        return _ends.AsSpan(0, stops.Length);
    }

    /// <summary>Brings the cases of a group together; within a group they stay in order.</summary>
    /// <param name="groups">How many there are; <see cref="Keys"/> are below it.</param>
    /// <returns>Where each group ends.</returns>
    public ReadOnlySpan<int> Sort(int groups)
    {
        if (_ends.Length < groups) { _ends = new int[Math.Max(groups, 256)]; }
        var ends = _ends.AsSpan(0, groups);
        ends.Clear();
        var keys = Keys;
        foreach (var key in keys) { ends[key]++; }
        var at = 0;
        for (var group = 0; group < groups; group++) { (ends[group], at) = (at, at + ends[group]); }
        for (var i = 0; i < keys.Length; i++) { _sorted[ends[keys[i]]++] = _rows[i]; }
        (_rows, _sorted) = (_sorted, _rows);
        return ends;
    }

    /// <summary>Reads what the cases add, in their order as it is now.</summary>
    public void Read(KpiDefinition kpi, KpiChunk chunk)
    {
        var rows = Rows;
        var above = _above.AsSpan(0, Count);
        if (kpi.Column is { } column) { chunk.Numbers[column].Read(rows, above); }
        else { for (var i = 0; i < above.Length; i++) { above[i] = kpi.Value(chunk.Row(rows[i])); } }
        if (kpi.Kind != KpiKind.RatioOfSums) { return; }
        var below = _below.AsSpan(0, Count);
        if (chunk.Of(kpi).Weights(chunk, kpi) is { } ones) { for (var i = 0; i < below.Length; i++) { below[i] = ones[rows[i] >> 6] >> rows[i] & 1; } }
        else { for (var i = 0; i < below.Length; i++) { below[i] = kpi.Weight(chunk.Row(rows[i])); } }
    }
}
