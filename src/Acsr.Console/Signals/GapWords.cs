using Acsr.Components;
using Acsr.Signals.Gaps;

namespace Acsr.Signals;

/// <summary>Words of knowledge gaps as people read them.</summary>
public static class GapWords
{
    /// <summary>How the searches of a gap missed, the commonest way first.</summary>
    public static string Misses(GapRow row) => string.Join(", ", new[] { (row.Empty, "empty"), (row.LowScore, "poor fit"), (row.SameDocuments, "same documents") }
        .Where(m => m.Item1 > 0).OrderByDescending(m => m.Item1).Select(m => $"{Quantity.Text(m.Item1, ChartUnit.Number)} {m.Item2}"));

    public static string Of(RetrievalMiss miss) => miss switch
    {
        RetrievalMiss.None => "found something",
        RetrievalMiss.Empty => "empty",
        RetrievalMiss.SameDocuments => "same documents",
        RetrievalMiss.LowScore => "poor fit",
    };
}
