using Acsr.Cases;

namespace Acsr.Ingest.Otlp.Dialects;

/// <summary>Traceloop OpenLLMetry (formats B.6); its model calls carry <c>gen_ai.*</c>, which is read as such.</summary>
internal static class TraceloopDialect
{
    public static SpanReading Read(OtlpSpan span)
    {
        var kind = KindOf(span);
        var isCall = kind is StepKind.Tool or StepKind.Retrieval;
        var (input, output) = (span.Text("traceloop.entity.input"), span.Text("traceloop.entity.output"));
        var isRoot = span.ParentSpanId is null;
        return new()
        {
            Kind = kind,
            IsTool = kind == StepKind.Tool,
            Name = isCall ? span.Text("traceloop.entity.name") ?? span.Text("db.system") : null,
            Given = input,
            Gave = output ?? (isCall ? Documents(span) : null),
            InputTokens = span.Count("llm.usage.prompt_tokens"),
            OutputTokens = span.Count("llm.usage.completion_tokens"),
            Agent = span.Text("traceloop.span.kind") == "agent" ? span.Text("traceloop.entity.name") : null,
            Release = span.Text("traceloop.entity.version"),
            Customer = span.Text("traceloop.association.properties.user_id"),
            In = isCall ? [] : ChatJson.Of(input, isRoot ? Role.Customer : Role.None),
            Out = isCall ? [] : ChatJson.Of(output, isRoot ? Role.Agent : Role.None),
        };
    }

    private static StepKind? KindOf(OtlpSpan span) => (span.Text("traceloop.span.kind"), span.Text("llm.request.type")) switch
    {
        ("tool", _) => StepKind.Tool,
        (_, "chat" or "completion" or "embedding") => StepKind.Model,
        (_, "rerank") => StepKind.Retrieval,
        _ when span.Attributes.Keys.Any(name => name.StartsWith("db.vector.", StringComparison.Ordinal)) => StepKind.Retrieval,
        ("workflow" or "task" or "agent", _) => StepKind.Other,
        _ => null,
    };

    /// <summary>What a vector database found, one line of JSON for each.</summary>
    private static string? Documents(OtlpSpan span)
    {
        var found = span.Events.Where(e => e.Name is "db.query.result" or "db.search.result").Select(e => FlatAttributes.Object(e.Attributes).ToJsonString()).ToList();
        return found.Count == 0 ? null : string.Join('\n', found);
    }
}
