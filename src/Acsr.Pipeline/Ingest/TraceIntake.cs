using System.Globalization;
using Acsr.Ingest.Otlp;

namespace Acsr.Ingest;

/// <summary>Takes OTLP traces from whichever door they came through: validates, finds which cases they touch, and has them written.</summary>
public sealed class TraceIntake(IngestWriter writer) : IOtlpIntake
{
    public OtlpSignal Signal => OtlpSignal.Traces;

    public async Task<ExportAnswer> AcceptAsync(ReadOnlyMemory<byte> body, OtlpEncoding encoding, string source)
    {
        var request = OtlpTraceRequest.Read(body, encoding);
        var outcome = request.Touches.Count == 0 ? IngestOutcome.Stored : await writer.WriteAsync(Batch(request, source));
        return new ExportAnswer(outcome, request.Rejected, request.Message);
    }

    internal static IngestBatch Batch(OtlpTraceRequest request, string source) => Batch(SegmentFormat.Otlp, request.Touches, request.Payload.Span, source);

    /// <summary>What names no case stands under its trace, and moves when something else of the trace names one.</summary>
    internal static IngestBatch Batch(SegmentFormat format, IReadOnlyList<OtlpTouch> items, ReadOnlySpan<byte> payload, string source)
    {
        var touches = new HashSet<string>();
        var links = new Dictionary<string, TraceCase>();
        foreach (var span in items)
        {
            touches.Add(span.CaseId ?? span.TraceId);
            if (span.CaseId is null || span.TraceId.Length == 0) { continue; }
            var rank = span.StartNano.ToString("D20", CultureInfo.InvariantCulture) + span.SpanId;
            if (!links.TryGetValue(span.TraceId, out var held) || string.CompareOrdinal(rank, held.Rank) < 0)
            {
                links[span.TraceId] = new TraceCase { TraceId = span.TraceId, CaseId = span.CaseId, Rank = rank };
            }
        }

        return IngestBatch.Of(source, format, items.Count, payload, touches, [.. links.Values]);
    }
}
