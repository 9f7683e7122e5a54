namespace Acsr.Review;

/// <summary>What who trains with a release says about one of its rows.</summary>
public enum RowVerdict
{
    /// <summary>Good as it is; opens nothing.</summary>
    Good = 1,
    /// <summary>It teaches something wrong.</summary>
    Wrong = 2,
    /// <summary>It was right once.</summary>
    Outdated = 3,
    /// <summary>It cannot be understood or used.</summary>
    Unusable = 4,
}

/// <summary>Feedback from a consumer of a release on one row. The same said twice is one.</summary>
public sealed class ReleaseFeedback
{
    /// <summary>SHA-256 over release, row, sender, verdict and comment, as hexadecimal.</summary>
    public required string Id { get; set; }
    public long ReleaseId { get; set; }
    /// <summary>The release's name.</summary>
    public required string Release { get; set; }
    /// <summary>The row's id, as it stands in the release's files.</summary>
    public required string Row { get; set; }
    public long ReviewId { get; set; }
    public required string CaseId { get; set; }
    public RowVerdict Verdict { get; set; }
    public string? Comment { get; set; }
    /// <summary>The name of the key it came with.</summary>
    public required string By { get; set; }
    public DateTime At { get; set; }
}
