using System.Numerics;
using Acsr.Kpis.Columns;
using Acsr.Statistics;

namespace Acsr.Kpis;

/// <summary>
/// What has to be known of some cases to say a KPI's figure, its n and its interval. Sums add up, so those of a chunk are found once. Of few cases the
/// values themselves are kept, for exact quantiles and resampled intervals; of many a sketch.
/// </summary>
internal sealed class KpiSums(KpiDefinition kpi)
{
    /// <summary>Up to so many values quantiles are exact.</summary>
    public const int MostExact = 2_000;

    private double _sum, _mean, _spread;
    private double _below, _belowMean, _belowSpread, _together;
    private List<double>? _values = kpi.Kind is KpiKind.Rate or KpiKind.RatioOfSums ? null : [];
    private LogSketch? _sketch;

    public int N { get; private set; }

    /// <summary>Of a rate: how many of <see cref="N"/> count.</summary>
    public int Counted { get; private set; }

    /// <summary>Cases with an open window, where the KPI waits for one.</summary>
    public int Unsettled { get; private set; }

    /// <summary>What stands above the line: cases that count, or the sum of values.</summary>
    public double Above => kpi.Kind == KpiKind.Rate ? Counted : _sum;

    /// <summary>What stands below the line: cases, or the sum of weights.</summary>
    public double Below => kpi.Kind == KpiKind.RatioOfSums ? _below : N;

    /// <summary>Takes note of a case of the range, whether it is in the population or not.</summary>
    public void Open(KpiRow row) { if (kpi.Window is not null && row.Unsettled) { Unsettled++; } }

    /// <summary>Adds those cases of a slice that are in the population.</summary>
    public void Add(Slice slice)
    {
        var mine = slice.Chunk.Of(kpi);
        if (kpi.Window is not null && slice.Chunk.Unsettled is { } open)
        {
            for (var word = slice.FirstWord; word <= slice.LastWord; word++) { Unsettled += BitOperations.PopCount(open[word] & slice.Mask(word)); }
        }

        if (kpi.Kind == KpiKind.Rate)
        {
            for (var word = slice.FirstWord; word <= slice.LastWord; word++)
            {
                var mask = slice.Mask(word);
                N += BitOperations.PopCount(mine.Population[word] & mask);
                Counted += BitOperations.PopCount(mine.Counted[word] & mask);
            }
        }
        else if (!slice.IsWhole)
        {
            AddEach(slice, mine);
        }
        else if (mine.Whole is { } known)
        {
            Add(known);
        }
        else
        {
            var whole = new KpiSums(kpi);
            whole.AddEach(slice, mine);
            Add(whole);
            if (whole.Slim() is { } kept) { mine.Whole = kept; }
        }
    }

    /// <summary>Adds one case of the population.</summary>
    public void Add(KpiRow row, bool counts)
    {
        if (kpi.Kind == KpiKind.Rate)
        {
            N++;
            if (counts) { Counted++; }
        }
        else
        {
            Take(kpi.Value(row), kpi.Kind == KpiKind.RatioOfSums ? kpi.Weight(row) : 1);
        }
    }

    /// <summary>The figure.</summary>
    /// <param name="interval">False leaves out intervals that have to be resampled.</param>
    public KpiValue Value(bool interval = true)
    {
        var (value, range) = kpi.Kind switch
        {
            KpiKind.Rate => (N == 0 ? null : (double?)Counted / N, Wilson.Interval(Counted, N)),
            KpiKind.RatioOfSums => Ratio(),
            KpiKind.Mean => (N == 0 ? null : _sum / N, interval ? MeanInterval() : null),
            _ => AtQuantile(kpi.Quantile!.Value, interval),
        };
        return new(kpi.Id, value, kpi.Unit, N, range?.Lower, range?.Upper, kpi.Definition) { Version = kpi.Version, Counts = kpi.Counts, Unsettled = Unsettled };
    }

    /// <summary>The values, where they are few enough to be kept, or else the sketch of them.</summary>
    public LogSketch Sketch()
    {
        var sketch = new LogSketch();
        if (_sketch is not null) { sketch.Add(_sketch); }
        foreach (var value in _values ?? []) { sketch.Add(value); }
        return sketch;
    }

