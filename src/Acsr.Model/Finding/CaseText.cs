namespace Acsr.Finding;

/// <summary>
/// What was said in a case, for finding it: the customer's words apart from those of the agent and its colleagues. Written by a worker some
/// seconds after the fold; the database keeps its own index of the words, and both go with the case.
/// </summary>
public sealed class CaseText
{
    /// <summary>Characters of each side that are kept: what a customer is remembered by is said early.</summary>
    public const int Limit = 20_000;

    /// <summary>The number that the index of words knows it by.</summary>
    public long Id { get; set; }
    public required string CaseId { get; set; }
    public string Customer { get; set; } = "";
    public string Agent { get; set; } = "";
}

/// <summary>Whose words are looked for.</summary>
public enum TextSide { Both = 0, Customer = 1, Agent = 2 }

/// <summary>The words around a match, in parts: every second one, from the second on, is what was found.</summary>
public sealed record TextExcerpt(string CaseId, string Text)
{
    /// <summary>Stands before what was found: a character that no text holds, because they are taken out before it is kept.</summary>
    public const char Begin = '\u0001';

    /// <summary>Stands behind what was found.</summary>
    public const char End = '\u0002';

    /// <summary>Plain and found parts in turn; begins with a plain one, which may be empty.</summary>
    public IReadOnlyList<string> Parts => Text.Split(Begin, End);
}
