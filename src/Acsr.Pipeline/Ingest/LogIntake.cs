using Acsr.Ingest.Otlp;

namespace Acsr.Ingest;

/// <summary>Takes OTLP logs from whichever door they came through: keeps the GenAI events among them and says what it did not keep.</summary>
public sealed class LogIntake(IngestWriter writer) : IOtlpIntake
{
    public OtlpSignal Signal => OtlpSignal.Logs;

    public async Task<ExportAnswer> AcceptAsync(ReadOnlyMemory<byte> body, OtlpEncoding encoding, string source)
    {
        var request = OtlpLogRequest.Read(body, encoding);
        var outcome = request.Touches.Count == 0 ? IngestOutcome.Stored : await writer.WriteAsync(IngestBatch.Of(source, SegmentFormat.OtlpLogs, request.Touches.Count, request.Payload.Span));
        return new ExportAnswer(outcome, request.Rejected, request.Message);
    }
}