    private void AddEach(Slice slice, ChunkKpi mine)
    {
        for (var word = slice.FirstWord; word <= slice.LastWord; word++)
        {
            for (var bits = mine.Population[word] & slice.Mask(word); bits != 0; bits &= bits - 1)
            {
                Add(slice.Chunk.Row((word * 64) + BitOperations.TrailingZeroCount(bits)), true);
            }
        }
    }

    // Means and squared deviations are carried along (Welford 1962), because sums of squares lose what is small beside what is large.
    private void Take(double value, double weight)
    {
        N++;
        _sum += value;
        var (off, offBelow) = (value - _mean, weight - _belowMean);
        _mean += off / N;
        _spread += off * (value - _mean);
        if (kpi.Kind == KpiKind.RatioOfSums)
        {
            _below += weight;
            _belowMean += offBelow / N;
            _belowSpread += offBelow * (weight - _belowMean);
            _together += off * (weight - _belowMean);
        }

        _values?.Add(value);
        if (_values is null) { _sketch?.Add(value); }
        else if (_values.Count > MostExact) { Pour(); }
    }

    /// <summary>Adds what is known of other cases (Chan, Golub and LeVeque 1979).</summary>
    private void Add(KpiSums other)
    {
        if (other.N == 0) { return; }
        var (all, off, offBelow) = ((double)N + other.N, other._mean - _mean, other._belowMean - _belowMean);
        var share = N * (other.N / all);
        _spread += other._spread + (off * off * share);
        _belowSpread += other._belowSpread + (offBelow * offBelow * share);
        _together += other._together + (off * offBelow * share);
        _mean += off * other.N / all;
        _belowMean += offBelow * other.N / all;
        _sum += other._sum;
        _below += other._below;
        N += other.N;
        Counted += other.Counted;
        if (kpi.Quantile is null)
        {
            if (_values is not null && other._values is not null && N <= MostExact) { _values.AddRange(other._values); } else { _values = null; }
            return;
        }

        // Of each of the two either the values are known or the sketch.
        if (_values is not null && other._sketch is not null) { Pour(); }
        if (_values is null)
        {
            if (other._sketch is not null) { _sketch!.Add(other._sketch); } else { AddPoured(other._values!); }
            return;
        }

        _values.AddRange(other._values!);
        if (_values.Count > MostExact) { Pour(); }
    }

    // From a list to a sketch; means need neither.
    private void Pour()
    {
        if (kpi.Quantile is not null)
        {
            _sketch = new LogSketch();
            AddPoured(_values!);
        }

        _values = null;
    }

    private void AddPoured(List<double> values) { foreach (var value in values) { _sketch!.Add(value); } }

    /// <summary>The same without the values of single cases, to be kept; null where those are needed for what is exact.</summary>
    private KpiSums? Slim()
    {
        if (kpi.Quantile is not null) { return _sketch is null ? null : this; }
        if (kpi.Kind == KpiKind.Mean && N < Bootstrap.Enough) { return null; }
        _values = null;
        return this;
    }

    private (double?, Interval?) Ratio()
    {
        if (_below == 0) { return (null, null); }
        var ratio = _sum / _below;
        if (N < 2) { return (ratio, null); }
        // The delta method, as in RatioOfSums; rounding may leave a little less than nothing.
        var variance = Math.Max(0, (_spread - (2 * ratio * _together) + (ratio * ratio * _belowSpread)) / (N - 1));
        var half = Interval.Z * Math.Sqrt(variance / N) / Math.Abs(_below / N);
        return (ratio, new Interval(ratio - half, ratio + half));
    }

    private Interval? MeanInterval()
    {
        if (N < 2) { return null; }
        if (N < Bootstrap.Enough) { return Bootstrap.Mean([.. _values!.Order()]); }
        var half = Interval.Z * Math.Sqrt(_spread / (N - 1) / N);
        return new Interval((_sum / N) - half, (_sum / N) + half);
    }

    private (double?, Interval?) AtQuantile(double q, bool interval)
    {
        if (_values is null) { return (_sketch?.Quantile(q), interval ? _sketch?.QuantileInterval(q) : null); }
        // In order, so that the same cases give the same resamples whatever order they come in.
        double[] sorted = [.. _values.Order()];
        return (Quantile.Of(sorted, q), interval ? Bootstrap.Quantile(sorted, q) : null);
    }
}
