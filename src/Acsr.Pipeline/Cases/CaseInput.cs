using Acsr.Ingest;
using Acsr.Ingest.Otlp;

namespace Acsr.Cases;

/// <summary>All that came in about one case, as a set: neither order nor repetition means anything.</summary>
/// <param name="CaseId">The case.</param>
/// <param name="Events">Native events, repeated ones included.</param>
/// <param name="Spans">Spans, repeated ones included.</param>
/// <param name="ReceivedAt">When the first of it was received.</param>
/// <param name="Source">Who sent the first of it.</param>
public sealed record CaseInput(string CaseId, IReadOnlyList<CaseEvent> Events, IReadOnlyList<OtlpSpan> Spans, DateTime ReceivedAt, string Source)
{
    /// <summary>When each event that carries a signal first came in, and who sent it, by its id.</summary>
    public IReadOnlyDictionary<string, Receipt> Receipts { get; init; } = new Dictionary<string, Receipt>();

    public bool IsEmpty => Events.Count == 0 && Spans.Count == 0;
}
