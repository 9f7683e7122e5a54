using System.Globalization;
using Acsr.Kpis;

namespace Acsr.Improvement;

/// <summary>What the matrix is about, as its address says it: range and segment.</summary>
/// <param name="Range">As of the overview.</param>
/// <param name="Segment">Which part of the cases.</param>
public sealed record MatrixFilter(KpiFilter Range, Segment Segment)
{
    /// <summary>The cases that are asked about.</summary>
    public KpiQuery Query(DateTime now)
    {
        var time = Range.Query(now);
        return Segment.Query(time.From, time.To);
    }

    /// <summary>The address of a page of the matrix with this filter.</summary>
    /// <param name="path"><c>/matrix</c> or a row's page.</param>
    /// <param name="by">Dimension of the row's table; null: none.</param>
    public string Link(string path, string? by = null)
    {
        var parts = new List<string>();
        void Add(string name, string? value) { if (!string.IsNullOrEmpty(value)) { parts.Add($"{name}={Uri.EscapeDataString(value)}"); } }
        Add("range", Range.Range == KpiFilter.DefaultRange ? null : Range.Range);
        if (Range.Range == "custom")
        {
            Add("from", Range.From?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
            Add("to", Range.To?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        }

        foreach (var (id, value) in Segment.Parts) { Add(id, value); }
        Add("by", by);
        return parts.Count == 0 ? path : path + "?" + string.Join('&', parts);
    }

    /// <summary>The values of each dimension that there are.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<string>> ValuesOf(IReadOnlyList<KpiRow> rows) => Segment.Dimensions.ToDictionary(
        d => d.Id, d => (IReadOnlyList<string>)[.. rows.Select(r => Segment.ValueOf(d.Id, r)).OfType<string>().Distinct().Order(StringComparer.Ordinal)]);
}
