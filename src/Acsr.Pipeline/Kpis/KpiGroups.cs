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
    private const int MostPlaces = 1 << 14;

    /// <summary>By the values of a dimension, or of two crossed.</summary>
    public static Dictionary<(string? First, string? Second), KpiSums> By(KpiDefinition kpi, List<Slice> slices, KpiDimension first, KpiDimension? second) =>
        Portions.Of(slices, part => Part(kpi, part, first, second), (all, more) =>
        {
            foreach (var (key, sums) in more)
            {
                if (all.TryGetValue(key, out var known)) { known.Add(sums); } else { all[key] = sums; }
            }
        });

    private static Dictionary<(string? First, string? Second), KpiSums> Part(KpiDefinition kpi, IEnumerable<Slice> slices, KpiDimension first, KpiDimension? second)
    {
        var groups = new Dictionary<(string?, string?), KpiSums>();
        foreach (var slice in slices)
        {
            var (one, mine, gather) = (slice.Chunk.Texts[first.Column], slice.Chunk.Of(kpi), Gather.Mine);
            if (second is null)
            {
                Each(kpi, slice.Chunk, gather, gather.Take(slice, mine.Population, one), code => SumsOf(first.InText(one.Values[code]), null));
                continue;
            }

            var other = slice.Chunk.Texts[second.Column];
            var wide = other.Values.Length;
            gather.Take(slice, mine.Population);
            one.Read(gather.Rows, gather.Keys);
            Cross(gather, other, wide);
            // Codes of two dimensions with many values each are many more than the cases that have them.
            var known = one.Values.Length * (long)wide > MostPlaces ? Narrow(gather.Keys) : null;
            Each(kpi, slice.Chunk, gather, gather.Sort(known?.Length ?? one.Values.Length * wide), group =>
            {
                var code = known?[group] ?? group;
                return SumsOf(first.InText(one.Values[code / wide]), second.InText(other.Values[code % wide]));
            });
        }

        return groups;

        KpiSums SumsOf(string? one, string? other) => groups.TryGetValue((one, other), out var sums) ? sums : groups[(one, other)] = new KpiSums(kpi);
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

    private static void Cross(Gather gather, TextColumn other, int wide)
    {
        var rows = gather.Rows;
        var keys = gather.Keys;
        for (var i = 0; i < keys.Length; i++) { keys[i] = (keys[i] * wide) + other.CodeOf(rows[i]); }
    }

    // Numbers the codes that there are.
    private static int[] Narrow(Span<int> keys)
    {
        var numbers = new Dictionary<int, int>();
        for (var i = 0; i < keys.Length; i++)
        {
            if (!numbers.TryGetValue(keys[i], out var number)) { numbers[keys[i]] = number = numbers.Count; }
            keys[i] = number;
        }

        return [.. numbers.Keys];
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
