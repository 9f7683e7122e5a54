using Acsr.Cases;

namespace Acsr.Policies.Rules;

/// <summary>What a rule sees of a decision: what was known when it was made, from which step, and nothing that came later.</summary>
public sealed class DecisionFactsTests
{
    private readonly List<Step> _steps = [];

    [Fact]
    public void A_decision_knows_its_call_and_what_was_looked_up_before()
    {
        Look("get_order", """{"order_id":"A"}""", """{"order_id":"A","total":12.5}""");
        Act("refund_order", """{"order_id":"A","amount":5}""");
        Look("get_order", """{"order_id":"A"}""", """{"order_id":"A","total":7.5}""");

        var facts = Facts("refund_order");

        Assert.Equal(5m, Of(facts, "call.args.amount"));
        Assert.Equal("refund_order", Of(facts, "call.tool"));
        Assert.Equal(true, Of(facts, "call.ok"));
        Assert.Equal(12.5m, Of(facts, "before.order.total"));
        Assert.Equal(["s0"], facts.EvidenceOf(["before.order.total"]));
        Assert.Equal(["s1"], facts.EvidenceOf(["call.args.amount"]));
    }

    [Fact]
    public void What_is_known_of_another_thing_says_nothing_of_this_one()
    {
        Look("get_order", """{"order_id":"A"}""", """{"total":1}""");
        Look("get_order", """{"order_id":"B"}""", """{"total":2}""");
        Act("refund_order", """{"order_id":"A"}""");
        Act("cancel_order", """{"order_id":"C"}""");
        Act("send_mail", """{"text":"hello"}""");

        Assert.Equal(1m, Of(Facts("refund_order"), "before.order.total"));
        Assert.IsType<Unknown>(Of(Facts("cancel_order"), "before.order.total"));
        Assert.Equal(2m, Of(Facts("send_mail"), "before.order.total"));
    }

    [Fact]
    public void A_change_that_answers_with_the_whole_thing_is_what_is_known_from_then_on()
    {
        Look("get_order", """{"order_id":"A"}""", """{"order_id":"A","total":1}""");
        Act("update_order_items", """{"order_id":"A"}""", """{"order_id":"A","total":3}""");
        Act("refund_order", """{"order_id":"A"}""");

        Assert.Equal(1m, Of(Facts("update_order_items"), "before.order.total"));
        Assert.Equal(3m, Of(Facts("refund_order"), "before.order.total"));
        Assert.Equal(["s1"], Facts("refund_order").EvidenceOf(["before.order"]));
    }

    [Fact]
    public void A_look_up_that_failed_tells_nothing()
    {
        Look("get_order", """{"order_id":"A"}""", null, error: "not found");
        Act("refund_order", """{"order_id":"A"}""");

        Assert.IsType<Unknown>(Of(Facts("refund_order"), "before.order"));
        Assert.Equal(false, Of(Facts("refund_order"), "history.calls.0.ok"));
    }

    [Theory]
    [InlineData("Yes please", true)]
    [InlineData("What does it cost?", false)]
    [InlineData("お願いします", null)]
    public void The_customers_last_word_before_the_call_is_the_answer(string said, bool? confirmed)
    {
        Say(Role.Customer, "yes to something before");
        Say(Role.Agent, "Shall I?");
        Say(Role.Customer, said);
        Act("refund_order", "{}");
        Say(Role.Customer, "yes, yes");

        Assert.Equal(confirmed, Of(Facts("refund_order"), "history.confirmed") as bool?);
    }

    [Fact]
    public void A_yes_since_a_call_is_told_from_a_yes_before_it()
    {
        Say(Role.Customer, "yes");
        Look("get_quote", "{}", """{"price":3}""");
        Act("book_trip", "{}");
        Say(Role.Customer, "yes, go on");
        Act("book_hotel", "{}");

        Assert.Null(Judge("""{"user_confirmed_since":"get_quote"}""", "book_trip"));
        Assert.True(Judge("""{"user_confirmed_since":"get_quote"}""", "book_hotel"));
        Assert.True(Judge("""{"user_confirmed_since":"book_trip"}""", "book_hotel"));
        Assert.Null(Judge("""{"user_confirmed_since":"cancel_trip"}""", "book_hotel"));
    }

