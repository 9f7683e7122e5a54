using Acsr.Cases;
using Acsr.Ingest.Otlp.Dialects;

namespace Acsr.Ingest.Otlp;

/// <summary>What the spans of one case say about it. Null means that no span says it.</summary>
public sealed record SpanCase
{
    /// <summary>In order of time; <see cref="Step.Seq"/> is the place in this list.</summary>
    public IReadOnlyList<Step> Steps { get; init; } = [];
    /// <summary>What the spans call the agent, else the resource's service.</summary>
    public string? Agent { get; init; }
    public string? AgentVersion { get; init; }
    public string? Release { get; init; }
    public string? Channel { get; init; }
    /// <summary>The first intent that was recognised, else the type of the case.</summary>
    public string? Intent { get; init; }
    public string? Language { get; init; }
    /// <summary>A pseudonym.</summary>
    public string? Customer { get; init; }
    /// <summary><c>acsr.customer.tier</c>.</summary>
    public string? CustomerTier { get; init; }
    /// <summary><c>acsr.strategy</c>, else <c>acsr.experiment.arm</c>.</summary>
    public string? Strategy { get; init; }
    /// <summary>What the spans declare besides, by name.</summary>
    public IReadOnlyDictionary<string, string> Tags { get; init; } = new SortedDictionary<string, string>();
    /// <summary><c>acsr.human.seconds</c>: how long a human worked on it.</summary>
    public double? HumanSeconds { get; init; }
    /// <summary><c>acsr.outcome</c>: resolved, escalated, abandoned, fallback or open.</summary>
    public string? Outcome { get; init; }
    /// <summary><c>acsr.handled_by</c>: agent, human or hybrid.</summary>
    public string? HandledBy { get; init; }
    public string? HandoffReason { get; init; }
    /// <summary><c>acsr.handoff.kind</c>: a word as on a hand-off event.</summary>
    public string? HandoffKind { get; init; }
    /// <summary>US dollars; counted once where a span and what it contains both report them.</summary>
    public double? CostUsd { get; init; }
    /// <summary>By the token rule (formats B.3).</summary>
    public long? InputTokens { get; init; }
    /// <summary>By the token rule (formats B.3).</summary>
    public long? OutputTokens { get; init; }
    public DateTime? FirstAt { get; init; }
    public DateTime? LastAt { get; init; }
    /// <summary>How many spans speak which dialect, by dialect; a span that speaks two counts for both, one that speaks none for <see cref="SpanDialect.None"/>.</summary>
    public IReadOnlyDictionary<SpanDialect, int> Dialects { get; init; } = new SortedDictionary<SpanDialect, int>();
    /// <summary>Made-up data of the demo desk.</summary>
    public bool Demo { get; init; }
}
