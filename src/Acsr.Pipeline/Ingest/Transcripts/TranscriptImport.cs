using Acsr.Ingest.Events;
using Acsr.Store;
using Microsoft.EntityFrameworkCore;

namespace Acsr.Ingest.Transcripts;

/// <summary>What an import took and what it did not.</summary>
/// <param name="Cases">Conversations taken.</param>
/// <param name="Messages">Texts in them.</param>
/// <param name="ToolCalls">Tool calls in them.</param>
/// <param name="ToolErrors">Of those, the failed ones.</param>
/// <param name="Handoffs">Conversations that were handed to a human.</param>
/// <param name="Duplicates">Conversations that were here already, unchanged; nothing was added for them.</param>
/// <param name="Refused">Conversations that could not be taken, and why.</param>
public sealed record TranscriptReport(int Cases, int Messages, int ToolCalls, int ToolErrors, int Handoffs, int Duplicates, IReadOnlyList<string> Refused);

/// <summary>Stores transcripts as native events: one segment a conversation, so that a second import recognises each.</summary>
public sealed class TranscriptImport(IngestWriter writer, SegmentFiler filer, IDbContextFactory<ConsoleDbContext> contexts)
{
    private const int CasesAtOnce = 200;

    /// <summary>Stores what can be taken of <paramref name="conversations"/> and reports after each batch.</summary>
    public async Task<TranscriptReport> RunAsync(IEnumerable<TranscriptCase> conversations, string source, Action<TranscriptReport>? progress, CancellationToken cancellationToken)
    {
        var report = new TranscriptReport(0, 0, 0, 0, 0, 0, []);
        foreach (var chunk in conversations.Chunk(CasesAtOnce))
        {
            var clashes = await ClashesAsync([.. chunk.Where(c => c.Refused is null)], cancellationToken);
            var good = chunk.Where(c => c.Refused is null && !clashes.Contains(c.CaseId)).ToList();
            var outcomes = good.Count == 0 ? [] : await writer.WriteNowAsync([.. good.Select(c => Batch(c, source))], cancellationToken);
            var taken = good.Zip(outcomes).Where(g => g.Second == IngestOutcome.Stored).Select(g => g.First).ToList();
            report = new TranscriptReport(
                report.Cases + taken.Count,
                report.Messages + taken.Sum(c => c.Messages),
                report.ToolCalls + taken.Sum(c => c.ToolCalls),
                report.ToolErrors + taken.Sum(c => c.ToolErrors),
                report.Handoffs + taken.Count(c => c.HandedOff),
                report.Duplicates + good.Count - taken.Count,
                [
                    .. report.Refused,
                    .. chunk.Select(c => c.Refused).OfType<string>(),
                    .. clashes.Select(id => $"{id}: came in before with other content; import this file under another --source."),
                ]);
            progress?.Invoke(report);
        }

        return report;
    }

    /// <summary>
    /// Cases that are here already and tell the same event otherwise: another file under the same name, whose conversations would be
    /// mixed into one. A conversation that has only grown since clashes with nothing.
    /// </summary>
    private async Task<HashSet<string>> ClashesAsync(IReadOnlyList<TranscriptCase> conversations, CancellationToken cancellationToken)
    {
        var clashes = new HashSet<string>();
        var ids = conversations.Select(c => c.CaseId).ToHashSet();
        await filer.FileAllAsync(cancellationToken);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var segmentIds = await db.SegmentCases.Where(s => ids.Contains(s.CaseId)).Select(s => s.SegmentId).Distinct().ToListAsync(cancellationToken);
        var told = conversations.SelectMany(c => c.Events).DistinctBy(e => e.Id).ToDictionary(e => e.Id, EventJson.Line);
        foreach (var segmentId in segmentIds)
        {
            var segment = await db.Segments.AsNoTracking().SingleAsync(s => s.Id == segmentId, cancellationToken);
            if (segment.Format != SegmentFormat.Events) { continue; }
            foreach (var item in EventBatch.ReadPayload(Zstd.Decompress(segment.Payload)))
            {
                if (ids.Contains(item.Case) && !IsEnding(item) && told.TryGetValue(item.Id, out var line) && !EventJson.Line(item).AsSpan().SequenceEqual(line)) { clashes.Add(item.Case); }
            }
        }

        return clashes;
    }

    // How it ended is what changes when a conversation goes on.
    private static bool IsEnding(CaseEvent item) => item is CaseClosedEvent or OutcomeEvent;

    private static IngestBatch Batch(TranscriptCase conversation, string source)
    {
        using var payload = new MemoryStream();
        foreach (var item in conversation.Events)
        {
            payload.Write(EventJson.Line(item));
            payload.WriteByte((byte)'\n');
        }

        return IngestBatch.Of(source, SegmentFormat.Events, conversation.Events.Count, payload.ToArray());
    }
}
