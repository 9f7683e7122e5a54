namespace Acsr.Review;

/// <summary>One failure that an imported review names: a step, and what went wrong in it.</summary>
public sealed class ReviewLabel
{
    public long ReviewId { get; set; }
    /// <summary>From 0, in the order of the file.</summary>
    public int Position { get; set; }
    public required string StepId { get; set; }
    /// <summary>The category in its usual spelling.</summary>
    public required string Category { get; set; }
    /// <summary>The leaf of our taxonomy that says much the same; null where none does.</summary>
    public string? RootCause { get; set; }
    /// <summary>Which agent of several failed, in its usual spelling.</summary>
    public string? Agent { get; set; }
    public required string Reason { get; set; }
    /// <summary>The failure that decided the case.</summary>
    public bool Decisive { get; set; }
}
