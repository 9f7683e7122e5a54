namespace Acsr.Statistics;

/// <summary>
/// How often values of each size came, in buckets of which there are 64 to each doubling, so that any quantile is within 0.8 % of the true one (a log-linear
/// histogram, as HdrHistogram and DDSketch). Sketches add up: the sum of two is the sketch of all their values.
/// </summary>
public sealed class LogSketch
{
    private const int Shift = 52 - 6;

    private long[] _counts = [];
    private int _first;

    /// <summary>How many values there are.</summary>
    public long Count { get; private set; }

    /// <summary>Values of 0 and less, which have no logarithm; durations and costs have none below 0.</summary>
    public long Zeros { get; private set; }

    public void Add(double value, long times = 1)
    {
        Count += times;
        if (!(value > 0)) { Zeros += times; return; }
        var bucket = (int)(BitConverter.DoubleToInt64Bits(value) >> Shift);
        Reach(bucket, bucket);
        _counts[bucket - _first] += times;
    }

    /// <summary>Adds each of some values.</summary>
    public void Add(ReadOnlySpan<double> values)
    {
        var (low, high, zeros) = (int.MaxValue, int.MinValue, 0);
        foreach (var value in values)
        {
            if (!(value > 0)) { zeros++; continue; }
            var bucket = (int)(BitConverter.DoubleToInt64Bits(value) >> Shift);
            (low, high) = (Math.Min(low, bucket), Math.Max(high, bucket));
        }

        Count += values.Length;
        Zeros += zeros;
        if (low > high) { return; }
        // Room once for all, so that the loop only counts.
        Reach(low, high);
        var (counts, first) = (_counts, _first);
        foreach (var value in values) { if (value > 0) { counts[(int)(BitConverter.DoubleToInt64Bits(value) >> Shift) - first]++; } }
    }

    /// <summary>Adds all values of another, or takes them away again.</summary>
    /// <param name="other">Which.</param>
    /// <param name="sign">1 or -1.</param>
    public void Add(LogSketch other, int sign = 1)
    {
        Count += sign * other.Count;
        Zeros += sign * other.Zeros;
        if (other._counts.Length == 0) { return; }
        Reach(other._first, other._first + other._counts.Length - 1);
        for (var i = 0; i < other._counts.Length; i++) { _counts[other._first - _first + i] += sign * other._counts[i]; }
    }

    /// <summary>The value of a rank, from 0, within 0.8 %; null where there is none.</summary>
    public double? AtRank(long rank)
    {
        if (Count == 0) { return null; }
        rank = Math.Clamp(rank, 0, Count - 1);
        if (rank < Zeros) { return 0; }
        var passed = Zeros;
        for (var i = 0; i < _counts.Length; i++)
        {
            passed += _counts[i];
            if (rank < passed) { return Middle(_first + i); }
        }

        return Middle(_first + _counts.Length - 1);
    }

    /// <summary>The quantile, <paramref name="q"/> from 0 to 1, within 0.8 %; null where there are no values.</summary>
    public double? Quantile(double q) => AtRank((long)Math.Round((Count - 1) * q));

    /// <summary>The 95 % interval of a quantile, between the ranks nq ± z√(nq(1−q)), as of <see cref="Bootstrap.Quantile"/>; null below two values.</summary>
    public Interval? QuantileInterval(double q)
    {
        if (Count < 2) { return null; }
        var half = Interval.Z * Math.Sqrt(Count * q * (1 - q));
        return new Interval(AtRank((long)Math.Floor((Count * q) - half) - 1)!.Value, AtRank((long)Math.Ceiling((Count * q) + half))!.Value);
    }

    /// <summary>As few bytes as it takes: count and distance of each bucket that has values.</summary>
    public void Write(BinaryWriter writer)
    {
        writer.Write7BitEncodedInt64(Zeros);
        writer.Write7BitEncodedInt(_counts.Count(count => count != 0));
        var before = 0;
        for (var i = 0; i < _counts.Length; i++)
        {
            if (_counts[i] == 0) { continue; }
            writer.Write7BitEncodedInt(_first + i - before);
            writer.Write7BitEncodedInt64(_counts[i]);
            before = _first + i;
        }
    }

    /// <summary>Adds what <see cref="Write"/> wrote, or takes it away.</summary>
    public void Read(BinaryReader reader, int sign = 1)
    {
        var zeros = reader.Read7BitEncodedInt64();
        (Zeros, Count) = (Zeros + (sign * zeros), Count + (sign * zeros));
        var bucket = 0;
        for (var left = reader.Read7BitEncodedInt(); left > 0; left--)
        {
            bucket += reader.Read7BitEncodedInt();
            var count = sign * reader.Read7BitEncodedInt64();
            Reach(bucket, bucket);
            _counts[bucket - _first] += count;
            Count += count;
        }
    }

    private static double Middle(int bucket) => (BitConverter.Int64BitsToDouble((long)bucket << Shift) + BitConverter.Int64BitsToDouble((long)(bucket + 1) << Shift)) / 2;

    private void Reach(int low, int high)
    {
        if (_counts.Length > 0 && low >= _first && high < _first + _counts.Length) { return; }
        if (_counts.Length == 0) { (_first, _counts) = (low, new long[high - low + 1]); return; }
        // Some room at the side that grew, so that values that come one by one do not move all each time.
        var first = low < _first ? Math.Min(low, _first) - 32 : _first;
        var last = high >= _first + _counts.Length ? high + 32 : _first + _counts.Length - 1;
        var counts = new long[last - first + 1];
        _counts.CopyTo(counts, _first - first);
        (_first, _counts) = (first, counts);
    }
}
