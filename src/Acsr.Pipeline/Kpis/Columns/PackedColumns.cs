namespace Acsr.Kpis.Columns;

/// <summary>Text in a dictionary of its own. Code 0 is unknown.</summary>
/// <param name="Values">By code; the first is null.</param>
/// <param name="Codes">One for each case; null where all cases have the same, which is then the last of <paramref name="Values"/>.</param>
internal sealed record TextColumn(string?[] Values, ushort[]? Codes)
{
    public int CodeOf(int row) => Codes is null ? Values.Length - 1 : Codes[row];

    public string? Of(int row) => Values[CodeOf(row)];

    private Tuple<ushort, ulong[]>? _asked;

    /// <summary>The bits of the cases with a code, where not all have the same. A page asks for the same again and again, so those asked for last are kept.</summary>
    public ulong[] BitsOf(ushort code)
    {
        if (Volatile.Read(ref _asked) is { } known && known.Item1 == code) { return known.Item2; }
        var bits = Bits.WhereEqual(Codes!, code);
        Volatile.Write(ref _asked, Tuple.Create(code, bits));
        return bits;
    }

    /// <summary>The code of a value; -1 where no case has it.</summary>
    public int Find(string? value) => Array.IndexOf(Values, value) is var code && Codes is null && code != Values.Length - 1 ? -1 : code;

    /// <param name="count">How many cases.</param>
    /// <param name="of">The value of each; the same text is best the same object.</param>
    public static TextColumn Pack(int count, Func<int, string?> of)
    {
        var known = new Dictionary<string, ushort>(StringComparer.Ordinal);
        var values = new List<string?> { null };
        var codes = new ushort[count];
        for (var i = 0; i < count; i++)
        {
            if (of(i) is not { } value) { continue; }
            if (!known.TryGetValue(value, out var code))
            {
                known[value] = code = (ushort)values.Count;
                values.Add(value);
            }

            codes[i] = code;
        }

        return codes.AsSpan().ContainsAnyExcept(codes.Length == 0 ? (ushort)0 : codes[0]) ? new([.. values], codes) : new([.. values], null);
    }
}

/// <summary>Counts, as narrow as the largest allows; all null: every count is 0.</summary>
internal sealed record CountColumn(byte[]? Bytes, ushort[]? Shorts, int[]? Wide)
{
    public int Of(int row) => Bytes is not null ? Bytes[row] : Shorts is not null ? Shorts[row] : Wide is not null ? Wide[row] : 0;

    public static CountColumn Pack(int count, Func<int, int> of)
    {
        var wide = new int[count];
        for (var i = 0; i < count; i++) { wide[i] = of(i); }
        return Pack(wide);
    }

    public static CountColumn Pack(int[] wide)
    {
        var (least, most) = (0, 0);
        foreach (var value in wide) { (least, most) = (Math.Min(least, value), Math.Max(most, value)); }
        return least < 0 || most > ushort.MaxValue ? new(null, null, wide)
            : most > byte.MaxValue ? new(null, Array.ConvertAll(wide, v => (ushort)v), null)
            : most > 0 ? new(Array.ConvertAll(wide, v => (byte)v), null, null)
            : new(null, null, null);
    }
}

/// <summary>Measures; NaN is unknown. Held in half the room where that loses nothing; both null: none is known.</summary>
internal sealed record NumberColumn(float[]? Floats, double[]? Doubles)
{
    public double Of(int row) => Floats is not null ? Floats[row] : Doubles is not null ? Doubles[row] : double.NaN;

    /// <summary>The measures of some cases, in their order.</summary>
    public void Read(ReadOnlySpan<ushort> rows, Span<double> into)
    {
        if (Floats is { } floats) { for (var i = 0; i < rows.Length; i++) { into[i] = floats[rows[i]]; } }
        else if (Doubles is { } doubles) { for (var i = 0; i < rows.Length; i++) { into[i] = doubles[rows[i]]; } }
        else { into[..rows.Length].Fill(double.NaN); }
    }

    public static NumberColumn Pack(int count, Func<int, double> of)
    {
        var doubles = new double[count];
        for (var i = 0; i < count; i++) { doubles[i] = of(i); }
        return Pack(doubles);
    }

    public static NumberColumn Pack(double[] doubles)
    {
        var (known, narrow) = (false, true);
        foreach (var value in doubles)
        {
            known |= !double.IsNaN(value);
            narrow &= double.IsNaN(value) || value == (float)value;
        }

        return !known ? new(null, null) : narrow ? new(Array.ConvertAll(doubles, d => (float)d), null) : new(null, doubles);
    }
}
