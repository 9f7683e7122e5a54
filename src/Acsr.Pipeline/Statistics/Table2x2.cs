namespace Acsr.Statistics;

/// <summary>
/// One stratum of two groups and a yes-or-no outcome. <c>A</c> of the first group and <c>C</c> of the second came out as yes, <c>B</c> and <c>D</c> as no.
/// </summary>
public readonly record struct Table2x2(double A, double B, double C, double D)
{
    /// <summary>Cases of the first group.</summary>
    public double N1 => A + B;

    /// <summary>Cases of the second group.</summary>
    public double N0 => C + D;

    /// <summary>All cases.</summary>
    public double N => A + B + C + D;

    /// <summary>Share of yes in the first group; NaN where it is empty.</summary>
    public double P1 => A / N1;

    /// <summary>Share of yes in the second group; NaN where it is empty.</summary>
    public double P0 => C / N0;

    /// <summary>Both groups have cases, so that the stratum can be compared at all.</summary>
    public bool Overlaps => N1 > 0 && N0 > 0;
}
