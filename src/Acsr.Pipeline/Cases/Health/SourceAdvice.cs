using Acsr.Ingest.Otlp.Dialects;

namespace Acsr.Cases.Health;

/// <summary>What a source should add, in the words of the dialect that it speaks.</summary>
public static class SourceAdvice
{
    /// <summary>From this share on a fact is not called missing: some cases have good reason to be without.</summary>
    public const double Enough = 0.9;

    private const string Python = "Python", CSharp = "C#", JavaScript = "JavaScript", Json = "JSON event";

    /// <summary>What is missing of a source, the largest gap first.</summary>
    /// <param name="shares">Of its cases.</param>
    /// <param name="dialect">The dialect of most of them, as a flag of <see cref="Case.Dialects"/>.</param>
    public static IReadOnlyList<SourceGap> Of(IEnumerable<SourceShare> shares, int dialect)
    {
        var language = LanguageOf(dialect);
        return [.. shares.Where(share => share.Share < Enough).OrderBy(share => share.Share).ThenBy(share => share.Fact)
            .Select(share => new SourceGap(share.Fact, share.Of - share.Cases, share.Of, Why(share.Fact), LineLanguage(share.Fact, language), Line(share.Fact, language, dialect)))];
    }

    /// <summary>What nobody can see without the fact.</summary>
    public static string Why(SourceFact fact) => fact switch
    {
        SourceFact.Intent => "Without the intent no figure can be split by what customers want, and repeat contacts cannot be found.",
        SourceFact.Confidence => "Without confidence nobody can see whether the agent knew that it was unsure, and no override trains a model.",
        SourceFact.Decision => "Without the decision an override has nothing to compare the human's action with.",
        SourceFact.PolicyCheck => "Without the clause that was checked a wrong decision cannot be traced to its policy.",
        SourceFact.Tokens => "Without tokens cost and energy are unknown.",
        SourceFact.Outcome => "Without the outcome resolution, containment and hand-offs cannot be counted.",
        SourceFact.Customer => "Without a reference to the customer nobody can tell that the same person came back.",
        SourceFact.CompleteOverride => "An override without its context (what the agent decided, what the human did and why, and the clause or data point) teaches nothing.",
        _ => "",
    };

    private static string LanguageOf(int dialect) => dialect switch
    {
        Case.NativeDialect => Json,
        (int)SpanDialect.GenAi or (int)SpanDialect.AgentFramework or (int)SpanDialect.Acsr => CSharp,
        (int)SpanDialect.VercelAi => JavaScript,
        _ => Python,
    };

    // Overrides and outcomes happen where no span of the agent runs any more: they are events in every dialect.
    private static string LineLanguage(SourceFact fact, string language) => fact == SourceFact.CompleteOverride ? Json : language;

    private static string Line(SourceFact fact, string language, int dialect) => fact switch
    {
        SourceFact.Intent => language == Json
            ? """{"type":"case.opened","id":"c-1:open","case":"c-1","time":"2026-03-01T12:00:00Z","intent":"where_is_my_order"}"""
            : Attribute(language, "acsr.intent.name", "intent"),
        SourceFact.Confidence => language == Json
            ? """{"type":"decision","id":"c-1:d1","case":"c-1","time":"2026-03-01T12:01:00Z","action":"issue_refund","confidence":0.82}"""
            : Attribute(language, "acsr.decision.confidence", "confidence"),
        SourceFact.Decision => language == Json
            ? """{"type":"decision","id":"c-1:d1","case":"c-1","time":"2026-03-01T12:01:00Z","action":"issue_refund","arguments":{"order":"7"},"confidence":0.82}"""
            : Attribute(language, "acsr.decision.action", "action"),
        SourceFact.PolicyCheck => language == Json
            ? """{"type":"decision","id":"c-1:d1","case":"c-1","time":"2026-03-01T12:01:00Z","action":"deny_refund","clauses":["returns/late-1@3"]}"""
            : Attribute(language, "acsr.policy.clause_ids", language == JavaScript ? "['returns/late-1@3']" : language == CSharp ? "new[] { \"returns/late-1@3\" }" : "[\"returns/late-1@3\"]"),
        SourceFact.Tokens => Tokens(language, dialect),
        SourceFact.Outcome => language == Json
            ? """{"type":"case.closed","id":"c-1:close","case":"c-1","time":"2026-03-01T12:09:00Z","outcome":"resolved"}"""
            : Attribute(language, "acsr.outcome", language == JavaScript ? "'resolved'" : "\"resolved\""),
        SourceFact.Customer => language == Json
            ? """{"type":"case.opened","id":"c-1:open","case":"c-1","time":"2026-03-01T12:00:00Z","customer":"pseudonym-417"}"""
            : Attribute(language, "acsr.customer.ref", language == JavaScript ? "customerPseudonym" : language == CSharp ? "customerPseudonym" : "customer_pseudonym"),
        _ => """{"type":"override","id":"c-1:o1","case":"c-1","time":"2026-03-01T12:05:00Z","original":{"action":"deny_refund","confidence":0.82},"final":{"action":"issue_refund","rationale":"The parcel came late."},"clause":"returns/late-1@3"}""",
    };

    private static string Tokens(string language, int dialect) => (language, (SpanDialect)dialect) switch
    {
        (Json, _) => """{"type":"step","id":"c-1:m1","case":"c-1","time":"2026-03-01T12:00:05Z","kind":"model","name":"gpt-4o","model":"gpt-4o","inputTokens":812,"outputTokens":96}""",
        (Python, SpanDialect.OpenInference) => "span.set_attribute(\"llm.token_count.prompt\", usage.prompt_tokens); span.set_attribute(\"llm.token_count.completion\", usage.completion_tokens)",
        (Python, SpanDialect.Langfuse) => "langfuse.update_current_generation(model=\"gpt-4o\", usage_details={\"input\": usage.prompt_tokens, \"output\": usage.completion_tokens})",
        (JavaScript, _) => "streamText({ …, experimental_telemetry: { isEnabled: true } }) // and includeUsage: true for OpenAI-compatible providers",
        (CSharp, _) => "Activity.Current?.SetTag(\"gen_ai.usage.input_tokens\", usage.InputTokenCount).SetTag(\"gen_ai.usage.output_tokens\", usage.OutputTokenCount);",
        _ => "span.set_attribute(\"gen_ai.usage.input_tokens\", usage.prompt_tokens); span.set_attribute(\"gen_ai.usage.output_tokens\", usage.completion_tokens)",
    };

    private static string Attribute(string language, string name, string value) => language switch
    {
        CSharp => $"Activity.Current?.SetTag(\"{name}\", {value});",
        JavaScript => $"trace.getActiveSpan()?.setAttribute('{name}', {value});",
        _ => $"trace.get_current_span().set_attribute(\"{name}\", {value})",
    };
}
