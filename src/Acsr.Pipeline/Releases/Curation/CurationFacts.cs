using Acsr.Policies;

namespace Acsr.Releases.Curation;

/// <summary>What is known of items besides themselves.</summary>
public sealed record CurationFacts
{
    /// <summary>Nothing.</summary>
    public static CurationFacts None { get; } = new();

    /// <summary>Customers and cases that test already: held out in a release, or a known answer that reviewers are tested with. They never train.</summary>
    public IReadOnlySet<string> Tests { get; init; } = new HashSet<string>();
    /// <summary>Customers and cases that a release trains already: holding them out would test a model with what it has learnt.</summary>
    public IReadOnlySet<string> Trains { get; init; } = new HashSet<string>();
    /// <summary>By citation.</summary>
    public IReadOnlyDictionary<string, CitedWords> Clauses { get; init; } = new Dictionary<string, CitedWords>();
}

/// <summary>A cited clause as it stands now.</summary>
/// <param name="State">Whether the cited words are in force.</param>
/// <param name="InForce">The words of that clause in force now; null where there are none.</param>
public sealed record CitedWords(CitationState State, string? InForce);
