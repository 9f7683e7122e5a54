using System.Text;

namespace Acsr.Ingest.Events;

public sealed class EventBatchTests
{
    private const string Least = """{"id":"m1","type":"message","case":"c1","role":"customer","text":"Hello","time":"2026-03-01T12:00:00Z"}""";

    [Fact]
    public void The_least_a_message_needs_is_taken()
    {
        var batch = Read(Least);

        Assert.Equal((1, 0), (batch.Accepted, batch.Refused));
        var message = Assert.IsType<MessageEvent>(Assert.Single(EventBatch.ReadPayload(batch.Payload)));
        Assert.Equal(("m1", "c1", "customer", "Hello"), (message.Id, message.Case, message.Role, message.Text));
        Assert.Equal(new DateTime(2026, 3, 1, 12, 0, 0, DateTimeKind.Utc), message.Time);
    }

    [Fact]
    public void The_type_may_stand_anywhere_in_the_object()
    {
        Assert.Equal(1, Read("""{"id":"m1","case":"c1","role":"agent","text":"Hi","time":"2026-03-01T13:00:00+01:00","type":"message"}""").Accepted);
    }

    [Fact]
    public void Good_lines_are_kept_beside_bad_ones_which_are_named_by_line()
    {
        var batch = Read($"{Least}\nnot json\n\n{Least.Replace("m1", "m2")}\n{{\"id\":\"x\"}}", lines: true);

        Assert.Equal((2, 2), (batch.Accepted, batch.Refused));
        Assert.Equal([2, 5], batch.Errors.Select(e => e.Line));
        Assert.Equal("x", batch.Errors[1].Id);
        Assert.Contains("'type' is missing", batch.Errors[1].Error);
    }

    [Fact]
    public void An_array_is_taken_event_by_event()
    {
        var batch = Read($"[{Least}, 17, {Least.Replace("customer", "robot")}]");

        Assert.Equal((1, 2), (batch.Accepted, batch.Refused));
        Assert.Contains("use one of: customer, agent, human, system", batch.Errors[1].Error);
    }

    [Theory]
    [InlineData("\"time\":\"2026-03-01T12:00:00Z\"", "\"time\":\"2026-03-01T12:00:00\"", "RFC 3339")]
    [InlineData("\"time\":\"2026-03-01T12:00:00Z\"", "\"time\":1772366400", "RFC 3339")]
    [InlineData(",\"time\":\"2026-03-01T12:00:00Z\"", "", "'time' is missing")]
    [InlineData("\"id\":\"m1\",", "", "'id' is missing")]
    [InlineData("\"id\":\"m1\"", "\"id\":\"dead-end:L1:0\"", "choose another")]
    [InlineData("\"case\":\"c1\"", "\"case\":\"\"", "'case' is missing")]
    [InlineData("\"case\":\"c1\"", "\"case\":17", "case")]
    [InlineData("\"type\":\"message\"", "\"type\":\"massage\"", "'type' is 'massage'")]
    [InlineData("Hello", "Hel\\u0000lo", "NUL")]
    [InlineData("Hello", "\\ud800", "Unicode")]
    [InlineData("\"text\"", "\"extra\":\"\\ud800\",\"text\"", "Unicode")]
    [InlineData("\"text\"", "\"\\udfff\":1,\"text\"", "Unicode")]
    public void A_fault_is_named_with_what_to_do(string good, string bad, string said)
    {
        var batch = Read(Least.Replace(good, bad));

        Assert.Equal(0, batch.Accepted);
        Assert.Contains(said, Assert.Single(batch.Errors).Error);
        Assert.Equal(0, batch.Payload.Length);
    }

    [Fact]
    public void Text_that_only_spells_an_escape_is_taken()
    {
        var batch = Read(Least.Replace("Hello", "C:\\\\u0000 \\u00e9"));

        Assert.Equal("C:\\u0000 é", Assert.IsType<MessageEvent>(Assert.Single(EventBatch.ReadPayload(batch.Payload))).Text);
    }

