using System.Text;
using Acsr.Cases;

namespace Acsr.Kpis.Columns;

/// <summary>Makes chunks: from cases as they are stored, and from the rows of other chunks.</summary>
internal static class ChunkBuilder
{
    /// <summary>Cases in the order given, of any days: what came in, to be put into the chunks of its days.</summary>
    public static KpiChunk Of(IReadOnlyList<Case> cases)
    {
        var ids = new List<byte>(cases.Count * 24);
        var ends = new int[cases.Count];
        for (var i = 0; i < ends.Length; i++)
        {
            ids.AddRange(Encoding.UTF8.GetBytes(cases[i].Id));
            ends[i] = ids.Count;
        }

        return new KpiChunk(
            [.. cases.Select(c => c.At.Ticks)], [.. cases.Select(CaseColumns.FactsOf)],
            Array.ConvertAll(CaseColumns.Texts, of => TextColumn.Pack(cases.Count, i => of(cases[i]))),
            Array.ConvertAll(CaseColumns.Counts, of => CountColumn.Pack(cases.Count, i => of(cases[i]))),
            Array.ConvertAll(CaseColumns.Numbers, of => NumberColumn.Pack(cases.Count, i => of(cases[i]) ?? double.NaN)),
            [.. ids], ends);
    }

    /// <summary>The chunks of one day.</summary>
    /// <param name="rows">All its cases, in any order; they are put in order.</param>
    public static IEnumerable<KpiChunk> OfDay(List<KpiRow> rows)
    {
        rows.Sort(InOrder);
        for (var from = 0; from < rows.Count; from += KpiChunk.MostCases) { yield return Copy(rows.GetRange(from, Math.Min(KpiChunk.MostCases, rows.Count - from))); }
    }

    /// <summary>By time, then id.</summary>
    public static int InOrder(KpiRow a, KpiRow b)
    {
        var order = a.Chunk.At[a.Index].CompareTo(b.Chunk.At[b.Index]);
        return order != 0 ? order : a.Chunk.IdBytes(a.Index).SequenceCompareTo(b.Chunk.IdBytes(b.Index));
    }

    private static KpiChunk Copy(List<KpiRow> rows)
    {
        var count = rows.Count;
        var (at, facts, ends) = (new long[count], new ulong[count], new int[count]);
        var size = 0;
        for (var i = 0; i < count; i++)
        {
            var (chunk, row) = (rows[i].Chunk, rows[i].Index);
            (at[i], facts[i], ends[i]) = (chunk.At[row], chunk.Facts[row], size += chunk.IdBytes(row).Length);
        }

        var ids = new byte[size];
        for (var i = 0; i < count; i++) { rows[i].Chunk.IdBytes(rows[i].Index).CopyTo(ids.AsSpan(i == 0 ? 0 : ends[i - 1])); }
        return new KpiChunk(at, facts,
            [.. CaseColumns.Texts.Select((_, c) => TextColumn.Pack(count, i => rows[i].Chunk.Texts[c].Of(rows[i].Index)))],
            [.. CaseColumns.Counts.Select((_, c) => CountColumn.Pack(count, i => rows[i].Chunk.Counts[c].Of(rows[i].Index)))],
            [.. CaseColumns.Numbers.Select((_, c) => NumberColumn.Pack(count, i => rows[i].Chunk.Numbers[c].Of(rows[i].Index)))],
            ids, ends);
    }
}
