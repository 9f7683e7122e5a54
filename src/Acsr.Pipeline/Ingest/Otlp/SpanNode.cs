using Acsr.Cases;
using Acsr.Ingest.Otlp.Dialects;

namespace Acsr.Ingest.Otlp;

/// <summary>A span in its trace.</summary>
internal sealed class SpanNode(OtlpSpan span, Conventions conventions)
{
    public OtlpSpan Span => span;

    /// <summary>Trace and span id: the id of the span's step.</summary>
    public string Id { get; } = $"{span.TraceId}/{span.SpanId}";

    /// <summary>What it says, in our words.</summary>
    public SpanReading Reading { get; } = SpanReading.Of(span, conventions);

    /// <summary>Null where nothing on the span says what it is.</summary>
    public StepKind? Kind => Reading.Kind;

    /// <summary>Whether it reports tokens.</summary>
    public bool HasTokens => Reading.InputTokens is not null || Reading.OutputTokens is not null;

    /// <summary>Null for a root, and while the parent has not come in.</summary>
    public SpanNode? Parent { get; set; }

    /// <summary>How many spans it is inside of.</summary>
    public int Depth { get; set; } = -1;

    /// <summary>Its place among all spans of the case, by start, then from the outside in.</summary>
    public int Place { get; set; }

    /// <summary>It is inside of work that was only proposed (<c>acsr.shadow</c>): nothing it decided was done, and nobody was told its answers.</summary>
    public bool InShadow { get; set; }

    /// <summary>When it ended, in nanoseconds, or at least began.</summary>
    public ulong LastNano => Math.Max(span.StartNano, span.EndNano);
}
