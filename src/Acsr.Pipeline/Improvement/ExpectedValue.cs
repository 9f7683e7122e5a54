namespace Acsr.Improvement;

/// <summary>By what actions are ranked, so that the work with the most in it comes first.</summary>
public static class ExpectedValue
{
    /// <summary>The formula in words.</summary>
    public const string InWords =
        "Expected value = cases of the segment with this signal per week × how far the figure is from its reference (target, level before or control centre), as a share of the scale × the weight of the row. " +
        "It says about how many cases a week would come out well that do not now. Of handling time, which has no best value, the gap is taken in relation to the reference. Of a group of dead ends: its cases per week × the share of them that were not solved.";

    /// <summary>Cases a week.</summary>
    /// <param name="row">Scale and unit.</param>
    /// <param name="n">Cases with the signal in the window.</param>
    /// <param name="days">Length of the window.</param>
    /// <param name="value">The figure.</param>
    /// <param name="reference">What it is held against; null gives 0.</param>
    /// <param name="weight">Of one case.</param>
    public static double Of(MatrixRow row, int n, double days, double value, double? reference, double weight)
    {
        if (reference is not { } held || days <= 0 || !row.IsWorse(value, held)) { return 0; }
        var scale = row.Scale ?? Math.Abs(held);
        return scale == 0 ? 0 : n * 7 / days * Math.Min(1, Math.Abs(value - held) / scale) * weight;
    }
}
