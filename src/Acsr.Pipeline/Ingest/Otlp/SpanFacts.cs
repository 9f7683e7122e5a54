using Acsr.Ingest.Otlp.Dialects;

namespace Acsr.Ingest.Otlp;

/// <summary>Reads off all spans of a case what they say about the case as a whole.</summary>
internal static class SpanFacts
{
    /// <summary>A case without its steps, tokens and cost.</summary>
    public static SpanCase Of(SpanSet set)
    {
        var byStart = set.Ordered;
        // What is known only at the end stands on the span that ended last, which is an outer one.
        List<SpanNode> byEnd = [.. byStart.OrderBy(node => node.LastNano).ThenByDescending(node => node.Depth).ThenBy(node => node.Place)];
        return new()
        {
            Agent = Said(byStart, reading => reading.Agent) ?? First(byStart, "gen_ai.agent.name") ?? byStart.Select(node => Service(node.Span)).FirstOrDefault(name => name is not null),
            AgentVersion = First(byStart, "gen_ai.agent.version", "service.version"),
            Release = First(byStart, "acsr.release", "gen_ai.agent.version", "service.version") ?? Said(byStart, reading => reading.Release),
            Channel = First(byStart, "acsr.channel"),
            Intent = First(byStart, "acsr.intent.name", "acsr.case.type"),
            Language = First(byStart, "acsr.language"),
            Customer = First(byStart, "acsr.customer.ref") ?? Said(byStart, reading => reading.Customer),
            CustomerTier = First(byStart, "acsr.customer.tier"),
            Strategy = First(byStart, "acsr.strategy", "acsr.experiment.arm"),
            Tags = SpanTags.Of(byStart),
            HumanSeconds = byEnd.Select(node => node.Span.Cost("acsr.human.seconds")).LastOrDefault(seconds => seconds is not null),
            Outcome = Last(byEnd, "acsr.outcome"),
            HandledBy = Last(byEnd, "acsr.handled_by"),
            HandoffReason = Last(byEnd, "acsr.handoff.reason"),
            HandoffKind = Last(byEnd, "acsr.handoff.kind"),
            FirstAt = SpanAttributes.TimeOf(byStart.Select(node => node.Span.StartNano).Where(nano => nano != 0).DefaultIfEmpty().Min()),
            LastAt = SpanAttributes.TimeOf(byStart.Select(node => node.LastNano).DefaultIfEmpty().Max()),
            Demo = byStart.Any(node => node.Span.TextAnywhere("acsr.demo") is "true" or "True"),
        };
    }

    private static string? Said(IReadOnlyList<SpanNode> nodes, Func<SpanReading, string?> what) => nodes.Select(node => what(node.Reading)).FirstOrDefault(said => said is not null);

    /// <summary>Of the first name that any span has, the earliest span's value; on spans before resources.</summary>
    private static string? First(IReadOnlyList<SpanNode> nodes, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            foreach (var node in nodes)
            {
                if (node.Span.Text(name) is { } own) { return own; }
            }

            foreach (var node in nodes)
            {
                if (node.Span.TextAnywhere(name) is { } inherited) { return inherited; }
            }
        }

        return null;
    }

    private static string? Last(List<SpanNode> nodes, string name) =>
        nodes.Select(node => node.Span.Text(name)).LastOrDefault(value => value is not null)
        ?? nodes.Select(node => node.Span.TextAnywhere(name)).LastOrDefault(value => value is not null);

    // SDKs write unknown_service:dotnet where nobody gave a name.
    private static string? Service(OtlpSpan span) =>
        span.TextAnywhere("service.name") is { } name && !name.StartsWith("unknown_service", StringComparison.Ordinal) ? name : null;
}
