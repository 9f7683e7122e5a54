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

    public TimeSpan Lease => TimeSpan.FromMinutes(LeaseMinutes);
}
