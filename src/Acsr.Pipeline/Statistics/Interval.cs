namespace Acsr.Statistics;

/// <summary>A range that a true value lies in with 95 % confidence, both ends included.</summary>
public readonly record struct Interval(double Lower, double Upper)
{
    /// <summary>The normal quantile behind every 95 % interval (formats H).</summary>
    internal const double Z = 1.959963984540054;
}
