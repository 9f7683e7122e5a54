using Acsr.Revisions;

namespace Acsr.Policies;

/// <summary>How what rests on old words is written about.</summary>
internal static class BlastText
{
    /// <summary>What cites the old words of a clause, each with its number; what is none is left out.</summary>
    public static string Uses(BlastClause clause) => Listed(clause.Reviews, clause.Decisions, clause.Overrides, clause.PublishedRows, clause.DraftRows);

    /// <inheritdoc cref="Uses(BlastClause)"/>
    public static string Uses(BlastRadius blast) => Listed(blast.Reviews.Count, blast.Decisions, blast.Overrides, blast.PublishedRows, blast.DraftRows);

    public static string Of(ReviewStanding standing) => standing switch
    {
        ReviewStanding.Standing => "stands",
        ReviewStanding.SentBack => "sent back",
        ReviewStanding.Superseded => "superseded",
        ReviewStanding.Retired => "retired",
    };

    private static string Listed(int reviews, int decisions, int overrides, int published, int draft)
    {
        var parts = new[] { (reviews, "review"), (decisions, "decision"), (overrides, "override"), (published, "published training row"), (draft, "review ready to train") }
            .Where(p => p.Item1 > 0).Select(p => p.Item2 == "review ready to train" ? $"{p.Item1:N0} {(p.Item1 == 1 ? "review" : "reviews")} ready to train" : PolicyText.Count(p.Item1, p.Item2)).ToList();
        return parts.Count == 0 ? "nothing" : parts.Count == 1 ? parts[0] : $"{string.Join(", ", parts[..^1])} and {parts[^1]}";
    }
}
