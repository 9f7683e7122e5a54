using Acsr.Ingest.Events;

namespace Acsr.Ingest;

/// <summary>Takes native events: good ones are written whatever stands beside them.</summary>
public sealed class EventIntake(IngestWriter writer)
{
    /// <summary>Answers when the good events are on the disk, or are known not to be.</summary>
    /// <exception cref="EventFormatException">The body is neither JSON nor NDJSON; the message is for the sender.</exception>
    /// <param name="feedbackOnly">The sender's key stands in a web page where anybody can read it: only what a customer may say is taken.</param>
    public async Task<(IngestOutcome Outcome, EventBatch Batch)> AcceptAsync(ReadOnlyMemory<byte> body, bool lines, string source, bool feedbackOnly = false)
    {
        var batch = EventBatch.Read(body, lines, feedbackOnly ? NotFeedback : null);
        var outcome = batch.Accepted == 0
            ? IngestOutcome.Stored
            : await writer.WriteAsync(IngestBatch.Of(source, SegmentFormat.Events, batch.Accepted, batch.Payload.Span));
        return (outcome, batch);
    }

    private static string? NotFeedback(CaseEvent item) =>
        item is CsatEvent or CesEvent or SurveyEvent or ThumbsEvent ? null : "this key is for browsers and may send csat, ces, survey and thumbs only; send other events with a key of scope ingest.";
}
