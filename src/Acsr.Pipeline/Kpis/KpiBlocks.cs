using System.Collections.Concurrent;
using Acsr.Kpis.Columns;

namespace Acsr.Kpis;

/// <summary>
/// What eight days in a row come to, by group, kept as long as none of their cases changes: a question over a year then adds up weeks instead of cases. Days always
/// fall into the same block, whatever came before or after them.
/// </summary>
internal sealed class KpiBlocks
{
    private const int Days = 8;

    // In sketches of about two kilobytes.
    private const int MostRoom = 32_768;

    private readonly ConcurrentDictionary<Key, Dictionary<(string? First, string? Second), KpiSums>> _known;
    private readonly Dictionary<long, int> _chunks;
    private int _room;

    public KpiBlocks(KpiChunk[] chunks) : this(chunks, [], 0) { }

    private KpiBlocks(KpiChunk[] chunks, IEnumerable<KeyValuePair<Key, Dictionary<(string? First, string? Second), KpiSums>>> known, int room)
    {
        _chunks = chunks.CountBy(c => BlockOf(c.Day)).ToDictionary();
        (_known, _room) = (new(known), room);
    }

    /// <summary>The same for other chunks, without what was known of days that changed.</summary>
    public KpiBlocks Without(IEnumerable<DateTime> days, KpiChunk[] chunks)
    {
        var changed = days.Select(BlockOf).ToHashSet();
        return new KpiBlocks(chunks, _known.Where(one => !changed.Contains(one.Key.Block)), _room);
    }

    /// <summary>Sums by the values of a dimension or of two crossed; of none, all in one group.</summary>
    /// <param name="kpi">Of this.</param>
    /// <param name="slices">Cases, in order of time.</param>
    /// <param name="first">Null: all together.</param>
    /// <param name="second">Null: by one.</param>
    /// <returns>The caller's own.</returns>
    public Dictionary<(string? First, string? Second), KpiSums> By(KpiDefinition kpi, List<Slice> slices, KpiDimension? first = null, KpiDimension? second = null)
    {
        var (pieces, loose) = Split(kpi, slices, first, second);
        var all = new Dictionary<(string? First, string? Second), KpiSums>();
        if (loose.Count > 0 || pieces.Count == 0) { KpiGroups.Add(kpi, all, KpiGroups.By(kpi, loose, first, second)); }
        var news = pieces.Where(piece => !_known.ContainsKey(piece.Key)).ToList();
        Portions.Each(news, piece => piece.Slices.Sum(s => s.To - s.From), piece => Keep(piece.Key, KpiGroups.By(kpi, piece.Slices, first, second)));
        // Somebody else may have made room meanwhile.
        foreach (var (key, days) in pieces) { KpiGroups.Add(kpi, all, _known.TryGetValue(key, out var sums) ? sums : KpiGroups.By(kpi, days, first, second)); }
        return all;
    }

    private static long BlockOf(DateTime day) => day.Ticks / TimeSpan.TicksPerDay / Days;

    private (List<(Key Key, List<Slice> Slices)> Pieces, List<Slice> Loose) Split(KpiDefinition kpi, List<Slice> slices, KpiDimension? first, KpiDimension? second)
    {
        var (pieces, loose) = (new List<(Key, List<Slice>)>(), new List<Slice>());
        for (var (from, to) = (0, 0); from < slices.Count; from = to)
        {
            var block = BlockOf(slices[from].Chunk.Day);
            for (to = from + 1; to < slices.Count && BlockOf(slices[to].Chunk.Day) == block;) { to++; }
            var days = slices.GetRange(from, to - from);
            // A day on which nothing passes the filter is not among the slices, so such a block is not known to be whole.
            if (days.Count == _chunks[block] && days.TrueForAll(s => s.IsWhole)) { pieces.Add((new Key(block, kpi.Key, first?.Id, second?.Id, -1, null), days)); }
            else if (days.Count == _chunks[block] && days.TrueForAll(s => s is { ReachesAll: true, Only: not null }) && days[0] is { Only: var (column, code) } day)
            {
                pieces.Add((new Key(block, kpi.Key, first?.Id, second?.Id, column, day.Chunk.Texts[column].Values[code]), days));
            }
            else
            {
                loose.AddRange(days);
            }
        }

        return (pieces, loose);
    }

    private void Keep(Key key, Dictionary<(string? First, string? Second), KpiSums> groups)
    {
        var room = groups.Values.Sum(sums => sums.Seal());
        if (Interlocked.Add(ref _room, room) > MostRoom)
        {
            _known.Clear();
            Interlocked.Exchange(ref _room, room);
        }

        _known[key] = groups;
    }

    /// <summary>What is known: eight days, KPI, dimensions, and the filter as column (-1: none) and value.</summary>
    private readonly record struct Key(long Block, string Kpi, string? First, string? Second, int Column, string? Value);
}
