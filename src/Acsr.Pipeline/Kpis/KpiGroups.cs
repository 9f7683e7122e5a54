using System.Numerics;
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
    /// <summary>By the values of a dimension, or of two crossed.</summary>
    public static Dictionary<(string? First, string? Second), KpiSums> By(KpiDefinition kpi, List<Slice> slices, KpiDimension first, KpiDimension? second)
    {
        var groups = new Dictionary<(string?, string?), KpiSums>();
        foreach (var slice in slices)
        {
            var one = slice.Chunk.Texts[first.Column];
            var other = second is null ? null : slice.Chunk.Texts[second.Column];
            var wide = other?.Values.Length ?? 1;
            var here = new Dictionary<int, KpiSums>();
            // Where the codes are few, as they are, a place in an array instead of a look-up for each case.
            var places = (long)one.Values.Length * wide <= 1 << 16 ? new KpiSums?[one.Values.Length * wide] : null;
            Each(kpi, slice, row =>
            {
                var code = (one.CodeOf(row) * wide) + (other?.CodeOf(row) ?? 0);
                if (places?[code] is { } known) { return known; }
                if (places is null && here.TryGetValue(code, out var found)) { return found; }
                var key = (first.InText(one.Values[code / wide]), other is null ? null : second!.InText(other.Values[code % wide]));
                if (!groups.TryGetValue(key, out var sums)) { groups[key] = sums = new KpiSums(kpi); }
                if (places is null) { here[code] = sums; } else { places[code] = sums; }
                return sums;
            });
        }

        return groups;
    }

    /// <summary>By hour of the week, UTC: 0 is Monday from midnight to one.</summary>
    public static KpiSums[] ByHourOfWeek(KpiDefinition kpi, List<Slice> slices)
    {
        var hours = new KpiSums[7 * 24];
        for (var hour = 0; hour < hours.Length; hour++) { hours[hour] = new KpiSums(kpi); }
        // The first day of the calendar was a Monday.
        foreach (var slice in slices) { Each(kpi, slice, row => hours[slice.Chunk.At[row] / TimeSpan.TicksPerHour % hours.Length]); }
        return hours;
    }

    private static void Each(KpiDefinition kpi, Slice slice, Func<int, KpiSums> sumsOf)
    {
        var mine = slice.Chunk.Of(kpi);
        for (var word = slice.FirstWord; word <= slice.LastWord; word++)
        {
            var counted = mine.Counted[word];
            for (var bits = mine.Population[word] & slice.Mask(word); bits != 0; bits &= bits - 1)
            {
                var bit = BitOperations.TrailingZeroCount(bits);
                var row = (word * 64) + bit;
                sumsOf(row).Add(slice.Chunk.Row(row), (counted >> bit & 1) != 0);
            }
        }
    }
}
