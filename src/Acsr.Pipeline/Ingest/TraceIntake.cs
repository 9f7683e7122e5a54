using Acsr.Ingest.Otlp;

namespace Acsr.Ingest;

/// <summary>What became of a trace request.</summary>
/// <param name="Outcome">Whether it is stored.</param>
/// <param name="Rejected">Spans refused; the others are stored.</param>
/// <param name="Message">Why, for the sender; null when nothing was refused.</param>
public sealed record TraceAnswer(IngestOutcome Outcome, int Rejected, string? Message);

/// <summary>Takes OTLP traces from whichever door they came through: validates them and has them written.</summary>
public sealed class TraceIntake(IngestWriter writer)
{
    /// <summary>Answers when the spans are on the disk, or are known not to be.</summary>
    /// <exception cref="OtlpFormatException">The body is no trace request; the message is for the sender.</exception>
    public async Task<TraceAnswer> AcceptAsync(ReadOnlyMemory<byte> body, OtlpEncoding encoding, string source)
    {
        var request = OtlpTraceRequest.Read(body, encoding);
        var outcome = request.Touches.Count == 0 ? IngestOutcome.Stored : await writer.WriteAsync(Batch(request, source));
        return new TraceAnswer(outcome, request.Rejected, request.Message);
    }

    internal static IngestBatch Batch(OtlpTraceRequest request, string source) => IngestBatch.Of(source, SegmentFormat.Otlp, request.Touches.Count, request.Payload.Span);
}
