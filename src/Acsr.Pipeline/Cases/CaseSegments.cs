using Acsr.Ingest;
using Acsr.Ingest.Events;
using Acsr.Ingest.Otlp;
using Acsr.Store;
using Microsoft.EntityFrameworkCore;

namespace Acsr.Cases;

/// <summary>Reads what came in about cases. Cases that share a segment are read together, so that each segment is unpacked once.</summary>
public static class CaseSegments
{
    /// <summary>The input of each of <paramref name="caseIds"/>; of a case of which nothing (any more) is known an empty one.</summary>
    public static async Task<IReadOnlyDictionary<string, CaseInput>> LoadAsync(ConsoleDbContext db, IReadOnlyCollection<string> caseIds, CancellationToken cancellationToken)
    {
        var traces = await db.TraceCases.AsNoTracking().Where(t => caseIds.Contains(t.CaseId)).ToListAsync(cancellationToken);
        var keys = caseIds.Concat(traces.Select(t => t.TraceId)).ToHashSet();
        var segmentIds = await db.SegmentCases.Where(s => keys.Contains(s.CaseId)).Select(s => s.SegmentId).Distinct().Order().ToListAsync(cancellationToken);

        var gathered = caseIds.Distinct().ToDictionary(id => id, _ => new Gathered());
        foreach (var chunk in segmentIds.Chunk(64))
        {
            var segments = await db.Segments.AsNoTracking().Where(s => chunk.Contains(s.Id)).OrderBy(s => s.Id).ToListAsync(cancellationToken);
            var unpacked = segments.ConvertAll(s => (Segment: s, Payload: Zstd.Unpack(s.Payload)));
            var spans = Of(SegmentFormat.Otlp, payload => OtlpTraceRequest.ReadPayload(payload)).ConvertAll(s => (s.Segment, s.Item, Case: SpanCaseId.Of(s.Item)));
            var records = Of(SegmentFormat.OtlpLogs, OtlpLogRequest.ReadPayload).ConvertAll(r => (r.Segment, r.Item, Case: SpanCaseId.Of(r.Item)));
            var events = Of(SegmentFormat.Events, EventBatch.ReadPayload);
            unpacked.ForEach(u => u.Payload.Dispose());

            // Most spans name their case; whose trace tells it is asked for the others only.
            var links = await LinksOfAsync(db,
            [
                .. spans.Where(s => s.Case is null).Select(s => s.Item.TraceId), .. records.Where(r => r.Case is null).Select(r => r.Item.TraceId).OfType<string>(),
                .. events.Where(e => e.Item.Case.Length == 0).Select(e => e.Item.Under()),
            ], cancellationToken);

            string Linked(string? trace) => trace is null ? "" : links.GetValueOrDefault(trace) ?? trace;
            foreach (var (segment, span, own) in spans) { Into(own ?? Linked(span.TraceId))?.Add(segment, span); }
            foreach (var (segment, record, own) in records) { Into(own ?? Linked(record.TraceId))?.Add(segment, record); }
            foreach (var (segment, item) in events) { Into(item.Case.Length > 0 ? item.Case : Linked(item.Trace))?.Add(segment, item); }

            List<(Segment Segment, T Item)> Of<T>(SegmentFormat format, Func<ReadOnlyMemory<byte>, IEnumerable<T>> read) =>
                [.. unpacked.Where(u => u.Segment.Format == format).SelectMany(u => read(u.Payload.Bytes).Select(item => (u.Segment, item)))];
        }

        return gathered.ToDictionary(g => g.Key, g => g.Value.Input(g.Key));

        Gathered? Into(string caseId) => gathered.GetValueOrDefault(caseId);
    }

    private static async Task<Dictionary<string, string>> LinksOfAsync(ConsoleDbContext db, HashSet<string> traceIds, CancellationToken cancellationToken)
    {
        var links = new Dictionary<string, string>();
        foreach (var chunk in traceIds.Chunk(1_000))
        {
            await foreach (var link in db.TraceCases.AsNoTracking().Where(t => chunk.Contains(t.TraceId)).AsAsyncEnumerable().WithCancellation(cancellationToken))
            {
                links[link.TraceId] = link.CaseId;
            }
        }

        return links;
    }

    private sealed class Gathered
    {
        private readonly List<CaseEvent> _events = [];
        private readonly List<OtlpSpan> _spans = [];
        private readonly List<OtlpLogRecord> _records = [];
        private (long Segment, DateTime ReceivedAt, string Source) _first = (long.MaxValue, default, "");

        private readonly Dictionary<string, Receipt> _receipts = [];

        public void Add(Segment segment, CaseEvent item)
        {
            Note(segment);
            _events.Add(item);
            // The others are the course of the case; of a signal people ask who said it, and when we knew.
            if (item is not (MessageEvent or StepEvent or DecisionEvent or CaseOpenedEvent or CaseClosedEvent)) { _receipts.TryAdd(item.Id, new Receipt(segment.ReceivedAt, segment.Source)); }
        }

        public void Add(Segment segment, OtlpSpan span) { Note(segment); _spans.Add(span); }

        public void Add(Segment segment, OtlpLogRecord record) { Note(segment); _records.Add(record); }

        public CaseInput Input(string caseId)
        {
            var (spans, scores) = SpanLogs.Join(caseId, _spans, _records);
            return new CaseInput(caseId, [.. _events, .. scores], spans, _first.ReceivedAt, _first.Source) { Receipts = _receipts };
        }

        // The segment itself would keep its payload in memory.
        private void Note(Segment segment)
        {
            if (segment.Id < _first.Segment) { _first = (segment.Id, segment.ReceivedAt, segment.Source); }
        }
    }
}
