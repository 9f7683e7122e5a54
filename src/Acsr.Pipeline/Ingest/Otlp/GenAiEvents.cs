namespace Acsr.Ingest.Otlp;

/// <summary>The events of OpenTelemetry GenAI that come as log records (formats B.1): which are taken, and what a good one holds.</summary>
internal static class GenAiEvents
{
    /// <summary>Somebody's or something's judgement of what a span did.</summary>
    public const string Evaluation = "gen_ai.evaluation.result";

    /// <summary>All that one call of a model was given and gave back.</summary>
    public const string Details = "gen_ai.client.inference.operation.details";

    /// <summary>What is taken; all but evaluations are read as if they stood on their span.</summary>
    public static readonly IReadOnlyList<string> Taken =
    [
        Evaluation, Details, "gen_ai.client.operation.exception", "gen_ai.system.message", "gen_ai.user.message", "gen_ai.assistant.message", "gen_ai.tool.message", "gen_ai.choice",
    ];

    /// <summary>What is wrong with an event that is taken; null when it is good.</summary>
    public static string? Fault(OtlpLogRecord record) => record.Name == Evaluation ? OfEvaluation(record)
        : record.Step is null ? "it has no trace id and span id; emit it while the span of the call is active"
        : null;

    /// <summary>The score that an evaluation is.</summary>
    /// <param name="record">An evaluation.</param>
    /// <param name="caseId">Where it belongs; empty where only its trace is known.</param>
    /// <param name="target">The span that it is about, <c>traceid/spanid</c>.</param>
    public static ScoreEvent Score(OtlpLogRecord record, string caseId, string? target) => new()
    {
        Id = record.Id(),
        Case = caseId,
        Trace = record.TraceId,
        Time = SpanAttributes.TimeOf(record.TimeNano),
        Name = Text(record, "gen_ai.evaluation.name") ?? "",
        Value = Number(record, "gen_ai.evaluation.score.value"),
        Label = Text(record, "gen_ai.evaluation.score.label"),
        Comment = Text(record, "gen_ai.evaluation.explanation"),
        Target = target,
    };

    public static string? Text(OtlpLogRecord record, string name) => SpanAttributes.TextOf(record.Attributes.GetValueOrDefault(name));

    private static string? OfEvaluation(OtlpLogRecord record) =>
        record.TraceId is null && SpanCaseId.Of(record) is null ? "it has neither a trace id nor gen_ai.conversation.id, so nobody knows which case it is about"
        : Score(record, "", null).Fault() is { } fault ? fault.TrimEnd('.') + " (gen_ai.evaluation.name, .score.value, .score.label, .explanation)"
        : null;

    private static double? Number(OtlpLogRecord record, string name)
    {
        var value = record.Attributes.GetValueOrDefault(name);
        return value?.Number ?? value?.Whole;
    }
}
