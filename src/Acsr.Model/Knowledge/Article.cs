namespace Acsr.Knowledge;

/// <summary>Whether agents may be answered from an article.</summary>
public enum ArticleStatus
{
    /// <summary>Written, not to be found by agents yet.</summary>
    Draft = 1,
    /// <summary>In the change feed and in search.</summary>
    Published = 2,
    /// <summary>Taken back; its chunks are tombstones in the feed.</summary>
    Retired = 3,
}

/// <summary>How a version of an article came about.</summary>
public enum ArticleOrigin { Import = 1, Edit = 2, Rollback = 3 }

/// <summary>
/// An article of the knowledge base as it is now. Its words, now and ever, are in its versions; what is repeated here of the newest one is
/// what lists are filtered by.
/// </summary>
public sealed class Article
{
    public const int MaxId = 200;

    /// <summary>Stable: the front matter's <c>id</c>, or made from the path, or from the helpdesk's own number.</summary>
    public required string Id { get; set; }
    /// <summary>Name of the import that it belongs to; empty where it was written here.</summary>
    public string Source { get; set; } = "";
    public required string Title { get; set; }
    /// <summary>The shelf it stands on; empty where nobody says.</summary>
    public string Section { get; set; } = "";
    public List<string> Tags { get; set; } = [];
    /// <summary>BCP 47, lower case, for example <c>en-gb</c>; empty where nobody says.</summary>
    public string Locale { get; set; } = "";
    public ArticleStatus Status { get; set; }
    /// <summary>Who answers for it; null: nobody said.</summary>
    public string? Owner { get; set; }
    /// <summary>From this day on somebody has to look whether it still holds; null: no such day.</summary>
    public DateTime? StaleAfter { get; set; }
    /// <summary>The newest version's number.</summary>
    public int Version { get; set; }
    public DateTime UpdatedAt { get; set; }
    public required string UpdatedBy { get; set; }
    public bool Demo { get; set; }
    /// <summary>Grows with every change of any article: who has seen N asks for what is beyond N.</summary>
    public long Sequence { get; set; }

    /// <summary>It is live and the day has come on which somebody wanted to look at it again.</summary>
    public bool IsStale(DateTime now) => Status == ArticleStatus.Published && StaleAfter <= now;
}

/// <summary>An article's words as they were from one moment on. Immutable.</summary>
public sealed class ArticleVersion
{
    public required string ArticleId { get; set; }
    /// <summary>From 1.</summary>
    public int Version { get; set; }
    public required string Title { get; set; }
    public string Section { get; set; } = "";
    public List<string> Tags { get; set; } = [];
    public string Locale { get; set; } = "";
    public ArticleStatus Status { get; set; }
    public string? Owner { get; set; }
    public DateTime? StaleAfter { get; set; }
    /// <summary>Clauses that the whole article rests on, as <c>policy/clause@version</c>; those in its text come on top.</summary>
    public List<string> Clauses { get; set; } = [];
    /// <summary>Markdown, line feeds.</summary>
    public required string Body { get; set; }
    /// <summary>SHA-256 over all of the above but the status, hexadecimal.</summary>
    public required string Sha256 { get; set; }
    public DateTime At { get; set; }
    /// <summary>Name of the person, for people to read.</summary>
    public required string By { get; set; }
    public ArticleOrigin Origin { get; set; }
    /// <summary>The edit that brought it, where one did.</summary>
    public long? EditId { get; set; }
    /// <summary>The changeset in which it left the console; null where it changed nothing that is published.</summary>
    public long? ChangesetId { get; set; }
}

/// <summary>A piece of an article's newest version: what a retriever finds and is told to replace.</summary>
public sealed class ArticleChunk
{
    /// <summary><c>article#heading-path~n</c>: survives a change of its words.</summary>
    public required string Id { get; set; }
    public required string ArticleId { get; set; }
    /// <summary>Place in the article, from 0.</summary>
    public int Position { get; set; }
    /// <summary>The article's title and the headings above the piece, outermost first.</summary>
    public List<string> TitlePath { get; set; } = [];
    /// <summary>Markdown.</summary>
    public required string Text { get; set; }
    /// <summary>SHA-256 of the text (UTF-8, line feeds, trimmed), hexadecimal.</summary>
    public required string ContentHash { get; set; }
    /// <summary>SHA-256 of all that the feed says of it, hexadecimal: what has the same needs no news.</summary>
    public required string FeedHash { get; set; }
    /// <summary>Clauses it rests on, as <c>policy/clause@version</c>.</summary>
    public List<string> Clauses { get; set; } = [];
}

/// <summary>A clause that a chunk cites: the index from a clause to what has to be looked at when it changes.</summary>
public sealed class ChunkClause
{
    public required string ChunkId { get; set; }
    public required string ArticleId { get; set; }
    public required string PolicyId { get; set; }
    public required string ClauseId { get; set; }
    public int Version { get; set; }
}
