using System.Buffers.Binary;

namespace Acsr.Ingest.Otlp;

/// <summary>
/// One pass over a protobuf <c>ExportTraceServiceRequest</c> that checks every span and notes what the door needs of it, without
/// building attributes: the hot path of ingest.
/// </summary>
internal sealed class OtlpTraceScan
{
    private readonly Dictionary<UInt128, TraceMemory> _traces = [];
    private readonly IReadOnlyDictionary<int, string>? _known;
    private int _spans;
    private int _withoutIds;
    private int _resource = -1;
    private int _scope;
    private int _span;

    private readonly bool _touches;

    private OtlpTraceScan(IReadOnlyDictionary<int, string>? known, bool touches) => (_known, _touches) = (known, touches);

    /// <summary>How many spans were accepted.</summary>
    public int Accepted { get; private set; }

    /// <summary>Accepted spans, in the order of the body; none where the request was only checked.</summary>
    public List<OtlpTouch> Touches { get; } = [];

    /// <summary>Rejected spans, numbered from 0 over the whole body.</summary>
    public List<int> Rejected { get; } = [];

    public OtlpFaults Faults { get; } = OtlpFaults.OfSpans();

    /// <summary>No span at all has an id, as when another signal is read as spans.</summary>
    public bool HasNoIds => _spans > 0 && _withoutIds == _spans;

    /// <summary>Checks a request as it comes in.</summary>
    /// <param name="body">The request.</param>
    /// <param name="known">What is already known to be wrong with a span, by its number in the whole body.</param>
    public static OtlpTraceScan Check(ReadOnlySpan<byte> body, IReadOnlyDictionary<int, string>? known = null) => Run(body, new OtlpTraceScan(known, touches: false));

    /// <summary>Reads which traces and cases the spans of a request belong to.</summary>
    public static OtlpTraceScan Run(ReadOnlySpan<byte> body) => Run(body, new OtlpTraceScan(null, touches: true));

    private static OtlpTraceScan Run(ReadOnlySpan<byte> body, OtlpTraceScan scan)
    {
        var reader = new ProtoReader(body);
        while (reader.Next(out var tag))
        {
            if (tag == OtlpTags.Request.ResourceSpans) { scan.ResourceSpans(reader.Bytes()); }
            else { reader.Skip(tag); }
        }

        return scan;
    }

    private void ResourceSpans(ReadOnlySpan<byte> message)
    {
        _resource++;
        _scope = -1;
        // The resource may stand behind its spans on the wire, and the spans need it.
        string? fault = null;
        string? resourceCase = null;
        var resources = new ProtoReader(message);
        while (resources.Next(out var tag))
        {
            switch (tag)
            {
                case OtlpTags.ResourceSpans.Resource: fault = Resource(resources.Bytes(), ref resourceCase) ?? fault; break;
                case OtlpTags.ResourceSpans.SchemaUrl: fault = OtlpAttributeCheck.Text(resources.Bytes(), "the schema's URL") ?? fault; break;
                default: resources.Skip(tag); break;
            }
        }

        var reader = new ProtoReader(message);
        while (reader.Next(out var tag))
        {
            if (tag == OtlpTags.ResourceSpans.ScopeSpans) { ScopeSpans(reader.Bytes(), fault, resourceCase); }
            else { reader.Skip(tag); }
        }
    }

    private static string? Resource(ReadOnlySpan<byte> message, ref string? resourceCase)
    {
        string? fault = null;
        var reader = new ProtoReader(message);
        while (reader.Next(out var tag))
        {
            if (tag != OtlpTags.Resource.Attribute) { reader.Skip(tag); continue; }
            var pair = reader.Bytes();
            fault = OtlpAttributeCheck.KeyValue(pair, out var key) ?? fault;
            if (fault is null && key.SequenceEqual("acsr.case.id"u8)) { resourceCase = OtlpCaseId.Read(pair, null); }
        }

        return fault;
    }

