namespace Acsr.Kpis.Columns;

/// <summary>Some cases of a chunk: a range of places, of which a filter may let through only some.</summary>
/// <param name="Chunk">Whose.</param>
/// <param name="From">The first place.</param>
/// <param name="To">The first place after.</param>
/// <param name="Filter">The bits that are let through; null: all.</param>
/// <param name="Only">Where the filter is one value of a dimension that is a column: the column and the value's code; else null.</param>
internal readonly record struct Slice(KpiChunk Chunk, int From, int To, ulong[]? Filter, (int Column, ushort Code)? Only = null)
{
    public bool IsWhole => Filter is null && ReachesAll;

    /// <summary>All cases of the chunk are asked about, but for the filter.</summary>
    public bool ReachesAll => From == 0 && To == Chunk.Count;

    public int FirstWord => From >> 6;

    public int LastWord => (To - 1) >> 6;

    /// <summary>The bits of the slice in a word.</summary>
    public ulong Mask(int word) => Bits.Within(word, From, To) & (Filter is null ? ulong.MaxValue : Filter[word]);
}

/// <summary>All cases as they were at one moment. Never changes.</summary>
/// <param name="chunks">In order of time; none is empty.</param>
/// <param name="sequence">The change up to which they are known.</param>
/// <param name="blocks">What is known of their days already; null: nothing.</param>
internal sealed class KpiSnapshot(KpiChunk[] chunks, long sequence, KpiBlocks? blocks = null)
{
    public static readonly KpiSnapshot Empty = new([], -1);

    private readonly long[] _firsts = Array.ConvertAll(chunks, c => c.At[0]);

    public KpiChunk[] Chunks => chunks;

    public long Sequence => sequence;

    /// <summary>What was asked of these cases before.</summary>
    public KpiMemo Memo { get; } = new();

    /// <summary>What eight days in a row come to.</summary>
    public KpiBlocks Blocks { get; } = blocks ?? new KpiBlocks(chunks);

    public int Count { get; } = chunks.Sum(c => c.Count);

    /// <summary>The cases that a query lets through, in order of time. Every question is answered from these and nothing else.</summary>
    public List<Slice> Select(KpiQuery query)
    {
        var parts = query.Parts.ToList();
        var slices = new List<Slice>();
        var from = query.From?.Ticks ?? 0;
        var to = query.To?.Ticks ?? long.MaxValue;
        var at = Array.BinarySearch(_firsts, from);
        // The first chunk that begins after it may have a chunk before it that still reaches into the range.
        for (var i = Math.Max(0, (at < 0 ? ~at : at) - 1); i < chunks.Length && _firsts[i] < to; i++)
        {
            var chunk = chunks[i];
            var (first, next) = (chunk.At[0] >= from ? 0 : chunk.FirstFrom(from), chunk.At[^1] < to ? chunk.Count : chunk.FirstFrom(to));
            if (first < next && Filter(chunk, query.Baseline, parts) is (true, var filter, var only)) { slices.Add(new(chunk, first, next, filter, only)); }
        }

        return slices;
    }

    private static (bool Any, ulong[]? Bits, (int Column, ushort Code)? Only) Filter(KpiChunk chunk, bool baseline, List<(KpiDimension Dimension, string Value)> parts)
    {
        if (baseline && chunk.Baseline is null) { return default; }
        (int Column, ushort Code)? only = null;
        var bits = baseline ? chunk.Baseline : chunk.Baseline is { } apart ? Array.ConvertAll(apart, word => ~word) : null;
        foreach (var (dimension, value) in parts)
        {
            var column = chunk.Texts[dimension.Column];
            var wanted = value == KpiDimension.Unknown ? null : value;
            var codes = new List<ushort>();
            for (var code = 0; code < column.Values.Length; code++) { if (dimension.InText(column.Values[code]) == wanted) { codes.Add((ushort)code); } }
            if (column.Codes is null)
            {
                if (!codes.Contains((ushort)(column.Values.Length - 1))) { return default; }
                continue;
            }

            if (codes.Count == 0) { return default; }
            only = bits is null && codes.Count == 1 && dimension.Tag is null ? (dimension.Column, codes[0]) : null;
            bits = Bits.And(bits, codes.Count == 1 ? column.BitsOf(codes[0]) : WhereAny(column, codes));
        }

        return (true, bits, only);
    }

    private static ulong[] WhereAny(TextColumn column, List<ushort> codes)
    {
        var wanted = new bool[column.Values.Length];
        foreach (var code in codes) { wanted[code] = true; }
        return Bits.Where(column.Codes!.Length, i => wanted[column.Codes[i]]);
    }

    /// <summary>The same with what came in: a case that was there already is replaced, wherever in time it stood.</summary>
    /// <param name="came">Each case once.</param>
    /// <param name="upTo">The change up to which all is known then.</param>
    public KpiSnapshot With(IReadOnlyList<KpiChunk> came, long upTo)
    {
        var ids = new HashSet<string>(StringComparer.Ordinal);
        var hashes = new List<uint>();
        var days = new Dictionary<DateTime, List<KpiRow>>();
        foreach (var chunk in came)
        {
            for (var i = 0; i < chunk.Count; i++)
            {
                // Where nothing is known yet, nothing is replaced.
                if (chunks.Length > 0)
                {
                    ids.Add(chunk.Id(i));
                    hashes.Add(KpiChunk.Hash(chunk.IdBytes(i)));
                }

                DayOf(new DateTime(chunk.At[i], DateTimeKind.Utc).Date).Add(chunk.Row(i));
            }
        }

        uint[] sorted = [.. hashes.Order()];
        var gone = new Dictionary<KpiChunk, HashSet<int>>();
        foreach (var chunk in chunks)
        {
            if (chunk.Find(ids, sorted) is { Count: > 0 } found)
            {
                gone[chunk] = [.. found];
                DayOf(chunk.Day);
            }
        }

        var kept = new List<KpiChunk>();
        foreach (var chunk in chunks)
        {
            if (!days.TryGetValue(chunk.Day, out var day)) { kept.Add(chunk); continue; }
            gone.TryGetValue(chunk, out var without);
            for (var i = 0; i < chunk.Count; i++) { if (without?.Contains(i) != true) { day.Add(chunk.Row(i)); } }
        }

        return Made(kept, days, upTo);

        List<KpiRow> DayOf(DateTime day) => days.TryGetValue(day, out var rows) ? rows : days[day] = [];
    }

    /// <summary>The same with only some cases of some days.</summary>
    /// <param name="left">The ids that stay, by day; other days stay as they are.</param>
    public KpiSnapshot Keeping(IReadOnlyDictionary<DateTime, HashSet<string>> left)
    {
        var days = left.Keys.ToDictionary(day => day, _ => new List<KpiRow>());
        foreach (var chunk in chunks)
        {
            if (!left.TryGetValue(chunk.Day, out var ids)) { continue; }
            for (var i = 0; i < chunk.Count; i++) { if (ids.Contains(chunk.Id(i))) { days[chunk.Day].Add(chunk.Row(i)); } }
        }

        return Made(chunks.Where(c => !left.ContainsKey(c.Day)), days, sequence);
    }

    private KpiSnapshot Made(IEnumerable<KpiChunk> kept, Dictionary<DateTime, List<KpiRow>> days, long upTo)
    {
        KpiChunk[] all = [.. kept.Concat(days.Values.SelectMany(ChunkBuilder.OfDay)).OrderBy(c => c.At[0]).ThenBy(c => c.At[^1])];
        return new KpiSnapshot(all, upTo, Blocks.Without(days.Keys, all));
    }
}
