namespace Acsr.Review;

/// <summary>
/// A case that was sent back to the queue because a clause that it was judged by got other words, or is gone, in a later version. Once
/// for each version: the key keeps the same news from sending it back again.
/// </summary>
public sealed class ClauseRecall
{
    public required string CaseId { get; set; }
    public required string PolicyId { get; set; }
    public required string ClauseId { get; set; }
    /// <summary>The version whose words are other ones.</summary>
    public int Version { get; set; }
    public DateTime At { get; set; }
    /// <summary>Name of the person, for people to read.</summary>
    public required string By { get; set; }

    /// <summary>What a queue item names as the reason; an item that holds it covers it for good.</summary>
    public string SignalId => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"clause-changed:{PolicyId}/{ClauseId}@{Version}");
}

/// <summary>
/// A review that trains no later release: retired by a person because its clause got other words, or superseded by a review of the
/// same case that was asked for because of that. The review itself stays as it was written; a person may take a retirement back.
/// </summary>
public sealed class ReviewRetirement
{
    public long ReviewId { get; set; }
    public required string CaseId { get; set; }
    public required string PolicyId { get; set; }
    public required string ClauseId { get; set; }
    /// <summary>The version that is why.</summary>
    public int Version { get; set; }
    /// <summary>The review that took its place; null where a person retired it.</summary>
    public long? SupersededBy { get; set; }
    public DateTime At { get; set; }
    /// <summary>Name of the person, for people to read.</summary>
    public required string By { get; set; }
}
