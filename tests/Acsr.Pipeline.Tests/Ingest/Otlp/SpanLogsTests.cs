using System.Text.Json;
using Acsr.Cases;
using CsCheck;

namespace Acsr.Ingest.Otlp;

/// <summary>GenAI events as log records, on their spans and without.</summary>
public sealed class SpanLogsTests
{
    private static readonly OtlpSpan Call = Spans.Span(1, 2, "chat gpt-x", 0, 100, 1, ("gen_ai.operation.name", "chat"), ("gen_ai.response.id", "r-1"));

    [Fact]
    public void Messages_in_bodies_become_the_conversation_of_their_span()
    {
        var choice = LogRecords.Record("gen_ai.choice", 1, 2, 90, new OtlpValue
        {
            Map =
            [
                KeyValuePair.Create("finish_reason", LogRecords.Text("tool_calls")),
                KeyValuePair.Create("message", new OtlpValue
                {
                    Map =
                    [
                        KeyValuePair.Create("content", LogRecords.Text("I look.")),
                        KeyValuePair.Create("tool_calls", new OtlpValue
                        {
                            Items = [new OtlpValue { Map = [KeyValuePair.Create("id", LogRecords.Text("call_1")), KeyValuePair.Create("function", new OtlpValue { Map = [KeyValuePair.Create("name", LogRecords.Text("get_order")), KeyValuePair.Create("arguments", LogRecords.Text("{}"))] })] }],
                        }),
                    ],
                }),
            ],
        });

        var steps = StepsOf([Call], LogRecords.Said("gen_ai.system.message", 1, 2, 10, "Be brief."), LogRecords.Said("gen_ai.user.message", 1, 2, 11, "Where is it?"), choice);

        Assert.Equal([(Role.System, "Be brief."), (Role.Customer, "Where is it?"), (Role.Agent, "I look.")], Talk(steps));
        Assert.Equal(("get_order", "call_1"), Assert.Single(steps.Where(s => s.IsToolCall).Select(s => (s.Name, s.CallId))));
        Assert.Equal(Spans.Id(1, 2), Assert.Single(steps, s => s.Kind == StepKind.Model).Id);
    }

    [Theory]
    [InlineData("Where is it?")]
    [InlineData("""{"content":"Where is it?"}""")]
    public void A_body_may_be_the_text_itself_or_json_in_a_text(string body) =>
        Assert.Equal([(Role.Customer, "Where is it?")], Talk(StepsOf([Call], LogRecords.Record("gen_ai.user.message", 1, 2, 10, LogRecords.Text(body)))));

    [Fact]
    public void The_details_of_a_call_that_repeat_the_history_tell_each_message_once_with_or_without_their_span()
    {
        OtlpLogRecord[] details =
        [
            Details(2, 100, [Spans.User("One?")], "First."),
            Details(3, 200, [Spans.User("One?"), Spans.Assistant("First."), Spans.User("Two?")], "Second."),
        ];
        (Role, string)[] expected = [(Role.Customer, "One?"), (Role.Agent, "First."), (Role.Customer, "Two?"), (Role.Agent, "Second.")];

        var without = StepsOf([], details);

        Assert.Equal(expected, Talk(without));
        Assert.Equal([("gpt-x", 7L), ("gpt-x", 7L)], without.Where(s => s.Kind == StepKind.Model).Select(s => (s.Model!, s.InputTokens!.Value)));
        Assert.Equal(expected, Talk(StepsOf([Spans.Span(1, 2, "chat", 0, 100), Spans.Span(1, 3, "chat", 150, 200)], details)));
    }

    [Fact]
    public void What_stands_on_the_span_already_is_not_told_again()
    {
        var record = LogRecords.Record("gen_ai.user.message", 1, 2, 10, null, ("content", LogRecords.Text("Where is it?")));
        var span = Call with { Events = [new OtlpSpanEvent(1, "gen_ai.user.message", record.Attributes)] };

        Assert.Single(SpanLogs.Join("c", [span], [record]).Spans.Single().Events);
    }

