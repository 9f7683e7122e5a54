using Acsr.Signals.Groups;

namespace Acsr.Signals.Gaps;

/// <summary>A knowledge gap and what was missed in a range.</summary>
/// <param name="Gap">What it is.</param>
/// <param name="Searches">Missed searches.</param>
/// <param name="Cases">Cases with one.</param>
/// <param name="HandedOff">Of these, handed to a person.</param>
/// <param name="Empty">Searches that found no document.</param>
/// <param name="LowScore">Searches whose best document scored below the threshold of its source.</param>
/// <param name="SameDocuments">Searches that found the same documents as other questions of their case.</param>
/// <param name="FirstSeen">When the first case of the range was opened.</param>
/// <param name="LastSeen">When the last was.</param>
public sealed record GapRow(KnowledgeGap Gap, int Searches, int Cases, int HandedOff, int Empty, int LowScore, int SameDocuments, DateTime FirstSeen, DateTime LastSeen)
{
    /// <summary>Missed searches by day or week; set for the gaps that a page shows.</summary>
    public CountTrend? Trend { get; init; }
}

/// <summary>Gaps of a range, the largest first.</summary>
/// <param name="Gaps">A page of them.</param>
/// <param name="Total">How many there are.</param>
/// <param name="Searches">Missed searches over all gaps.</param>
/// <param name="Waiting">Missed searches that are not yet assigned.</param>
public sealed record GapList(IReadOnlyList<GapRow> Gaps, int Total, int Searches, int Waiting);

/// <summary>One gap.</summary>
/// <param name="Gap">What it is.</param>
/// <param name="Row">Over the range; null where nothing was missed there.</param>
/// <param name="Questions">As they were asked, the most frequent first.</param>
/// <param name="Returned">Documents that came back all the same, the most frequent first.</param>
/// <param name="Sources">Data sources that were searched, with their thresholds.</param>
/// <param name="Cases">The newest cases, each with one of its searches.</param>
public sealed record GapDetail(
    KnowledgeGap Gap, GapRow? Row, IReadOnlyList<GapCount> Questions, IReadOnlyList<GapCount> Returned, IReadOnlyList<GapSource> Sources, IReadOnlyList<GapCase> Cases);

/// <summary>A text and how many searches it stands for.</summary>
public sealed record GapCount(string Text, int Searches);

/// <summary>A data source of a gap.</summary>
/// <param name="Source">Its name.</param>
/// <param name="Searches">Missed searches of the gap in it.</param>
/// <param name="Threshold">Its threshold as last computed; null while it has none.</param>
public sealed record GapSource(string Source, int Searches, RetrievalSource? Threshold);

/// <summary>A case of a gap.</summary>
public sealed record GapCase(string CaseId, DateTime At, string Title, string? Agent, string? AgentVersion, Retrieval Search);
