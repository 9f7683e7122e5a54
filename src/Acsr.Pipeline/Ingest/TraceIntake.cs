using System.Globalization;
using Acsr.Ingest.Otlp;

namespace Acsr.Ingest;

/// <summary>What became of a trace request.</summary>
/// <param name="Outcome">Whether it is stored.</param>
/// <param name="Rejected">Spans refused; the others are stored.</param>
/// <param name="Message">Why, for the sender; null when nothing was refused.</param>
public sealed record TraceAnswer(IngestOutcome Outcome, int Rejected, string? Message);

/// <summary>Takes OTLP traces from whichever door they came through: validates, finds which cases they touch, and has them written.</summary>
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

    /// <summary>A span that names no case stands under its trace, and moves when another span of the trace names one.</summary>
    internal static IngestBatch Batch(OtlpTraceRequest request, string source)
    {
        var touches = new HashSet<string>();
        var links = new Dictionary<string, TraceCase>();
        foreach (var span in request.Touches)
        {
            touches.Add(span.CaseId ?? span.TraceId);
            if (span.CaseId is null) { continue; }
            var rank = span.StartNano.ToString("D20", CultureInfo.InvariantCulture) + span.SpanId;
            if (!links.TryGetValue(span.TraceId, out var held) || string.CompareOrdinal(rank, held.Rank) < 0)
            {
                links[span.TraceId] = new TraceCase { TraceId = span.TraceId, CaseId = span.CaseId, Rank = rank };
            }
        }

        return IngestBatch.Of(source, SegmentFormat.Otlp, request.Touches.Count, request.Payload.Span, touches, [.. links.Values]);
    }
}
