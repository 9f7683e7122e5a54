using MathNet.Numerics.Distributions;

namespace Acsr.Statistics;

/// <summary>How many cases are needed, said before looking (formats H11; Fleiss 1981 without continuity correction).</summary>
public static class Power
{
    /// <summary>Cases in each group so that a difference of two shares is found with the given power by a two-sided test.</summary>
    public static long PerArm(double p1, double p2, double alpha = 0.05, double power = 0.8)
    {
        var (za, zb) = (Quantile(1 - (alpha / 2)), Quantile(power));
        var middle = (p1 + p2) / 2;
        var root = (za * Math.Sqrt(2 * middle * (1 - middle))) + (zb * Math.Sqrt((p1 * (1 - p1)) + (p2 * (1 - p2))));
        return (long)Math.Ceiling(root * root / ((p1 - p2) * (p1 - p2)));
    }

    /// <summary>Cases in each group so that a difference of two means is found.</summary>
    public static long PerArmOfMeans(double deviation, double difference, double alpha = 0.05, double power = 0.8)
    {
        var z = Quantile(1 - (alpha / 2)) + Quantile(power);
        return (long)Math.Ceiling(2 * z * z * deviation * deviation / (difference * difference));
    }

    /// <summary>Days until both arms have their cases; null where nothing comes in.</summary>
    /// <param name="perArm">Cases in each arm.</param>
    /// <param name="arms">How many arms.</param>
    /// <param name="casesPerDay">That come in for all arms together.</param>
    public static int? Days(long perArm, int arms, double casesPerDay) => casesPerDay <= 0 ? null : (int)Math.Ceiling(perArm * arms / casesPerDay);

    /// <summary>Share of tries in which a two-sided test with n in each group finds the difference.</summary>
    public static double Of(double p1, double p2, long perArm, double alpha = 0.05)
    {
        var middle = (p1 + p2) / 2;
        var reach = (Math.Abs(p1 - p2) * Math.Sqrt(perArm)) - (Quantile(1 - (alpha / 2)) * Math.Sqrt(2 * middle * (1 - middle)));
        return Normal.CDF(0, 1, reach / Math.Sqrt((p1 * (1 - p1)) + (p2 * (1 - p2))));
    }

    /// <summary>The smallest difference of estimates with this standard error that is found with the given power.</summary>
    public static double Detectable(double error, double alpha = 0.05, double power = 0.8) => (Quantile(1 - (alpha / 2)) + Quantile(power)) * error;

    /// <summary>Cases to look at so that a share is known to ±half: z²p(1−p)/half², less where the whole is small.</summary>
    public static double ForShare(double half, double p = 0.5, long? whole = null)
    {
        var n = Interval.Z * Interval.Z * p * (1 - p) / (half * half);
        return whole is { } all ? n / (1 + ((n - 1) / all)) : n;
    }

    /// <summary>Cases to look at without finding a fault, so that with this confidence fewer than <paramref name="share"/> have one.</summary>
    public static int WithoutFault(double share, double confidence = 0.95) => (int)Math.Ceiling(Math.Log(1 - confidence) / Math.Log(1 - share));

    private static double Quantile(double p) => Normal.InvCDF(0, 1, p);
}