    [Fact]
    public void Called_means_before_and_with_success()
    {
        Look("get_order", "{}", "{}");
        Look("get_user", "{}", null, error: "no");
        Act("refund_order", "{}");
        Look("get_parcel", "{}", "{}");

        Assert.True(Judge("""{"called":"get_order"}""", "refund_order"));
        Assert.False(Judge("""{"called":"get_user"}""", "refund_order"));
        Assert.False(Judge("""{"called":"get_parcel"}""", "refund_order"));
        Assert.False(Judge("""{"called":"refund_order"}""", "refund_order"));
        Assert.True(Judge("""{"==":[{"count":{"var":"history.calls"}},3]}""", "refund_order"));
    }

    [Fact]
    public void Nothing_is_judged_once_a_person_has_taken_over()
    {
        Act("refund_order", "{}");
        _steps.Add(new Step { Id = "h", Kind = StepKind.Handoff, Name = "transfer_to_human" });
        Act("cancel_order", "{}");

        Assert.Equal(["refund_order"], DecisionFacts.Of(Folded()).Select(d => d.Step.Name));
    }

    [Fact]
    public void The_time_is_the_calls_own_or_what_the_system_text_states()
    {
        Act("refund_order", "{}");
        Say(Role.System, "You help. The current time is 2024-05-15 15:00:00 EST.");
        Act("cancel_order", "{}");
        var at = new DateTime(2026, 3, 1, 12, 0, 0, DateTimeKind.Utc);
        _steps.Add(new Step { Id = "timed", Kind = StepKind.Action, Name = "issue_voucher", StartedAt = at });

        Assert.IsType<Unknown>(Of(Facts("refund_order"), "now"));
        Assert.Equal("2024-05-15 15:00:00 EST", Of(Facts("cancel_order"), "now"));
        Assert.Equal("2026-03-01T12:00:00Z", Of(Facts("issue_voucher"), "now"));
        Assert.Equal("2020-01-01", Of(Facts("refund_order").WithNow("2020-01-01"), "now"));
        Assert.Equal("2026-03-01T12:00:00Z", Of(Facts("issue_voucher").WithNow("2020-01-01"), "now"));
    }

    [Fact]
    public void What_nobody_said_of_the_case_is_absent_and_not_null()
    {
        Look("get_customer_profile", "{}", """{"tier":"gold"}""");
        Act("refund_order", "{}");

        Assert.Equal("refund", Of(Facts("refund_order"), "case.intent"));
        Assert.IsType<Unknown>(Of(Facts("refund_order"), "case.language"));
        Assert.Equal("c-7", Of(Facts("refund_order"), "customer.id"));
        Assert.IsType<Unknown>(Of(Facts("refund_order"), "customer.tier"));
        Assert.Equal("gold", Of(Facts("refund_order"), "before.customer_profile.tier"));
    }

    [Theory]
    [InlineData("get_reservation_details", "reservation")]
    [InlineData("getUserDetails", "user")]
    [InlineData("find_user_id_by_email", "user_id")]
    [InlineData("check_return_eligibility", "return_eligibility")]
    [InlineData("look_up_order", "order")]
    [InlineData("get", "get")]
    [InlineData("crm.fetch-account", "account")]
    [InlineData("order-lookup", "order")]
    [InlineData("weather", "weather")]
    public void A_tools_name_says_what_it_tells_of(string tool, string entity) => Assert.Equal(entity, KnownState.EntityOf(tool));

    private void Say(Role role, string text) => _steps.Add(new Step { Id = $"s{_steps.Count}", Kind = StepKind.Message, Role = role, Text = text });

    private void Look(string name, string input, string? output, string? error = null) =>
        _steps.Add(new Step { Id = $"s{_steps.Count}", Kind = StepKind.Tool, Name = name, Input = input, Output = output, Error = error });

    private void Act(string name, string input, string? output = null) => _steps.Add(new Step { Id = $"s{_steps.Count}", Kind = StepKind.Action, Name = name, Input = input, Output = output });

    private FoldedCase Folded() => new(new Case { Id = "c", Intent = "refund", Customer = "c-7" }, _steps, [], []);

    private RuleFacts Facts(string tool)
    {
        foreach (var (step, facts) in DecisionFacts.Of(Folded()))
        {
            if (step.Name == tool) { return facts(); }
        }

        throw new InvalidOperationException(tool);
    }

    private bool? Judge(string rule, string tool) => RuleLogic.Parse(rule).Logic!.Judge(Facts(tool)).Holds;

    private static object? Of(RuleFacts facts, string path) => RuleLogic.Parse($$"""{"var":"{{path}}"}""").Logic!.Value(facts);
}
