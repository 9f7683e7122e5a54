using Acsr.Cases;

namespace Acsr.Ingest.Otlp.Dialects;

/// <summary>
/// Our own attributes, as far as other dialects have words for the same (formats B.7). What only we have, such as intents, decisions
/// and clauses, is read where the step is made.
/// </summary>
internal static class AcsrDialect
{
    public static SpanReading Read(OtlpSpan span) => new()
    {
        Kind = span.Text("acsr.step.kind") switch
        {
            "intent" => StepKind.Intent,
            "retrieval" => StepKind.Retrieval,
            "policy_check" => StepKind.PolicyCheck,
            "model" => StepKind.Model,
            "tool" => StepKind.Tool,
            "action" => StepKind.Action,
            "handoff" => StepKind.Handoff,
            "message" => StepKind.Message,
            _ => null,
        },
        CostUsd = span.Cost("acsr.cost.usd"),
        EnergyWh = span.Cost("acsr.energy.wh"),
        Release = span.Text("acsr.release"),
        Customer = span.Text("acsr.customer.ref"),
    };
}
