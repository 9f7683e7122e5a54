namespace Acsr.Knowledge;

/// <summary>What an edit does.</summary>
public enum EditKind { Create = 1, Change = 2, Retire = 3 }

/// <summary>How far an edit has come.</summary>
public enum EditState
{
    /// <summary>Somebody says that something has to be written; nobody has yet.</summary>
    Proposed = 1,
    /// <summary>There is a text.</summary>
    Drafted = 2,
    /// <summary>This very text went through retrieval.</summary>
    Tested = 3,
    /// <summary>A knowledge engineer who wrote none of it lets it go.</summary>
    Approved = 4,
    /// <summary>It left in a changeset.</summary>
    Published = 5,
    /// <summary>Somebody looked at what it did and says that it helped.</summary>
    Verified = 6,
    /// <summary>A later changeset took it back.</summary>
    RolledBack = 7,
    /// <summary>It was dropped before it was published.</summary>
    Withdrawn = 8,
}

/// <summary>A change to one article on its way from an idea to the feed.</summary>
public sealed class ArticleEdit
{
    public const int MaxReason = 2_000;

    public long Id { get; set; }
    public EditKind Kind { get; set; }
    public EditState State { get; set; }
    /// <summary>The article; of one to be created the id that it is to have.</summary>
    public required string ArticleId { get; set; }
    /// <summary>The version that the text was written on; 0 where there was none.</summary>
    public int BaseVersion { get; set; }
    /// <summary>Grows with every save: what is tested and approved is one of these and no other.</summary>
    public int Revision { get; set; }
    public required string Title { get; set; }
    public string Section { get; set; } = "";
    public List<string> Tags { get; set; } = [];
    public string Locale { get; set; } = "";
    public string? Owner { get; set; }
    public DateTime? StaleAfter { get; set; }
    public List<string> Clauses { get; set; } = [];
    public string Body { get; set; } = "";
    /// <summary>Why it is wanted.</summary>
    public string Reason { get; set; } = "";
    /// <summary>Questions that it has to be found for, one each.</summary>
    public List<string> Questions { get; set; } = [];
    /// <summary>The knowledge gap behind it.</summary>
    public string? Gap { get; set; }
    /// <summary>The review behind it.</summary>
    public long? ReviewId { get; set; }
    public required string AuthorId { get; set; }
    /// <summary>Name of the person, for people to read.</summary>
    public required string AuthorName { get; set; }
    public DateTime CreatedAt { get; set; }
    public DateTime UpdatedAt { get; set; }
    public int? TestedRevision { get; set; }
    public int? ApprovedRevision { get; set; }
    public string? ApprovedById { get; set; }
    public string? ApprovedByName { get; set; }
    public DateTime? ApprovedAt { get; set; }
    public long? ChangesetId { get; set; }
    /// <summary>The changeset that took it back.</summary>
    public long? RollbackId { get; set; }
    public DateTime? PublishedAt { get; set; }
    public bool Demo { get; set; }
}

/// <summary>Somebody who wrote at an edit, and may therefore not approve it.</summary>
public sealed class EditWriter
{
    public long EditId { get; set; }
    public required string UserId { get; set; }
}

/// <summary>A case behind an edit.</summary>
public sealed class EditCase
{
    public long EditId { get; set; }
    public required string CaseId { get; set; }
}

/// <summary>What somebody says about an edit.</summary>
public sealed class EditComment
{
    public const int MaxText = 4_000;

    public long Id { get; set; }
    public long EditId { get; set; }
    public DateTime At { get; set; }
    public required string By { get; set; }
    public required string Text { get; set; }
}

/// <summary>One run of an edit through retrieval.</summary>
public sealed class EditTest
{
    public long Id { get; set; }
    public long EditId { get; set; }
    /// <summary>The text that was tested.</summary>
    public int Revision { get; set; }
    public DateTime At { get; set; }
    public required string By { get; set; }
    /// <summary><c>built-in</c>, or the address of the customer's own.</summary>
    public required string Retriever { get; set; }
    /// <summary>Among how many results a question counts as answered.</summary>
    public int K { get; set; }
    /// <summary>Questions that failed and are found now.</summary>
    public int Fixed { get; set; }
    /// <summary>Questions that were found and are not any more.</summary>
    public int Broken { get; set; }
    /// <summary>Every question with its ranks, JSON.</summary>
    public required string Results { get; set; }
}
