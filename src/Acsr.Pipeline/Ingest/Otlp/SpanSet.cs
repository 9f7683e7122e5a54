namespace Acsr.Ingest.Otlp;

/// <summary>The spans of a case as a set and as trees: each once, parents known, in an order that does not depend on how they came in.</summary>
internal sealed class SpanSet
{
    public SpanSet(IEnumerable<OtlpSpan> spans, Conventions conventions)
    {
        Conventions = conventions;
        var byId = spans.GroupBy(span => (span.TraceId, span.SpanId)).ToDictionary(same => same.Key, same => new SpanNode(same.Aggregate(Better), conventions));
        List<SpanNode> nodes = [.. byId.Values.OrderBy(node => node.Id, StringComparer.Ordinal)];
        foreach (var node in nodes)
        {
            node.Parent = node.Span.ParentSpanId is { } parent ? byId.GetValueOrDefault((node.Span.TraceId, parent)) : null;
        }

        foreach (var node in nodes) { SetDepth(node); }
        foreach (var node in nodes.OrderBy(node => node.Depth)) { node.InShadow = ShadowSpans.IsIn(node); }
        Ordered = [.. nodes.OrderBy(node => node.Span.StartNano).ThenBy(node => node.Depth)];
        for (var place = 0; place < Ordered.Count; place++) { Ordered[place].Place = place; }
    }

    public Conventions Conventions { get; }

    /// <summary>By start, then from the outside in, then by id.</summary>
    public IReadOnlyList<SpanNode> Ordered { get; }

    /// <summary>
    /// Those of the spans that contain no other of them: what a container reports is the sum of what is inside, and must
    /// not be counted twice (formats B.3).
    /// </summary>
    public HashSet<SpanNode> Innermost(Func<SpanNode, bool> reports)
    {
        List<SpanNode> reporting = [.. Ordered.Where(reports)];
        HashSet<SpanNode> containers = [];
        foreach (var node in reporting)
        {
            // Stopping at a known container keeps this linear: what is around that is known too. In a damaged trace a span may be around itself.
            for (var around = node.Parent; around is not null && around != node && containers.Add(around); around = around.Parent) { }
        }

        return [.. reporting.Where(node => !containers.Contains(node))];
    }

    /// <summary>The one that knows more of the same span: it ended later, else has more attributes; else any fixed choice will do.</summary>
    private static OtlpSpan Better(OtlpSpan a, OtlpSpan b)
    {
        var order = a.EndNano.CompareTo(b.EndNano);
        if (order == 0) { order = a.Attributes.Count.CompareTo(b.Attributes.Count); }
        if (order == 0) { order = string.CompareOrdinal(Everything(a), Everything(b)); }
        return order >= 0 ? a : b;
    }

    private static string Everything(OtlpSpan span) => string.Join('\n',
        span.Name, span.ParentSpanId, span.Kind, span.StartNano, span.StatusCode, span.StatusMessage, span.Scope,
        Everything(span.Attributes), Everything(span.Resource), string.Join('\n', span.Events.Select(e => $"{e.TimeNano} {e.Name} {Everything(e.Attributes)}")));

    private static string Everything(IReadOnlyDictionary<string, OtlpValue> attributes) =>
        string.Join('\n', attributes.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key} {SpanAttributes.Json(pair.Value)}"));

    private static void SetDepth(SpanNode node)
    {
        // Up to a span whose depth is known, then back down; a span met again on the way up is a cycle, which is cut there.
        var path = new Stack<SpanNode>();
        HashSet<SpanNode> met = [];
        SpanNode? at = node;
        while (at is { Depth: < 0 } && met.Add(at))
        {
            path.Push(at);
            at = at.Parent;
        }

        var depth = at is { Depth: >= 0 } ? at.Depth : -1;
        while (path.TryPop(out var next)) { next.Depth = ++depth; }
    }
}
