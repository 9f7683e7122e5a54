using System.Globalization;
using Acsr.Review;

namespace Acsr.Releases;

/// <summary>Why a review trains nothing.</summary>
public enum ExclusionReason
{
    IncompleteTriad = 1,
    CaseMissing = 2,
    StepMissing = 3,
    NotTheAgents = 4,
    NoPrompt = 5,
    BadArguments = 6,
    NothingToLearn = 7,
    InvalidRow = 8,
    /// <summary>A person retired the review because its clause has other words now.</summary>
    Retired = 9,
    /// <summary>A later review of the case took its place.</summary>
    Superseded = 10,
    /// <summary>Another row teaches the same.</summary>
    Duplicate = 11,
    /// <summary>Opinions differ, and only one person says what it says.</summary>
    NeedsSecond = 12,
}

/// <summary>A review that was left out of a release.</summary>
/// <param name="ReviewId">The review.</param>
/// <param name="CaseId">Its case.</param>
/// <param name="Reason">Why, for counting.</param>
/// <param name="Detail">What exactly, where the reason alone does not say it.</param>
public sealed record Exclusion(long ReviewId, string CaseId, ExclusionReason Reason, string? Detail = null)
{
    /// <summary>Why a review that is retired or superseded trains nothing.</summary>
    public static Exclusion Of(ReviewRetirement retired) => new(
        retired.ReviewId, retired.CaseId, retired.SupersededBy is null ? ExclusionReason.Retired : ExclusionReason.Superseded,
        string.Create(CultureInfo.InvariantCulture, $"{retired.PolicyId}/{retired.ClauseId} changed in version {retired.Version}."));

    /// <summary>A sentence for people.</summary>
    public string InWords => Reason switch
    {
        ExclusionReason.IncompleteTriad => "The review lacks a part of the triad.",
        ExclusionReason.CaseMissing => "The case is not here any more.",
        ExclusionReason.StepMissing => "The case holds no such decisive step.",
        ExclusionReason.NotTheAgents => "The decisive step is not something that the agent said or did.",
        ExclusionReason.NoPrompt => "The customer said nothing before the decisive step.",
        ExclusionReason.BadArguments => "The corrected arguments are not a JSON object.",
        ExclusionReason.NothingToLearn => "The agent was right, but its step holds neither a call nor an answer.",
        ExclusionReason.InvalidRow => "The row breaks a rule of its format.",
        ExclusionReason.Retired => "The review was retired because its clause changed.",
        ExclusionReason.Superseded => "A later review of the case took its place.",
        ExclusionReason.Duplicate => "Another row teaches the same.",
        ExclusionReason.NeedsSecond => "Reviewers differ, and nobody else says the same; a second person has to.",
    } + (Detail is null ? "" : " " + Detail);
}

/// <summary>A review made into a training item, or the reason why it could not be.</summary>
public abstract record Construction
{
    private Construction() { }

    /// <summary>The item.</summary>
    public sealed record Built(TrainingItem Item) : Construction;

    /// <summary>Why there is none.</summary>
    public sealed record Excluded(Exclusion Exclusion) : Construction;
}
