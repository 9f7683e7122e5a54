using System.Text.Json;
using Acsr.Ingest.Events;
using Acsr.Ingest.Otlp;

namespace Acsr.Ingest;

/// <summary>
/// Takes cases out of a stored request: the one change that a segment knows. Its hash stays, so that the same request sent again is known and
/// brings nothing back.
/// </summary>
internal static class SegmentErasure
{
    /// <summary>Takes everything out that stands under one of the keys; how many events or spans that were.</summary>
    /// <param name="segment">Is changed.</param>
    /// <param name="cases">Ids of cases.</param>
    /// <param name="traces">Ids of their traces, under which stands what names no case.</param>
    public static int Erase(Segment segment, IReadOnlySet<string> cases, IReadOnlySet<string> traces)
    {
        using var payload = Zstd.Unpack(segment.Payload);
        var bytes = payload.Bytes;
        var removed = 0;
        ReadOnlyMemory<byte> left;
        if (segment.Format == SegmentFormat.Events) { left = Lines(bytes, cases, traces, ref removed); }
        else
        {
            var touches = segment.Format == SegmentFormat.Otlp ? OtlpTraceScan.Run(bytes.Span).Touches : OtlpLogRequest.Read(bytes, OtlpEncoding.Protobuf).Touches;
            var numbers = touches.Index().Where(t => t.Item.CaseId is { } id ? cases.Contains(id) : traces.Contains(t.Item.TraceId)).Select(t => t.Index).ToList();
            removed = numbers.Count;
            left = removed == 0 ? bytes : OtlpPayload.WithoutTrace(bytes.Span, numbers);
        }

        if (removed == 0) { return 0; }
        (segment.Payload, segment.Length, segment.Count) = (Zstd.Compress(left.Span), left.Length, segment.Count - removed);
        return removed;
    }

    private static ReadOnlyMemory<byte> Lines(ReadOnlyMemory<byte> payload, IReadOnlySet<string> cases, IReadOnlySet<string> traces, ref int removed)
    {
        using var left = new MemoryStream(payload.Length);
        var start = 0;
        while (start < payload.Length)
        {
            var length = payload.Span[start..].IndexOf((byte)'\n');
            var line = length < 0 ? payload[start..] : payload.Slice(start, length);
            start += line.Length + 1;
            if (line.Length == 0) { continue; }
            var item = JsonSerializer.Deserialize<CaseEvent>(line.Span, EventJson.Options)!;
            if (item.Case.Length > 0 ? cases.Contains(item.Case) : traces.Contains(item.Under())) { removed++; continue; }
            left.Write(line.Span);
            left.WriteByte((byte)'\n');
        }

        return left.ToArray();
    }
}
