using System.Globalization;

namespace Acsr.Bench;

/// <summary>Prints figures, and the verdict on whether the machine was quiet enough to believe them.</summary>
internal static class Report
{
    /// <summary>With more than this used by others a run shows nothing.</summary>
    public const double QuietCores = 0.4;

    public static void Line(FormattableString text) => Console.WriteLine(text.ToString(CultureInfo.InvariantCulture));

    /// <summary>Of several runs the middle one: a pause of the machine moves a mean, and not this.</summary>
    public static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return sorted.Length == 0 ? double.NaN : (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }

    /// <summary>The value below which a share of the sorted values lies, to the next whole one.</summary>
    public static double Rank(double[] sorted, double share) => sorted.Length == 0 ? double.NaN : sorted[Math.Min(sorted.Length - 1, (int)(sorted.Length * share))];

    public static void Verdict(string bench, double othersCores) =>
        Line($"{bench}: others_cores {othersCores:0.00} {(othersCores > QuietCores ? $"INCONCLUSIVE (above {QuietCores}: other programs had the machine)" : "conclusive")}");
}
