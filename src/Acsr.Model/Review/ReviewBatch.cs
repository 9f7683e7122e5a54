namespace Acsr.Review;

/// <summary>One correction for many cases of a group of dead ends: who wrote it, and which cases they opened and confirmed before.</summary>
public sealed class ReviewBatch
{
    /// <summary>What the reviews of it name as their batch.</summary>
    public required string Id { get; set; }
    /// <summary>The group's key.</summary>
    public required string Group { get; set; }
    public required string ReviewerId { get; set; }
    public required string ReviewerName { get; set; }
    public DateTime At { get; set; }
    /// <summary>Reviews written.</summary>
    public int Size { get; set; }
    /// <summary>The cases of the sample, each opened and confirmed.</summary>
    public List<string> Sample { get; set; } = [];
    public bool Demo { get; set; }
}
