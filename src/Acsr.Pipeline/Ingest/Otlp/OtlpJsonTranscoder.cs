using System.Text.Json;

namespace Acsr.Ingest.Otlp;

/// <summary>
/// Rewrites an OTLP/JSON body as protobuf, so that one reader judges both (formats A.2). A span that cannot be written stays as an
/// empty one, with what is wrong with it kept under its number.
/// </summary>
internal sealed class OtlpJsonTranscoder
{
    // An attribute of the allowed depth takes four levels of JSON for each of its own.
    private static readonly JsonDocumentOptions Options = new() { MaxDepth = (4 * OtlpAttributeCheck.MaxDepth) + 32 };

    private readonly ProtoWriter _out;
    private readonly OtlpJsonValues _values;
    private int _spans;

    private OtlpJsonTranscoder(int length)
    {
        _out = new ProtoWriter(length);
        _values = new OtlpJsonValues(_out);
    }

    public ReadOnlyMemory<byte> Body => _out.Written;

    /// <summary>What is wrong with a span, by its number in the whole body.</summary>
    public Dictionary<int, string> Faults { get; } = [];

    /// <summary>Every span is written against the encoding's rules: a sender that does not speak OTLP/JSON.</summary>
    public bool IsForeign => _spans > 0 && Faults.Count == _spans;

    /// <summary>Throws <see cref="OtlpFormatException"/> when the body is no JSON or no trace request.</summary>
    public static OtlpJsonTranscoder Run(ReadOnlyMemory<byte> body)
    {
        if (body.Span.StartsWith("\uFEFF"u8)) { body = body[3..]; }
        try
        {
            using var document = JsonDocument.Parse(body, Options);
            var transcoder = new OtlpJsonTranscoder(body.Length / 2);
            transcoder.Request(document.RootElement);
            return transcoder;
        }
        catch (JsonException error)
        {
            throw new OtlpFormatException($"The body is not valid JSON: {error.Message} Check that it is complete and that Content-Type and Content-Encoding say what it is.", error);
        }
        catch (InvalidOperationException error)
        {
            throw new OtlpFormatException("The body holds text that is not valid Unicode.", error);
        }
    }

    private void Request(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object) { throw NotARequest($"is {OtlpJsonValues.Kind(root)}"); }
        var known = false;
        List<string> names = [];
        foreach (var property in root.EnumerateObject())
        {
            names.Add(property.Name);
            if (property.Name is "resourceLogs") { throw new OtlpFormatException(OtlpFaults.LogsMessage); }
            if (property.Name is "resourceMetrics") { throw new OtlpFormatException("This is a metrics export, not a trace request. Send only spans to /v1/traces."); }
            if (property.Name is not "resourceSpans") { continue; }
            known = true;
            Demand(Each(property.Value, "resourceSpans", ResourceSpans));
        }

