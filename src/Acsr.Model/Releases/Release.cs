namespace Acsr.Releases;

/// <summary>
/// One version of a training set as it was frozen: its rows and the bytes of its files never change. It may be downloaded once it is approved,
/// and until it is withdrawn: then its bytes are those that were approved, or none.
/// </summary>
public sealed class Release
{
    public long Id { get; set; }
    /// <summary>Of the data set, which its versions share.</summary>
    public required string Name { get; set; }
    /// <summary>Goes up where rows of the version before are gone or changed.</summary>
    public int Major { get; set; } = 1;
    /// <summary>Goes up where rows were added.</summary>
    public int Minor { get; set; }
    /// <summary>Goes up where the rows are the same.</summary>
    public int Patch { get; set; }
    /// <summary>Semantic version, for example <c>1.2.0</c>.</summary>
    public string Version => $"{Major}.{Minor}.{Patch}";
    /// <summary>The version that this one was made from; null for the first.</summary>
    public long? PredecessorId { get; set; }
    public DateTime CreatedAt { get; set; }
    public required string CreatedBy { get; set; }
    /// <summary>Whose approval counts for nothing, because they made it; empty where nobody did.</summary>
    public string CreatedById { get; set; } = "";
    public bool Demo { get; set; }
    /// <summary>Its bytes are handed out no more; null while they are.</summary>
    public DateTime? WithdrawnAt { get; set; }
    /// <summary>Why, in words that name nobody.</summary>
    public string? WithdrawnBecause { get; set; }
    /// <summary>The version without the rows that it was withdrawn for; null where none is left.</summary>
    public long? SupersededById { get; set; }
    /// <summary>The console's signature over the manifest and its approvals, as a DSSE envelope; null until it is approved.</summary>
    public string? Signature { get; set; }
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
    /// <summary>The row as a reader of the TRL file gets it, where it was frozen before <see cref="Item"/> was kept; else empty.</summary>
    public string Preview { get; set; } = "";
    /// <summary>What every file was written from, as JSON and without personal data; null where it is gone or was never kept.</summary>
    public string? Item { get; set; }
    /// <summary>SHA-256 of the item with its side, hexadecimal: two versions hold the same row where these are equal.</summary>
    public string Digest { get; set; } = "";
    /// <summary>The clause that the review cites, as it was frozen.</summary>
    public string? Clause { get; set; }
    /// <summary>A tombstone: it was withdrawn, and the version with it.</summary>
    public DateTime? WithdrawnAt { get; set; }
    public WithdrawalGround? Ground { get; set; }
}

/// <summary>Why a row may train no more.</summary>
public enum WithdrawalGround
{
    /// <summary>Its customer was erased: what the row held is deleted.</summary>
    Erasure = 1,
    /// <summary>Somebody found it wrong: it is kept as evidence, and handed out no more.</summary>
    Withdrawn = 2,
}

/// <summary>One file of a release, byte for byte.</summary>
public sealed class ReleaseFile
{
    public long ReleaseId { get; set; }
    public required string Path { get; set; }
    public required string Sha256 { get; set; }
    /// <summary>The whole file where it was frozen before files were kept in parts; else empty.</summary>
    public byte[] Content { get; set; } = [];
    /// <summary>Bytes; 0 where <see cref="Content"/> is the whole file.</summary>
    public long Length { get; set; }
    /// <summary>Lines of data; 0 where it holds none, or that was not noted.</summary>
    public int RowCount { get; set; }
}

/// <summary>
/// A piece of a file's bytes, found by the hash of the whole file: written piece by piece before the release that names it is frozen, so that
/// a large release holds nobody up. What no release names is taken away.
/// </summary>
public sealed class ReleaseFilePart
{
    /// <summary>Bytes in a part; the last one may be shorter.</summary>
    public const int Size = 1 << 20;

    /// <summary>Of the whole file.</summary>
    public required string FileSha256 { get; set; }
    /// <summary>From 0.</summary>
    public int Position { get; set; }
    /// <summary>Of this part, hexadecimal.</summary>
    public required string Sha256 { get; set; }
    public required byte[] Content { get; set; }
    public DateTime WrittenAt { get; set; }
}

/// <summary>Somebody who is not the rows' only reviewer read the release and let it go.</summary>
public sealed class ReleaseApproval
{
    public long ReleaseId { get; set; }
    public required string UserId { get; set; }
    public required string UserName { get; set; }
    public DateTime At { get; set; }
    /// <summary>The release in which it was given: one that supersedes it holds fewer rows and no other. Null where it was given for this one.</summary>
    public long? CarriedFrom { get; set; }
}

/// <summary>A pair of keys (Ed25519) by which the console signs releases. The newest signs; older ones still tell what they signed.</summary>
public sealed class ReleaseSigningKey
{
    /// <summary>First 16 hexadecimal digits of the public key's SHA-256.</summary>
    public required string Id { get; set; }
    /// <summary>32 bytes.</summary>
    public required byte[] PublicKey { get; set; }
    /// <summary>Encrypted with Data Protection.</summary>
    public required string PrivateKey { get; set; }
    public DateTime CreatedAt { get; set; }
}

/// <summary>One row: what the keys are made from by which each release replaces personal data. Without it nobody can tell again who is meant.</summary>
public sealed class ReleaseSecret
{
    public int Id { get; set; }
    /// <summary>32 random bytes.</summary>
    public required byte[] Value { get; set; }
}
