using System.Collections.Concurrent;
using System.Text;

namespace Acsr.Kpis.Columns;

/// <summary>
/// The cases of one day, or of a part of a very busy one, in columns and in order of time, then id. Never changes: a changed case makes a new chunk
/// of its day, so that whoever is counting goes on counting what there was.
/// </summary>
internal sealed class KpiChunk
{
    /// <summary>Codes are 16 bits; a day with more cases has several chunks.</summary>
    public const int MostCases = 32_768;

    private const int MostOrders = 16;

    private readonly ConcurrentDictionary<(int First, int Second), CodeOrder> _orders = new();
    private readonly ConcurrentDictionary<string, ChunkKpi> _kpis = new(StringComparer.Ordinal);
    private readonly Lazy<(uint[] Hashes, ushort[] Rows)> _byHash;
    private readonly Lazy<ulong[]?> _unsettled;
    private readonly Lazy<ulong[]?> _baseline;

    public KpiChunk(long[] at, ulong[] facts, TextColumn[] texts, CountColumn[] counts, NumberColumn[] numbers, byte[] ids, int[] idEnds)
    {
        (At, Facts, Texts, Counts, Numbers, Ids, IdEnds) = (at, facts, texts, counts, numbers, ids, idEnds);
        _byHash = new(Hashed);
        _unsettled = new(() => AnyWith(CaseColumns.UnsettledBit));
        _baseline = new(() => AnyWith(CaseColumns.BaselineBit));
    }

    public int Count => At.Length;
    public DateTime Day => new DateTime(At[0], DateTimeKind.Utc).Date;
    /// <summary>Ticks, UTC, ascending.</summary>
    public long[] At { get; }
    public ulong[] Facts { get; }
    public TextColumn[] Texts { get; }
    public CountColumn[] Counts { get; }
    public NumberColumn[] Numbers { get; }
    /// <summary>UTF-8, one after the other.</summary>
    public byte[] Ids { get; }
    public int[] IdEnds { get; }

    /// <summary>Of its stored form; null: it was never stored.</summary>
    public long? Checksum { get; set; }

    /// <summary>Cases with an open window; null: none.</summary>
    public ulong[]? Unsettled => _unsettled.Value;
    /// <summary>Cases from before the agent; null: none.</summary>
    public ulong[]? Baseline => _baseline.Value;

    public KpiRow Row(int row) => new(this, row);

    public ReadOnlySpan<byte> IdBytes(int row) => Ids.AsSpan((row == 0 ? 0 : IdEnds[row - 1])..IdEnds[row]);

    public string Id(int row) => Encoding.UTF8.GetString(IdBytes(row));

    /// <summary>Which of these cases a KPI is about: found once, kept as long as the chunk.</summary>
    public ChunkKpi Of(KpiDefinition kpi) => _kpis.TryGetValue(kpi.Key, out var known) ? known : _kpis.GetOrAdd(kpi.Key, new ChunkKpi(this, kpi));

    /// <summary>The cases brought together by the codes of a column, or of two.</summary>
    /// <param name="first">Of <see cref="Texts"/>.</param>
    /// <param name="second">Of <see cref="Texts"/>; -1: by one.</param>
    public CodeOrder By(int first, int second)
    {
        if (_orders.TryGetValue((first, second), out var known)) { return known; }
        // Any two can be crossed, so those asked for long ago make room.
        if (_orders.Count >= MostOrders) { _orders.Clear(); }
        return _orders[(first, second)] = CodeOrder.By(Count, Texts[first], second < 0 ? null : Texts[second]);
    }

    /// <summary>The place of the first case at or after a time.</summary>
    public int FirstFrom(long ticks)
    {
        var (low, high) = (0, Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (At[middle] < ticks) { low = middle + 1; } else { high = middle; }
        }

        return low;
    }

    /// <summary>The places of the cases of some ids, in no order.</summary>
    /// <param name="ids">Which.</param>
    /// <param name="hashes">Of <paramref name="ids"/>, ascending.</param>
    public List<int> Find(HashSet<string> ids, uint[] hashes)
    {
        var (mine, rows) = _byHash.Value;
        var found = new List<int>();
        // Few against many: look each up; many against many: walk both.
        if (hashes.Length * 16L < mine.Length)
        {
            foreach (var hash in hashes)
            {
                var at = Array.BinarySearch(mine, hash);
                while (at > 0 && mine[at - 1] == hash) { at--; }
                for (; at >= 0 && at < mine.Length && mine[at] == hash; at++) { Take(rows[at]); }
            }
        }
        else
        {
            for (var (i, k) = (0, 0); i < mine.Length && k < hashes.Length;)
            {
                if (mine[i] < hashes[k]) { i++; }
                else if (mine[i] > hashes[k]) { k++; }
                else { Take(rows[i++]); }
            }
        }

        return found;

        void Take(int row) { if (ids.Contains(Id(row))) { found.Add(row); } }
    }

    /// <summary>FNV-1a.</summary>
    public static uint Hash(ReadOnlySpan<byte> id)
    {
        var hash = 2166136261u;
        foreach (var one in id) { hash = (hash ^ one) * 16777619u; }
        return hash;
    }

    private (uint[], ushort[]) Hashed()
    {
        var (hashes, rows) = (new uint[Count], new ushort[Count]);
        for (var i = 0; i < Count; i++) { (hashes[i], rows[i]) = (Hash(IdBytes(i)), (ushort)i); }
        Array.Sort(hashes, rows);
        return (hashes, rows);
    }

    private ulong[]? AnyWith(int bit)
    {
        var bits = Bits.Where(Count, i => (Facts[i] >> bit & 1) != 0);
        return bits.AsSpan().ContainsAnyExcept(0UL) ? bits : null;
    }
}
