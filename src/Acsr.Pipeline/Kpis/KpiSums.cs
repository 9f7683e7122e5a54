using System.Numerics;
using System.Runtime.InteropServices;
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
    private LogSketch? _ready;

    public int N { get; private set; }

    /// <summary>Of a rate: how many of <see cref="N"/> count.</summary>
    public int Counted { get; private set; }

    /// <summary>Cases with an open window, where the KPI waits for one.</summary>
    public int Unsettled { get; private set; }

    /// <summary>What stands above the line: cases that count, or the sum of values.</summary>
    public double Above => kpi.Kind == KpiKind.Rate ? Counted : _sum;

    /// <summary>What stands below the line: cases, or the sum of weights.</summary>
    public double Below => kpi.Kind == KpiKind.RatioOfSums ? _below : N;

    // Below 200 values the interval of a mean is resampled from them; quantiles are exact for longer.
    private int Most => kpi.Quantile is null ? Bootstrap.Enough - 1 : MostExact;

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

    /// <summary>Adds what cases of the population add above the line and, of a ratio of sums, below it.</summary>
    public void Add(ReadOnlySpan<double> above, ReadOnlySpan<double> below)
    {
        if (above.IsEmpty) { return; }
        var sum = SpanSums.Of(above);
        var mean = sum / above.Length;
        if (kpi.Kind != KpiKind.RatioOfSums)
        {
            Merge(above.Length, sum, mean, SpanSums.Together(above, mean, above, mean));
            Keep(above);
            return;
        }

        var sumBelow = SpanSums.Of(below);
        var meanBelow = sumBelow / below.Length;
        _below += sumBelow;
        Merge(above.Length, sum, mean, SpanSums.Together(above, mean, above, mean), meanBelow, SpanSums.Together(below, meanBelow, below, meanBelow), SpanSums.Together(above, mean, below, meanBelow));
    }

    /// <summary>Adds cases of a rate.</summary>
    public void Add(int population, int counted)
    {
        N += population;
        Counted += counted;
    }

    private void AddEach(Slice slice, ChunkKpi mine)
    {
        var gather = Gather.Mine;
        gather.Take(slice, mine.Population);
        gather.Read(kpi, slice.Chunk);
        Add(gather.Above, gather.Below);
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

        Keep([value]);
    }

    // What is known of other cases (Chan, Golub and LeVeque 1979).
    private void Merge(int n, double sum, double mean, double spread, double belowMean = 0, double belowSpread = 0, double together = 0)
    {
        var (all, off, offBelow) = ((double)N + n, mean - _mean, belowMean - _belowMean);
        var share = N * (n / all);
        _spread += spread + (off * off * share);
        _belowSpread += belowSpread + (offBelow * offBelow * share);
        _together += together + (off * offBelow * share);
        _mean += off * n / all;
        _belowMean += offBelow * n / all;
        _sum += sum;
        N += n;
    }

    // The values themselves, as long as something exact is made of them; they are among the N already.
    private void Keep(ReadOnlySpan<double> values)
    {
        if (_values is not null)
        {
            if (_values.Count + values.Length <= Most) { _values.AddRange(values); return; }
            Pour();
        }

        _sketch?.Add(values);
    }

    /// <summary>Adds what is known of other cases.</summary>
    public void Add(KpiSums other)
    {
        if (other.N == 0) { Unsettled += other.Unsettled; return; }
        Merge(other.N, other._sum, other._mean, other._spread, other._belowMean, other._belowSpread, other._together);
        _below += other._below;
        Counted += other.Counted;
        Unsettled += other.Unsettled;
        if (other._values is not null && (other._ready is null || _values?.Count + other._values.Count <= Most)) { Keep(CollectionsMarshal.AsSpan(other._values)); return; }
        // Of the other the sketch is known, or nothing is needed.
        if (_values is not null) { Pour(); }
        if ((other._sketch ?? other._ready) is { } theirs) { _sketch!.Add(theirs); }
    }

    /// <summary>Makes it quick to add to many others, besides leaving it exact; nothing may be added to it afterwards.</summary>
    /// <returns>The room that it takes, in sketches of about two kilobytes.</returns>
    public int Seal()
    {
        if (_values is null) { return 1; }
        _values.TrimExcess();
        // Fewer values are added sooner than the buckets of a sketch.
        if (kpi.Quantile is not null && _values.Count > 64)
        {
            _ready = new LogSketch();
            _ready.Add(CollectionsMarshal.AsSpan(_values));
        }

        return 1 + (_values.Count / 256);
    }

    // From a list to a sketch; means need neither.
    private void Pour()
    {
        if (kpi.Quantile is not null)
        {
            _sketch = new LogSketch();
            _sketch.Add(CollectionsMarshal.AsSpan(_values));
        }

        _values = null;
    }

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
        double[] values = [.. _values];
        if (values.Length >= Bootstrap.Enough)
        {
            // The quantile lies between the ranks of its interval, so no other value has to be in its place.
            var (lower, upper) = Bootstrap.Ranks(values.Length, q);
            OrderStatistics.Settle(values, lower, upper);
            return (Quantile.Of(values, q), interval ? new Interval(values[lower], values[upper]) : null);
        }

        // In order, so that the same cases give the same resamples whatever order they come in.
        Array.Sort(values);
        return (Quantile.Of(values, q), interval ? Bootstrap.Quantile(values, q) : null);
    }
}
