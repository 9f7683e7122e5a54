using Acsr.Cases;
using Acsr.Ingest;

namespace Acsr.Signals.DeadEnds;

/// <summary>L13 to L15 and L17 to L19: what the agent does, says it did, or leaves undone.</summary>
public sealed class DecisionTests
{
    [Fact]
    public void Handoff_without_attempt_hits_low_and_is_never_a_dead_end()
    {
        var play = new Play().Customer("Where is it?").HandOff();

        Assert.Equal(Severity.Low, Assert.Single(play.Find<HandoffWithoutAttempt>()).Severity);
        Assert.False(DeadEndVerdict.Of(DeadEndRules.Find(play.Steps, new())).IsDeadEnd);
    }

    [Fact]
    public void Handoff_without_attempt_does_not_mind_a_hand_off_after_a_look_or_one_that_failed()
    {
        Assert.Empty(new Play().Customer("Where is it?").Look("{}", error: "down").HandOff().Find<HandoffWithoutAttempt>());
        Assert.Empty(new Play().Customer("Where is it?").HandOff("no colleague").Find<HandoffWithoutAttempt>());
    }

    [Theory]
    [InlineData("Your order has been cancelled.", "cancel_order", "Error: shipped", true)]
    [InlineData("Your order has been cancelled.", "book_flight", null, true)]
    [InlineData("I've just refunded you.", "update_address", null, false)]
    [InlineData("Your order has been cancelled.", "cancel_order", null, false)]
    [InlineData("Your order has been cancelled.", "process_request", null, false)]
    [InlineData("Your order can be cancelled.", "cancel_order", "Error: shipped", false)]
    public void Promise_without_action_hits_where_no_call_of_that_kind_worked(string said, string tool, string? error, bool hits) =>
        Assert.Equal(hits, new Play().Customer("Cancel it.").Act(tool, error).Agent(said).Find<PromiseWithoutAction>().Any(hit => hit.Severity == Severity.High && hit.StepIds[0] == "s2"));

    [Theory]
    [InlineData("refund", true, true)]
    [InlineData("cancel", true, false)]
    [InlineData("cancel", false, false)]
    [InlineData("refund", false, true)]
    public void Promise_without_action_goes_by_what_the_catalogue_says_of_the_tool_before_its_name(string does, bool known, bool hits)
    {
        var catalogue = new ToolCatalogue([new ToolEntry { Name = known ? "cancel_order" : "process_request", Kind = StepKind.Action, Does = [does], ChangedBy = "test" }]);
        var play = new Play().Customer("Cancel it.").Act(known ? "cancel_order" : "process_request").Agent("Your order has been cancelled.");

        Assert.Equal(hits, new PromiseWithoutAction().Find([.. play.Steps.Select(catalogue.Apply)], new()).Any());
    }

    [Theory]
    [InlineData(Verification.Contradicted, false, Severity.Critical)]
    [InlineData(Verification.NotFound, false, Severity.Critical)]
    [InlineData(Verification.Contradicted, true, Severity.High)]
    [InlineData(Verification.Confirmed, false, Severity.High)]
    [InlineData(Verification.TimedOut, false, Severity.High)]
    public void Promise_without_action_is_critical_where_a_check_that_still_holds_did_not_find_it_either(Verification result, bool superseded, Severity severity)
    {
        var play = new Play().Customer("Cancel it.").Act("cancel_order", "Error: shipped").Agent("Your order has been cancelled.");
        var folded = new FoldedCase(new Case { Id = "c" }, play.Steps, [], [new FeedbackFacts("f", FeedbackKind.Verification, null, null, null, null) { Check = new(result, null, null, superseded) }]);

        Assert.Equal(severity, Assert.Single(new PromiseWithoutAction().Find(folded, new(), Standards.CaseStandards.None)).Severity);
    }

    [Theory]
    [InlineData("order_status", "order_status", true)]
    [InlineData("order_status", "complaint", false)]
    [InlineData(null, "complaint", true)]
    [InlineData("order_status", null, true)]
    public void Handoff_without_attempt_is_right_where_no_tool_helps_with_the_intent_and_others_are_named(string? helpsWith, string? intent, bool hits)
    {
        var catalogue = new ToolCatalogue([new ToolEntry { Name = "get_order", Intents = helpsWith is null ? [] : [helpsWith], ChangedBy = "test" }]);
        var folded = new FoldedCase(new Case { Id = "c", Intent = intent }, new Play().Customer("Where is it?").HandOff().Steps, [], []) { Helpers = catalogue.HelpersOf(intent) };

        var found = new HandoffWithoutAttempt().Find(folded, new(), Standards.CaseStandards.None).ToList();

        Assert.Equal(hits, found.Count == 1);
        Assert.Equal(hits && helpsWith == intent, found.Exists(hit => hit.Text.Contains("get_order", StringComparison.Ordinal)));
    }

    [Fact]
    public void Promise_without_action_is_not_judged_where_no_call_is_known_or_a_person_took_over()
    {
        Assert.Empty(new Play().Customer("Cancel it.").Agent("It has been cancelled.").Find<PromiseWithoutAction>());
        Assert.Empty(new Play().Customer("Cancel it.").Look("{}").HandOff().Agent("It has been cancelled.").Find<PromiseWithoutAction>());
    }

    [Fact]
    public void Promise_without_action_looks_at_the_last_message_only() =>
        Assert.Empty(new Play().Look("{}").Agent("The flight has been cancelled by the airline.").Agent("Shall I look for another?").Find<PromiseWithoutAction>());

