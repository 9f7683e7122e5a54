using System.ComponentModel.DataAnnotations;

namespace Acsr.Signals.Gaps;

/// <summary>How missed questions become knowledge gaps. Section <c>Gaps</c>.</summary>
public sealed class GapOptions
{
    public const string Section = "Gaps";

    /// <summary>Jaccard similarity of words, 0 to 1, from which a question belongs to a gap.</summary>
    [Range(0.1, 1.0)]
    public double Similarity { get; set; } = .5;

    /// <summary>Resolved cases with a score that a source needs before it has a threshold (formats F.4, L7).</summary>
    [Range(1, 100_000)]
    public int ThresholdCases { get; set; } = 50;

    /// <summary>Which share of the scores in resolved cases lies below the threshold (formats F.4, L7).</summary>
    [Range(0.0, 0.5)]
    public double ThresholdPercentile { get; set; } = .1;

    /// <summary>Minutes after which thresholds are computed anew.</summary>
    [Range(1, 24 * 60)]
    public int ThresholdMinutes { get; set; } = 10;
}
