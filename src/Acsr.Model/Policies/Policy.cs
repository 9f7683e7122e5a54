namespace Acsr.Policies;

/// <summary>A policy document; its text lives in its versions.</summary>
public sealed class Policy
{
    /// <summary>Lower-case words and hyphens, for example <c>airline</c>; the first part of every citation.</summary>
    public required string Id { get; set; }
    public required string Title { get; set; }
    public bool Demo { get; set; }
    public List<PolicyVersion> Versions { get; set; } = [];
}

/// <summary>The text of a policy as it was from one day on. Immutable, but for <see cref="EffectiveTo"/>: the end of a rule may be decided later.</summary>
public sealed class PolicyVersion
{
    public required string PolicyId { get; set; }
    /// <summary>From 1.</summary>
    public int Version { get; set; }
    public DateTime EffectiveFrom { get; set; }
    /// <summary>From when on it is in force no more, whether or not there is a next version; null: until the next version is.</summary>
    public DateTime? EffectiveTo { get; set; }
    public DateTime ImportedAt { get; set; }
    public required string ImportedBy { get; set; }
    /// <summary>Who answers for the document; every clause without an owner of its own is theirs. Null: nobody said.</summary>
    public string? Owner { get; set; }
    /// <summary>Where the document is kept outside this console; null: nobody said.</summary>
    public string? SourceUri { get; set; }
    /// <summary>SHA-256 of the text, hexadecimal.</summary>
    public required string Sha256 { get; set; }
    /// <summary>The Markdown as imported.</summary>
    public required string Text { get; set; }
    public List<Clause> Clauses { get; set; } = [];
}

/// <summary>One rule of a policy. Its id survives rewording; a citation is <c>policy/clause@version</c>.</summary>
public sealed class Clause
{
    public required string PolicyId { get; set; }
    public int Version { get; set; }
    /// <summary>Stable within the policy, for example <c>cancel-flight-2</c>.</summary>
    public required string ClauseId { get; set; }
    /// <summary>Place in the document, from 0.</summary>
    public int Position { get; set; }
    /// <summary>Headings above it, outermost first, joined by <c> › </c>.</summary>
    public required string Heading { get; set; }
    public required string Text { get; set; }
    /// <summary>SHA-256 of the text with white space folded and case ignored, hexadecimal.</summary>
    public required string TextHash { get; set; }

    public string Citation => $"{PolicyId}/{ClauseId}@{Version}";
}
