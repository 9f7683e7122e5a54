using System.Runtime.InteropServices;
using Acsr.Kpis.Columns;

namespace Acsr.Kpis;

/// <summary>One group of a breakdown.</summary>
/// <param name="First">Value in the first dimension; null: not known.</param>
/// <param name="Second">Value in the second; null: not known, or there is none.</param>
/// <param name="Value">The figure of its cases.</param>
public sealed record KpiGroup(string? First, string? Second, KpiValue Value);

/// <summary>Sums by group. A case is in exactly one.</summary>
internal static class KpiGroups
{
    /// <summary>By the values of a dimension, or of two crossed; of none, all in one group.</summary>
    public static Dictionary<(string? First, string? Second), KpiSums> By(KpiDefinition kpi, List<Slice> slices, KpiDimension? first, KpiDimension? second) =>
        Portions.Of(slices, part => first is null ? All(kpi, part) : Part(kpi, part, first, second), (all, more) => Add(kpi, all, more));

    /// <summary>Adds groups to others; what is added stays as it was.</summary>
    public static void Add(KpiDefinition kpi, Dictionary<(string? First, string? Second), KpiSums> all, Dictionary<(string? First, string? Second), KpiSums> more)
    {
        foreach (var (key, sums) in more) { (CollectionsMarshal.GetValueRefOrAddDefault(all, key, out _) ??= new KpiSums(kpi)).Add(sums); }
    }

    private static Dictionary<(string? First, string? Second), KpiSums> All(KpiDefinition kpi, IEnumerable<Slice> slices)
    {
        var sums = new KpiSums(kpi);
        foreach (var slice in slices) { sums.Add(slice); }
        return new() { [(null, null)] = sums };
    }

    private static Dictionary<(string? First, string? Second), KpiSums> Part(KpiDefinition kpi, IEnumerable<Slice> slices, KpiDimension first, KpiDimension? second)
    {
        var (groups, names, others) = (new Dictionary<long, KpiSums>(), new Numbers(first), new Numbers(second));
        foreach (var slice in slices)
        {
            var (chunk, gather) = (slice.Chunk, Gather.Mine);
            var (one, other, order) = (names.Of(chunk), others.Of(chunk), chunk.By(first.Column, second?.Column ?? -1));
            Each(kpi, chunk, gather, gather.Take(slice, chunk.Of(kpi).Population, order), group => SumsOf(one[order.Groups[group] / order.Wide], other[order.Groups[group] % order.Wide]));
        }

        return groups.ToDictionary(g => (names.Name((int)(g.Key >> 32)), others.Name((int)g.Key)), g => g.Value);

        KpiSums SumsOf(int one, int other) => CollectionsMarshal.GetValueRefOrAddDefault(groups, ((long)one << 32) | (uint)other, out _) ??= new KpiSums(kpi);
    }

    // Values of a dimension, numbered as they come: chunks have codes of their own, and text is slow to look up for each group.
    private sealed class Numbers(KpiDimension? dimension)
    {
        private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);
        private readonly List<string?> _names = [null];

        public string? Name(int number) => _names[number];

        /// <summary>The number of each code of a chunk; 0 is not known.</summary>
        public int[] Of(KpiChunk chunk) => dimension is null ? [0] : Array.ConvertAll(chunk.Texts[dimension.Column].Values, text =>
        {
            if (dimension.InText(text) is not { } value) { return 0; }
            if (_numbers.TryGetValue(value, out var number)) { return number; }
            _names.Add(value);
            return _numbers[value] = _names.Count - 1;
        });
    }

    /// <summary>By hour of the week, UTC: 0 is Monday from midnight to one.</summary>
    public static KpiSums[] ByHourOfWeek(KpiDefinition kpi, List<Slice> slices)
    {
        var hours = new KpiSums[7 * 24];
        for (var hour = 0; hour < hours.Length; hour++) { hours[hour] = new KpiSums(kpi); }
        foreach (var slice in slices)
        {
            var gather = Gather.Mine;
            gather.Take(slice, slice.Chunk.Of(kpi).Population);
            var rows = gather.Rows;
            var keys = gather.Keys;
            // The first day of the calendar was a Monday.
            for (var i = 0; i < keys.Length; i++) { keys[i] = (int)(slice.Chunk.At[rows[i]] / TimeSpan.TicksPerHour % hours.Length); }
            Each(kpi, slice.Chunk, gather, gather.Sort(hours.Length), hour => hours[hour]);
        }

        return hours;
    }

    // The cases are gathered group by group.
    private static void Each(KpiDefinition kpi, KpiChunk chunk, Gather gather, ReadOnlySpan<int> ends, Func<int, KpiSums> sumsOf)
    {
        var isRate = kpi.Kind == KpiKind.Rate;
        if (!isRate) { gather.Read(kpi, chunk); }
        var (from, counted) = (0, chunk.Of(kpi).Counted);
        for (var group = 0; group < ends.Length; group++)
        {
            var to = ends[group];
            if (to == from) { continue; }
            if (isRate)
            {
                var count = 0;
                foreach (var row in gather.Rows[from..to]) { count += (int)(counted[row >> 6] >> row & 1); }
                sumsOf(group).Add(to - from, count);
            }
            else
            {
                sumsOf(group).Add(gather.Above[from..to], gather.Below[from..to]);
            }

            from = to;
        }
    }
}
