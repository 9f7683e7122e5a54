using Acsr.Cases;

namespace Acsr.Ingest.Otlp.Dialects;

/// <summary>What a span says, in our words, whichever dialect it says it in. Null, or an empty list, means that it does not say.</summary>
internal sealed record SpanReading
{
    /// <summary>In the order of formats B.8: of what several dialects say on one span, the first one's word holds, field by field.</summary>
    private static readonly (SpanDialect Dialect, Func<OtlpSpan, SpanReading> Read)[] Dialects =
    [
        (SpanDialect.Acsr, AcsrDialect.Read),
        (SpanDialect.GenAi | SpanDialect.LegacyGenAi, GenAiDialect.Read),
        (SpanDialect.GenAi | SpanDialect.LegacyGenAi, LegacyGenAiDialect.Read),
        (SpanDialect.Mcp, McpDialect.Read),
        (SpanDialect.OpenInference, OpenInferenceDialect.Read),
        (SpanDialect.VercelAi, VercelAiDialect.Read),
        (SpanDialect.Langfuse, LangfuseDialect.Read),
        (SpanDialect.Traceloop, TraceloopDialect.Read),
        (SpanDialect.AgentFramework, AgentFrameworkDialect.Read),
    ];

    public SpanDialect Dialect { get; init; }
    /// <summary><see cref="StepKind.Other"/> for wrappers that are known to be nothing else.</summary>
    public StepKind? Kind { get; init; }
    /// <summary>Whether it is the call of a tool, whatever kind of step that makes it.</summary>
    public bool IsTool { get; init; }
    /// <summary>Of the tool, the data source or the executor.</summary>
    public string? Name { get; init; }
    public string? Model { get; init; }
    public string? CallId { get; init; }
    /// <summary>What a tool or a search was given; messages stand in <see cref="In"/>.</summary>
    public string? Input { get; init; }
    /// <summary>What it gave back.</summary>
    public string? Output { get; init; }
    /// <summary>What went in as a whole, of which a call makes its input if it names no other.</summary>
    public string? Given { get; init; }
    /// <summary>What came out as a whole.</summary>
    public string? Gave { get; init; }
    /// <summary>What went wrong, where the dialect has its own way to say so.</summary>
    public string? Error { get; init; }
    /// <summary>Cached ones included.</summary>
    public long? InputTokens { get; init; }
    public long? CachedTokens { get; init; }
    public long? CacheWriteTokens { get; init; }
    public long? AudioInputTokens { get; init; }
    public long? AudioOutputTokens { get; init; }
    /// <summary>Reasoning ones included.</summary>
    public long? OutputTokens { get; init; }
    public long? ReasoningTokens { get; init; }
    /// <summary>US dollars.</summary>
    public double? CostUsd { get; init; }
    /// <summary>Watt-hours, measured.</summary>
    public double? EnergyWh { get; init; }
    public string? Agent { get; init; }
    public string? Release { get; init; }
    /// <summary>A pseudonym of the customer.</summary>
    public string? Customer { get; init; }
    /// <summary>Messages that went in, history included.</summary>
    public IReadOnlyList<ChatMessage> In { get; init; } = [];
    /// <summary>Messages that came out.</summary>
    public IReadOnlyList<ChatMessage> Out { get; init; } = [];
    /// <summary>Instructions that stand apart from the messages.</summary>
    public string? Instructions { get; init; }

    /// <summary>The reading of a span in every dialect that it speaks.</summary>
    /// <param name="conventions">What an operator says of tools and names of spans; null: nothing.</param>
    public static SpanReading Of(OtlpSpan span, Conventions? conventions = null)
    {
        conventions ??= Conventions.None;
        var spoken = SpanDialects.Of(span);
        var reading = GenAiDialect.ReadName(span);
        foreach (var (dialect, read) in Dialects.Reverse())
        {
            if ((spoken & dialect) != 0) { reading = read(span).Or(reading); }
        }

        // What a span says of itself in our own words is meant for us; any other dialect's guess gives way to the operator's rule.
        var ruled = (spoken & SpanDialect.Acsr) != 0 && span.Attributes.ContainsKey("acsr.step.kind") ? null : conventions.Spans.KindOf(span.Name);
        return reading with
        {
            Dialect = spoken,
            Kind = ruled ?? Refined(reading, span, conventions.Tools),
            IsTool = ruled is null ? reading.IsTool : ruled is StepKind.Tool or StepKind.Action || (reading.IsTool && ruled is StepKind.Handoff or StepKind.PolicyCheck),
            Input = reading.Input ?? (reading.IsCall ? reading.Given : null),
            Output = reading.Output ?? (reading.IsCall ? reading.Gave : null),
            Customer = reading.Customer ?? span.Text("user.id") ?? span.Text("enduser.id"),
        };
    }

    private bool IsCall => IsTool || Kind is StepKind.Tool or StepKind.Action or StepKind.Retrieval or StepKind.PolicyCheck or StepKind.Handoff;

    /// <summary>Tools that act, hand off or check are told apart by name.</summary>
    private static StepKind? Refined(SpanReading reading, OtlpSpan span, ToolCatalogue tools) =>
        reading.Kind == StepKind.Tool ? tools.KindOf(reading.Name ?? GenAiDialect.ToolNameOf(span)) : reading.Kind;

    private SpanReading Or(SpanReading other) => new()
    {
        Kind = Kind ?? other.Kind,
        IsTool = IsTool || other.IsTool,
        Name = Name ?? other.Name,
        Model = Model ?? other.Model,
        CallId = CallId ?? other.CallId,
        Input = Input ?? other.Input,
        Output = Output ?? other.Output,
        Given = Given ?? other.Given,
        Gave = Gave ?? other.Gave,
        Error = Error ?? other.Error,
        InputTokens = InputTokens ?? other.InputTokens,
        CachedTokens = CachedTokens ?? other.CachedTokens,
        CacheWriteTokens = CacheWriteTokens ?? other.CacheWriteTokens,
        AudioInputTokens = AudioInputTokens ?? other.AudioInputTokens,
        AudioOutputTokens = AudioOutputTokens ?? other.AudioOutputTokens,
        OutputTokens = OutputTokens ?? other.OutputTokens,
        ReasoningTokens = ReasoningTokens ?? other.ReasoningTokens,
        CostUsd = CostUsd ?? other.CostUsd,
        EnergyWh = EnergyWh ?? other.EnergyWh,
        Agent = Agent ?? other.Agent,
        Release = Release ?? other.Release,
        Customer = Customer ?? other.Customer,
        In = In.Count > 0 ? In : other.In,
        Out = Out.Count > 0 ? Out : other.Out,
        Instructions = Instructions ?? other.Instructions,
    };
}
