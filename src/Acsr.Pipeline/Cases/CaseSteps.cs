using System.Text.Json;
using Acsr.Ingest;
using Acsr.Ingest.Otlp;

namespace Acsr.Cases;

/// <summary>The steps of a case, from native events and spans alike, in the order they happened.</summary>
internal static class CaseSteps
{
    public static IReadOnlyList<Step> Of(IReadOnlyList<CaseEvent> events, SpanCase spans, ToolCatalogue tools)
    {
        var native = events.Select(item => Step(item, tools)).OfType<Step>().ToList();

        // A desk that sends its messages itself and also traces the agent tells every message twice; the desk's own word is kept.
        var told = native.Where(s => s.Kind == StepKind.Message).Select(s => (s.Role, s.Text?.Trim())).ToHashSet();
        var traced = spans.Steps.Where(s => s.Kind != StepKind.Message || !told.Contains((s.Role, s.Text?.Trim())));

        var sure = Confidences(events);
        var turn = 0;
        return
        [
            .. native.Concat(traced)
                .OrderBy(s => s.StartedAt ?? DateTime.MinValue).ThenBy(s => s.Seq).ThenBy(s => s.Id, StringComparer.Ordinal)
                .Select(s => sure.TryGetValue(s.Id, out var confidence) && s.Confidence is null ? s with { Confidence = confidence } : s)
                .Select(tools.Apply)
                .Select(s => s with { Turn = s is { Kind: StepKind.Message, Role: Role.Customer } ? ++turn : turn }),
        ];
    }

    /// <summary>Senders without a field for it tell an agent's confidence as a score of that name on the step (formats B.8); of several the last.</summary>
    private static Dictionary<string, double> Confidences(IReadOnlyList<CaseEvent> events)
    {
        Dictionary<string, double> sure = [];
        foreach (var score in events.OfType<ScoreEvent>().Where(s => s.Name.Equals("confidence", StringComparison.OrdinalIgnoreCase)))
        {
            if (score is { Target: { } target, Value: >= 0 and <= 1 and { } value }) { sure[target] = value; }
        }

        return sure;
    }

    private static Step? Step(CaseEvent item, ToolCatalogue tools) => item switch
    {
        MessageEvent m => Based(m, StepKind.Message) with
        {
            Role = m.Role switch { "customer" => Role.Customer, "agent" => Role.Agent, "human" => Role.Human, _ => Role.System },
            Text = m.Text,
            Sentiment = m.Sentiment,
            Model = m.Model,
            InputTokens = m.InputTokens,
            CachedTokens = m.CachedTokens,
            OutputTokens = m.OutputTokens,
            ReasoningTokens = m.ReasoningTokens,
            CostUsd = m.CostUsd,
        },
        StepEvent s => Based(s, KindOf(s, tools)) with
        {
            Name = s.Name,
            Input = s.Input?.GetRawText(),
            Output = s.Output is { ValueKind: JsonValueKind.String } text ? text.GetString() : s.Output?.GetRawText(),
            Error = s.Error,
            EndedAt = s.EndTime,
            Confidence = s.Confidence,
            CallId = s.CallId,
            Model = s.Model,
            InputTokens = s.InputTokens,
            CachedTokens = s.CachedTokens,
            CacheWriteTokens = s.CacheWriteTokens,
            AudioInputTokens = s.AudioInputTokens,
            OutputTokens = s.OutputTokens,
            ReasoningTokens = s.ReasoningTokens,
            AudioOutputTokens = s.AudioOutputTokens,
            CostUsd = s.CostUsd,
            EnergyWh = s.EnergyWh,
            ParseFailed = s.ParseFailure,
            FellBack = s.Fallback,
        },
        DecisionEvent d => Based(d, StepKind.Decision) with { Name = d.Action, Input = d.Arguments?.GetRawText(), Confidence = d.Confidence, Clauses = d.Clauses ?? [], Shadow = d.Shadow },
        ShadowProposalEvent p => Based(p, StepKind.Decision) with { Name = p.Action, Input = p.Arguments?.GetRawText(), Confidence = p.Confidence, Clauses = p.Clauses ?? [], Shadow = true },
        HumanActionEvent h => Based(h, StepKind.Action) with { Name = h.Action, Input = h.Arguments?.GetRawText(), Text = h.Rationale, Role = Role.Human },
        HandoffEvent h => Based(h, StepKind.Handoff) with { Text = h.Reason },
        OverrideEvent o => Based(o, StepKind.Override) with
        {
            Name = o.Final?.Action ?? "",
            Input = o.Final?.Arguments?.GetRawText(),
            Text = o.Final?.Rationale,
            Role = Role.Human,
            Clauses = o.Clause is null ? [] : [o.Clause],
        },
        _ => null,
    };

    private static Step Based(CaseEvent item, StepKind kind) => new() { Id = item.Id, Kind = kind, StartedAt = item.Time, EndedAt = item.Time, Seq = item.Seq ?? 0 };

    private static StepKind KindOf(StepEvent step, ToolCatalogue tools) => step.Kind switch
    {
        "intent" => StepKind.Intent,
        "retrieval" => StepKind.Retrieval,
        "policy_check" => StepKind.PolicyCheck,
        "model" => StepKind.Model,
        "action" => StepKind.Action,
        "tool" => tools.KindOf(step.Name),
        _ => StepKind.Other,
    };
}
