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
            var unpacked = segments.Select(s => (Segment: s, Payload: Zstd.Decompress(s.Payload))).ToList();
            var spans = unpacked.Where(u => u.Segment.Format == SegmentFormat.Otlp)
                .Select(u => (u.Segment, Spans: OtlpTraceRequest.ReadPayload(u.Payload))).ToList();
            var links = await LinksOfAsync(db, spans.SelectMany(s => s.Spans).Select(s => s.TraceId).ToHashSet(), cancellationToken);
            foreach (var (segment, found) in spans)
            {
                foreach (var span in found)
                {
                    if (gathered.TryGetValue(SpanCaseId.Of(span) ?? links.GetValueOrDefault(span.TraceId) ?? span.TraceId, out var into)) { into.Add(segment, span); }
                }
            }

            foreach (var (segment, payload) in unpacked.Where(u => u.Segment.Format == SegmentFormat.Events))
            {
                foreach (var item in EventBatch.ReadPayload(payload))
                {
                    if (gathered.TryGetValue(item.Case, out var into)) { into.Add(segment, item); }
                }
            }
        }

        return gathered.ToDictionary(g => g.Key, g => new CaseInput(g.Key, g.Value.Events, g.Value.Spans, g.Value.ReceivedAt, g.Value.Source) { Receipts = g.Value.Receipts });
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
        public List<CaseEvent> Events { get; } = [];
        public List<OtlpSpan> Spans { get; } = [];
        public DateTime ReceivedAt { get; private set; }
        public string Source { get; private set; } = "";

        public Dictionary<string, Receipt> Receipts { get; } = [];

        public void Add(Segment segment, CaseEvent item)
        {
            Note(segment);
            Events.Add(item);
            // The others are the course of the case; of a signal people ask who said it, and when we knew.
            if (item is not (MessageEvent or StepEvent or DecisionEvent or CaseOpenedEvent or CaseClosedEvent)) { Receipts.TryAdd(item.Id, new Receipt(segment.ReceivedAt, segment.Source)); }
        }

        public void Add(Segment segment, OtlpSpan span) { Note(segment); Spans.Add(span); }

        // Segments come in the order they were written, so the first one seen is the first one received.
        private void Note(Segment segment)
        {
            if (Source.Length == 0) { (ReceivedAt, Source) = (segment.ReceivedAt, segment.Source); }
        }
    }
}
