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
        return (await WriteAsync(batch, source), batch);
    }

    /// <summary>The same for what another interface's adapter made of its request.</summary>
    /// <param name="offered">In the order of the request.</param>
    /// <param name="source">The key's name.</param>
    /// <param name="allOrNothing">The other interface has no words for good items beside bad ones: one that is bad keeps all of them out.</param>
    /// <param name="feedbackOnly">As above.</param>
    public async Task<(IngestOutcome Outcome, EventBatch Batch)> AcceptAsync(IEnumerable<OfferedEvent> offered, string source, bool allOrNothing = false, bool feedbackOnly = false)
    {
        var batch = EventBatch.Read(offered, feedbackOnly ? NotFeedback : null);
        return (allOrNothing && batch.Refused > 0 ? IngestOutcome.Stored : await WriteAsync(batch, source), batch);
    }

    private async Task<IngestOutcome> WriteAsync(EventBatch batch, string source) => batch.Accepted == 0
        ? IngestOutcome.Stored
        : await writer.WriteAsync(IngestBatch.Of(source, SegmentFormat.Events, batch.Accepted, batch.Payload.Span));

    private static string? NotFeedback(CaseEvent item) =>
        item is CsatEvent or CesEvent or SurveyEvent or ThumbsEvent or EngagementEvent or FlowEvent ? null : "this key is for browsers and may send csat, ces, survey, thumbs, engagement and flow only; send other events with a key of scope ingest.";
}
