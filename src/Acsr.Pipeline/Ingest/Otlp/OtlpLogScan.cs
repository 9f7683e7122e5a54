using System.Buffers.Binary;

namespace Acsr.Ingest.Otlp;

/// <summary>One pass over a protobuf <c>ExportLogsServiceRequest</c> that finds the GenAI events in it and judges them.</summary>
internal sealed class OtlpLogScan
{
    private static readonly HashSet<string> Taken = [.. GenAiEvents.Taken];

    private readonly IReadOnlyDictionary<int, string>? _known;
    private int _resource = -1;
    private int _scope;
    private int _record;
    private int _other;

    private OtlpLogScan(IReadOnlyDictionary<int, string>? known) => _known = known;

    /// <summary>Accepted events, in the order of the body; where no trace is named its id is empty.</summary>
    public List<OtlpTouch> Touches { get; } = [];

    /// <summary>Records that are not kept, numbered from 0 over the whole body.</summary>
    public List<int> Rejected { get; } = [];

    /// <summary>Log records in the body.</summary>
    public int Count { get; private set; }

    private OtlpFaults Faults { get; } = OtlpFaults.OfLogRecords();

    /// <summary>What the sender has to be told; null when all is well.</summary>
    public string? Message
    {
        get
        {
            var other = _other == 0 ? null
                : $"{_other} of {Count} log records are no GenAI events and are not kept. The console takes {string.Join(", ", GenAiEvents.Taken)}; filter the rest out before this exporter.";
            return string.Join(' ', ((string?[])[Faults.Message(Count), other]).OfType<string>()) is { Length: > 0 } said ? said : null;
        }
    }

    /// <param name="body">The request.</param>
    /// <param name="known">What is already known to be wrong with a record, by its number in the whole body.</param>
    public static OtlpLogScan Run(ReadOnlySpan<byte> body, IReadOnlyDictionary<int, string>? known = null)
    {
        var scan = new OtlpLogScan(known);
        var reader = new ProtoReader(body);
        while (reader.Next(out var tag))
        {
            if (tag == OtlpTags.Request.ResourceSpans) { scan.ResourceLogs(reader.Bytes()); }
            else { reader.Skip(tag); }
        }

        return scan;
    }

    private void ResourceLogs(ReadOnlySpan<byte> message)
    {
        _resource++;
        _scope = -1;
        var fault = Resource(message);
        var resource = fault is null ? OtlpSpanDecoder.ResourceOf(message) : [];
        var reader = new ProtoReader(message);
        while (reader.Next(out var tag))
        {
            if (tag == OtlpTags.ResourceSpans.ScopeSpans) { ScopeLogs(reader.Bytes(), fault, resource); }
            else { reader.Skip(tag); }
        }
    }

    private static string? Resource(ReadOnlySpan<byte> message)
    {
        string? fault = null;
        var reader = new ProtoReader(message);
        while (reader.Next(out var tag))
        {
            if (tag != OtlpTags.ResourceSpans.Resource) { reader.Skip(tag); continue; }
            var resource = new ProtoReader(reader.Bytes());
            while (resource.Next(out var inner))
            {
                if (inner == OtlpTags.Resource.Attribute) { fault = OtlpAttributeCheck.KeyValue(resource.Bytes()) ?? fault; }
                else { resource.Skip(inner); }
            }
        }

        return fault;
    }

    private void ScopeLogs(ReadOnlySpan<byte> message, string? fault, Dictionary<string, OtlpValue> resource)
    {
        _scope++;
        _record = -1;
        var reader = new ProtoReader(message);
        while (reader.Next(out var tag))
        {
            if (tag == OtlpTags.ScopeSpans.Span) { Record(reader.Bytes(), fault, resource); }
            else { reader.Skip(tag); }
        }
    }

    private void Record(ReadOnlySpan<byte> message, string? resourceFault, Dictionary<string, OtlpValue> resource)
    {
        _record++;
        var number = Count++;
        var found = OtlpLogCheck.Fault(message, out var name);
        var fault = _known?.GetValueOrDefault(number) ?? found;
        if (fault is null && !Taken.Contains(name))
        {
            _other++;
            Rejected.Add(number);
            return;
        }

        var record = fault is null ? OtlpLogDecoder.Record(message, resource, "", number) : null;
        fault ??= resourceFault ?? GenAiEvents.Fault(record!);
        if (fault is not null)
        {
            Rejected.Add(number);
            Faults.Reject(_resource, _scope, _record, System.Text.Encoding.UTF8.GetBytes(name), fault);
            return;
        }

        var span = record!.SpanId is { } id ? BinaryPrimitives.ReadUInt64BigEndian(Convert.FromHexString(id)) : 0;
        Touches.Add(new OtlpTouch(record.TraceId ?? "", span, record.TimeNano, SpanCaseId.Of(record)));
    }
}