    [Fact]
    public void An_exception_is_the_error_of_its_step() =>
        Assert.Equal("Timeout: too slow", Assert.Single(StepsOf([Call], LogRecords.Record("gen_ai.client.operation.exception", 1, 2, 50, null,
            ("exception.type", LogRecords.Text("Timeout")), ("exception.message", LogRecords.Text("too slow"))))).Error);

    [Fact]
    public void An_evaluation_is_about_its_span_or_else_about_the_answer_it_names()
    {
        var late = LogRecords.Record(GenAiEvents.Evaluation, 0, 0, 900, null, ("gen_ai.evaluation.name", LogRecords.Text("late")), ("gen_ai.evaluation.score.label", LogRecords.Text("pass")),
            ("gen_ai.evaluation.explanation", LogRecords.Text("Because.")), ("gen_ai.response.id", LogRecords.Text("r-1")), ("acsr.case.id", LogRecords.Text("c")));

        var scores = SpanLogs.Join("c", [Call], [LogRecords.Evaluation(1, 2, 50, "tone", 0.5), late, LogRecords.Evaluation(0, 0, 60, "whole", 1, "c")]).Scores;

        Assert.Equal([("tone", 0.5, null, null, Spans.Id(1, 2)), ("whole", 1.0, null, null, null), ("late", null, "pass", "Because.", Spans.Id(1, 2))],
            scores.Select(s => (s.Name, s.Value, s.Label, s.Comment, s.Target)));
        Assert.All(scores, s => Assert.Null(s.Fault()));
    }

    [Fact]
    public void Order_and_repetition_mean_nothing()
    {
        OtlpSpan[] spans = [Call, Spans.Span(1, 1, "invoke_agent a", 0, 200)];
        // Of the same time, so that only their place in the request orders them.
        OtlpLogRecord[] records =
        [
            .. ((string[])["One", "Two", "Three"]).Select((text, place) => LogRecords.Said("gen_ai.user.message", 1, 2, 10, text) with { Place = place }),
            LogRecords.Said("gen_ai.choice", 1, 9, 90, "Lost") with { Place = 3 }, LogRecords.Evaluation(1, 2, 50, "tone", 0.5) with { Place = 4 },
        ];
        var expected = Text(SpanLogs.Join("c", spans, records));

        Gen.Select(Gen.Shuffle((OtlpLogRecord[])[.. records, .. records[..2]]), Gen.Shuffle(spans)).Sample((shuffled, order) => Assert.Equal(expected, Text(SpanLogs.Join("c", order, shuffled))), iter: 200);
        Assert.Equal(["One", "Two", "Three", "Lost"], Talk(StepsOf(spans, records)).Select(t => t.Text));
    }

    private static OtlpLogRecord Details(int span, int ms, object[] history, string answer) => LogRecords.Record(GenAiEvents.Details, 1, span, ms, null,
        ("gen_ai.operation.name", LogRecords.Text("chat")), ("gen_ai.request.model", LogRecords.Text("gpt-x")), ("gen_ai.usage.input_tokens", new OtlpValue { Whole = 7 }),
        ("gen_ai.input.messages", LogRecords.Text(Spans.Messages(history))), ("gen_ai.output.messages", LogRecords.Text(Spans.Messages(Spans.Assistant(answer)))));

    private static IReadOnlyList<Step> StepsOf(IReadOnlyList<OtlpSpan> spans, params OtlpLogRecord[] records) => SpanNormaliser.Normalise([.. SpanLogs.Join("c", spans, records).Spans]).Steps;

    private static IEnumerable<(Role Role, string Text)> Talk(IEnumerable<Step> steps) => steps.Where(s => s.Kind == StepKind.Message).Select(s => (s.Role, s.Text!));

    private static string Text((IReadOnlyList<OtlpSpan> Spans, IReadOnlyList<ScoreEvent> Scores) joined) =>
        JsonSerializer.Serialize(new { Spans = joined.Spans.OrderBy(s => s.SpanId, StringComparer.Ordinal), joined.Scores });
}
