namespace Acsr.Releases;

/// <summary>
/// A training set as it was frozen: its rows and the bytes of its files never change. It may be downloaded once it is approved.
/// </summary>
public sealed class Release
{
    public long Id { get; set; }
    public required string Name { get; set; }
    public DateTime CreatedAt { get; set; }
    public required string CreatedBy { get; set; }
    public bool Demo { get; set; }
    /// <summary>SHA-256 over the manifest: the release's identity. The same inputs give the same.</summary>
    public required string Sha256 { get; set; }
    public List<ReleaseRow> Rows { get; set; } = [];
    public List<ReleaseFile> Files { get; set; } = [];
    public List<ReleaseApproval> Approvals { get; set; } = [];
}

/// <summary>One row of a release and where it came from.</summary>
public sealed class ReleaseRow
{
    public long ReleaseId { get; set; }
    /// <summary>Line of the row in the release's provenance file, from 0.</summary>
    public int Position { get; set; }
    public required string ItemId { get; set; }
    public long ReviewId { get; set; }
    public required string CaseId { get; set; }
    public required string ReviewerId { get; set; }
    /// <summary>Kept apart to test what was learnt.</summary>
    public bool HeldOut { get; set; }
    /// <summary>The row as a reader of the TRL file gets it.</summary>
    public required string Preview { get; set; }
}

/// <summary>One file of a release, byte for byte.</summary>
public sealed class ReleaseFile
{
    public long ReleaseId { get; set; }
    public required string Path { get; set; }
    public required string Sha256 { get; set; }
    public required byte[] Content { get; set; }
}

/// <summary>Somebody who is not the rows' only reviewer read the release and let it go.</summary>
public sealed class ReleaseApproval
{
    public long ReleaseId { get; set; }
    public required string UserId { get; set; }
    public required string UserName { get; set; }
    public DateTime At { get; set; }
}

/// <summary>One row: what the keys are made from by which each release replaces personal data. Without it nobody can tell again who is meant.</summary>
public sealed class ReleaseSecret
{
    public int Id { get; set; }
    /// <summary>32 random bytes.</summary>
    public required byte[] Value { get; set; }
}
