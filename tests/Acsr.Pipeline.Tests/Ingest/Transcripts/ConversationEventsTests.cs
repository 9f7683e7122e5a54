namespace Acsr.Ingest.Transcripts;

public sealed class ConversationEventsTests
{
    [Fact]
    public void Messages_calls_and_answers_become_events_in_order()
    {
        var only = Single("""
            {"id":"c","messages":[
              {"role":"system","content":"Be kind."},
              {"role":"user","content":[{"type":"text","text":"Cancel"},{"type":"image_url"}]},
              {"role":"assistant","content":"Looking.","tool_calls":[
                {"id":"1","type":"function","function":{"name":"get_order","arguments":"{\"id\": 7}"}},
                {"id":"2","type":"function","function":{"name":"check_eligibility","arguments":"not json"}}]},
              {"role":"tool","tool_call_id":"2","content":"{\"error\":\"down\"}"},
              {"role":"tool","tool_call_id":"1","content":"{\"id\":7}"},
              {"role":"assistant","content":null,"tool_calls":[{"id":"3","type":"function","function":{"name":"cancel_order","arguments":"{}"}}]},
              {"role":"tool","tool_call_id":"3","content":"Error: too late"},
              {"role":"assistant","content":null,"tool_calls":[{"id":"4","type":"function","function":{"name":"transfer_to_human_agents","arguments":"{\"summary\":\"late\"}"}}]},
              {"role":"tool","tool_call_id":"4","content":"Transfer successful"}]}
            """);

        Assert.Equal((3, 4, 2, true), (only.Messages, only.ToolCalls, only.ToolErrors, only.HandedOff));
        Assert.Equal(
            ["s/c#opened", "s/c#0", "s/c#1", "s/c#2", "s/c#2.0", "s/c#2.1", "s/c#5.0", "s/c#7.0", "s/c#7.0.handoff", "s/c#closed"],
            only.Events.Select(e => e.Id));
        Assert.Equal(Enumerable.Range(0, 10), only.Events.Select(e => e.Seq!.Value));
        Assert.Equal([("system", "Be kind."), ("customer", "Cancel\n[image_url]"), ("agent", "Looking.")],
            only.Events.OfType<MessageEvent>().Select(message => (message.Role, message.Text)));
        Assert.Equal([("tool", null), ("policy_check", "down"), ("action", "Error: too late"), ("tool", null)],
            only.Events.OfType<StepEvent>().Select(step => (step.Kind, step.Error)));
        Assert.Equal(["""{"id": 7}""", "\"not json\"", "{}", """{"summary":"late"}"""], only.Events.OfType<StepEvent>().Select(step => step.Input!.Value.GetRawText()));
        Assert.Equal("""{"id":7}""", only.Events.OfType<StepEvent>().First().Output!.Value.GetString());
        Assert.Equal("late", only.Events.OfType<HandoffEvent>().Single().Reason);
        Assert.All(only.Events, e => Assert.Null(e.Time));
        Assert.Null(only.Events.OfType<CaseClosedEvent>().Single().Outcome);
        Assert.Empty(only.Events.OfType<OutcomeEvent>());
    }

    [Fact]
    public void An_id_that_is_used_twice_answers_the_call_that_is_open()
    {
        var only = Single("""
            {"messages":[
              {"role":"assistant","tool_calls":[{"id":"1","function":{"name":"a","arguments":"{}"}}]},
              {"role":"tool","tool_call_id":"1","content":"first"},
              {"role":"assistant","tool_calls":[{"id":"1","function":{"name":"a","arguments":"{}"}}]},
              {"role":"tool","tool_call_id":"1","content":"second"}]}
            """);

        Assert.Equal(["first", "second"], only.Events.OfType<StepEvent>().Select(step => step.Output!.Value.GetString()));
    }

    [Fact]
    public void The_older_form_of_calls_is_understood()
    {
        var only = Single("""
            {"messages":[
              {"role":"assistant","function_call":{"name":"a","arguments":"{}"}},
              {"role":"function","name":"a","content":"done"}]}
            """);

        Assert.Equal("done", only.Events.OfType<StepEvent>().Single().Output!.Value.GetString());
    }

    [Fact]
    public void An_answer_whose_call_was_cut_off_is_still_a_call()
    {
        var only = Single("""{"messages":[{"role":"tool","tool_call_id":"9","name":"get_order","content":"Error: gone"},{"role":"assistant","content":"Sorry."}]}""");

        Assert.Equal((1, 1), (only.ToolCalls, only.ToolErrors));
        Assert.Equal("get_order", only.Events.OfType<StepEvent>().Single().Name);
    }

    [Fact]
    public void A_hand_off_that_failed_is_none()
    {
        var only = Single("""
            {"messages":[
              {"role":"assistant","tool_calls":[{"id":"1","function":{"name":"escalate","arguments":"{}"}}]},
              {"role":"tool","tool_call_id":"1","content":"Error: nobody there"}]}
            """);

        Assert.False(only.HandedOff);
        Assert.Empty(only.Events.OfType<HandoffEvent>());
    }

