using System.Text;

namespace Acsr.Ingest.Otlp;

/// <summary>Builds spans from a protobuf <c>ExportTraceServiceRequest</c>. A field that is sent twice is merged as protobuf demands.</summary>
internal static class OtlpSpanDecoder
{
    private static readonly OtlpValue Empty = new();

    /// <param name="payload">The request; spans without proper ids are passed over.</param>
    /// <param name="traceIds">Only spans of these traces; null for all.</param>
    public static List<OtlpSpan> Decode(ReadOnlySpan<byte> payload, HashSet<string>? traceIds = null)
    {
        List<OtlpSpan> spans = [];
        var reader = new ProtoReader(payload);
        while (reader.Next(out var tag))
        {
            if (tag == OtlpTags.Request.ResourceSpans) { ResourceSpans(reader.Bytes(), traceIds, spans); }
            else { reader.Skip(tag); }
        }

        return spans;
    }

    /// <summary>A <c>KeyValue</c> message.</summary>
    public static KeyValuePair<string, OtlpValue> Pair(ReadOnlySpan<byte> message, int depth)
    {
        var key = "";
        var value = Empty;
        var reader = new ProtoReader(message);
        while (reader.Next(out var tag))
        {
            switch (tag)
            {
                case OtlpTags.KeyValue.Key: key = Encoding.UTF8.GetString(reader.Bytes()); break;
                case OtlpTags.KeyValue.Value: value = Value(reader.Bytes(), value, depth); break;
                default: reader.Skip(tag); break;
            }
        }

        return new(key, value);
    }

    private static void ResourceSpans(ReadOnlySpan<byte> message, HashSet<string>? traceIds, List<OtlpSpan> spans)
    {
        Dictionary<string, OtlpValue>? resource = null;
        var reader = new ProtoReader(message);
        while (reader.Next(out var tag))
        {
            if (tag != OtlpTags.ResourceSpans.ScopeSpans) { reader.Skip(tag); continue; }
            var scopeSpans = reader.Bytes();
            string? scope = null;
            var inner = new ProtoReader(scopeSpans);
            while (inner.Next(out var innerTag))
            {
                if (innerTag != OtlpTags.ScopeSpans.Span) { inner.Skip(innerTag); continue; }
                var span = inner.Bytes();
                if (!IsWanted(span, traceIds)) { continue; }
                resource ??= ResourceOf(message);
                scope ??= ScopeOf(scopeSpans);
                spans.Add(Span(span, resource, scope));
            }
        }
    }

    private static bool IsWanted(ReadOnlySpan<byte> span, HashSet<string>? traceIds)
    {
        ReadOnlySpan<byte> traceId = default, spanId = default;
        var reader = new ProtoReader(span);
        while (reader.Next(out var tag))
        {
            if (tag == OtlpTags.Span.TraceId) { traceId = reader.Bytes(); }
            else if (tag == OtlpTags.Span.SpanId) { spanId = reader.Bytes(); }
            else { reader.Skip(tag); }
        }

        if (traceId.Length != 16 || spanId.Length != 8) { return false; }
        if (traceIds is null) { return true; }
        Span<char> hex = stackalloc char[32];
        Convert.TryToHexStringLower(traceId, hex, out _);
        return traceIds.GetAlternateLookup<ReadOnlySpan<char>>().Contains(hex);
    }

    /// <summary>The attributes of the resource in a <c>ResourceSpans</c> or <c>ResourceLogs</c> message.</summary>
    public static Dictionary<string, OtlpValue> ResourceOf(ReadOnlySpan<byte> resourceSpans)
    {
        Dictionary<string, OtlpValue> attributes = [];
        var reader = new ProtoReader(resourceSpans);
        while (reader.Next(out var tag))
        {
            if (tag != OtlpTags.ResourceSpans.Resource) { reader.Skip(tag); continue; }
            var resource = new ProtoReader(reader.Bytes());
            while (resource.Next(out var inner))
            {
                if (inner == OtlpTags.Resource.Attribute) { Add(attributes, resource.Bytes()); }
                else { resource.Skip(inner); }
            }
        }

        return attributes;
    }

    /// <summary>The scope's name in a <c>ScopeSpans</c> or <c>ScopeLogs</c> message.</summary>
    public static string ScopeOf(ReadOnlySpan<byte> scopeSpans)
    {
        var name = "";
        var reader = new ProtoReader(scopeSpans);
        while (reader.Next(out var tag))
        {
            if (tag != OtlpTags.ScopeSpans.Scope) { reader.Skip(tag); continue; }
            var scope = new ProtoReader(reader.Bytes());
            while (scope.Next(out var inner))
            {
                if (inner == OtlpTags.Scope.Name) { name = Encoding.UTF8.GetString(scope.Bytes()); }
                else { scope.Skip(inner); }
            }
        }

        return name;
    }

