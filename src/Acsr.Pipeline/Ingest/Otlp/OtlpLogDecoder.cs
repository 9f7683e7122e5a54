using System.Text;

namespace Acsr.Ingest.Otlp;

/// <summary>Builds log records from a protobuf <c>ExportLogsServiceRequest</c>.</summary>
internal static class OtlpLogDecoder
{
    /// <param name="payload">The request; every record in it is built.</param>
    public static List<OtlpLogRecord> Decode(ReadOnlySpan<byte> payload)
    {
        List<OtlpLogRecord> records = [];
        var reader = new ProtoReader(payload);
        while (reader.Next(out var tag))
        {
            if (tag == OtlpTags.Request.ResourceSpans) { ResourceLogs(reader.Bytes(), records); }
            else { reader.Skip(tag); }
        }

        return records;
    }

    /// <summary>A <c>LogRecord</c> message.</summary>
    public static OtlpLogRecord Record(ReadOnlySpan<byte> message, IReadOnlyDictionary<string, OtlpValue> resource, string scope, int place)
    {
        string? traceId = null, spanId = null;
        var name = "";
        ulong time = 0, observed = 0;
        OtlpValue? body = null;
        Dictionary<string, OtlpValue> attributes = [];
        var reader = new ProtoReader(message);
        while (reader.Next(out var tag))
        {
            switch (tag)
            {
                case OtlpTags.LogRecord.Time: time = reader.Fixed64(); break;
                case OtlpTags.LogRecord.ObservedTime: observed = reader.Fixed64(); break;
                case OtlpTags.LogRecord.TraceId: traceId = Id(reader.Bytes()); break;
                case OtlpTags.LogRecord.SpanId: spanId = Id(reader.Bytes()); break;
                case OtlpTags.LogRecord.EventName: name = Encoding.UTF8.GetString(reader.Bytes()); break;
                case OtlpTags.LogRecord.Body: body = OtlpSpanDecoder.Value(reader.Bytes(), body ?? new(), 1); break;
                case OtlpTags.LogRecord.Attribute: OtlpSpanDecoder.Add(attributes, reader.Bytes()); break;
                default: reader.Skip(tag); break;
            }
        }

        return new()
        {
            TraceId = traceId,
            SpanId = spanId,
            TimeNano = time != 0 ? time : observed,
            // Before events had a name of their own, an attribute held it.
            Name = name.Length > 0 ? name : attributes.GetValueOrDefault("event.name")?.Text ?? "",
            Body = body,
            Attributes = attributes,
            Resource = resource,
            Scope = scope,
            Place = place,
        };
    }

    private static void ResourceLogs(ReadOnlySpan<byte> message, List<OtlpLogRecord> records)
    {
        Dictionary<string, OtlpValue>? resource = null;
        var reader = new ProtoReader(message);
        while (reader.Next(out var tag))
        {
            if (tag != OtlpTags.ResourceSpans.ScopeSpans) { reader.Skip(tag); continue; }
            var scopeLogs = reader.Bytes();
            string? scope = null;
            var inner = new ProtoReader(scopeLogs);
            while (inner.Next(out var innerTag))
            {
                if (innerTag != OtlpTags.ScopeSpans.Span) { inner.Skip(innerTag); continue; }
                resource ??= OtlpSpanDecoder.ResourceOf(message);
                scope ??= OtlpSpanDecoder.ScopeOf(scopeLogs);
                records.Add(Record(inner.Bytes(), resource, scope, records.Count));
            }
        }
    }

    // Zeros are how protobuf's default, and senders without a span, say that there is none.
    private static string? Id(ReadOnlySpan<byte> id) => id.IndexOfAnyExcept((byte)0) < 0 ? null : Convert.ToHexStringLower(id);
}
