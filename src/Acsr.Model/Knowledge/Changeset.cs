using System.Globalization;

namespace Acsr.Knowledge;

/// <summary>What brought a changeset about.</summary>
public enum ChangesetKind { Import = 1, Edit = 2, Rollback = 3 }

/// <summary>
/// What left the knowledge base in one step. Immutable. Its version is semantic: the first number grows when an article is taken away, the
/// second when one comes, the third when only words change.
/// </summary>
public sealed class Changeset
{
    public long Id { get; set; }
    public int Major { get; set; }
    public int Minor { get; set; }
    public int Patch { get; set; }
    public ChangesetKind Kind { get; set; }
    public DateTime At { get; set; }
    /// <summary>Name of the person, for people to read.</summary>
    public required string By { get; set; }
    /// <summary>In a few words, for example the edited article's title.</summary>
    public required string Title { get; set; }
    /// <summary>The edit that was published or rolled back.</summary>
    public long? EditId { get; set; }
    /// <summary>Who approved the edit.</summary>
    public string? ApprovedBy { get; set; }
    /// <summary>Chunks that are new or other ones.</summary>
    public int Upserts { get; set; }
    /// <summary>Chunks that are gone.</summary>
    public int Tombstones { get; set; }
    /// <summary>The first and the last of its changes' numbers.</summary>
    public long FirstSequence { get; set; }
    public long LastSequence { get; set; }
    public bool Demo { get; set; }

    public string Version => string.Create(CultureInfo.InvariantCulture, $"{Major}.{Minor}.{Patch}");
}

/// <summary>What a retrieval index has to do with a chunk.</summary>
public enum ChangeOperation { Upsert = 1, Delete = 2 }

/// <summary>One line of the change feed. Immutable, kept for good: whoever begins at the first and applies all of them has the knowledge base.</summary>
public sealed class ChunkChange
{
    /// <summary>The cursor. Numbers become visible in order, without gaps.</summary>
    public long Sequence { get; set; }
    public long ChangesetId { get; set; }
    public ChangeOperation Operation { get; set; }
    public required string ChunkId { get; set; }
    public required string ArticleId { get; set; }
    /// <summary>The line as it is sent, JSON.</summary>
    public required string Line { get; set; }
}
