using Acsr.Cases;
using Acsr.Ingest;

namespace Acsr.Signals;

public sealed class HandoffKindsTests
{
    private static readonly DateTime Start = new(2026, 3, 1, 12, 0, 0, DateTimeKind.Utc);

    [Theory]
    [InlineData("customer asked for a person", HandoffKind.CustomerAsked)]
    [InlineData("The user insists on speaking to a manager.", HandoffKind.CustomerAsked)]
    [InlineData("exception to the policy requested", HandoffKind.Policy)]
    [InlineData("needs approval by a colleague", HandoffKind.Policy)]
    [InlineData("tool failed repeatedly", HandoffKind.ToolFailure)]
    [InlineData("order system not reachable", HandoffKind.ToolFailure)]
    [InlineData("Timeout", HandoffKind.ToolFailure)]
    [InlineData("no article about this model", HandoffKind.MissingKnowledge)]
    [InlineData("low confidence in the right action", HandoffKind.MissingKnowledge)]
    [InlineData("identity could not be verified", HandoffKind.ClarificationPending)]
    [InlineData("refund above the limit", HandoffKind.Limit)]
    [InlineData("too many turns", HandoffKind.Limit)]
    [InlineData("request not supported", HandoffKind.UnsupportedRequest)]
    [InlineData("The agent cannot change names on a ticket", HandoffKind.UnsupportedRequest)]
    [InlineData("tool_failure", HandoffKind.ToolFailure)]
    [InlineData("Tuesday", HandoffKind.Unknown)]
    public void A_reason_in_free_text_has_a_kind(string reason, HandoffKind kind) => Assert.Equal(kind, Of(new HandoffEvent { Id = "h", Case = "c", Time = At(9), Reason = reason }));

    [Fact]
    public void The_senders_word_outweighs_its_text() =>
        Assert.Equal(HandoffKind.Limit, Of(new HandoffEvent { Id = "h", Case = "c", Time = At(9), Reason = "customer asked for a person", Kind = "limit" }));

    [Fact]
    public void Without_a_hand_off_there_is_no_reason() => Assert.Null(Of(Said("I want to talk to a human!")));

    [Fact]
    public void What_the_hand_off_tool_was_given_is_read_too()
    {
        var call = new StepEvent { Id = "t", Case = "c", Time = At(9), Name = "transfer_to_human", Input = System.Text.Json.JsonSerializer.SerializeToElement(new { reason = "needs authorization" }) };

        Assert.Equal(HandoffKind.Policy, Of(call));
    }

    public static TheoryData<HandoffKind, CaseEvent> Before => new()
    {
        { HandoffKind.CustomerAsked, Said("Can I speak with a real person please") },
        { HandoffKind.ToolFailure, new StepEvent { Id = "s", Case = "c", Time = At(2), Name = "get_order", Error = "503" } },
        { HandoffKind.MissingKnowledge, Found("retrieval", "kb", """{"documents":[]}""") },
        { HandoffKind.Policy, Found("policy_check", "check_refund", """{"eligible": false}""") },
        // Near misses: what was found, allowed or went well is no reason.
        { HandoffKind.Unknown, Said("I would like to change a person on my booking") },
        { HandoffKind.Unknown, Found("retrieval", "kb", """{"documents":[{"id":"a"}]}""") },
        { HandoffKind.Unknown, Found("policy_check", "check_refund", """{"eligible": true}""") },
        { HandoffKind.Unknown, Found("tool", "get_order", """{"status":"shipped"}""") },
    };

    [Theory]
    [MemberData(nameof(Before))]
    public void Without_a_reason_what_came_just_before_tells_it(HandoffKind kind, CaseEvent before) => Assert.Equal(kind, Of(before, new HandoffEvent { Id = "h", Case = "c", Time = At(9) }));

    [Fact]
    public void A_failure_that_was_overcome_is_not_the_reason() => Assert.Equal(HandoffKind.Unknown, Of(
        new StepEvent { Id = "s", Case = "c", Time = At(2), Name = "get_order", Error = "503" },
        new StepEvent { Id = "s2", Case = "c", Time = At(3), Name = "get_order", Output = System.Text.Json.JsonSerializer.SerializeToElement("shipped") },
        new HandoffEvent { Id = "h", Case = "c", Time = At(9) }));

    private static HandoffKind? Of(params CaseEvent[] events) => HandoffKinds.Of(CaseFold.Fold(new CaseInput("c", events, [], Start, "test"), new CaseOptions())!);

    private static MessageEvent Said(string text) => new() { Id = "m", Case = "c", Time = At(2), Role = "customer", Text = text };

    private static StepEvent Found(string kind, string name, string json)
    {
        using var document = System.Text.Json.JsonDocument.Parse(json);
        return new StepEvent { Id = "s", Case = "c", Time = At(2), Kind = kind, Name = name, Output = document.RootElement.Clone() };
    }

    private static DateTime At(int seconds) => Start.AddSeconds(seconds);
}