    [Theory]
    [InlineData("Error: x", true)]
    [InlineData("error: x", true)]
    [InlineData("""{"error":"x"}""", true)]
    [InlineData(""" {"error":{"code":1}}""", true)]
    [InlineData("""{"error":true}""", true)]
    [InlineData("""{"error":null,"id":1}""", false)]
    [InlineData("""{"error":""}""", false)]
    [InlineData("""{"error":false}""", false)]
    [InlineData("""{"errors_found":0}""", false)]
    [InlineData("Errors were found: 0", false)]
    [InlineData("No error: fine", false)]
    [InlineData("{not json", false)]
    [InlineData(null, false)]
    public void A_failure_is_told_from_what_came_back(string? content, bool failed) => Assert.Equal(failed, ToolError.In(content) is not null);

    [Fact]
    public void Only_the_agents_cost_and_tokens_count_and_a_message_that_only_calls_has_its_own_step()
    {
        var only = Simulation("""
            {"task_id":"7","trial":1,"reward_info":{"reward":1.0},"agent_cost":0.3,"duration":9.5,"messages":[
            {"role":"user","content":"Hi","cost":5,"usage":{"prompt_tokens":50,"completion_tokens":5}},
            {"role":"assistant","content":"Hello","cost":0.1,"usage":{"prompt_tokens":10,"completion_tokens":1}},
            {"role":"assistant","tool_calls":[{"id":"1","name":"a","arguments":{"x":1}}],"cost":0.2,"usage":{"prompt_tokens":20,"completion_tokens":2},"timestamp":"2026-01-01T10:00:00"},
            {"role":"tool","id":"1","content":"broken","error":true,"timestamp":"2026-01-01T10:00:01"}]}
            """);

        var messages = only.Events.OfType<MessageEvent>().ToList();
        var model = only.Events.OfType<StepEvent>().Single(step => step.Kind == "model");
        var call = only.Events.OfType<StepEvent>().Single(step => step.Kind == "tool");
        Assert.Equal([null, 0.1], messages.Select(message => message.CostUsd));
        Assert.Equal(("m", 0.2, 20, 2), (model.Name, model.CostUsd!.Value, model.InputTokens!.Value, model.OutputTokens!.Value));
        Assert.Equal((1, 1), (only.ToolCalls, only.ToolErrors));
        Assert.Equal(TimeSpan.FromSeconds(1), call.EndTime - call.Time);
        Assert.Equal("broken", call.Error);
        var closed = only.Events.OfType<CaseClosedEvent>().Single();
        Assert.Equal((null, 9.5), (closed.CostUsd, closed.HandlingSeconds));
        Assert.True(only.Events.OfType<OutcomeEvent>().Single().Solved);
    }

    [Fact]
    public void The_files_own_sum_is_taken_where_the_messages_do_not_say_the_same()
    {
        var only = Simulation("""{"task_id":"7","trial":1,"reward_info":null,"agent_cost":0.4,"messages":[{"role":"assistant","content":"Hello","cost":0.1}]}""");

        Assert.Equal(0.4, only.Events.OfType<CaseClosedEvent>().Single().CostUsd);
        Assert.Empty(only.Events.OfType<OutcomeEvent>());
    }

    [Fact]
    public void What_a_customer_does_with_tools_is_shown_but_is_no_call_of_the_agent()
    {
        var only = Simulation("""
            {"task_id":"7","trial":1,"messages":[
            {"role":"user","tool_calls":[{"id":"1","name":"reboot_phone","arguments":{},"requestor":"user"}]},
            {"role":"tool","id":"1","content":"Error: off"}]}
            """);

        Assert.Equal((0, 0), (only.ToolCalls, only.ToolErrors));
        Assert.Equal("other", only.Events.OfType<StepEvent>().Single().Kind);
    }

    [Fact]
    public void Simulations_that_share_task_and_trial_go_by_their_own_id()
    {
        var cases = TranscriptText.Read("""
            {"simulations":[
              {"id":"u1","task_id":"1","trial":0,"messages":[{"role":"user","content":"a"}]},
              {"id":"u2","task_id":"1","trial":0,"messages":[{"role":"user","content":"b"}]},
              {"id":"u3","task_id":"2","trial":0,"messages":[{"role":"user","content":"c"}]}]}
            """);

        Assert.Equal(["s/u1", "s/u2", "s/2-0"], cases.Select(one => one.CaseId));
    }

    [Fact]
    public void Trajectories_that_share_task_and_trial_are_both_kept()
    {
        var cases = TranscriptText.Read("""
            [{"task_id":1,"trial":0,"reward":0.0,"traj":[{"role":"user","content":"a"}]},
             {"task_id":1,"trial":0,"reward":1.0,"traj":[{"role":"user","content":"b"}]}]
            """);

        Assert.All(cases, one => Assert.Null(one.Refused));
        Assert.Equal("s/1-0", cases[0].CaseId);
        Assert.StartsWith("s/1-0~", cases[1].CaseId, StringComparison.Ordinal);
        Assert.Equal([false, true], cases.Select(one => one.Events.OfType<OutcomeEvent>().Single().Solved!.Value));
    }

    private static TranscriptCase Simulation(string simulation) =>
        Single($$$"""{"info":{"agent_info":{"implementation":"a","llm":"m"}},"simulations":[{{{simulation}}}]}""");

    private static TranscriptCase Single(string text)
    {
        var only = Assert.Single(TranscriptText.Read(text));
        Assert.Null(only.Refused);
        return only;
    }
}
