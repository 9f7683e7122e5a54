using Acsr.Cases;

namespace Acsr.Finding;

/// <summary>A column of the list of cases, and of an export of it.</summary>
/// <param name="Id">Stable, snake_case; the column's name in files.</param>
/// <param name="Name">For people.</param>
/// <param name="Value">The raw value: text, number, time or yes and no; null where nobody told us.</param>
public sealed record CaseColumn(string Id, string Name, Func<Case, object?> Value)
{
    /// <summary>It holds numbers.</summary>
    public bool IsNumber { get; init; }
}

/// <summary>The columns there are.</summary>
public static class CaseColumns
{
    public static readonly IReadOnlyList<CaseColumn> All =
    [
        new("opened", "When (UTC)", c => c.At), new("intent", "Intent", c => c.Intent), new("agent", "Agent", c => c.Agent), new("version", "Version", c => c.AgentVersion),
        new("channel", "Channel", c => c.Channel), new("language", "Language", c => c.Language), new("customer", "Customer", c => c.Customer), new("tier", "Customer tier", c => c.CustomerTier),
        new("strategy", "Strategy", c => c.Strategy), new("tags", "Tags", c => c.Tags.Count == 0 ? null : string.Join(", ", c.Tags)), new("release", "Release", c => c.Release), new("source", "Source", c => c.Source),
        new("outcome", "Outcome", c => c.Solved switch { true => "solved", false => "not solved", null => null }), new("rung", "Rung", c => c.Resolution.ToString().ToLowerInvariant()),
        new("handler", "Handled by", c => c.Handler == Handler.Unknown ? null : c.Handler.ToString().ToLowerInvariant()),
        new("handoff", "Hand-off", c => c.HandedOff ? c.HandoffKind is { } kind ? HandoffWords.Of(kind) : "yes" : null),
        new("risk", "Risk", c => c.Risk > 0 ? Math.Round(c.Risk, 3) : null) { IsNumber = true }, new("dead_end", "Dead end", c => c.DeadEnd == Severity.None ? null : c.DeadEnd.ToString().ToLowerInvariant()),
        Number("handling_seconds", "Handling", c => c.HandlingSeconds), Number("first_response_seconds", "First response", c => c.FirstResponseSeconds), Number("human_seconds", "Human time", c => c.HumanSeconds),
        Number("cost_usd", "Cost", c => c.CostUsd), Number("csat", "Satisfaction", c => c.Csat), Number("ces", "Effort, 7 the least", c => c.Ces), Number("sentiment", "Sentiment", c => c.Sentiment),
        Number("sentiment_shift", "Sentiment shift", c => c.SentimentShift), Number("turns", "Turns", c => c.Turns), Number("steps", "Steps", c => c.Steps), Number("tool_errors", "Tool errors", c => c.ToolErrors),
        Number("overrides", "Overrides", c => c.Overrides), Number("policy_violations", "Policy violations", c => c.PolicyViolations), new("reopened", "Reopened", c => c.Reopened), new("closed", "Closed (UTC)", c => c.ClosedAt),
    ];

    /// <summary>What stands in the list until somebody chooses otherwise.</summary>
    public static readonly IReadOnlyList<string> Default = ["opened", "intent", "outcome", "handoff", "risk", "cost_usd", "csat", "sentiment"];

    /// <summary>The columns of these ids, in that order; unknown ones are left out, and none at all means <see cref="Default"/>.</summary>
    public static IReadOnlyList<CaseColumn> Of(IReadOnlyList<string> ids)
    {
        CaseColumn[] found = [.. ids.Distinct().Select(id => All.FirstOrDefault(column => column.Id == id)).OfType<CaseColumn>()];
        return found.Length > 0 ? found : Of(Default);
    }

    private static CaseColumn Number(string id, string name, Func<Case, double?> value) => new(id, name, c => value(c)) { IsNumber = true };
}
