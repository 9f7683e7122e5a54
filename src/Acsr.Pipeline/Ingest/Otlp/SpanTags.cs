using System.Text.Json;
using System.Text.Json.Nodes;
using Acsr.Ingest.Otlp.Dialects;

namespace Acsr.Ingest.Otlp;

/// <summary>
/// What spans declare of a case besides what it is about: <c>acsr.tag.NAME</c>, and the tags and metadata of the dialects that have any. Of
/// a name the earliest span's value holds; our own dialect's before the others'. References to people and conversations are no tags.
/// </summary>
internal static class SpanTags
{
    private const string Own = "acsr.tag.";

    private static readonly string[] Prefixes = ["langfuse.trace.metadata.", "traceloop.association.properties.", "ai.telemetry.metadata.", "metadata."];
    private static readonly string[] Lists = ["langfuse.trace.tags", "langfuse.tags", "tag.tags"];
    private static readonly string[] Objects = ["metadata", "langfuse.trace.metadata"];
    private static readonly HashSet<string> References = new(StringComparer.OrdinalIgnoreCase)
    {
        "session_id", "sessionid", "user_id", "userid", "case_id", "caseid", "conversation_id", "conversationid", "thread_id", "threadid", "trace_id", "traceid", "customer", "customer_id", "tags",
    };

    /// <summary>Names with their values, in order of name.</summary>
    public static IReadOnlyDictionary<string, string> Of(IReadOnlyList<SpanNode> nodes)
    {
        SortedDictionary<string, string> own = new(StringComparer.Ordinal), others = new(StringComparer.Ordinal);
        foreach (var node in nodes)
        {
            foreach (var (name, value) in node.Span.Attributes)
            {
                if (name.StartsWith(Own, StringComparison.Ordinal)) { Add(own, name[Own.Length..], SpanAttributes.TextOf(value)); }
                else if ((node.Reading.Dialect & (SpanDialect.Langfuse | SpanDialect.Traceloop | SpanDialect.VercelAi | SpanDialect.OpenInference)) != 0) { Declared(others, node.Span, name, value); }
            }
        }

        foreach (var (name, value) in others) { own.TryAdd(name, value); }
        return own;
    }

    private static void Declared(SortedDictionary<string, string> tags, OtlpSpan span, string name, OtlpValue value)
    {
        if (Lists.Contains(name))
        {
            foreach (var tag in span.Texts(name)) { Add(tags, tag, "true"); }
        }
        else if (Objects.Contains(name))
        {
            foreach (var (key, inner) in FlatAttributes.Parsed(SpanAttributes.TextOf(value)) as JsonObject ?? []) { Add(tags, key, Plain(inner)); }
        }
        else if (Array.Find(Prefixes, prefix => name.StartsWith(prefix, StringComparison.Ordinal)) is { } prefix)
        {
            Add(tags, name[prefix.Length..], value is { Items: null, Map: null, Bytes: null } ? SpanAttributes.TextOf(value) : null);
        }
    }

    private static string? Plain(JsonNode? value) => value?.GetValueKind() is JsonValueKind.String or JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False ? value.ToString() : null;

    // A value that is long is a text and nothing to tell cases apart by.
    private static void Add(SortedDictionary<string, string> tags, string name, string? value)
    {
        if (value is null || name.Length is 0 or > CaseTags.NameLength || value.Length is 0 or > CaseTags.ValueLength || name.Contains('=') || References.Contains(name)) { return; }
        tags.TryAdd(name, value);
    }
}
