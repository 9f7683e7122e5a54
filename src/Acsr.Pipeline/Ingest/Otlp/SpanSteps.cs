using Acsr.Cases;
using Acsr.Ingest.Otlp.Dialects;

namespace Acsr.Ingest.Otlp;

/// <summary>A step with its place in time: steps of one moment follow the spans they come from.</summary>
/// <param name="Nano">When, in nanoseconds; 0 when unknown.</param>
/// <param name="Place">Of the span it comes from.</param>
/// <param name="Phase">0 what went into the span, 1 the span itself, 2 what came out of it.</param>
/// <param name="Order">Within the phase.</param>
/// <param name="Step">The step.</param>
internal readonly record struct PlacedStep(ulong Nano, int Place, int Phase, int Order, Step Step);

/// <summary>What of a span is to be counted, and is not the sum of what is inside.</summary>
/// <param name="Tokens">Its tokens.</param>
/// <param name="Cost">Its cost.</param>
/// <param name="Energy">Its energy.</param>
internal readonly record struct CountedUse(bool Tokens, bool Cost, bool Energy);

/// <summary>The steps that a span is by itself, without the conversation it carries: its own, and the intent and decision noted on it.</summary>
internal static class SpanSteps
{
    /// <param name="node">The span.</param>
    /// <param name="counts">What of it is to be counted.</param>
    public static IEnumerable<PlacedStep> Of(SpanNode node, CountedUse counts)
    {
        var own = Own(node, counts);
        yield return new(node.Span.StartNano, node.Place, 1, 0, own);
        if (own.Kind != StepKind.Intent && node.Span.Text("acsr.intent.name") is not null)
        {
            yield return new(node.Span.StartNano, node.Place, 1, 1, Intent(node, new() { Id = node.Id + "#intent", Kind = StepKind.Intent, Parent = node.Id }));
        }

        if (own.Kind != StepKind.Decision && node.Span.Text("acsr.decision.action") is not null)
        {
            // A tool call carries out what was decided before it; anything else decides by the time it ends.
            var at = own.IsToolCall ? node.Span.StartNano : node.LastNano;
            yield return new(at, node.Place, own.IsToolCall ? 0 : 2, -1, Decision(node, new()
            {
                Id = node.Id + "#decision",
                Kind = StepKind.Decision,
                Parent = node.Id,
                StartedAt = SpanAttributes.TimeOf(at),
                EndedAt = SpanAttributes.TimeOf(at),
            }));
        }
    }

    private static Step Own(SpanNode node, CountedUse counts)
    {
        var (span, reading) = (node.Span, node.Reading);
        var toolName = reading.Name ?? GenAiDialect.ToolNameOf(span);
        var step = new Step
        {
            Id = node.Id,
            Kind = node.Kind ?? ImpliedKind(span),
            Name = span.Name,
            Parent = node.Parent?.Id,
            StartedAt = SpanAttributes.TimeOf(span.StartNano),
            EndedAt = SpanAttributes.TimeOf(span.EndNano),
            Model = reading.Model,
            CallId = reading.CallId,
            Input = reading.Input,
            Output = reading.Output,
            Error = SpanErrors.Of(span) ?? reading.Error,
            Clauses = Clauses(span),
            CostUsd = counts.Cost ? reading.CostUsd : null,
            EnergyWh = counts.Energy ? reading.EnergyWh : null,
            ParseFailed = span.Flag("acsr.parse_failure"),
            FellBack = span.Flag("acsr.fallback"),
        };
        if (counts.Tokens)
        {
            step = step with
            {
                InputTokens = reading.InputTokens,
                OutputTokens = reading.OutputTokens,
                CachedTokens = reading.CachedTokens,
                CacheWriteTokens = reading.CacheWriteTokens,
                AudioInputTokens = reading.AudioInputTokens,
                AudioOutputTokens = reading.AudioOutputTokens,
                ReasoningTokens = reading.ReasoningTokens,
            };
        }

        return step.Kind switch
        {
            StepKind.Message => step with { Name = "", Role = RoleOf(span.Text("acsr.message.role")), Text = span.Text("acsr.message.text") },
            StepKind.Intent => Intent(node, step),
            StepKind.Decision => Decision(node, step),
            StepKind.Model => step with { Name = step.Model ?? span.Name, FinishReason = span.Texts("gen_ai.response.finish_reasons") is [.., var reason] ? reason : null },
            StepKind.Retrieval => step with
            {
                Name = reading.Name ?? GenAiDialect.BehindFirstWord(span.Name, "retrieval "),
                Output = step.Output ?? span.Text("acsr.kb.chunk_ids"),
            },
            StepKind.PolicyCheck => WithResult(step) with { Name = toolName, Output = step.Output ?? span.Text("acsr.policy.outcome") },
            // A hand-off without a tool is no tool call, and only a name would make it one.
            StepKind.Handoff => WithResult(step) with { Name = reading.IsTool ? toolName : "", Text = span.Text("acsr.handoff.reason") },
            StepKind.Tool or StepKind.Action => WithResult(step) with { Name = toolName },
            _ => step with { Name = reading.Name ?? span.Name },
        };
    }

    /// <summary>Where nothing says what a span is, and only one thing is noted on it, it is that.</summary>
    private static StepKind ImpliedKind(OtlpSpan span)
    {
        List<StepKind> implied = [];
        if (span.Text("acsr.decision.action") is not null) { implied.Add(StepKind.Decision); }
        if (span.Text("acsr.intent.name") is not null) { implied.Add(StepKind.Intent); }
        if (span.Text("acsr.handoff.reason") is not null) { implied.Add(StepKind.Handoff); }
        return implied is [var only] ? only : StepKind.Other;
    }

    private static Step WithResult(Step step) => step.Error is null ? step with { Error = ToolResults.ErrorOf(step.Output) } : step;

    private static Step Intent(SpanNode node, Step step) => step with
    {
        Name = node.Span.Text("acsr.intent.name") ?? node.Span.Name,
        Confidence = node.Span.Share("acsr.intent.confidence"),
        Output = node.Span.Text("acsr.intent.candidates"),
        StartedAt = SpanAttributes.TimeOf(node.Span.StartNano),
    };

    private static Step Decision(SpanNode node, Step step) => step with
    {
        Name = node.Span.Text("acsr.decision.action") ?? node.Span.Name,
        Input = node.Span.Text("acsr.decision.args"),
        Confidence = node.Span.Share("acsr.decision.confidence"),
        Clauses = Clauses(node.Span),
    };

    /// <summary><c>policy/clause@version</c> as far as the span says it; a clause that already is such a citation stays as it is.</summary>
    private static IReadOnlyList<string> Clauses(OtlpSpan span)
    {
        var clauses = span.Texts("acsr.policy.clause_ids");
        if (clauses.Count == 0 || span.Text("acsr.policy.document") is not { } policy) { return clauses; }
        var version = span.Text("acsr.policy.version") is { } v ? "@" + v : "";
        return [.. clauses.Select(clause => clause.Contains('/', StringComparison.Ordinal) ? clause : $"{policy}/{clause}{(clause.Contains('@', StringComparison.Ordinal) ? "" : version)}")];
    }

    private static Role RoleOf(string? role) => role switch
    {
        "customer" or "user" => Role.Customer,
        "agent" or "assistant" => Role.Agent,
        "human" => Role.Human,
        "system" => Role.System,
        _ => Role.None,
    };
}
