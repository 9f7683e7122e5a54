namespace Acsr.Ingest.Otlp.Dialects;

/// <summary>The conventions in which spans tell what an agent did; a span may follow several at once.</summary>
[Flags]
public enum SpanDialect
{
    /// <summary>None that we know: a web request, a database call.</summary>
    None = 0,
    /// <summary>Our own attributes (formats B.7).</summary>
    Acsr = 1,
    /// <summary>OpenTelemetry GenAI from 1.37 on, which Microsoft.Extensions.AI follows too (formats B.1, B.2).</summary>
    GenAi = 2,
    /// <summary>OpenTelemetry GenAI up to 1.36: indexed prompts, or span events for messages (formats B.1).</summary>
    LegacyGenAi = 4,
    /// <summary>Arize OpenInference (formats B.4).</summary>
    OpenInference = 8,
    /// <summary>Vercel AI SDK (formats B.6).</summary>
    VercelAi = 16,
    /// <summary>Langfuse (formats B.5).</summary>
    Langfuse = 32,
    /// <summary>Traceloop OpenLLMetry (formats B.6).</summary>
    Traceloop = 64,
    /// <summary>Workflows of the Microsoft Agent Framework (formats B.3).</summary>
    AgentFramework = 128,
    /// <summary>Model Context Protocol (formats B.1).</summary>
    Mcp = 256,
}

/// <summary>Tells which dialects a span speaks, by the names of its attributes alone.</summary>
public static class SpanDialects
{
    private static readonly string[] ModernGenAi = ["gen_ai.provider.name", "gen_ai.input.messages", "gen_ai.output.messages", "gen_ai.system_instructions"];

    /// <summary>All dialects that at least one attribute, event or the scope of the span belongs to.</summary>
    public static SpanDialect Of(OtlpSpan span)
    {
        var found = SpanDialect.None;
        foreach (var name in span.Attributes.Keys) { found |= OfName(name); }
        if (span.Events.Any(e => e.Name.StartsWith("gen_ai.", StringComparison.Ordinal) && e.Name != "gen_ai.client.operation.exception")) { found |= SpanDialect.LegacyGenAi; }
        if (span.Scope.Contains("Microsoft.Agents.AI", StringComparison.Ordinal) || span.Scope == "agent_framework") { found |= SpanDialect.AgentFramework; }

        // What both versions share says nothing; one name that only the newer has, or no name of the older, makes it the newer.
        if (found.HasFlag(SpanDialect.GenAi) && found.HasFlag(SpanDialect.LegacyGenAi))
        {
            found &= ModernGenAi.Any(span.Attributes.ContainsKey) ? ~SpanDialect.LegacyGenAi : ~SpanDialect.GenAi;
        }

        return found;
    }

    private static SpanDialect OfName(string name)
    {
        var end = name.IndexOf('.', StringComparison.Ordinal);
        if (end < 0) { return name is "events" or "all_messages_events" or "tool_arguments" ? SpanDialect.LegacyGenAi : SpanDialect.None; }
        return name.AsSpan(0, end) switch
        {
            "acsr" => SpanDialect.Acsr,
            "gen_ai" => IsLegacy(name) ? SpanDialect.LegacyGenAi : name == "gen_ai.conversation.id" ? SpanDialect.None : SpanDialect.GenAi,
            "pydantic_ai" => SpanDialect.GenAi,
            "openinference" => SpanDialect.OpenInference,
            "llm" => name is "llm.request.type" or "llm.usage.total_tokens" or "llm.is_streaming" or "llm.headers" ? SpanDialect.Traceloop : SpanDialect.OpenInference,
            "ai" => SpanDialect.VercelAi,
            "langfuse" => SpanDialect.Langfuse,
            "traceloop" => SpanDialect.Traceloop,
            "db" => name.StartsWith("db.vector.", StringComparison.Ordinal) ? SpanDialect.Traceloop : SpanDialect.None,
            "executor" or "edge_group" or "workflow" => SpanDialect.AgentFramework,
            "mcp" => SpanDialect.Mcp,
            _ => SpanDialect.None,
        };
    }

    private static bool IsLegacy(string name) =>
        name is "gen_ai.system" or "gen_ai.prompt" or "gen_ai.completion" or "gen_ai.usage.prompt_tokens" or "gen_ai.usage.completion_tokens"
        || name.StartsWith("gen_ai.prompt.", StringComparison.Ordinal) && name != "gen_ai.prompt.name"
        || name.StartsWith("gen_ai.completion.", StringComparison.Ordinal)
        || name.StartsWith("gen_ai.openai.", StringComparison.Ordinal);
}
