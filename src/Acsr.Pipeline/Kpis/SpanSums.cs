using System.Numerics;
using System.Runtime.InteropServices;

namespace Acsr.Kpis;

/// <summary>Sums along arrays, several values at a time.</summary>
internal static class SpanSums
{
    public static double Of(ReadOnlySpan<double> values)
    {
        var wide = MemoryMarshal.Cast<double, Vector<double>>(values);
        var lanes = Vector<double>.Zero;
        foreach (var part in wide) { lanes += part; }
        var sum = Vector.Sum(lanes);
        foreach (var value in values[(wide.Length * Vector<double>.Count)..]) { sum += value; }
        return sum;
    }

    /// <summary>The sum of the products of what two say beyond their means; with itself the squared deviations.</summary>
    public static double Together(ReadOnlySpan<double> one, double mean, ReadOnlySpan<double> other, double otherMean)
    {
        var wide = MemoryMarshal.Cast<double, Vector<double>>(one);
        var wideOther = MemoryMarshal.Cast<double, Vector<double>>(other);
        var (lanes, centre, otherCentre) = (Vector<double>.Zero, new Vector<double>(mean), new Vector<double>(otherMean));
        for (var i = 0; i < wide.Length; i++) { lanes += (wide[i] - centre) * (wideOther[i] - otherCentre); }
        var sum = Vector.Sum(lanes);
        for (var i = wide.Length * Vector<double>.Count; i < one.Length; i++) { sum += (one[i] - mean) * (other[i] - otherMean); }
        return sum;
    }
}
