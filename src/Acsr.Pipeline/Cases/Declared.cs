using Acsr.Ingest;
using Acsr.Ingest.Otlp;
using Acsr.Ingest.Otlp.Dialects;

namespace Acsr.Cases;

/// <summary>What senders tell of a case besides its course: tags, and which kinds of facts there are at all.</summary>
internal static class Declared
{
    /// <summary><c>name=value</c> in order of name; a later event's value holds, and an event's before a span's.</summary>
    public static List<string> Tags(IReadOnlyList<CaseOpenedEvent> opened, SpanCase spans)
    {
        if (spans.Tags.Count == 0 && opened.All(o => o.Tags is null)) { return []; }
        SortedDictionary<string, string> tags = new(StringComparer.Ordinal);
        foreach (var (name, value) in opened.Reverse().SelectMany(o => o.Tags ?? new Dictionary<string, string>()).Concat(spans.Tags))
        {
            if (CaseFacts.Clean(name, CaseTags.NameLength) is { } clean) { tags.TryAdd(clean, CaseFacts.Clean(value, CaseTags.ValueLength) ?? ""); }
        }

        return [.. tags.Take(CaseTags.Most).Select(tag => $"{tag.Key}={tag.Value}")];
    }

    /// <summary>All but the customer, which is the caller's.</summary>
    public static CaseCarries Carries(IReadOnlyList<CaseEvent> events, IReadOnlyList<Step> steps, IReadOnlyList<OverrideFacts> overrides, CaseCourse course, SpanCase spans)
    {
        var carries = CaseCarries.None;
        if (spans.Intent is not null || events.Any(e => e is CaseOpenedEvent { Intent: not null } or DecisionEvent { Intent: not null })) { carries |= CaseCarries.Intent; }
        foreach (var step in steps)
        {
            if (step.Confidence is not null) { carries |= CaseCarries.Confidence; }
            if (step.Kind == StepKind.Intent) { carries |= CaseCarries.Intent; }
            if (step.Kind == StepKind.Decision) { carries |= CaseCarries.Decision; }
            if (step.Kind == StepKind.PolicyCheck || step.Clauses.Count > 0) { carries |= CaseCarries.PolicyCheck; }
            if (step.InputTokens is not null || step.OutputTokens is not null) { carries |= CaseCarries.Tokens; }
        }

        if (course.Solved is not null || course.HandedOff || course.Abandoned) { carries |= CaseCarries.Outcome; }
        if (overrides.Count > 0) { carries |= CaseCarries.Override; }
        if (overrides.Count > 0 && overrides.All(o => o.Missing.Count == 0)) { carries |= CaseCarries.CompleteOverride; }
        return carries;
    }

    /// <summary>Flags of <see cref="SpanDialect"/>, and of native events.</summary>
    public static int Dialects(IReadOnlyList<CaseEvent> events, SpanCase spans) =>
        spans.Dialects.Keys.Aggregate(events.Count > 0 ? Case.NativeDialect : 0, (all, dialect) => all | (dialect == SpanDialect.None ? Case.PlainDialect : (int)dialect));
}
