using System.Text.Json;

namespace Acsr.Ingest;

/// <summary>In shadow mode: what the agent would do now, while a human works the case (C2). It is compared with what the human does next.</summary>
public sealed record ShadowProposalEvent : CaseEvent
{
    public string Action { get; init; } = "";
    public JsonElement? Arguments { get; init; }
    /// <summary>How sure the agent was, 0 to 1; absent when it did not say.</summary>
    public double? Confidence { get; init; }
    /// <summary>The policy clauses that the agent relied on, as <c>policy/clause@version</c> or in the agent's own words.</summary>
    public IReadOnlyList<string>? Clauses { get; init; }

    public override string? Fault() => string.IsNullOrWhiteSpace(Action) ? "'action' is missing: what the agent would do." : Within("confidence", Confidence, 0, 1);
}

/// <summary>What a human did in a case that they worked: the other side of a proposal in shadow mode.</summary>
public sealed record HumanActionEvent : CaseEvent
{
    public string Action { get; init; } = "";
    public JsonElement? Arguments { get; init; }
    /// <summary>Why, in the human's words.</summary>
    public string? Rationale { get; init; }

    public override string? Fault() => string.IsNullOrWhiteSpace(Action) ? "'action' is missing: what the human did." : null;
}
