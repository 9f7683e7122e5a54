namespace Acsr.Ingest.Otlp;

/// <summary>A logs export as it came in: which GenAI events are accepted, and what the sender has to be told about the rest.</summary>
public sealed class OtlpLogRequest
{
    private OtlpLogRequest(ReadOnlyMemory<byte> payload, OtlpLogScan scan)
    {
        Payload = payload;
        Touches = scan.Touches;
        Rejected = scan.Rejected.Count;
        Message = scan.Message;
    }

    /// <summary>One for each accepted event, in the order of the body; the trace id is empty where none is named.</summary>
    public IReadOnlyList<OtlpTouch> Touches { get; }

    /// <summary>Log records that are not kept: bad ones, and those that are no GenAI events.</summary>
    public int Rejected { get; }

    /// <summary>Which were not kept, and why; null when all were.</summary>
    public string? Message { get; }

    /// <summary>An <c>ExportLogsServiceRequest</c> in protobuf that holds the accepted events only; not copied where nothing was rejected.</summary>
    public ReadOnlyMemory<byte> Payload { get; }

    /// <summary>Throws <see cref="OtlpFormatException"/> when the body is no logs request at all; single bad records are only rejected.</summary>
    public static OtlpLogRequest Read(ReadOnlyMemory<byte> body, OtlpEncoding encoding)
    {
        IReadOnlyDictionary<int, string>? faults = null;
        if (encoding == OtlpEncoding.Json)
        {
            var json = OtlpJsonTranscoder.Run(body, OtlpSignal.Logs);
            if (json.IsForeign) { throw new OtlpFormatException($"No log record of the body is written as OTLP/JSON demands. The first one: {json.Faults[0]}."); }
            body = json.Body;
            faults = json.Faults;
        }

        var scan = OtlpLogScan.Run(body.Span, faults);
        return new(scan.Rejected.Count == 0 ? body : OtlpPayload.Without(body.Span, scan.Rejected), scan);
    }

    /// <summary>The records of a stored payload. Throws <see cref="OtlpFormatException"/> when it is damaged.</summary>
    public static IReadOnlyList<OtlpLogRecord> ReadPayload(ReadOnlyMemory<byte> payload) => OtlpLogDecoder.Decode(payload.Span);
}