    [Theory]
    [InlineData("-1e308", "1e308", "0")]
    [InlineData("1", "1e999", "5")]
    [InlineData("5", "5", "5")]
    [InlineData("1", "5", "6")]
    public void A_score_must_have_a_place_on_its_scale(string min, string max, string score)
    {
        var batch = Read($$"""{"id":"s","type":"csat","case":"c","time":"2026-03-01T12:00:00Z","score":{{score}},"scaleMin":{{min}},"scaleMax":{{max}}}""");

        Assert.Contains("sc", Assert.Single(batch.Errors).Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_body_that_is_no_json_is_refused_as_a_whole()
    {
        Assert.Contains("application/x-ndjson", Assert.Throws<EventFormatException>(() => Read("{\n\"id\": \"m1\",\n")).Message);
    }

    [Fact]
    public void Lines_that_are_called_json_are_understood_all_the_same()
    {
        Assert.Equal(2, Read($"{Least}\n{Least.Replace("m1", "m2")}").Accepted);
        Assert.Equal(1, Read(Least.Replace(",", ",\n")).Accepted);
    }

    [Fact]
    public void What_the_sender_may_not_send_is_refused_and_the_rest_is_kept()
    {
        var thumbs = """{"id":"t1","type":"thumbs","case":"c1","value":"up","time":"2026-03-01T12:00:00Z"}""";

        var batch = EventBatch.Read(Encoding.UTF8.GetBytes($"[{Least},{thumbs}]"), lines: false, item => item is ThumbsEvent ? null : "not yours");

        Assert.Equal((1, "not yours"), (batch.Accepted, Assert.Single(batch.Errors).Error));
    }

    [Fact]
    public void Every_type_of_event_survives_being_written_and_read()
    {
        var time = new DateTime(2026, 3, 1, 12, 0, 0, DateTimeKind.Utc).AddTicks(1234567);
        CaseEvent[] all =
        [
            new CaseOpenedEvent { Id = "1", Case = "c", Time = time, Channel = "chat", Demo = true }, new CaseClosedEvent { Id = "2", Case = "c", Time = time, Outcome = "resolved" },
            new MessageEvent { Id = "3", Case = "c", Time = time, Role = "human", Text = "é 漢", Sentiment = 0 }, new StepEvent { Id = "4", Case = "c", Time = time, Kind = "model", Name = "m" },
            new DecisionEvent { Id = "5", Case = "c", Time = time, Action = "refund", Confidence = 0, Clauses = ["a/b@1"] }, new HandoffEvent { Id = "6", Case = "c", Time = time },
            new OverrideEvent { Id = "7", Case = "c", Time = time, Original = new OverrideDecision("a"), Final = new OverrideFinal("b", null, "why") },
            new OutcomeEvent { Id = "8", Case = "c", Time = time, Solved = false }, new CsatEvent { Id = "9", Case = "c", Time = time, Score = 0, ScaleMin = 0, ScaleMax = 10 },
            new ThumbsEvent { Id = "10", Case = "c", Time = time, Value = "down" }, new ReopenedEvent { Id = "11", Case = "c", Time = time, By = "customer" },
            new CesEvent { Id = "12", Case = "c", Time = time, Score = 5, Easy = "low" }, new SurveyEvent { Id = "13", Case = "c", Time = time, Resolved = false },
            new SurveyInvitedEvent { Id = "14", Case = "c", Time = time, Asks = ["csat", "resolved"] },
            new ScoreEvent { Id = "15", Trace = "0af7651916cd43dd8448eb211c80319c", Time = time, Name = "tone", Value = 0, Label = "é", ScaleMin = 0, ScaleMax = 1, Source = "llm" },
            new VerificationEvent { Id = "16", Case = "c", Time = time, Result = "not_found", Action = "refund", Comment = "é" }, new ShadowProposalEvent { Id = "17", Case = "c", Time = time, Action = "refund", Confidence = 0 },
            new HumanActionEvent { Id = "18", Case = "c", Time = time, Action = "deny", Rationale = "漢" }, new EngagementEvent { Id = "19", Case = "c", Time = time, DwellSeconds = 0, Dismissed = true },
            new FlowEvent { Id = "20", Case = "c", Time = time, Flow = "return-wizard", Run = "r", State = "completed" },
        ];
        Assert.Equal(EventJson.Types.Count, all.Length);

        var batch = Read(string.Join('\n', all.Select(e => Encoding.UTF8.GetString(EventJson.Line(e)))), lines: true);

        Assert.Empty(batch.Errors);
        Assert.Equal(all.Select(EventJson.Line), EventBatch.ReadPayload(batch.Payload).Select(EventJson.Line));
    }

    private static EventBatch Read(string body, bool lines = false) => EventBatch.Read(Encoding.UTF8.GetBytes(body), lines);
}