    private void ScopeSpans(ReadOnlySpan<byte> message, string? fault, string? resourceCase)
    {
        _scope++;
        _span = -1;
        var scopes = new ProtoReader(message);
        while (scopes.Next(out var tag))
        {
            switch (tag)
            {
                case OtlpTags.ScopeSpans.Scope: fault = Scope(scopes.Bytes()) ?? fault; break;
                case OtlpTags.ScopeSpans.SchemaUrl: fault = OtlpAttributeCheck.Text(scopes.Bytes(), "the schema's URL") ?? fault; break;
                default: scopes.Skip(tag); break;
            }
        }

        var reader = new ProtoReader(message);
        while (reader.Next(out var tag))
        {
            if (tag == OtlpTags.ScopeSpans.Span) { Span(reader.Bytes(), fault, resourceCase); }
            else { reader.Skip(tag); }
        }
    }

    private static string? Scope(ReadOnlySpan<byte> message)
    {
        string? fault = null;
        var reader = new ProtoReader(message);
        while (reader.Next(out var tag))
        {
            switch (tag)
            {
                case OtlpTags.Scope.Name or OtlpTags.Scope.Version: fault = OtlpAttributeCheck.Text(reader.Bytes(), "the scope") ?? fault; break;
                case OtlpTags.Scope.Attribute: fault = OtlpAttributeCheck.KeyValue(reader.Bytes()) ?? fault; break;
                default: reader.Skip(tag); break;
            }
        }

        return fault;
    }

    private void Span(ReadOnlySpan<byte> message, string? fault, string? resourceCase)
    {
        _span++;
        var number = _spans++;
        OtlpSpanScan span;
        try
        {
            span = OtlpSpanScan.Run(message);
        }
        catch (OtlpFormatException) when (OtlpSpanScan.IsLogRecord(message))
        {
            throw new OtlpFormatException(OtlpFaults.LogsMessage);
        }

        var written = _known?.GetValueOrDefault(number);
        if (written is null && span.TraceId.IsEmpty && span.SpanId.IsEmpty) { _withoutIds++; }

        fault = written ?? span.IdFault() ?? span.Fault ?? fault;
        if (fault is not null)
        {
            Rejected.Add(number);
            Faults.Reject(_resource, _scope, _span, span.Name, fault);
            return;
        }

        if (span.EndsBeforeStart) { Faults.Warn(_resource, _scope, _span, span.Name, "it ends before it starts; its end was set to its start"); }
        Accepted++;
        if (!_touches)
        {
            if (!span.CasePair.IsEmpty && !OtlpCaseId.IsUsable(span.CasePair)) { Unused(span.Name); }
            return;
        }

        var trace = Remembered(span.TraceId);
        var named = OtlpCaseId.Read(span.CasePair, trace.CaseId);
        if (named is null && !span.CasePair.IsEmpty) { Unused(span.Name); }
        var caseId = named ?? resourceCase ?? span.Conversation(trace.CaseId);
        trace.CaseId = caseId ?? trace.CaseId;
        Touches.Add(new OtlpTouch(trace.Id, BinaryPrimitives.ReadUInt64BigEndian(span.SpanId), span.Start, caseId));
    }

    private void Unused(ReadOnlySpan<byte> name) =>
        Faults.Warn(_resource, _scope, _span, name, $"its acsr.case.id is not used; it must be a text of 1 to {SpanCaseId.MaxLength} characters");

    private TraceMemory Remembered(ReadOnlySpan<byte> traceId)
    {
        var key = BinaryPrimitives.ReadUInt128BigEndian(traceId);
        if (!_traces.TryGetValue(key, out var memory)) { _traces[key] = memory = new TraceMemory(Convert.ToHexStringLower(traceId)); }
        return memory;
    }

    /// <summary>The texts of a trace that was seen in this request, so that its next span allocates none.</summary>
    private sealed class TraceMemory(string id)
    {
        public string Id => id;
        public string? CaseId { get; set; }
    }
}