    private static OtlpSpan Span(ReadOnlySpan<byte> message, Dictionary<string, OtlpValue> resource, string scope)
    {
        string traceId = "", spanId = "", name = "";
        string? parent = null, statusMessage = null;
        ulong start = 0, end = 0;
        int kind = 0, statusCode = 0;
        Dictionary<string, OtlpValue> attributes = [];
        List<OtlpSpanEvent> events = [];
        var reader = new ProtoReader(message);
        while (reader.Next(out var tag))
        {
            switch (tag)
            {
                case OtlpTags.Span.TraceId: traceId = Convert.ToHexStringLower(reader.Bytes()); break;
                case OtlpTags.Span.SpanId: spanId = Convert.ToHexStringLower(reader.Bytes()); break;
                case OtlpTags.Span.ParentSpanId: parent = Parent(reader.Bytes()); break;
                case OtlpTags.Span.Name: name = Encoding.UTF8.GetString(reader.Bytes()); break;
                case OtlpTags.Span.Kind: kind = (int)reader.Varint(); break;
                case OtlpTags.Span.Start: start = reader.Fixed64(); break;
                case OtlpTags.Span.End: end = reader.Fixed64(); break;
                case OtlpTags.Span.Attribute: Add(attributes, reader.Bytes()); break;
                case OtlpTags.Span.Event: events.Add(Event(reader.Bytes())); break;
                case OtlpTags.Span.Status: Status(reader.Bytes(), ref statusCode, ref statusMessage); break;
                default: reader.Skip(tag); break;
            }
        }

        return new()
        {
            TraceId = traceId,
            SpanId = spanId,
            ParentSpanId = parent,
            Name = name,
            Kind = kind,
            StartNano = start,
            EndNano = end != 0 && end < start ? start : end,
            StatusCode = statusCode,
            StatusMessage = statusMessage,
            Attributes = attributes,
            Resource = resource,
            Events = events,
            Scope = scope,
        };
    }

    private static string? Parent(ReadOnlySpan<byte> id) => id.IndexOfAnyExcept((byte)0) < 0 ? null : Convert.ToHexStringLower(id);

    private static OtlpSpanEvent Event(ReadOnlySpan<byte> message)
    {
        ulong time = 0;
        var name = "";
        Dictionary<string, OtlpValue> attributes = [];
        var reader = new ProtoReader(message);
        while (reader.Next(out var tag))
        {
            switch (tag)
            {
                case OtlpTags.Event.Time: time = reader.Fixed64(); break;
                case OtlpTags.Event.Name: name = Encoding.UTF8.GetString(reader.Bytes()); break;
                case OtlpTags.Event.Attribute: Add(attributes, reader.Bytes()); break;
                default: reader.Skip(tag); break;
            }
        }

        return new(time, name, attributes);
    }

    private static void Status(ReadOnlySpan<byte> message, ref int code, ref string? text)
    {
        var reader = new ProtoReader(message);
        while (reader.Next(out var tag))
        {
            switch (tag)
            {
                case OtlpTags.Status.Code: code = (int)reader.Varint(); break;
                case OtlpTags.Status.Message: text = Encoding.UTF8.GetString(reader.Bytes()) is { Length: > 0 } some ? some : null; break;
                default: reader.Skip(tag); break;
            }
        }
    }

    /// <summary>Adds a <c>KeyValue</c> message; of several of one key the last holds.</summary>
    public static void Add(Dictionary<string, OtlpValue> attributes, ReadOnlySpan<byte> pair)
    {
        var (key, value) = Pair(pair, 1);
        attributes[key] = value;
    }

    /// <summary>An <c>AnyValue</c>: the member that comes last holds; an array or map that comes again grows.</summary>
    public static OtlpValue Value(ReadOnlySpan<byte> message, OtlpValue value, int depth)
    {
        if (depth > OtlpAttributeCheck.MaxDepth) { throw new OtlpFormatException($"An attribute is nested more than {OtlpAttributeCheck.MaxDepth} values deep."); }
        var reader = new ProtoReader(message);
        while (reader.Next(out var tag))
        {
            switch (tag)
            {
                case OtlpTags.AnyValue.Text: value = new() { Text = Encoding.UTF8.GetString(reader.Bytes()) }; break;
                case OtlpTags.AnyValue.Flag: value = new() { Flag = reader.Varint() != 0 }; break;
                case OtlpTags.AnyValue.Whole: value = new() { Whole = (long)reader.Varint() }; break;
                case OtlpTags.AnyValue.Number: value = new() { Number = BitConverter.UInt64BitsToDouble(reader.Fixed64()) }; break;
                case OtlpTags.AnyValue.Array: value = new() { Items = Items(reader.Bytes(), value.Items, depth) }; break;
                case OtlpTags.AnyValue.Map: value = new() { Map = Map(reader.Bytes(), value.Map, depth) }; break;
                case OtlpTags.AnyValue.Bytes: value = new() { Bytes = reader.Bytes().ToArray() }; break;
                default: reader.Skip(tag); break;
            }
        }

        return value;
    }

    private static List<OtlpValue> Items(ReadOnlySpan<byte> message, IReadOnlyList<OtlpValue>? before, int depth)
    {
        var items = before as List<OtlpValue> ?? [];
        var reader = new ProtoReader(message);
        while (reader.Next(out var tag))
        {
            if (tag == OtlpTags.Values) { items.Add(Value(reader.Bytes(), Empty, depth + 1)); }
            else { reader.Skip(tag); }
        }

        return items;
    }

    private static List<KeyValuePair<string, OtlpValue>> Map(ReadOnlySpan<byte> message, IReadOnlyList<KeyValuePair<string, OtlpValue>>? before, int depth)
    {
        var pairs = before as List<KeyValuePair<string, OtlpValue>> ?? [];
        var reader = new ProtoReader(message);
        while (reader.Next(out var tag))
        {
            if (tag == OtlpTags.Values) { pairs.Add(Pair(reader.Bytes(), depth + 1)); }
            else { reader.Skip(tag); }
        }

        return pairs;
    }
}
