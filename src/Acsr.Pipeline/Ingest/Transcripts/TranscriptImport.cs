using Acsr.Ingest.Events;

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
public sealed class TranscriptImport(IngestWriter writer)
{
    private const int CasesAtOnce = 200;

    /// <summary>Stores what can be taken of <paramref name="conversations"/> and reports after each batch.</summary>
    public async Task<TranscriptReport> RunAsync(IEnumerable<TranscriptCase> conversations, string source, Action<TranscriptReport>? progress, CancellationToken cancellationToken)
    {
        var report = new TranscriptReport(0, 0, 0, 0, 0, 0, []);
        foreach (var chunk in conversations.Chunk(CasesAtOnce))
        {
            var good = chunk.Where(c => c.Refused is null).ToList();
            var outcomes = good.Count == 0 ? [] : await writer.WriteNowAsync([.. good.Select(c => Batch(c, source))], cancellationToken);
            var taken = good.Zip(outcomes).Where(g => g.Second == IngestOutcome.Stored).Select(g => g.First).ToList();
            report = new TranscriptReport(
                report.Cases + taken.Count,
                report.Messages + taken.Sum(c => c.Messages),
                report.ToolCalls + taken.Sum(c => c.ToolCalls),
                report.ToolErrors + taken.Sum(c => c.ToolErrors),
                report.Handoffs + taken.Count(c => c.HandedOff),
                report.Duplicates + good.Count - taken.Count,
                [.. report.Refused, .. chunk.Select(c => c.Refused).OfType<string>()]);
            progress?.Invoke(report);
        }

        return report;
    }

    private static IngestBatch Batch(TranscriptCase conversation, string source)
    {
        using var payload = new MemoryStream();
        foreach (var item in conversation.Events)
        {
            payload.Write(EventJson.Line(item));
            payload.WriteByte((byte)'\n');
        }

        return IngestBatch.Of(source, SegmentFormat.Events, conversation.Events.Count, payload.ToArray(), [conversation.CaseId]);
    }
}