        if (!known && names.Count > 0) { throw NotARequest($"has no member \"resourceSpans\", only {string.Join(", ", names.Take(5).Select(OtlpFaults.Quote))}"); }
    }

    private string? ResourceSpans(JsonElement element)
    {
        var mark = _out.Begin(OtlpTags.Request.ResourceSpans);
        foreach (var property in element.EnumerateObject())
        {
            var fault = property.Name switch
            {
                "resource" => _values.Message(OtlpTags.ResourceSpans.Resource, property, Resource),
                "scopeSpans" => Each(property.Value, "scopeSpans", ScopeSpans),
                "schemaUrl" => _values.Text(OtlpTags.ResourceSpans.SchemaUrl, property),
                _ => null,
            };
            if (fault is not null) { return fault; }
        }

        _out.End(mark);
        return null;
    }

    private string? Resource(JsonProperty property) => property.Name == "attributes" ? _values.Attributes(OtlpTags.Resource.Attribute, property) : null;

    private string? ScopeSpans(JsonElement element)
    {
        var mark = _out.Begin(OtlpTags.ResourceSpans.ScopeSpans);
        foreach (var property in element.EnumerateObject())
        {
            var fault = property.Name switch
            {
                "scope" => _values.Message(OtlpTags.ScopeSpans.Scope, property, Scope),
                "spans" => Each(property.Value, "spans", SpanOrFault),
                "schemaUrl" => _values.Text(OtlpTags.ScopeSpans.SchemaUrl, property),
                _ => null,
            };
            if (fault is not null) { return fault; }
        }

        _out.End(mark);
        return null;
    }

    private string? Scope(JsonProperty property) => property.Name switch
    {
        "name" => _values.Text(OtlpTags.Scope.Name, property),
        "version" => _values.Text(OtlpTags.Scope.Version, property),
        "attributes" => _values.Attributes(OtlpTags.Scope.Attribute, property),
        _ => null,
    };

    /// <summary>Never a fault: what is wrong with one span must not stop the others.</summary>
    private string? SpanOrFault(JsonElement element)
    {
        var number = _spans++;
        var start = _out.Length;
        var mark = _out.Begin(OtlpTags.ScopeSpans.Span);
        if (Span(element) is { } fault)
        {
            Faults.Add(number, fault);
            _out.Truncate(start);
            mark = _out.Begin(OtlpTags.ScopeSpans.Span);
            WriteName(element);
        }

        _out.End(mark);
        return null;
    }

    private string? Span(JsonElement element)
    {
        try
        {
            return OtlpJsonValues.Members(element, SpanMember);
        }
        catch (InvalidOperationException)
        {
            return "it holds text that is not valid Unicode";
        }
    }

    private string? SpanMember(JsonProperty property) => property.Name switch
    {
        "traceId" => _values.Id(OtlpTags.Span.TraceId, property, 16),
        "spanId" => _values.Id(OtlpTags.Span.SpanId, property, 8),
        "parentSpanId" => _values.Id(OtlpTags.Span.ParentSpanId, property, 8),
        "traceState" => _values.Text(OtlpTags.Span.TraceState, property),
        "name" => _values.Text(OtlpTags.Span.Name, property),
        "kind" => _values.Enum(OtlpTags.Span.Kind, property),
        "startTimeUnixNano" => _values.Fixed64(OtlpTags.Span.Start, property),
        "endTimeUnixNano" => _values.Fixed64(OtlpTags.Span.End, property),
        "attributes" => _values.Attributes(OtlpTags.Span.Attribute, property),
        "events" => Each(property.Value, "events", value => _values.Message(OtlpTags.Span.Event, property.Name, value, Event)),
        "links" => Each(property.Value, "links", value => _values.Message(OtlpTags.Span.Link, property.Name, value, Link)),
        "status" => _values.Message(OtlpTags.Span.Status, property, Status),
        _ => null,
    };

    private string? Event(JsonProperty property) => property.Name switch
    {
        "timeUnixNano" => _values.Fixed64(OtlpTags.Event.Time, property),
        "name" => _values.Text(OtlpTags.Event.Name, property),
        "attributes" => _values.Attributes(OtlpTags.Event.Attribute, property),
        _ => null,
    };

    private string? Link(JsonProperty property) => property.Name switch
    {
        "traceId" => _values.Id(OtlpTags.Link.TraceId, property, 16),
        "spanId" => _values.Id(OtlpTags.Link.SpanId, property, 8),
        "traceState" => _values.Text(OtlpTags.Link.TraceState, property),
        "attributes" => _values.Attributes(OtlpTags.Link.Attribute, property),
        _ => null,
    };

    private string? Status(JsonProperty property) => property.Name switch
    {
        "message" => _values.Text(OtlpTags.Status.Message, property),
        "code" => _values.Enum(OtlpTags.Status.Code, property),
        _ => null,
    };

    /// <summary>A rejected span keeps its name, so that the message about it can say which it is.</summary>
    private void WriteName(JsonElement element)
    {
        try
        {
            if (element.ValueKind == JsonValueKind.Object && element.TryGetProperty("name", out var name) && name.ValueKind == JsonValueKind.String)
            {
                _out.Text(OtlpTags.Span.Name, name.GetString()!);
            }
        }
        catch (InvalidOperationException)
        {
            // The name is what is not valid Unicode; the span's number has to do.
        }
    }

    private static string? Each(JsonElement list, string name, Func<JsonElement, string?> write)
    {
        if (list.ValueKind == JsonValueKind.Null) { return null; }
        if (list.ValueKind != JsonValueKind.Array) { return $"\"{name}\" is {OtlpJsonValues.Kind(list)}; it must be a list"; }
        foreach (var element in list.EnumerateArray())
        {
            // Spans are judged one by one, so theirs is the only kind of element that may be anything.
            if (element.ValueKind != JsonValueKind.Object && name != "spans") { return $"\"{name}\" holds {OtlpJsonValues.Kind(element)}; each element must be an object"; }
            if (write(element) is { } fault) { return fault; }
        }

        return null;
    }

    private static void Demand(string? fault)
    {
        if (fault is not null) { throw new OtlpFormatException($"The body is not an OTLP/JSON trace request: {fault}."); }
    }

    private static OtlpFormatException NotARequest(string what) =>
        new($"The body is not an OTLP/JSON trace request: it {what}. It must be an object {{\"resourceSpans\":[{{\"scopeSpans\":[{{\"spans\":[…]}}]}}]}}.");
}
