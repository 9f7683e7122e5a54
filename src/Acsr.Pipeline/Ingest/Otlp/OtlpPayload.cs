namespace Acsr.Ingest.Otlp;

/// <summary>
/// Copies a protobuf <c>ExportTraceServiceRequest</c> without some of its spans, or an <c>ExportLogsServiceRequest</c>, whose messages have
/// the same numbers, without some of its records; all other fields stay, unknown ones too.
/// </summary>
internal static class OtlpPayload
{
    /// <param name="body">A request that was scanned.</param>
    /// <param name="rejected">Spans to leave out, numbered from 0 over the whole body, ascending.</param>
    public static ReadOnlyMemory<byte> Without(ReadOnlySpan<byte> body, List<int> rejected)
    {
        var output = new ProtoWriter(body.Length);
        var left = new Left(rejected);
        Copy(body, output, OtlpTags.Request.ResourceSpans, (resourceSpans, tag) => Nested(resourceSpans, output, tag, OtlpTags.ResourceSpans.ScopeSpans, (scopeSpans, inner) =>
            Nested(scopeSpans, output, inner, OtlpTags.ScopeSpans.Span, (span, spanTag) =>
            {
                if (!left.TakeNext()) { output.Bytes(spanTag, span); }
            })));
        return output.Written;
    }

    /// <summary>As <see cref="Without"/>, but resources and scopes that are left without any span go too: what they say is said of the spans that went.</summary>
    public static ReadOnlyMemory<byte> WithoutTrace(ReadOnlySpan<byte> body, List<int> removed)
    {
        var output = new ProtoWriter(body.Length);
        var left = new Left(removed);
        Copy(body, output, OtlpTags.Request.ResourceSpans, (resourceSpans, tag) =>
        {
            var (start, kept) = (output.Length, left.Kept);
            Nested(resourceSpans, output, tag, OtlpTags.ResourceSpans.ScopeSpans, (scopeSpans, inner) =>
            {
                var (scopeStart, keptBefore) = (output.Length, left.Kept);
                Nested(scopeSpans, output, inner, OtlpTags.ScopeSpans.Span, (span, spanTag) =>
                {
                    if (!left.TakeNext()) { output.Bytes(spanTag, span); }
                });
                if (left.Kept == keptBefore) { output.Truncate(scopeStart); }
            });
            if (left.Kept == kept) { output.Truncate(start); }
        });
        return output.Written;
    }

    private delegate void Part(ReadOnlySpan<byte> content, uint tag);

    private static void Nested(ReadOnlySpan<byte> message, ProtoWriter output, uint tag, uint inner, Part part)
    {
        var mark = output.Begin(tag);
        Copy(message, output, inner, part);
        output.End(mark);
    }

    private static void Copy(ReadOnlySpan<byte> message, ProtoWriter output, uint wanted, Part part)
    {
        var reader = new ProtoReader(message);
        var start = 0;
        while (reader.Next(out var tag))
        {
            if (tag == wanted)
            {
                part(reader.Bytes(), tag);
            }
            else
            {
                reader.Skip(tag);
                output.Raw(message[start..reader.Position]);
            }

            start = reader.Position;
        }
    }

    /// <summary>Counts spans against an ascending list of numbers.</summary>
    private sealed class Left(List<int> numbers)
    {
        private int _span;
        private int _at;

        /// <summary>Spans that were none of them so far.</summary>
        public int Kept => _span - _at;

        /// <summary>Whether the next span is one of them.</summary>
        public bool TakeNext()
        {
            var isOne = _at < numbers.Count && numbers[_at] == _span;
            _span++;
            if (isOne) { _at++; }
            return isOne;
        }
    }
}
