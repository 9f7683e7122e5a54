namespace Acsr.Ingest.Otlp;

/// <summary>A trace export as it came in: which spans are accepted, and what the sender has to be told about the rest.</summary>
public sealed class OtlpTraceRequest
{
    private OtlpTraceRequest(ReadOnlyMemory<byte> payload, OtlpTraceScan scan)
    {
        Payload = payload;
        Accepted = scan.Accepted;
        Rejected = scan.Rejected.Count;
        Message = scan.Faults.Message(scan.Accepted + scan.Rejected.Count);
    }

    /// <summary>How many spans were accepted.</summary>
    public int Accepted { get; }

    /// <summary>One for each accepted span, in the order of the body; read when first asked for, which the door does not.</summary>
    public IReadOnlyList<OtlpTouch> Touches => field ??= OtlpTraceScan.Run(Payload.Span).Touches;

    /// <summary>The accepted spans in full; built when first asked for.</summary>
    public IReadOnlyList<OtlpSpan> Spans => field ??= ReadPayload(Payload);

    /// <summary>How many spans were rejected.</summary>
    public int Rejected { get; }

    /// <summary>Which spans were rejected or corrected, why, and how to mend it; null when all is well.</summary>
    public string? Message { get; }

    /// <summary>
    /// An <c>ExportTraceServiceRequest</c> in protobuf that holds the accepted spans only. A protobuf body of which nothing was rejected
    /// is not copied, so it lives as long as the body's memory.
    /// </summary>
    public ReadOnlyMemory<byte> Payload { get; }

    /// <summary>Throws <see cref="OtlpFormatException"/> when the body is no trace request at all; single bad spans are only rejected.</summary>
    public static OtlpTraceRequest Read(ReadOnlyMemory<byte> body, OtlpEncoding encoding)
    {
        IReadOnlyDictionary<int, string>? faults = null;
        if (encoding == OtlpEncoding.Json)
        {
            var json = OtlpJsonTranscoder.Run(body);
            if (json.IsForeign) { throw new OtlpFormatException($"No span of the body is written as OTLP/JSON demands. The first one: {json.Faults[0]}."); }
            body = json.Body;
            faults = json.Faults;
        }

        var scan = OtlpTraceScan.Check(body.Span, faults);
        if (scan.HasNoIds)
        {
            throw new OtlpFormatException("No span has a trace id or a span id. This looks like a logs export, or spans written by hand: send logs to /v1/logs, and give every span its ids.");
        }

        return new(scan.Rejected.Count == 0 ? body : OtlpPayload.Without(body.Span, scan.Rejected), scan);
    }

    /// <summary>The spans of a stored payload. Throws <see cref="OtlpFormatException"/> when it is damaged.</summary>
    /// <param name="payload">What <see cref="Payload"/> was.</param>
    /// <param name="traceIds">Builds only spans of these traces (32 hexadecimal digits, lower case); null for all.</param>
    public static IReadOnlyList<OtlpSpan> ReadPayload(ReadOnlyMemory<byte> payload, HashSet<string>? traceIds = null) =>
        OtlpSpanDecoder.Decode(payload.Span, traceIds);
}
