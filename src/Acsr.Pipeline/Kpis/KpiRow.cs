using Acsr.Cases;
using Acsr.Kpis.Columns;

namespace Acsr.Kpis;

/// <summary>One case as the KPI engine counts it: a place in the columns of its day. Null stands for unknown.</summary>
public readonly struct KpiRow
{
    internal KpiRow(KpiChunk chunk, int index) => (Chunk, Index) = (chunk, index);

    internal KpiChunk Chunk { get; }
    internal int Index { get; }

    /// <summary>A case by itself.</summary>
    public static KpiRow Of(Case one) => Of([one])[0];

    /// <summary>Cases by themselves, in the order given.</summary>
    public static IReadOnlyList<KpiRow> Of(IReadOnlyList<Case> cases)
    {
        var chunks = cases.Chunk(KpiChunk.MostCases).Select(ChunkBuilder.Of);
        return [.. chunks.SelectMany(chunk => Enumerable.Range(0, chunk.Count).Select(chunk.Row))];
    }

    public string Id => Chunk.Id(Index);
    public DateTime At => new(Chunk.At[Index], DateTimeKind.Utc);

    public string? Agent => Text(CaseColumns.Agent);
    public string? AgentVersion => Text(CaseColumns.AgentVersion);
    public string? Strategy => Text(CaseColumns.Strategy);
    public string? Channel => Text(CaseColumns.Channel);
    public string? Intent => Text(CaseColumns.Intent);
    public string? Language => Text(CaseColumns.Language);
    public string? CustomerTier => Text(CaseColumns.CustomerTier);
    public string? Release => Text(CaseColumns.Release);
    public string Source => Text(CaseColumns.Source) ?? "";
    /// <summary>Each <c>name=value</c>.</summary>
    public IReadOnlyList<string> Tags => Text(CaseColumns.Tags)?.Split(CaseColumns.TagEnd) ?? [];

    public bool Closed => Is(0);
    public bool HandedOff => Is(1);
    public bool Abandoned => Is(2);
    public bool Reopened => Is(3);
    /// <summary>Takes up an earlier case.</summary>
    public bool Reengages => Is(4);
    /// <summary>A survey that asks for satisfaction was sent.</summary>
    public bool SurveyInvited => Is(5);
    /// <summary>One of its windows is open: what depends on it may still change.</summary>
    public bool Unsettled => Is(CaseColumns.UnsettledBit);
    /// <summary>From before there was an agent.</summary>
    public bool Baseline => Is(CaseColumns.BaselineBit);
    public bool? Solved => Three(8);
    public bool? Recontacted => Three(10);
    public bool? FirstContactResolved => Three(12);
    public bool? DurablyResolved => Three(14);
    public bool? SurveyResolved => Three(16);
    public bool? ShadowAgreed => Three(18);
    public bool? ReopenedInDurableWindow => Three(40);
    public Handler Handler => (Handler)Part(20, 3);
    public Resolution Resolution => (Resolution)Part(24, 15);
    public HandoffKind? HandoffKind => Part(28, 15) is var kind and > 0 ? (HandoffKind)(kind - 1) : null;
    public Severity DeadEnd => (Severity)Part(32, 7);
    public Verification Verification => (Verification)Part(36, 7);

    public int Overrides => Count(CaseColumns.Overrides);
    public int CompleteTriads => Count(CaseColumns.CompleteTriads);
    public int Backtracks => Count(CaseColumns.Backtracks);
    public int PolicyChecks => Count(CaseColumns.PolicyChecks);
    public int PolicyViolations => Count(CaseColumns.PolicyViolations);
    public int PolicyUnknowns => Count(CaseColumns.PolicyUnknowns);
    public int ToolCalls => Count(CaseColumns.ToolCalls);
    public int ToolErrors => Count(CaseColumns.ToolErrors);
    public int ParseFailures => Count(CaseColumns.ParseFailures);
    public int Fallbacks => Count(CaseColumns.Fallbacks);
    public int Turns => Count(CaseColumns.Turns);
    public int Steps => Count(CaseColumns.Steps);
    public int Thumbs => Count(CaseColumns.Thumbs);
    public int ThumbsUp => Count(CaseColumns.ThumbsUp);
    public int Suggestions => Count(CaseColumns.Suggestions);
    public int RapidDismissals => Count(CaseColumns.RapidDismissals);
    public int Flows => Count(CaseColumns.Flows);
    public int FlowsFinished => Count(CaseColumns.FlowsFinished);

    public double? HandlingSeconds => Number(CaseColumns.HandlingSeconds);
    public double? FirstResponseSeconds => Number(CaseColumns.FirstResponseSeconds);
    public double? HumanSeconds => Number(CaseColumns.HumanSeconds);
    /// <summary>From opening to closing, by the calendar.</summary>
    public double? ElapsedSeconds => Number(CaseColumns.ElapsedSeconds);
    public double? CostUsd => Number(CaseColumns.CostUsd);
    public double? ModelCostUsd => Number(CaseColumns.ModelCostUsd);
    public double? ToolCostUsd => Number(CaseColumns.ToolCostUsd);
    public double? HumanCostUsd => Number(CaseColumns.HumanCostUsd);
    public double? EnergyLowWh => Number(CaseColumns.EnergyLowWh);
    public double? EnergyHighWh => Number(CaseColumns.EnergyHighWh);
    public double? InputTokens => Number(CaseColumns.InputTokens);
    public double? OutputTokens => Number(CaseColumns.OutputTokens);
    public double? CachedTokens => Number(CaseColumns.CachedTokens);
    public double? ReasoningTokens => Number(CaseColumns.ReasoningTokens);
    public double? Sentiment => Number(CaseColumns.Sentiment);
    public double? SentimentShift => Number(CaseColumns.SentimentShift);
    public double? Csat => Number(CaseColumns.Csat);
    public double? Ces => Number(CaseColumns.Ces);
    public double? DwellSeconds => Number(CaseColumns.DwellSeconds);
    public double? ScrollDepth => Number(CaseColumns.ScrollDepth);

    /// <summary>The agent took part, alone or with a human.</summary>
    public bool AgentInvolved => Handler is Handler.Agent or Handler.Hybrid;

    private string? Text(int column) => Chunk.Texts[column].Of(Index);

    private bool Is(int bit) => (Chunk.Facts[Index] >> bit & 1) != 0;

    private int Part(int bit, int mask) => (int)(Chunk.Facts[Index] >> bit) & mask;

    private bool? Three(int bit) => Part(bit, 3) switch { 0 => null, 1 => false, _ => true };

    private int Count(int column) => Chunk.Counts[column].Of(Index);

    /// <summary>A measure by its column.</summary>
    internal double? Number(int column) => Chunk.Numbers[column].Of(Index) is var number && double.IsNaN(number) ? null : number;
}
