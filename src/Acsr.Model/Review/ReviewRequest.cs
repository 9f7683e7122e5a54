namespace Acsr.Review;

/// <summary>
/// Somebody asked for a case to be reviewed for the dead ends of one group, also where the console would not have queued it by itself.
/// Never asked twice: the pair is the key.
/// </summary>
public sealed class ReviewRequest
{
    public required string CaseId { get; set; }
    /// <summary>The group's key.</summary>
    public required string Group { get; set; }
    public required string By { get; set; }
    public DateTime At { get; set; }
}
