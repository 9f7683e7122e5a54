using System.Globalization;
using Acsr.Ingest.Events;
using Acsr.Ingest.Otlp;

namespace Acsr.Ingest;

/// <summary>What a segment holds something of. Read from its payload, so that the door writes nothing but the payload.</summary>
/// <param name="Touches">Cases named by events, spans or log records; of those without a case the trace id.</param>
/// <param name="Links">Traces whose case became known; see <see cref="TraceCase"/>.</param>
internal sealed record SegmentContents(IReadOnlyCollection<string> Touches, IReadOnlyCollection<TraceCase> Links)
{
    /// <summary>Of a stored segment.</summary>
    public static SegmentContents Of(Segment segment)
    {
        using var payload = Zstd.Unpack(segment.Payload);
        return Of(segment.Format, payload.Bytes);
    }

    /// <param name="format">How the payload is written.</param>
    /// <param name="payload">Unpacked.</param>
    public static SegmentContents Of(SegmentFormat format, ReadOnlyMemory<byte> payload) => format switch
    {
        SegmentFormat.Otlp => Of(OtlpTraceScan.Run(payload.Span).Touches),
        SegmentFormat.OtlpLogs => Of(OtlpLogRequest.Read(payload, OtlpEncoding.Protobuf).Touches),
        SegmentFormat.Events => new(EventBatch.ReadPayload(payload).Select(e => e.Under()).ToHashSet(), []),
    };

    /// <summary>What names no case stands under its trace, and moves when something else of the trace names one.</summary>
    private static SegmentContents Of(IReadOnlyList<OtlpTouch> items)
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

        return new(touches, [.. links.Values]);
    }
}