    [Theory]
    [InlineData("Where is my order?", true)]
    [InlineData("Yes, please.", false)]
    [InlineData("Ja, gerne.", false)]
    [InlineData("D'accord.", false)]
    [InlineData("Please go ahead", false)]
    [InlineData("I said yesterday that it is eyes only", true)]
    [InlineData("はい、お願いします", false)]
    public void Unconfirmed_write_hits_a_change_while_the_customers_last_message_holds_no_yes(string said, bool hits) =>
        Assert.Equal(hits, new Play().Customer("Yes, hello.").Customer(said).Act().Find<UnconfirmedWrite>().Any(hit => hit.Severity == Severity.High && hit.StepIds[0] == "s2"));

    [Fact]
    public void Unconfirmed_write_is_medium_where_the_change_failed() =>
        Assert.Equal(Severity.Medium, Assert.Single(new Play().Customer("Hm.").Act(error: "no").Find<UnconfirmedWrite>()).Severity);

    [Fact]
    public void Unconfirmed_write_does_not_mind_looks_tools_that_need_no_yes_changes_by_a_person_or_cases_without_a_customer()
    {
        Assert.Empty(new Play().Customer("Hm.").Look("{}").Find<UnconfirmedWrite>());
        Assert.Empty(new Play().Customer("Hm.").Act("send_invoice").Find<UnconfirmedWrite>(new() { NoConfirmationTools = ["Send_Invoice"] }));
        Assert.Empty(new Play().Customer("Hm.").HandOff().Act().Find<UnconfirmedWrite>());
        Assert.Empty(new Play().Act().Find<UnconfirmedWrite>());
    }

    [Theory]
    [InlineData(.49, true)]
    [InlineData(.5, false)]
    public void Low_confidence_hits_a_change_below_one_half(double sure, bool hits)
    {
        Assert.Equal(hits, new Play().Act(confidence: sure).Find<LowConfidence>().Count == 1);
        Assert.Equal(hits ? ["s0", "s1"] : [], new Play().Decide("Update_Order", sure).Act().Find<LowConfidence>().SelectMany(hit => hit.StepIds));
    }

    [Fact]
    public void Low_confidence_does_not_mind_a_decision_that_nothing_was_done_about()
    {
        Assert.Empty(new Play().Decide("decline", .1).Agent("No.").Find<LowConfidence>());
        Assert.Empty(new Play().Decide("decline", .1).Act().Find<LowConfidence>());
        Assert.Empty(new Play().Decide("update_order", .1).Act(error: "no").Find<LowConfidence>());
        Assert.Empty(new Play().Act().Find<LowConfidence>());
    }

    [Theory]
    [InlineData("length", null, true)]
    [InlineData("MAX_TOKENS", null, true)]
    [InlineData("content_filter", null, true)]
    [InlineData("stop", null, false)]
    [InlineData("tool_calls", null, false)]
    [InlineData(null, "context_length_exceeded: 9000 > 8192", true)]
    [InlineData(null, "timeout", false)]
    public void Truncation_hits_an_answer_that_was_cut_off(string? reason, string? error, bool hits) =>
        Assert.Equal(hits, new Play().Model(reason, error).Find<Truncation>().Any(hit => hit.Severity == Severity.Medium));

    [Fact]
    public void Truncation_does_not_take_a_tool_for_a_model() => Assert.Empty(new Play().Look("{}", error: "too many tokens").Find<Truncation>());

    [Theory]
    [InlineData(true, true, null, false, "Which one?", true)]
    [InlineData(true, false, null, false, "Which one?", true)]
    [InlineData(true, true, false, false, "Which one?", true)]
    [InlineData(true, false, true, false, "Anything else?", false)]
    [InlineData(false, false, null, false, "Which one?", false)]
    [InlineData(true, true, null, true, "Which one?", false)]
    [InlineData(true, true, null, false, "Goodbye.", false)]
    public void Abandoned_hits_a_closed_case_that_ends_with_a_question(bool closed, bool abandoned, bool? solved, bool handedOff, string said, bool hits)
    {
        var play = new Play().Customer("Hi").Agent(said);

        Assert.Equal(hits, Abandoned(play, closed, abandoned, solved, handedOff).Any(hit => hit is { Severity: Severity.Low, StepIds: ["s1"] }));
    }

    [Fact]
    public void Abandoned_does_not_mind_a_question_that_was_answered() =>
        Assert.Empty(Abandoned(new Play().Agent("Which one?").Customer("The blue one."), closed: true, abandoned: true, null, handedOff: false));

    [Theory]
    [InlineData("Which one?", true, true)]
    [InlineData("Which one?", false, false)]
    [InlineData("Is there anything else?", true, false)]
    public void Abandoned_hits_an_open_case_whose_question_has_waited_long_enough(string said, bool left, bool hits)
    {
        var folded = new FoldedCase(new Case { Id = "c" }, new Play().Customer("Hi").Agent(said).Steps, [], []) { LeftUnanswered = left };

        Assert.Equal(hits, new Abandoned().Find(folded, new(), Standards.CaseStandards.None).Any(hit => hit.Text == "The customer has not answered the agent's last question."));
    }

    private static List<DeadEndHit> Abandoned(Play play, bool closed, bool abandoned, bool? solved, bool handedOff)
    {
        var facts = new Case { Id = "c", ClosedAt = closed ? new DateTime(2026, 3, 1, 0, 0, 0, DateTimeKind.Utc) : null, Abandoned = abandoned, Solved = solved, HandedOff = handedOff };
        return [.. new Abandoned().Find(new FoldedCase(facts, play.Steps, [], []), new(), Standards.CaseStandards.None)];
    }
}
