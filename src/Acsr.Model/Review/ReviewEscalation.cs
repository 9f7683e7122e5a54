namespace Acsr.Review;

/// <summary>An item that a reviewer handed to somebody else: it is theirs to decide, and nobody else is offered it. One for each item.</summary>
public sealed class ReviewEscalation
{
    public long ItemId { get; set; }
    /// <summary>Id of the person who is to decide; null: a lead, whichever.</summary>
    public string? To { get; set; }
    /// <summary>That person's name, for people to read; null where it is any lead.</summary>
    public string? ToName { get; set; }
    /// <summary>Id of who handed it on.</summary>
    public required string ById { get; set; }
    public required string ByName { get; set; }
    /// <summary>What they need decided; never blank.</summary>
    public required string Reason { get; set; }
    public DateTime At { get; set; }
    /// <summary>The item's token when it was handed on; a larger one says that somebody has had it in hand since.</summary>
    public long Token { get; set; }
}
