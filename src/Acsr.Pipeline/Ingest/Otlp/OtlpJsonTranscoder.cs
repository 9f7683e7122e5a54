using System.Text.Json;

namespace Acsr.Ingest.Otlp;

/// <summary>
/// Rewrites an OTLP/JSON body as protobuf, so that one reader judges both (formats A.2). A span or log record that cannot be written stays
/// as an empty one, with what is wrong with it kept under its number.
/// </summary>
internal sealed class OtlpJsonTranscoder
{
    // An attribute of the allowed depth takes four levels of JSON for each of its own.
    private static readonly JsonDocumentOptions Options = new() { MaxDepth = (4 * OtlpAttributeCheck.MaxDepth) + 32 };

    private readonly ProtoWriter _out;
    private readonly OtlpJsonValues _values;
    private readonly OtlpSignal _signal;
    private readonly (string Resources, string Scopes, string Items) _names;
    private int _items;

    private OtlpJsonTranscoder(OtlpSignal signal, int length)
    {
        _out = new ProtoWriter(length);
        _values = new OtlpJsonValues(_out);
        _signal = signal;
        _names = signal == OtlpSignal.Traces ? ("resourceSpans", "scopeSpans", "spans") : ("resourceLogs", "scopeLogs", "logRecords");
    }

    public ReadOnlyMemory<byte> Body => _out.Written;

    /// <summary>What is wrong with a span or record, by its number in the whole body.</summary>
    public Dictionary<int, string> Faults { get; } = [];

    /// <summary>Every one of them is written against the encoding's rules: a sender that does not speak OTLP/JSON.</summary>
    public bool IsForeign => _items > 0 && Faults.Count == _items;

