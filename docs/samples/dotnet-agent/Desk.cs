using System.Diagnostics;

namespace Samples;

/// <summary>What the agent can do, and the attributes by which a console understands it.</summary>
internal static class Desk
{
    public static readonly ActivitySource Source = new("order-agent");

    public static void Understand(string intent, double confidence)
    {
        using var step = Source.StartActivity("classify intent");
        step?.SetTag("acsr.step.kind", "intent").SetTag("acsr.intent.name", intent).SetTag("acsr.intent.confidence", confidence);
    }

    public static void LookUp(string query, params string[] chunks)
    {
        using var step = Source.StartActivity("retrieval help-centre");
        step?.SetTag("gen_ai.operation.name", "retrieval").SetTag("gen_ai.data_source.id", "help-centre")
            .SetTag("gen_ai.retrieval.query.text", query).SetTag("acsr.kb.chunk_ids", chunks);
    }

    public static void CheckPolicy(string clause, string outcome)
    {
        using var step = Source.StartActivity("check policy");
        step?.SetTag("acsr.step.kind", "policy_check").SetTag("acsr.policy.clause_ids", new[] { clause }).SetTag("acsr.policy.outcome", outcome);
    }

    public static string GetOrder(string order) => $$"""{"order":"{{order}}","status":"processing"}""";

    public static string CancelOrder(string order)
    {
        // The library's own span of this call: the decision stands on the action that it led to.
        Activity.Current?.SetTag("acsr.decision.action", "cancel_order").SetTag("acsr.decision.args", $$"""{"order":"{{order}}"}""").SetTag("acsr.decision.confidence", 0.88);
        return $$"""{"order":"{{order}}","status":"cancelled"}""";
    }
}
