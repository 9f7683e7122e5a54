using Acsr.Cases;
using static Acsr.Ingest.Otlp.Spans;

namespace Acsr.Ingest.Otlp;

/// <summary>One conversation over several traces, however much of its history each call repeats.</summary>
public sealed class ConversationTests
{
    private static readonly string[] Whole = ["Customer: Hi", "Agent: How can I help?", "Customer: Cancel it", "Agent: Sure?", "Customer: Yes", "Agent: Done."];

    [Fact]
    public void A_history_that_is_repeated_whole_is_told_once() => Assert.Equal(Whole, Told(
        Turn(1, [User("Hi")], "How can I help?"),
        Turn(2, [User("Hi"), Assistant("How can I help?"), User("Cancel it")], "Sure?"),
        Turn(3, [User("Hi"), Assistant("How can I help?"), User("Cancel it"), Assistant("Sure?"), User("Yes")], "Done.")));

    [Fact]
    public void A_history_of_which_only_the_last_part_is_sent_is_told_once() => Assert.Equal(Whole, Told(
        Turn(1, [User("Hi")], "How can I help?"),
        Turn(2, [User("Hi"), Assistant("How can I help?"), User("Cancel it")], "Sure?"),
        Turn(3, [User("Cancel it"), Assistant("Sure?"), User("Yes")], "Done.")));

    [Fact]
    public void No_history_at_all_is_told_once() => Assert.Equal(Whole, Told(
        Turn(1, [User("Hi")], "How can I help?"), Turn(2, [User("Cancel it")], "Sure?"), Turn(3, [User("Yes")], "Done.")));

    [Fact]
    public void A_first_trace_that_never_came_in_is_told_by_the_history() => Assert.Equal(Whole, Told(
        Turn(2, [User("Hi"), Assistant("How can I help?"), User("Cancel it")], "Sure?"),
        Turn(3, [User("Hi"), Assistant("How can I help?"), User("Cancel it"), Assistant("Sure?"), User("Yes")], "Done.")));

    [Fact]
    public void An_answer_that_was_rewritten_in_the_history_does_not_double_what_came_before() => Assert.Equal(
        ["Customer: Hi", "Agent: How can I help?", "Customer: Cancel it", "Agent: Sure?"], Told(
        Turn(1, [User("Hi")], "How can I help?"),
        Turn(2, [User("Hi"), Assistant("How can I help you today?"), User("Cancel it")], "Sure?")));

    [Fact]
    public void The_same_words_said_twice_are_told_twice() => Assert.Equal(
        ["Customer: Yes", "Agent: Anything else?", "Customer: Yes", "Agent: Anything else?"], Told(
        Turn(1, [User("Yes")], "Anything else?"),
        Turn(2, [User("Yes"), Assistant("Anything else?"), User("Yes")], "Anything else?")));

    [Fact]
    public void The_same_words_said_twice_without_history_are_told_twice() => Assert.Equal(
        ["Customer: Yes", "Agent: Anything else?", "Customer: Yes", "Agent: Anything else?"], Told(
        Turn(1, [User("Yes")], "Anything else?"), Turn(2, [User("Yes")], "Anything else?")));

    [Fact]
    public void The_instructions_are_told_once_though_every_call_repeats_them()
    {
        var spans = new[] { Turn(1, [Instructs("Be kind."), User("Hi")], "Hello"), Turn(2, [Instructs("Be kind."), User("Hi"), Assistant("Hello"), User("Bye")], "Bye") };
        var messages = SpanNormaliser.Normalise(spans).Steps.Where(step => step.Kind == StepKind.Message).ToList();
        Assert.Equal("Be kind.", Assert.Single(messages, step => step.Role == Role.System).Text);
        Assert.Equal(Role.System, messages[0].Role);
        Assert.Equal(5, messages.Count);
    }

    [Fact]
    public void Instructions_apart_from_the_messages_are_told_too()
    {
        var spans = Enumerable.Range(1, 2).Select(trace => Span(trace, 1, "chat m", trace * 1000, (trace * 1000) + 100, null,
            ("gen_ai.system_instructions", """[{"type":"text","content":"Be kind."}]"""), ("gen_ai.input.messages", Messages(User($"Hi {trace}"))))).ToArray();
        Assert.Equal(["System: Be kind.", "Customer: Hi 1", "Customer: Hi 2"], Told(spans));
    }

    [Fact]
    public void A_tool_call_of_an_earlier_turn_is_one_step_however_often_the_history_repeats_it()
    {
        object asks = Asks("c1", "lookup_order", new { }), gives = Gives("c1", "lost");
        OtlpSpan[] spans =
        [
            Span(1, 1, "chat m", 0, 100, null, ("gen_ai.input.messages", Messages(User("Where?"))), ("gen_ai.output.messages", Messages(asks, gives, Assistant("Lost.")))),
            Turn(2, [User("Where?"), asks, gives, Assistant("Lost."), User("Oh no")], "Sorry."),
        ];
        var call = Assert.Single(SpanNormaliser.Normalise(spans).Steps, step => step.IsToolCall);
        Assert.Equal((Id(1, 1) + "#c1", "lost"), (call.Id, call.Output));
    }

    [Fact]
    public void A_result_that_stands_only_in_a_later_history_still_belongs_to_its_call()
    {
        OtlpSpan[] spans =
        [
            Span(1, 1, "chat m", 0, 100, null, ("gen_ai.input.messages", Messages(User("Where?"))), ("gen_ai.output.messages", Messages(Asks("c1", "lookup_order", new { })))),
            Turn(2, [User("Where?"), Asks("c1", "lookup_order", new { }), Gives("c1", "Exception: timeout"), User("Well?")], "Sorry."),
        ];
        var call = Assert.Single(SpanNormaliser.Normalise(spans).Steps, step => step.IsToolCall);
        Assert.Equal((Id(1, 1) + "#c1", "Exception: timeout"), (call.Id, call.Error));
        Assert.Equal(["Customer: Where?", "Customer: Well?", "Agent: Sorry."], Told(spans));
    }

    [Fact]
    public void Messages_with_spans_of_their_own_are_not_told_again()
    {
        var told = Told(
            Span(1, 5, "message", 0, 0, null, ("acsr.step.kind", "message"), ("acsr.message.role", "customer"), ("acsr.message.text", "Hi")),
            Turn(1, [User("Hi")], "How can I help?"));
        Assert.Equal(["Customer: Hi", "Agent: How can I help?"], told);
    }

    [Fact]
    public void Turns_stand_in_order_of_time_and_not_of_ids()
    {
        var early = Turn(9, [User("First")], "One", at: 1000);
        var late = Turn(2, [User("Second")], "Two", at: 5000);
        Assert.Equal(["Customer: First", "Agent: One", "Customer: Second", "Agent: Two"], Told(late, early));
    }

    private static OtlpSpan Turn(int trace, object[] input, string answer, int? at = null) => Span(trace, 1, "chat gpt-x", at ?? trace * 1000, (at ?? trace * 1000) + 500, null,
        ("gen_ai.operation.name", "chat"), ("gen_ai.input.messages", Messages(input)), ("gen_ai.output.messages", Messages(Assistant(answer))));

    private static string[] Told(params OtlpSpan[] spans) =>
        [.. SpanNormaliser.Normalise(spans).Steps.Where(step => step.Kind == StepKind.Message).Select(step => $"{step.Role}: {step.Text}")];
}
