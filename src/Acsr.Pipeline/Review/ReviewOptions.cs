using System.ComponentModel.DataAnnotations;

namespace Acsr.Review;

/// <summary>How the review queue behaves. Section <c>Review</c>.</summary>
public sealed class ReviewOptions
{
    public const string Section = "Review";

    /// <summary>Minutes that a lease lasts; every heartbeat starts them anew.</summary>
    [Range(1, 24 * 60)]
    public int LeaseMinutes { get; set; } = 15;

    /// <summary>Customer satisfaction from 0 to 1: a case at or below it is reviewed.</summary>
    [Range(0.0, 1.0)]
    public double LowCsat { get; set; } = 0.25;

    /// <summary>Customer effort from 1 (very hard) to 7: a case at or below it is reviewed.</summary>
    [Range(1.0, 7.0)]
    public double HighEffort { get; set; } = 2;

    /// <summary>Share of the work that is drawn uniformly at random over all cases; 0 switches the draw off.</summary>
    [Range(0.0, 0.9)]
    public double RandomShare { get; set; } = 0.15;

    public TimeSpan Lease => TimeSpan.FromMinutes(LeaseMinutes);
}
