using Acsr.Cases;

namespace Acsr.Ingest.Otlp;

/// <summary>Spans of an agent in shadow mode (<c>acsr.shadow</c>, C2): it works a case beside the human who really works it.</summary>
internal static class ShadowSpans
{
    private const string Attribute = "acsr.shadow";

    /// <summary>What the span says itself, else the span around it, else its resource.</summary>
    /// <param name="node">Whatever is around it is known already.</param>
    public static bool IsIn(SpanNode node) =>
        node.Span.Attributes.ContainsKey(Attribute) ? node.Span.Flag(Attribute)
        : node.Parent is { } around && around.Depth < node.Depth && around.InShadow
          || (node.Span.TextAnywhere(Attribute) is "true" or "True");

    /// <summary>A step of such a span. What would have changed something is a proposal, and what would have been said was said to nobody.</summary>
    /// <param name="step">As it would be of an agent that acts.</param>
    /// <param name="node">The span it comes from.</param>
    /// <param name="tools">Which tools change something.</param>
    public static Step Proposed(Step step, SpanNode node, ToolCatalogue tools)
    {
        step = tools.Apply(step) with { Shadow = true };
        return step switch
        {
            // The customer and the instructions are no less real.
            { Kind: StepKind.Message, Role: not Role.Agent } => step with { Shadow = false },
            { Kind: StepKind.Message } => step with { Kind = StepKind.Other, Role = Role.None, Name = "proposed answer", Output = step.Text, Text = null },
            // What is decided stands in a step of its own where the span notes it.
            { Kind: StepKind.Action or StepKind.Handoff } when step.Id == node.Id && node.Span.Text("acsr.decision.action") is not null => step with { Kind = StepKind.Other },
            { Kind: StepKind.Action or StepKind.Handoff } => step with { Kind = StepKind.Decision, Name = step.Name.Length > 0 ? step.Name : "handoff" },
            _ => step,
        };
    }
}