    /// <summary>Throws <see cref="OtlpFormatException"/> when the body is no JSON or no request of this signal.</summary>
    public static OtlpJsonTranscoder Run(ReadOnlyMemory<byte> body, OtlpSignal signal = OtlpSignal.Traces)
    {
        if (body.Span.StartsWith("\uFEFF"u8)) { body = body[3..]; }
        try
        {
            using var document = JsonDocument.Parse(body, Options);
            var transcoder = new OtlpJsonTranscoder(signal, body.Length / 2);
            transcoder.Take(document.RootElement);
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

    private void Take(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object) { throw NotARequest($"is {OtlpJsonValues.Kind(root)}"); }
        var known = false;
        List<string> names = [];
        foreach (var property in root.EnumerateObject())
        {
            names.Add(property.Name);
            if (property.Name != _names.Resources && OtherSignal(property.Name) is { } mistake) { throw new OtlpFormatException(mistake); }
            if (property.Name != _names.Resources) { continue; }
            known = true;
            Demand(Each(property.Value, _names.Resources, Resources));
        }

        if (!known && names.Count > 0) { throw NotARequest($"has no member \"{_names.Resources}\", only {string.Join(", ", names.Take(5).Select(OtlpFaults.Quote))}"); }
    }

    private static string? OtherSignal(string member) => member switch
    {
        "resourceLogs" => OtlpFaults.LogsMessage,
        "resourceSpans" => OtlpFaults.SpansMessage,
        "resourceMetrics" => "This is a metrics export, which the console does not take. Send only spans to /v1/traces and GenAI events to /v1/logs.",
        _ => null,
    };

    private string? Resources(JsonElement element)
    {
        var mark = _out.Begin(OtlpTags.Request.ResourceSpans);
        foreach (var property in element.EnumerateObject())
        {
            var fault = property.Name == _names.Scopes ? Each(property.Value, _names.Scopes, Scopes) : property.Name switch
            {
                "resource" => _values.Message(OtlpTags.ResourceSpans.Resource, property, Resource),
                "schemaUrl" => _values.Text(OtlpTags.ResourceSpans.SchemaUrl, property),
                _ => null,
            };
            if (fault is not null) { return fault; }
        }

        _out.End(mark);
        return null;
    }

    private string? Resource(JsonProperty property) => property.Name == "attributes" ? _values.Attributes(OtlpTags.Resource.Attribute, property) : null;

    private string? Scopes(JsonElement element)
    {
        var mark = _out.Begin(OtlpTags.ResourceSpans.ScopeSpans);
        foreach (var property in element.EnumerateObject())
        {
            var fault = property.Name == _names.Items ? Each(property.Value, _names.Items, ItemOrFault) : property.Name switch
            {
                "scope" => _values.Message(OtlpTags.ScopeSpans.Scope, property, Scope),
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

    /// <summary>Never a fault: what is wrong with one of them must not stop the others.</summary>
    private string? ItemOrFault(JsonElement element)
    {
        var number = _items++;
        var start = _out.Length;
        var mark = _out.Begin(OtlpTags.ScopeSpans.Span);
        if (Item(element) is { } fault)
        {
            Faults.Add(number, fault);
            _out.Truncate(start);
            mark = _out.Begin(OtlpTags.ScopeSpans.Span);
            WriteName(element);
        }

        _out.End(mark);
        return null;
    }

    private string? Item(JsonElement element)
    {
        try
        {
            return OtlpJsonValues.Members(element, _signal == OtlpSignal.Traces ? SpanMember : RecordMember);
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

    private string? RecordMember(JsonProperty property) => property.Name switch
    {
        "timeUnixNano" => _values.Fixed64(OtlpTags.LogRecord.Time, property),
        "observedTimeUnixNano" => _values.Fixed64(OtlpTags.LogRecord.ObservedTime, property),
        "severityNumber" => _values.Enum(OtlpTags.LogRecord.SeverityNumber, property),
        "severityText" => _values.Text(OtlpTags.LogRecord.SeverityText, property),
        "body" => _values.Value(OtlpTags.LogRecord.Body, property),
        "attributes" => _values.Attributes(OtlpTags.LogRecord.Attribute, property),
        "traceId" => _values.Id(OtlpTags.LogRecord.TraceId, property, 16),
        "spanId" => _values.Id(OtlpTags.LogRecord.SpanId, property, 8),
        "eventName" => _values.Text(OtlpTags.LogRecord.EventName, property),
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

    /// <summary>What is rejected keeps its name, so that the message about it can say which it is.</summary>
    private void WriteName(JsonElement element)
    {
        try
        {
            var (member, tag) = _signal == OtlpSignal.Traces ? ("name", OtlpTags.Span.Name) : ("eventName", OtlpTags.LogRecord.EventName);
            if (element.ValueKind == JsonValueKind.Object && element.TryGetProperty(member, out var name) && name.ValueKind == JsonValueKind.String)
            {
                _out.Text(tag, name.GetString()!);
            }
        }
        catch (InvalidOperationException)
        {
            // The name is what is not valid Unicode; the number has to do.
        }
    }

    private string? Each(JsonElement list, string name, Func<JsonElement, string?> write)
    {
        if (list.ValueKind == JsonValueKind.Null) { return null; }
        if (list.ValueKind != JsonValueKind.Array) { return $"\"{name}\" is {OtlpJsonValues.Kind(list)}; it must be a list"; }
        foreach (var element in list.EnumerateArray())
        {
            // Spans and records are judged one by one, so theirs is the only kind of element that may be anything.
            if (element.ValueKind != JsonValueKind.Object && name != _names.Items) { return $"\"{name}\" holds {OtlpJsonValues.Kind(element)}; each element must be an object"; }
            if (write(element) is { } fault) { return fault; }
        }

        return null;
    }

    private void Demand(string? fault)
    {
        if (fault is not null) { throw new OtlpFormatException($"The body is not an OTLP/JSON {Request}: {fault}."); }
    }

    private OtlpFormatException NotARequest(string what) =>
        new($"The body is not an OTLP/JSON {Request}: it {what}. It must be an object {{\"{_names.Resources}\":[{{\"{_names.Scopes}\":[{{\"{_names.Items}\":[…]}}]}}]}}.");

    private string Request => _signal == OtlpSignal.Traces ? "trace request" : "logs request";
}
