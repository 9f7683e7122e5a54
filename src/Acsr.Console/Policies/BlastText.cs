using Acsr.Components;
using Acsr.Revisions;

namespace Acsr.Policies;

/// <summary>How what rests on old words is written about.</summary>
internal static class BlastText
{
    /// <summary>What cites the old words of a clause, each with its number; what is none is left out.</summary>
    public static string Uses(BlastClause clause) => Listed(clause.Reviews, clause.Decisions, clause.Overrides, clause.PublishedRows, clause.DraftRows, clause.Chunks, clause.Edits);

    /// <inheritdoc cref="Uses(BlastClause)"/>
    public static string Uses(BlastRadius blast) => Listed(blast.Reviews.Count, blast.Decisions, blast.Overrides, blast.PublishedRows, blast.DraftRows, blast.Chunks.Count, blast.Edits.Count);

    public static string Of(ReviewStanding standing) => standing switch
    {
        ReviewStanding.Standing => "standing",
        ReviewStanding.SentBack => "sent back",
        ReviewStanding.Superseded => "superseded",
        ReviewStanding.Retired => "retired",
    };

    /// <summary>How many decisions and overrides of a case cite a clause.</summary>
    public static string Cites(int decisions, int overrides) => Listed(0, decisions, overrides, 0, 0, 0, 0);

    private static string Listed(int reviews, int decisions, int overrides, int published, int draft, int chunks, int edits)
    {
        var trains = new[] { (published, "in releases"), (draft, "ready to train") }.Where(p => p.Item1 > 0).Select(p => $"{p.Item1:N0} {p.Item2}").ToList();
        var parts = new[] { (reviews, "review"), (decisions, "decision"), (overrides, "override"), (chunks, "piece"), (edits, "waiting edit") }.Where(p => p.Item1 > 0)
            .Select(p => (p.Item2 == "piece" ? $"{Quantity.Count(p.Item1, "piece")} of articles" : Quantity.Count(p.Item1, p.Item2)) + (p.Item2 == "review" && trains.Count > 0 ? $" ({string.Join(", ", trains)})" : "")).ToList();
        return parts.Count == 0 ? "nothing" : parts.Count == 1 ? parts[0] : $"{string.Join(", ", parts[..^1])} and {parts[^1]}";
    }
}
