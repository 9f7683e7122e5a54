using Acsr.Ingest.Otlp;

namespace Acsr.Ingest;

/// <summary>Takes OTLP traces from whichever door they came through: validates them and has them written.</summary>
public sealed class TraceIntake(IngestWriter writer) : IOtlpIntake
{
    public OtlpSignal Signal => OtlpSignal.Traces;

    public async Task<ExportAnswer> AcceptAsync(ReadOnlyMemory<byte> body, OtlpEncoding encoding, string source)
    {
        var request = OtlpTraceRequest.Read(body, encoding);
        var outcome = request.Accepted == 0 ? IngestOutcome.Stored : await writer.WriteAsync(Batch(request, source));
        return new ExportAnswer(outcome, request.Rejected, request.Message);
    }

    internal static IngestBatch Batch(OtlpTraceRequest request, string source) => IngestBatch.Of(source, SegmentFormat.Otlp, request.Accepted, request.Payload.Span);
}
