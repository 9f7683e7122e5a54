using Acsr.Cases;
using Acsr.Signals.DeadEnds;
using Acsr.Signals.Groups;
using Acsr.Signals.Sentiment;
using Acsr.Signals.Standards;

namespace Acsr.Signals;

/// <summary>The signals of a folded case, received and derived, and the facts that this stage finds. Pure.</summary>
/// <param name="Signals">Received ones first, in order of time.</param>
/// <param name="DeadEnd">The worst hit where the detectors call it a dead end, else none.</param>
/// <param name="Risk">0 to 1, over all hits (formats F.4).</param>
/// <param name="Sentiment">Mean sentiment of the customer's messages, −1 to +1: the sender's, or else ours; null where neither scored any.</param>
/// <param name="SentimentFrom">Whose it is.</param>
public sealed record CaseSignals(IReadOnlyList<Signal> Signals, Severity DeadEnd, double Risk, double? Sentiment, SentimentFrom SentimentFrom)
{
    private const string RephraseRule = "L10";

    /// <summary>The groups of its dead ends, as named in its signals.</summary>
    public IReadOnlyList<DeadEndGroupName> Groups { get; private init; } = [];

    private double? Shift { get; init; }
    private double? Slope { get; init; }
    private HandoffKind? Handoff { get; init; }
    private Resolution Resolution { get; init; }
    private CaseNeighbours Neighbours { get; init; } = CaseNeighbours.None;
    private WindowFacts Windows { get; init; } = WindowFacts.None;
    private bool? ShadowAgreed { get; init; }
    private int Rephrasings { get; init; }
    private int Backtracks { get; init; }

    /// <param name="folded">The case with its neighbours.</param>
    /// <param name="deadEnds">Thresholds of the detectors.</param>
    /// <param name="scorer">Scores what customers say.</param>
    /// <param name="windows">How long the windows are; null: as they are unless set otherwise.</param>
    /// <param name="now">Which of them have closed, UTC; null: all.</param>
    /// <param name="standards">What was usual when the case began; null: nothing is known.</param>
    public static CaseSignals Of(FoldedCase folded, DeadEndOptions deadEnds, SentimentScorer scorer, CaseOptions? windows = null, DateTime? now = null, CaseStandards? standards = null)
    {
        folded = folded with { LeftUnanswered = UnansweredQuestion.LeftAt(folded, windows ?? new CaseOptions()) <= (now ?? DateTime.MaxValue) };
        var hits = DeadEndRules.Find(folded, deadEnds, standards ?? CaseStandards.None);
        IReadOnlyList<DeadEndGroupName> groups = [.. hits.Select(hit => DeadEndGroupName.Of(DeadEndGroupKey.Of(folded, hit)))];
        var verdict = DeadEndVerdict.Of(hits);
        var turns = SentimentTurns.Of(folded.Steps, scorer);
        var trend = SentimentTrend.Of(turns.Scores);
        var backtracks = Backtracking.Find(folded.Steps, deadEnds);
        var after = WindowFacts.Of(folded, windows ?? new CaseOptions(), now ?? DateTime.MaxValue);
        var handoff = HandoffKinds.Of(folded);
        var rephrasings = hits.Where(hit => hit.Rule == RephraseRule).Sum(hit => hit.Count);
        var derived = new DerivedSignals(folded);
        var shadow = ShadowComparison.Of(folded.Steps);
        return new CaseSignals(
            [
                .. ReceivedSignals.Of(folded, handoff), .. derived.OfHandoff(handoff), .. derived.OfHits(hits, groups), .. derived.OfBacktracks(backtracks), .. derived.OfEffort(rephrasings),
                .. ShadowComparison.Signals(folded, shadow), .. derived.OfSentiment(turns, trend), .. derived.OfWindows(after), .. derived.OfAbandonment(),
            ],
            verdict.IsDeadEnd ? verdict.Worst : Severity.None,
            verdict.Risk,
            trend?.Level,
            turns.From)
        {
            Groups = groups,
            Shift = turns.Shift,
            Slope = trend?.Slope,
            Handoff = handoff,
            Resolution = ResolutionLadder.Of(folded.Facts, folded.Feedback, after.DurablyResolved),
            Neighbours = folded.Neighbours,
            Windows = after,
            Rephrasings = rephrasings,
            ShadowAgreed = ShadowComparison.AllAgreed(shadow),
            Backtracks = backtracks.Sum(backtrack => backtrack.Count),
        };
    }

    /// <summary>Sets the facts of the case that are this stage's.</summary>
    public void ApplyTo(Case facts)
    {
        (facts.DeadEnd, facts.Risk) = (DeadEnd, Risk);
        (facts.Sentiment, facts.SentimentFrom, facts.SentimentShift, facts.SentimentSlope) = (Sentiment, SentimentFrom, Shift, Slope);
        (facts.Resolution, facts.HandoffKind) = (Resolution, Handoff);
        (facts.ReengagesCase, facts.FollowedBy) = (Neighbours.Reengages, Neighbours.FollowedBy);
        (facts.Recontacted, facts.FirstContactResolved, facts.DurablyResolved, facts.SettlesAt) = (Windows.Recontacted, Windows.FirstContactResolved, Windows.DurablyResolved, Windows.SettlesAt);
        (facts.Rephrasings, facts.Backtracks, facts.ShadowAgreed) = (Rephrasings, Backtracks, ShadowAgreed);
    }
}
