using Acsr.Cases;

namespace Acsr.Kpis.Columns;

/// <summary>Which facts of a case the engine holds, and in which column. The order is part of the stored form: whoever changes it raises <see cref="ChunkFormat.Version"/>.</summary>
internal static class CaseColumns
{
    public const int Agent = 0, AgentVersion = 1, Strategy = 2, Channel = 3, Intent = 4, Language = 5, CustomerTier = 6, Release = 7, Source = 8, Handler = 9, Handoff = 10, Tags = 11;

    /// <summary>Stands between the tags of a case.</summary>
    public const char TagEnd = '\u001f';

    /// <summary>Text with few different values.</summary>
    public static readonly Func<Case, string?>[] Texts =
    [
        c => c.Agent, c => c.AgentVersion, c => c.Strategy, c => c.Channel, c => c.Intent, c => c.Language, c => c.CustomerTier, c => c.Release, c => c.Source,
        c => c.Handler switch { Cases.Handler.Agent => "agent", Cases.Handler.Human => "human", Cases.Handler.Hybrid => "hybrid", _ => null },
        c => c.HandoffKind is { } kind ? HandoffWords.Of(kind) : null,
        c => c.Tags.Count == 0 ? null : string.Join(TagEnd, c.Tags),
    ];

    public const int Overrides = 0, CompleteTriads = 1, Backtracks = 2, PolicyChecks = 3, PolicyViolations = 4, PolicyUnknowns = 5, ToolCalls = 6, ToolErrors = 7, ParseFailures = 8, Fallbacks = 9, Turns = 10, Steps = 11,
        Thumbs = 12, ThumbsUp = 13, Suggestions = 14, RapidDismissals = 15, Flows = 16, FlowsFinished = 17;

    /// <summary>Counts, never unknown.</summary>
    public static readonly Func<Case, int>[] Counts =
    [
        c => c.Overrides, c => c.CompleteTriads, c => c.Backtracks, c => c.PolicyChecks, c => c.PolicyViolations, c => c.PolicyUnknowns,
        c => c.ToolCalls, c => c.ToolErrors, c => c.ParseFailures, c => c.Fallbacks, c => c.Turns, c => c.Steps,
        c => c.Thumbs, c => c.ThumbsUp, c => c.Suggestions, c => c.RapidDismissals, c => c.Flows, c => c.FlowsFinished,
    ];

    public const int HandlingSeconds = 0, FirstResponseSeconds = 1, HumanSeconds = 2, ElapsedSeconds = 3, CostUsd = 4, ModelCostUsd = 5, ToolCostUsd = 6, HumanCostUsd = 7, EnergyLowWh = 8, EnergyHighWh = 9,
        InputTokens = 10, OutputTokens = 11, CachedTokens = 12, ReasoningTokens = 13, Sentiment = 14, SentimentShift = 15, Csat = 16, Ces = 17, DwellSeconds = 18, ScrollDepth = 19;

    /// <summary>Measures; null where nobody says.</summary>
    public static readonly Func<Case, double?>[] Numbers =
    [
        c => c.HandlingSeconds, c => c.FirstResponseSeconds, c => c.HumanSeconds, c => c.OpenedAt is { } opened && c.ClosedAt is { } closed && closed >= opened ? (closed - opened).TotalSeconds : null,
        c => c.CostUsd, c => c.ModelCostUsd, c => c.ToolCostUsd, c => c.HumanCostUsd, c => c.EnergyLowWh, c => c.EnergyHighWh,
        c => c.InputTokens, c => c.OutputTokens, c => c.CachedTokens, c => c.ReasoningTokens, c => c.Sentiment, c => c.SentimentShift, c => c.Csat, c => c.Ces,
        c => c.DwellSeconds, c => c.ScrollDepth,
    ];

    /// <summary>Everything that is yes or no, or one of a few.</summary>
    public static ulong FactsOf(Case c) =>
        Bit(0, c.ClosedAt is not null) | Bit(1, c.HandedOff) | Bit(2, c.Abandoned) | Bit(3, c.Reopened) | Bit(4, c.ReengagesCase is not null) | Bit(5, c.SurveyInvited)
        | Bit(6, c.SettlesAt is not null) | Bit(7, c.Baseline)
        | Three(8, c.Solved) | Three(10, c.Recontacted) | Three(12, c.FirstContactResolved) | Three(14, c.DurablyResolved) | Three(16, c.SurveyResolved) | Three(18, c.ShadowAgreed) | Three(40, c.ReopenedInDurableWindow)
        | ((ulong)c.Handler << 20) | ((ulong)c.Resolution << 24) | ((ulong)(c.HandoffKind is { } kind ? (int)kind + 1 : 0) << 28) | ((ulong)c.DeadEnd << 32) | ((ulong)c.Verification << 36);

    public const int UnsettledBit = 6, BaselineBit = 7;

    private static ulong Bit(int at, bool value) => value ? 1UL << at : 0;

    private static ulong Three(int at, bool? value) => (value switch { null => 0UL, false => 1UL, true => 2UL }) << at;
}
