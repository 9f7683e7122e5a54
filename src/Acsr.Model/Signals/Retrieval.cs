using Acsr.Cases;

namespace Acsr.Signals;

/// <summary>How a search failed its question.</summary>
public enum RetrievalMiss
{
    /// <summary>It did not, as far as anybody can tell.</summary>
    None = 0,
    /// <summary>No document came back.</summary>
    Empty = 1,
    /// <summary>The same documents came back whatever the case asked for.</summary>
    SameDocuments = 2,
    /// <summary>The best document's score is below the threshold of its source.</summary>
    LowScore = 3,
}

/// <summary>
/// One search of a case that missed, whose score tells which scores its source reaches, or that names the documents it found. Derived anew with
/// each fold of its case; searches of which none of this is known are not kept.
/// </summary>
public sealed record Retrieval
{
    public required string CaseId { get; set; }
    public required string StepId { get; set; }
    /// <summary>The data source, in lower case.</summary>
    public required string Source { get; set; }
    /// <summary>What was asked for, shortened.</summary>
    public required string Question { get; set; }
    /// <summary>Questions of the same words have the same form, whatever their order; null where the question holds no word.</summary>
    public string? Form { get; set; }
    /// <summary>The knowledge gap that the question belongs to; null where it did not miss, or is not yet assigned.</summary>
    public string? Gap { get; set; }
    public RetrievalMiss Miss { get; set; }
    /// <summary>The best document's score on the source's own scale; null where it gives none.</summary>
    public double? TopScore { get; set; }
    /// <summary>How many documents came back.</summary>
    public int Documents { get; set; }
    /// <summary>The first few of them, by name or id.</summary>
    public List<string> Returned { get; set; } = [];
    /// <summary><see cref="Case.At"/>.</summary>
    public DateTime At { get; set; }
    /// <summary>The UTC day of <see cref="At"/>, as <see cref="DateOnly.DayNumber"/>.</summary>
    public int Day { get; set; }
    /// <summary><see cref="Case.Solved"/>.</summary>
    public bool? Solved { get; set; }
    /// <summary><see cref="Case.HandedOff"/>.</summary>
    public bool HandedOff { get; set; }
}

/// <summary>A data source and the score below which it has found nothing of use.</summary>
public sealed class RetrievalSource
{
    public required string Source { get; set; }
    /// <summary>The 10th percentile of the top scores in resolved cases; null below 50 of these (formats F.4, L7).</summary>
    public double? Threshold { get; set; }
    /// <summary>Resolved cases with a score of this source: the n behind the threshold.</summary>
    public int ResolvedCases { get; set; }
    public DateTime ComputedAt { get; set; }
}

/// <summary>Questions that are alike and that searches missed: something that the knowledge base lacks, or does not let itself be found by.</summary>
public sealed class KnowledgeGap
{
    /// <summary>The form of the question that founded it; never changes.</summary>
    public required string Key { get; set; }
    /// <summary>That question, as it was asked.</summary>
    public required string Question { get; set; }
    /// <summary>Its words, sorted; a further question belongs here when it shares enough of them.</summary>
    public required string Words { get; set; }
    public DateTime FoundedAt { get; set; }
}

/// <summary>Which gap questions of one form belong to, once for all.</summary>
public sealed class GapForm
{
    public required string Form { get; set; }
    public required string Gap { get; set; }
}

/// <summary>One band of a gap's MinHash signature: questions alike are found by an equal band, not by comparing with every gap.</summary>
public sealed class GapBand
{
    public long Hash { get; set; }
    public required string Gap { get; set; }
}
