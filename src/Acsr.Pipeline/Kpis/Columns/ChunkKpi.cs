namespace Acsr.Kpis.Columns;

/// <summary>What a KPI makes of the cases of a chunk.</summary>
internal sealed class ChunkKpi
{
    private KpiSums? _whole;
    private ulong[]? _ones;
    private bool _weighed;

    public ChunkKpi(KpiChunk chunk, KpiDefinition kpi)
    {
        Population = Bits.Where(chunk.Count, i => kpi.Population(chunk.Row(i)));
        Counted = kpi.Kind == KpiKind.Rate ? Bits.Where(chunk.Count, i => Bits.IsSet(Population, i) && kpi.Counted(chunk.Row(i))) : Population;
    }

    /// <summary>The cases that it is computed over.</summary>
    public ulong[] Population { get; }

    /// <summary>Those of them that count.</summary>
    public ulong[] Counted { get; }

    /// <summary>Of a ratio of sums: the cases that weigh 1, where no case of the population weighs anything but 0 or 1; null: weights have to be asked for.</summary>
    public ulong[]? Weights(KpiChunk chunk, KpiDefinition kpi)
    {
        if (Volatile.Read(ref _weighed)) { return _ones; }
        var ones = Bits.Where(chunk.Count, i => Bits.IsSet(Population, i) && kpi.Weight(chunk.Row(i)) == 1);
        var others = Bits.Where(chunk.Count, i => Bits.IsSet(Population, i) && kpi.Weight(chunk.Row(i)) is not (0 or 1));
        _ones = others.AsSpan().ContainsAnyExcept(0UL) ? null : ones;
        Volatile.Write(ref _weighed, true);
        return _ones;
    }

    /// <summary>The sums over all cases of the chunk, where they are worth keeping; null: not yet, or never.</summary>
    public KpiSums? Whole { get => Volatile.Read(ref _whole); set => Volatile.Write(ref _whole, value); }
}
