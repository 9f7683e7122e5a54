namespace Acsr.Kpis.Columns;

/// <summary>The cases of a chunk brought together by the code of a column, or by the codes of two: found once, kept with the chunk.</summary>
/// <param name="Rows">Places of the cases, group by group, in order of time within one.</param>
/// <param name="Groups">The groups that there are, ascending: the code, or the first code times <paramref name="Wide"/> and the second code.</param>
/// <param name="Ends">Where each group ends among <paramref name="Rows"/>.</param>
/// <param name="Wide">How many codes the second column has; 1: there is none.</param>
internal sealed record CodeOrder(ushort[] Rows, int[] Groups, int[] Ends, int Wide)
{
    private const int MostPlaces = 1 << 14;

    /// <summary>By one column, or by two.</summary>
    public static CodeOrder By(int count, TextColumn first, TextColumn? second)
    {
        var wide = second?.Values.Length ?? 1;
        var keys = new int[count];
        for (var i = 0; i < count; i++) { keys[i] = (first.CodeOf(i) * wide) + (second?.CodeOf(i) ?? 0); }
        // Codes of two columns with many values each are many more than the cases that have them.
        var rows = first.Values.Length * (long)wide <= MostPlaces ? Counted(keys, first.Values.Length * wide) : Sorted(keys);
        var (groups, ends) = (new List<int>(), new List<int>());
        for (var i = 0; i < count; i++)
        {
            if (i > 0 && keys[rows[i]] == groups[^1]) { ends[^1] = i + 1; continue; }
            groups.Add(keys[rows[i]]);
            ends.Add(i + 1);
        }

        return new CodeOrder(rows, [.. groups], [.. ends], wide);
    }

    private static ushort[] Counted(int[] keys, int places)
    {
        var (rows, ends, at) = (new ushort[keys.Length], new int[places], 0);
        foreach (var key in keys) { ends[key]++; }
        for (var place = 0; place < places; place++) { (ends[place], at) = (at, at + ends[place]); }
        for (var i = 0; i < keys.Length; i++) { rows[ends[keys[i]]++] = (ushort)i; }
        return rows;
    }

    private static ushort[] Sorted(int[] keys)
    {
        var sorted = new long[keys.Length];
        for (var i = 0; i < sorted.Length; i++) { sorted[i] = ((long)keys[i] << 16) | (uint)i; }
        Array.Sort(sorted);
        return Array.ConvertAll(sorted, one => (ushort)one);
    }
}
